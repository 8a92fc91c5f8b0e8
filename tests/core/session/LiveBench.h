#pragma once

#include "core/kube/ExecConsents.h"
#include "core/session/LiveFleet.h"
#include "tests/core/gitops/Recorded.h"
#include "tests/core/session/FakeCluster.h"

#include <QTemporaryDir>
#include <QTest>

namespace holdfast::session::test {

using namespace Qt::StringLiterals;
using namespace holdfast::gitops;
using holdfast::gitops::test::json;
using holdfast::gitops::test::recorded;

/// Several fake clusters behind one transport, told apart by host.
class Network final : public net::HttpTransport {
public:
    std::map<QString, FakeCluster*> clusters;
    [[nodiscard]] QFuture<Result<net::Response>> send(net::Request request, CancelToken cancel) override
    {
        return clusters.at(request.url.host())->send(std::move(request), std::move(cancel));
    }
    void stream(net::Request request, net::StreamKind kind, net::StreamHandler handler, CancelToken cancel) override
    {
        clusters.at(request.url.host())->stream(std::move(request), kind, std::move(handler), std::move(cancel));
    }
};

inline void serveAll(FakeCluster& cluster)
{
    for (const FakeCluster::Kind& kind :
        { FakeCluster::Kind { u"argoproj.io"_s, u"v1alpha1"_s, u"applications"_s, u"Application"_s },
            FakeCluster::Kind { u"kustomize.toolkit.fluxcd.io"_s, u"v1"_s, u"kustomizations"_s, u"Kustomization"_s },
            FakeCluster::Kind { u"source.toolkit.fluxcd.io"_s, u"v1"_s, u"gitrepositories"_s, u"GitRepository"_s },
            FakeCluster::Kind { u"apps"_s, u"v1"_s, u"deployments"_s, u"Deployment"_s },
            FakeCluster::Kind { u"apps"_s, u"v1"_s, u"replicasets"_s, u"ReplicaSet"_s },
            FakeCluster::Kind { {}, u"v1"_s, u"configmaps"_s, u"ConfigMap"_s },
            FakeCluster::Kind { {}, u"v1"_s, u"services"_s, u"Service"_s },
            FakeCluster::Kind { {}, u"v1"_s, u"secrets"_s, u"Secret"_s },
            FakeCluster::Kind { {}, u"v1"_s, u"pods"_s, u"Pod"_s },
            FakeCluster::Kind { {}, u"v1"_s, u"events"_s, u"Event"_s },
            FakeCluster::Kind { {}, u"v1"_s, u"namespaces"_s, u"Namespace"_s, false } })
        cluster.serve(kind);
}

inline void nameCluster(FakeCluster& cluster, const QByteArray& uid)
{
    cluster.put(json(
        R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":"kube-system","uid":")"_ba + uid + R"("}})"_ba));
}

inline kube::Context context(const QString& name, const QString& host)
{
    kube::Context made;
    made.name = ContextName(name);
    made.cluster.name = name;
    made.cluster.server = QUrl(u"https://"_s + host);
    made.nameSpace = u"default"_s;
    return made;
}

/// A fleet over fake clusters; the destructor order is that of the program.
struct Bench {
    FakeCluster near;
    FakeCluster far;
    std::shared_ptr<Network> network = std::make_shared<Network>();
    std::shared_ptr<FakeCredentials> credentials = std::make_shared<FakeCredentials>();
    QTemporaryDir folder;
    QStringList kubeconfigFiles;
    std::function<Result<kube::Kubeconfig>()> readKubeconfig;
    std::unique_ptr<LiveFleet> fleet;

    Bench()
    {
        network->clusters = { { u"near"_s, &near }, { u"far"_s, &far } };
        serveAll(near);
        serveAll(far);
        nameCluster(near, "uid-near"_ba);
        nameCluster(far, "uid-far"_ba);
    }

    void make(const std::vector<kube::Context>& contexts)
    {
        LiveFleetParts parts { .contexts = contexts,
            .consents = std::make_shared<kube::ExecConsents>(QString()),
            .dataFolder = folder.path() + u"/data"_s,
            .kubeconfigFiles = kubeconfigFiles,
            .readKubeconfig = readKubeconfig };
        parts.services.transport = network;
        parts.services.pool = std::make_shared<PoolExecutor>(1);
        parts.services.clock = std::make_shared<SystemClock>();
        parts.services.engines = engineRegistry();
        parts.services.credentials = [this](const kube::Context&) { return credentials; };
        parts.services.firstRetry = std::chrono::milliseconds(1);
        fleet = std::make_unique<LiveFleet>(std::move(parts));
    }

    void start(const std::vector<kube::Context>& contexts = { context(u"c"_s, u"near"_s) })
    {
        make(contexts);
        fleet->start();
    }

    [[nodiscard]] QStringList lines() const
    {
        QStringList lines;
        for (const App& app : fleet->apps())
            lines.push_back(appText(app.id) + u' ' + word(app.agent.verdict) + u' ' + word(app.health.status)
                + (app.detail == Detail::Full ? u""_s : u" ~"_s));
        lines.sort();
        return lines;
    }

    [[nodiscard]] ClusterStatus status(qsizetype place = 0) const
    {
        return fleet->clusters().at(static_cast<std::size_t>(place));
    }

    [[nodiscard]] Result<AppDetails> details(const QString& app) const
    {
        const QFuture<Result<AppDetails>> future = fleet->details(*parseAppText(app), {});
        if (!QTest::qWaitFor([&] { return future.isFinished(); }))
            return fail(ErrorCode::Unreachable, {}, u"the test waited in vain"_s);
        return future.result();
    }

    [[nodiscard]] Result<ManifestText> manifest(const QString& app, const QString& object) const
    {
        const QFuture<Result<ManifestText>> future
            = fleet->manifest(*parseAppText(app), *manifest::parseObjectText(object), {});
        if (!QTest::qWaitFor([&] { return future.isFinished(); }))
            return fail(ErrorCode::Unreachable, {}, u"the test waited in vain"_s);
        return future.result();
    }
};

inline manifest::Value web()
{
    return recorded(u"argocd/app-web-outofsync-edited"_s);
}

inline manifest::Value deployment(const char* name)
{
    return json(QByteArray(R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":")") + name
        + R"(","namespace":"web","uid":"d1","generation":1},"spec":{"replicas":1},"status":{"observedGeneration":1,"replicas":1,"updatedReplicas":1,"availableReplicas":1,"readyReplicas":1}})");
}

}
