#include "core/workflow/RunMachine.h"

#include <QTest>

using namespace holdfast::workflow;

class RunMachineTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsTheIntentBeforeTheEffectAndTheOutcomeAfter()
    {
        Advance at = advance({ .steps = 1 }, { EventKind::Resumed });
        const std::vector<std::pair<Event, CommandKind>> table {
            { { EventKind::Probed, Probe::NotDone }, CommandKind::KeepIntent },
            { { EventKind::IntentKept }, CommandKind::ExecuteStep },
            { { EventKind::Executed }, CommandKind::KeepOutcome }, { { EventKind::OutcomeKept }, CommandKind::Finish }
        };
        QCOMPARE(at.commands.front().kind, CommandKind::ProbeStep);
        for (const auto& [event, command] : table) {
            at = advance(at.position, event);
            QCOMPARE(at.commands.size(), 1U);
            QCOMPARE(at.commands.front().kind, command);
        }
        QCOMPARE(at.position.state, RunState::Done);
    }

    void doesNotRepeatWhatIsDone()
    {
        const Advance at = advance({ .steps = 2, .held = false }, { EventKind::Probed, Probe::Done });
        QCOMPARE(at.commands, (std::vector<Command> { { CommandKind::KeepOutcome, 0 } }));
    }

    void waitsForAPersonWhereTheWorldIsUnclearOrNothingCanBeKept()
    {
        for (const Event& event :
            { Event { EventKind::Probed, Probe::Unknown }, Event { EventKind::Probed, Probe::Diverged },
                Event { EventKind::JournalFailed }, Event { EventKind::StepFailed } }) {
            const Advance at = advance({ .steps = 2, .held = false }, event);
            QVERIFY(at.position.held);
            QCOMPARE(at.position.state, RunState::Open);
            QVERIFY(advance(at.position, { EventKind::IntentKept }).commands.empty());
        }
    }

    void waitsForWhatIsUnderWayAndLooksAgain()
    {
        Advance at = advance({ .steps = 2, .held = false }, { EventKind::Probed, Probe::InProgress });
        QCOMPARE(at.commands, (std::vector<Command> { { CommandKind::Pause, 0 } }));
        at = advance(at.position, { EventKind::PauseOver });
        QCOMPARE(at.commands, (std::vector<Command> { { CommandKind::ProbeStep, 0 } }));
    }

    void takesBackWhatWasDoneBeforeARefusalAndFails()
    {
        Advance at = advance({ .steps = 3, .current = 1, .held = false }, { EventKind::StepRefused });
        QCOMPARE(at.commands, (std::vector<Command> { { CommandKind::UndoStep, 1 } }));
        at = advance(at.position, { EventKind::StepUndone });
        QCOMPARE(at.commands, (std::vector<Command> { { CommandKind::KeepUndone, 1 } }));
        at = advance(at.position, { EventKind::UndoneKept });
        QCOMPARE(at.commands, (std::vector<Command> { { CommandKind::UndoStep, 0 } }));
        at = advance(advance(at.position, { EventKind::StepUndone }).position, { EventKind::UndoneKept });
        QCOMPARE(at.commands, (std::vector<Command> { { CommandKind::Finish, 0 } }));
        QCOMPARE(at.position.state, RunState::Failed);
    }

    void goesOnBackwardsAfterACrashWhereItWentBackwards()
    {
        const Advance at
            = advance({ .steps = 3, .current = 1, .held = true, .back = RunState::Failed }, { EventKind::Resumed });
        QCOMPARE(at.commands, (std::vector<Command> { { CommandKind::UndoStep, 1 } }));
    }

    void undoesOnlyAHeldRunAndBeginsAtItsLastStep()
    {
        QVERIFY(advance({ .steps = 2, .held = false }, { EventKind::BackAsked }).commands.empty());
        const Advance at = advance({ .steps = 2, .current = 2 }, { EventKind::BackAsked });
        QCOMPARE(at.commands, (std::vector<Command> { { CommandKind::UndoStep, 1 } }));
        QCOMPARE(at.position.back, std::optional(RunState::Undone));
        QCOMPARE(advance({ .steps = 0 }, { EventKind::BackAsked }).position.state, RunState::Undone);
    }

    void doesNothingMoreOnceItIsOver()
    {
        for (const RunState over : { RunState::Done, RunState::Failed, RunState::Undone })
            QVERIFY(advance({ .steps = 1, .state = over }, { EventKind::Resumed }).commands.empty());
    }

    void beginsNothingTwice()
    {
        const Advance at = advance({ .steps = 1 }, { EventKind::Resumed });
        QVERIFY(advance(at.position, { EventKind::Resumed }).commands.empty());
    }
};

QTEST_GUILESS_MAIN(RunMachineTest)
#include "RunMachineTest.moc"
