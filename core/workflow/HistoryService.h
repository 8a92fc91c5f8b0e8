#pragma once

#include "core/base/Executor.h"
#include "core/git/HostKeys.h"
#include "core/workflow/AppHistory.h"
#include "core/workflow/CommitEffect.h"
#include "core/workflow/FieldOrigin.h"

namespace holdfast::workflow {

/// The past of apps, answered off the calling thread.
class HistoryService {
public:
    virtual ~HistoryService() = default;
    /// What an app can go back to.
    [[nodiscard]] virtual QFuture<Result<std::vector<HistoryEntry>>> history(
        const HistoryRequest& request, CancelToken cancel) const
        = 0;
    [[nodiscard]] virtual QFuture<Result<CommitEffect>> effect(const CommitQuestion& question, CancelToken cancel) const
        = 0;
    [[nodiscard]] virtual QFuture<Result<FieldOrigin>> origin(const FieldQuestion& question, CancelToken cancel) const
        = 0;
    /// As git::offeredHostKeys, for a repository that could not be read because ssh does not know its host.
    [[nodiscard]] virtual QFuture<Result<std::vector<git::HostKey>>> hostKeys(
        const QString& url, CancelToken cancel) const
        = 0;
    /// As git::trustHostKeys; answers with how many there were.
    [[nodiscard]] virtual QFuture<Result<std::size_t>> trustHost(
        const QString& url, const std::vector<git::HostKey>& keys, CancelToken cancel) const
        = 0;
};

/// The past as a world's mirrors, clusters and renders tell it.
[[nodiscard]] std::unique_ptr<HistoryService> historyOf(World world, std::shared_ptr<Executor> executor);

}
