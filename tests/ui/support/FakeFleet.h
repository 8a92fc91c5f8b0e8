#pragma once

#include "core/session/Fleet.h"

#include <functional>

namespace holdfast::tests {

/// A fleet whose clusters and apps are what the test says; remembers what it was asked to do.
class FakeFleet final : public session::Fleet {
    Q_OBJECT
public:
    using Fleet::Fleet;
    [[nodiscard]] std::vector<session::ClusterStatus> clusters() const override { return m_clusters; }
    [[nodiscard]] std::vector<gitops::App> apps() const override;
    [[nodiscard]] std::vector<Error> problems() const override { return m_problems; }
    [[nodiscard]] QFuture<Result<gitops::AppDetails>> details(const gitops::AppId& app, CancelToken cancel) override;
    [[nodiscard]] QFuture<Result<session::ManifestText>> manifest(
        const gitops::AppId& app, const manifest::ObjectKey& object, CancelToken cancel) override;
    void follow(const gitops::AppId& app, CancelToken cancel) override { followed.push_back({ app, cancel }); }
    void allowExec(const kube::ExecConsentKey& key) override { allowed.push_back(key); }
    void retry(const ContextName& context) override { retried.push_back(context); }

    void setCluster(const session::ClusterStatus& status); ///< adds or changes one
    void setProblems(std::vector<Error> problems) { m_problems = std::move(problems); }
    void upsert(std::vector<gitops::App> apps);
    void remove(const std::vector<gitops::AppId>& apps);
    void reset(const ContextName& context, std::vector<gitops::App> apps);

    std::function<Result<gitops::AppDetails>(const gitops::App&)> makeDetails;
    std::function<Result<session::ManifestText>(const manifest::ObjectKey&)> makeManifest;
    std::vector<kube::ExecConsentKey> allowed;
    std::vector<ContextName> retried;
    std::vector<std::pair<gitops::AppId, CancelToken>> followed;

private:
    std::vector<session::ClusterStatus> m_clusters;
    std::map<gitops::AppId, gitops::App> m_apps;
    std::vector<Error> m_problems;
};

}
