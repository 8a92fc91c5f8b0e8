#pragma once

#include "app/sandbox/sim/World.h"
#include "tests/app/sandbox/api/Recorded.h"

#include <QTest>

namespace holdfast::sandbox::sim {

/// A practice cluster in memory whose time is moved by hand.
struct Bench {
    PracticeStore practice;
    Agenda agenda { practice.clock };
    World world { practice.store, agenda };

    /// Lets time pass in small steps; the watches deliver from the event loop between them.
    void pass(std::chrono::milliseconds time)
    {
        constexpr std::chrono::milliseconds step { 100 };
        for (auto gone = std::chrono::milliseconds(0); gone <= time; gone += step) {
            settle();
            practice.clock.advance(step);
        }
        settle();
    }

    /// Does all that is due now, with what it leads to.
    void settle()
    {
        for (int turn = 0; turn < 12; ++turn) {
            agenda.runDue();
            deliver();
        }
    }

    Value make(const Kind& kind, const char* text)
    {
        const auto made = world.create(kind, json(text), "tester");
        if (!made)
            qWarning("%s", made.error().message.c_str());
        return made.value_or(Value());
    }

private:
    static void deliver()
    {
        bool turned = false;
        QObject context;
        QMetaObject::invokeMethod(&context, [&turned] { turned = true; }, Qt::QueuedConnection);
        static_cast<void>(QTest::qWaitFor([&turned] { return turned; }, 1000));
    }
};

}
