#include "core/workflow/HistoryService.h"

namespace holdfast::workflow {

namespace {

class WorldHistory final : public HistoryService {
public:
    WorldHistory(World world, std::shared_ptr<Executor> executor)
        : m_world(std::move(world))
        , m_executor(std::move(executor))
    {
    }
    [[nodiscard]] QFuture<Result<std::vector<HistoryEntry>>> history(
        const HistoryRequest& request, CancelToken cancel) const override
    {
        return answered<std::vector<HistoryEntry>>(appHistory, request, std::move(cancel));
    }
    [[nodiscard]] QFuture<Result<CommitEffect>> effect(
        const CommitQuestion& question, CancelToken cancel) const override
    {
        return answered<CommitEffect>(commitEffect, question, std::move(cancel));
    }
    [[nodiscard]] QFuture<Result<FieldOrigin>> origin(const FieldQuestion& question, CancelToken cancel) const override
    {
        return answered<FieldOrigin>(fieldOrigin, question, std::move(cancel));
    }
    [[nodiscard]] QFuture<Result<std::vector<git::HostKey>>> hostKeys(
        const QString& url, CancelToken cancel) const override
    {
        return m_executor->run<std::vector<git::HostKey>>(
            [url](const CancelToken& token) { return git::offeredHostKeys(url, token); }, std::move(cancel));
    }
    [[nodiscard]] QFuture<Result<std::size_t>> trustHost(
        const QString& url, const std::vector<git::HostKey>& keys, CancelToken cancel) const override
    {
        return m_executor->run<std::size_t>(
            [url, keys](const CancelToken& token) -> Result<std::size_t> {
                const Result<void> trusted = git::trustHostKeys(url, keys, token);
                return trusted ? Result<std::size_t>(keys.size()) : std::unexpected(trusted.error());
            },
            std::move(cancel));
    }

private:
    template <typename Answer, typename Question>
    [[nodiscard]] QFuture<Result<Answer>> answered(
        Result<Answer> (*find)(const Question&, const World&, const CancelToken&), const Question& question,
        CancelToken cancel) const
    {
        return m_executor->run<Answer>(
            [world = m_world, find, question](const CancelToken& token) { return find(question, world, token); },
            std::move(cancel));
    }

    World m_world;
    std::shared_ptr<Executor> m_executor;
};

}

std::unique_ptr<HistoryService> historyOf(World world, std::shared_ptr<Executor> executor)
{
    return std::make_unique<WorldHistory>(std::move(world), std::move(executor));
}

}
