#pragma once

#include "core/base/Executor.h"
#include "core/workflow/Guide.h"

#include <QObject>

#include <chrono>

namespace holdfast::workflow {

/// What every run is driven with.
struct DriverParts {
    std::shared_ptr<Executor> executor;
    std::shared_ptr<const Journal> journal;
    World world;
    std::chrono::milliseconds pause { 1'000 }; ///< between two looks at what is under way
};

/// One run that this program drives.
struct DrivenRun {
    StoredRun run;
    std::vector<StepPointer> steps;
    std::vector<RunRecord> records;
    std::unique_ptr<RunLock> lock;
};

/// Drives one run on the GUI thread: asks the machine what is next and has it done on the executor, one thing at a
/// time.
class RunDriver final : public QObject {
    Q_OBJECT
public:
    RunDriver(DriverParts parts, DrivenRun driven, QObject* parent);

    void start(EventKind why); ///< Resumed or BackAsked
    [[nodiscard]] RunInfo info() const;

Q_SIGNALS:
    void changed(const holdfast::workflow::RunInfo& run);
    void ended(); ///< it is over or held, and the lock given back

private:
    void take(const Event& event);
    void perform(const Command& command);
    void probe(std::size_t step);
    void execute(std::size_t step);
    void undo(std::size_t step);
    void looked(const Look& look);
    void executed(const Result<Effect>& effect);
    void keep(RecordKind kind, const StoredRun& run, EventKind next);
    void keepOutcome();
    void end(RecordKind kind);
    [[nodiscard]] QFuture<Result<bool>> write(const StoredRun& run, const RunRecord& line);
    void announce();
    [[nodiscard]] StepContext context(std::size_t step) const;
    [[nodiscard]] CancelToken freshToken();

    DriverParts m_parts;
    DrivenRun m_driven;
    QString m_note; ///< of the step under way
    CancelSource m_job;
};

}
