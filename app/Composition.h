#pragma once

#include "core/base/Result.h"
#include "core/kube/Kubeconfig.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace holdfast::session {
class DesiredStates;
class FleetMeasuring;
class LiveFleet;
class MeasureService;
}
namespace holdfast::workflow {
class HistoryService;
class RunService;
}

namespace holdfast::app {

enum class ExecPolicy {
    AskFirst, ///< only plugins that somebody allowed earlier, or allows in the window
    Allow ///< those of the chosen contexts; the consent is kept
};

enum class ContextChoice { Named, All }; ///< Named: those in `contexts`, or the current one where there are none

/// Whether apps are measured, and so their objects read, without anybody having asked.
enum class Background { Off, On };

/// What a program's command line says about clusters and state.
struct FleetOptions {
    QString kubeconfig; ///< empty: as kubectl looks for it
    QStringList contexts;
    ContextChoice choice = ContextChoice::Named;
    std::optional<QString> dataFolder; ///< none: the platform's place; empty: nothing is kept
    ExecPolicy exec = ExecPolicy::AskFirst;
};

/// Owns everything that a fleet needs; the only place that makes concrete services. Lives on the thread that made it.
class Composition final {
public:
    /// Errors: those of loadKubeconfig; NotFound for a context that does not exist; Precondition where no context is
    /// chosen and none is current. A context that exists but cannot be used is no error here: its status is Broken.
    [[nodiscard]] static Result<std::unique_ptr<Composition>> make(const FleetOptions& options);
    ~Composition();
    Composition(const Composition&) = delete;
    Composition& operator=(const Composition&) = delete;

    /// Not connected until its start() is called.
    [[nodiscard]] session::LiveFleet& fleet() const { return *m_fleet; }
    /// Guided runs over this fleet and the mirrors in the data folder.
    [[nodiscard]] workflow::RunService& runs() const { return *m_runs; }
    /// Renders and measures the apps of this fleet.
    [[nodiscard]] const session::MeasureService& measuring() const { return *m_measuring; }
    /// Keeps measuring all apps, for their rows, until this ends or is switched off.
    void measureInBackground(Background wanted);
    /// The past of the apps of this fleet.
    [[nodiscard]] const workflow::HistoryService& history() const { return *m_history; }
    [[nodiscard]] const kube::Kubeconfig& kubeconfig() const { return m_kubeconfig; }
    [[nodiscard]] const QString& dataFolder() const { return m_dataFolder; }

private:
    Composition();
    void build(
        const FleetOptions& options, std::vector<kube::Context> contexts, std::vector<kube::BrokenContext> broken);

    void buildRuns();

    struct Services;
    kube::Kubeconfig m_kubeconfig;
    QString m_dataFolder;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<session::LiveFleet> m_fleet;
    std::shared_ptr<const session::DesiredStates> m_states;
    std::unique_ptr<session::MeasureService> m_measuring;
    std::unique_ptr<session::FleetMeasuring> m_background;
    std::unique_ptr<workflow::HistoryService> m_history;
    std::unique_ptr<workflow::RunService> m_runs; ///< goes before the fleet that it asks
};

}
