#pragma once

#include "app/sandbox/sim/Controller.h"
#include "app/sandbox/sim/FluxObjects.h"
#include "app/sandbox/sim/Renderer.h"

namespace holdfast::sandbox::sim {

/// Behaves as Flux's source-controller for GitRepositories: follows a branch, tag or commit and offers its artifact.
class GitSourceController final : public Controller {
public:
    GitSourceController(World& world, Repositories& repositories);

protected:
    void reconcile(const ObjectName& name) override;

private:
    void fetched(const ObjectName& name, const std::expected<Commit, GitTrouble>& commit);
    void failed(const Value& object, const char* reason, const std::string& message);
    void lookAgain(const Value& object);
    void write(const Value& object);

    Repositories& m_repositories;
    std::map<ObjectName, QDateTime> m_lookedAt;
    std::set<ObjectName> m_busy;
};

/// The same for HelmRepositories, whose indexes are out of the practice's reach, and for HelmCharts from Git.
class HelmSourceController final : public Controller {
public:
    HelmSourceController(World& world, Repositories& repositories);

protected:
    void reconcile(const ObjectName& name) override;

private:
    void reconcileRepository(const Value& repository);
    void reconcileChart(const Value& chart);
    void package(const ObjectName& name, const Value& source, const QString& folder);
    void fail(const Value& chart, const char* reason, const std::string& message);

    Repositories& m_repositories;
};

/// Whether a replay is on: then only what happens moves an agent, not its interval.
[[nodiscard]] bool isReplayed(const World& world);

}
