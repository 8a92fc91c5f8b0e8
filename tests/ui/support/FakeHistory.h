#pragma once

#include "core/base/Async.h"
#include "core/workflow/HistoryService.h"

namespace holdfast::tests {

/// A past that is what the test says.
class FakeHistory final : public workflow::HistoryService {
public:
    [[nodiscard]] QFuture<Result<std::vector<workflow::HistoryEntry>>> history(
        const workflow::HistoryRequest& request, CancelToken) const override
    {
        asked.push_back(request);
        return ready(past);
    }
    [[nodiscard]] QFuture<Result<workflow::CommitEffect>> effect(
        const workflow::CommitQuestion&, CancelToken) const override
    {
        return ready(commit);
    }
    [[nodiscard]] QFuture<Result<workflow::FieldOrigin>> origin(
        const workflow::FieldQuestion& question, CancelToken) const override
    {
        fields.push_back(question);
        return ready(field);
    }

    [[nodiscard]] QFuture<Result<std::vector<git::HostKey>>> hostKeys(const QString& url, CancelToken) const override
    {
        hosts << url;
        return ready(keys);
    }
    [[nodiscard]] QFuture<Result<std::size_t>> trustHost(
        const QString&, const std::vector<git::HostKey>& trusted, CancelToken) const override
    {
        known = trusted;
        return ready(Result<std::size_t>(trusted.size()));
    }

    Result<std::vector<git::HostKey>> keys = std::vector<git::HostKey>();
    mutable QStringList hosts;
    mutable std::vector<git::HostKey> known;
    Result<std::vector<workflow::HistoryEntry>> past = std::vector<workflow::HistoryEntry>();
    Result<workflow::CommitEffect> commit = workflow::CommitEffect();
    Result<workflow::FieldOrigin> field = workflow::FieldOrigin();
    mutable std::vector<workflow::HistoryRequest> asked;
    mutable std::vector<workflow::FieldQuestion> fields;
};

}
