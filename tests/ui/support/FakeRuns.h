#pragma once

#include "core/base/Async.h"
#include "core/workflow/RunService.h"

#include <functional>

namespace holdfast::tests {

/// Runs that are what the test says; remembers what was asked.
class FakeRuns final : public workflow::RunService {
    Q_OBJECT
public:
    using RunService::RunService;
    [[nodiscard]] QFuture<Result<workflow::Preview>> plan(const workflow::RunRequest& request, CancelToken) override
    {
        planned.push_back(request);
        return ready(makePreview(request));
    }
    [[nodiscard]] QFuture<Result<workflow::RunInfo>> begin(const workflow::Preview& confirmed) override
    {
        begun.push_back(confirmed);
        return ready(Result<workflow::RunInfo>(current));
    }
    [[nodiscard]] QFuture<Result<workflow::RunInfo>> resume(const workflow::RunId&) override
    {
        asked << QStringLiteral("resume");
        return ready(Result<workflow::RunInfo>(current));
    }
    [[nodiscard]] QFuture<Result<workflow::RunInfo>> undo(const workflow::RunId&) override
    {
        asked << QStringLiteral("undo");
        return ready(Result<workflow::RunInfo>(current));
    }
    [[nodiscard]] QFuture<Result<workflow::RunInfo>> abandon(const workflow::RunId&) override
    {
        asked << QStringLiteral("abandon");
        return ready(Result<workflow::RunInfo>(current));
    }
    [[nodiscard]] QFuture<Result<std::vector<workflow::RunInfo>>> runs() override
    {
        return ready(Result<std::vector<workflow::RunInfo>>(std::vector { current }));
    }
    [[nodiscard]] QFuture<Result<workflow::RunInfo>> run(const workflow::RunId& run) override
    {
        if (run != current.run)
            return ready(Result<workflow::RunInfo>(fail(ErrorCode::NotFound, {}, QStringLiteral("no such run"))));
        return ready(Result<workflow::RunInfo>(current));
    }
    std::function<Result<workflow::Preview>(const workflow::RunRequest&)> makePreview
        = [](const workflow::RunRequest&) { return Result<workflow::Preview>(workflow::Preview()); };
    workflow::RunInfo current;
    std::vector<workflow::RunRequest> planned;
    std::vector<workflow::Preview> begun;
    QStringList asked;
};

}
