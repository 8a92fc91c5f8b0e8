#pragma once

#include "core/workflow/RunDriver.h"
#include "core/workflow/RunService.h"

#include <map>

namespace holdfast::workflow {

/// The run service over a journal: guides plan, drivers drive.
class JournaledRuns final : public RunService {
    Q_OBJECT
public:
    JournaledRuns(DriverParts parts, std::vector<GuidePointer> guides, QObject* parent = nullptr);
    ~JournaledRuns() override;

    [[nodiscard]] QFuture<Result<Preview>> plan(const RunRequest& request, CancelToken cancel) override;
    [[nodiscard]] QFuture<Result<RunInfo>> begin(const Preview& confirmed) override;
    [[nodiscard]] QFuture<Result<RunInfo>> resume(const RunId& run) override;
    [[nodiscard]] QFuture<Result<RunInfo>> undo(const RunId& run) override;
    [[nodiscard]] QFuture<Result<RunInfo>> abandon(const RunId& run) override;
    [[nodiscard]] QFuture<Result<std::vector<RunInfo>>> runs() override;
    [[nodiscard]] QFuture<Result<RunInfo>> run(const RunId& run) override;

private:
    /// Opens a run on the executor, then drives it here.
    [[nodiscard]] QFuture<Result<RunInfo>> drive(
        std::function<Result<std::shared_ptr<DrivenRun>>()> open, EventKind why);
    RunInfo adopt(DrivenRun driven, EventKind why);

    DriverParts m_parts;
    std::vector<GuidePointer> m_guides;
    std::map<RunId, RunDriver*> m_drivers;
    CancelSource m_work;
};

}
