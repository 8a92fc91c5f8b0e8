#pragma once

#include "app/sandbox/sim/ArgoStatus.h"
#include "app/sandbox/sim/Controller.h"
#include "app/sandbox/sim/SyncRun.h"

namespace holdfast::sandbox::sim {

/// A cluster that Applications may deploy to.
struct Destination {
    std::string server;
    std::string name;
    World* world = nullptr;
};

/// Behaves as Argo CD's application controller: compares, syncs, heals, and writes what it found into the Application.
class ArgoController final : public Controller {
public:
    ArgoController(World& home, GitAccess git, std::vector<Destination> destinations);

protected:
    void reconcile(const ObjectName& name) override;

private:
    using Loaded = std::function<void(const LoadedSources&)>;
    struct AppState {
        bool busy = false;
        bool stale = true; ///< something happened that a comparison must see
        Value spec; ///< as last compared
        QDateTime comparedAt;
        std::shared_ptr<SyncRun> run;
        Value operation; ///< of the run
        LoadedSources loaded; ///< of the run
        int attempt = 0;
        std::string comparedContent; ///< digest of what Git rendered to
        std::string syncedContent; ///< the same of the last sync
    };

    [[nodiscard]] Value find(const ObjectName& name) const { return world().find(kinds::applications, name); }
    [[nodiscard]] bool looksAt(const std::string& nameSpace) const;
    [[nodiscard]] World* targetOf(const Value& app) const;
    [[nodiscard]] std::string specTrouble(const Value& app) const;
    [[nodiscard]] bool needsComparison(const Value& app, const AppState& state) const;
    void write(const Value& app);
    void tell(
        const Value& app, const std::string& reason, const std::string& message, const std::string& type = "Normal");

    void load(const Value& app, const Value& sync, const Loaded& done);
    void loadSource(const Value& app, const Value& source, const std::string& revision, const Loaded& done);
    void refresh(const ObjectName& name);
    void finishRefresh(const ObjectName& name, const LoadedSources& sources);
    [[nodiscard]] Comparison comparisonOf(const Value& app, const LoadedSources& sources);
    void tellChanges(const Value& before, const Value& after);
    void autoSync(const ObjectName& name);

    void startOperation(const Value& app);
    void beginRun(const ObjectName& name, const LoadedSources& sources);
    void runProgressed(const ObjectName& name, const SyncOutcome& outcome);
    void finishOperation(const ObjectName& name, const SyncOutcome& outcome);
    [[nodiscard]] bool retryLater(const Value& app, const SyncOutcome& outcome);
    void finalize(const Value& app);

    GitAccess m_git;
    std::vector<Destination> m_destinations;
    std::vector<TrackedObjects*> m_tracked;
    std::map<ObjectName, AppState> m_apps;
};

}
