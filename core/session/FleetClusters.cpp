#include "core/session/FleetClusters.h"

#include "core/base/Async.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <future>

namespace holdfast::session {

namespace {

using manifest::Value;

/// An answer that is given once, by whoever is first.
template <typename T> class Answer final {
public:
    void give(Result<T> result)
    {
        if (!m_given.test_and_set())
            m_promise.set_value(std::move(result));
    }
    [[nodiscard]] Result<T> wait() { return m_promise.get_future().get(); }

private:
    std::promise<Result<T>> m_promise;
    std::atomic_flag m_given;
};

class FleetClusters final : public workflow::ClusterAccess {
public:
    explicit FleetClusters(Fleet& fleet)
        : m_fleet(fleet)
    {
    }

    [[nodiscard]] Result<std::vector<gitops::App>> apps(const CancelToken& cancel) override
    {
        return ask<std::vector<gitops::App>>(
            [](Fleet& fleet) { return ready(Result<std::vector<gitops::App>>(fleet.apps())); }, cancel);
    }
    [[nodiscard]] Result<kube::ClusterIdentity> identity(const ContextName& context, const CancelToken& cancel) override
    {
        return ask<kube::ClusterIdentity>(
            [context](Fleet& fleet) {
                const std::vector<ClusterStatus> all = fleet.clusters();
                const auto found = std::ranges::find(all, context, &ClusterStatus::context);
                return ready(found == all.end()
                        ? Result<kube::ClusterIdentity>(fail(ErrorCode::NotFound, {},
                              QStringLiteral("there is no context \"%1\" here").arg(context.text())))
                        : Result<kube::ClusterIdentity>(found->identity));
            },
            cancel);
    }
    [[nodiscard]] Result<Value> object(const workflow::Place& place, const CancelToken& cancel) override
    {
        return ask<Value>(
            [place, cancel](Fleet& fleet) { return fleet.objectAt(place.context, place.key, cancel); }, cancel);
    }
    [[nodiscard]] Result<Value> live(
        const gitops::AppId& app, const manifest::ObjectKey& key, const CancelToken& cancel) override
    {
        return ask<Value>([app, key, cancel](Fleet& fleet) { return fleet.liveAt(app, key, cancel); }, cancel);
    }
    [[nodiscard]] Result<Value> predicted(
        const gitops::AppId& app, const workflow::ApplyPreview& apply, const CancelToken& cancel) override
    {
        return ask<Value>(
            [app, apply, cancel](
                Fleet& fleet) { return fleet.predictedAt(app, apply.key, { apply.desired, apply.manager }, cancel); },
            cancel);
    }
    [[nodiscard]] Result<kube::Capabilities> capabilities(const gitops::AppId& app, const CancelToken& cancel) override
    {
        return ask<kube::Capabilities>(
            [app, cancel](Fleet& fleet) { return fleet.capabilitiesAt(app, cancel); }, cancel);
    }
    [[nodiscard]] Result<Value> patch(
        const workflow::Place& place, const Value& merge, const CancelToken& cancel) override
    {
        return ask<Value>(
            [place, merge, cancel](Fleet& fleet) { return fleet.patchAt(place.context, place.key, merge, cancel); },
            cancel);
    }
    [[nodiscard]] Result<gitops::AppDetails> details(const gitops::AppId& app, const CancelToken& cancel) override
    {
        return ask<gitops::AppDetails>([app, cancel](Fleet& fleet) { return fleet.details(app, cancel); }, cancel);
    }

private:
    /// Has the question put on the fleet's thread and waits here.
    template <typename T>
    [[nodiscard]] Result<T> ask(std::function<QFuture<Result<T>>(Fleet&)> question, const CancelToken& cancel)
    {
        const auto answer = std::make_shared<Answer<T>>();
        QMetaObject::invokeMethod(
            &m_fleet,
            [fleet = &m_fleet, question = std::move(question), answer] {
                onDone(question(*fleet), fleet, [answer](Result<T> result) { answer->give(std::move(result)); });
            },
            Qt::QueuedConnection);
        const CancelRegistration given = cancel.onCancelled(
            [answer] { answer->give(fail(ErrorCode::Cancelled, {}, QStringLiteral("cancelled"))); });
        return answer->wait();
    }

    Fleet& m_fleet;
};

}

std::unique_ptr<workflow::ClusterAccess> fleetClusters(Fleet& fleet)
{
    return std::make_unique<FleetClusters>(fleet);
}

}
