#pragma once

#include "core/base/Async.h"
#include "core/session/Fleet.h"

namespace holdfast::gui {

/// The fleet of a kubeconfig that cannot be used: no cluster, and the reasons.
class NoFleet final : public session::Fleet {
    Q_OBJECT
public:
    explicit NoFleet(std::vector<Error> problems)
        : m_problems(std::move(problems))
    {
    }
    [[nodiscard]] std::vector<session::ClusterStatus> clusters() const override { return {}; }
    [[nodiscard]] std::vector<gitops::App> apps() const override { return {}; }
    [[nodiscard]] std::vector<Error> problems() const override { return m_problems; }
    [[nodiscard]] QFuture<Result<gitops::AppDetails>> details(const gitops::AppId&, CancelToken) override
    {
        return ready<gitops::AppDetails>(nothing());
    }
    [[nodiscard]] QFuture<Result<session::ManifestText>> manifest(
        const gitops::AppId&, const manifest::ObjectKey&, CancelToken) override
    {
        return ready<session::ManifestText>(nothing());
    }
    void allowExec(const kube::ExecConsentKey&) override { }
    void retry(const ContextName&) override { }

private:
    static std::unexpected<Error> nothing()
    {
        return fail(ErrorCode::NotFound, {}, QStringLiteral("there is no cluster"));
    }
    std::vector<Error> m_problems;
};

}
