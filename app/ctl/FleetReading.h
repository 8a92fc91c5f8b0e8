#pragma once

#include "app/Composition.h"
#include "app/ctl/Command.h"
#include "core/session/Fleet.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace holdfast::workflow {
class RunService;
}

namespace holdfast::ctl {

/// Waits until every context of a fleet has given its whole list or has failed, says on the way which ones failed, and
/// hands over once.
class FleetReading final : public QObject {
    Q_OBJECT
public:
    FleetReading(std::unique_ptr<app::Composition> composition, const Invocation& call);
    ~FleetReading() override;

    /// `settled` gets this reading, which stays alive until the program ends.
    void start(std::function<void(FleetReading&)> settled);

    [[nodiscard]] session::Fleet& fleet() const;
    [[nodiscard]] workflow::RunService& runs() const;
    [[nodiscard]] const workflow::HistoryService& history() const;
    [[nodiscard]] const session::MeasureService& measuring() const;
    /// Whether any context gave its list.
    [[nodiscard]] bool anyRead() const { return m_read; }
    /// Whether every context gave its list.
    [[nodiscard]] bool allRead() const { return m_failures.empty(); }
    /// Sorted by name.
    [[nodiscard]] std::vector<gitops::App> apps() const;
    /// How the program ends where `differs` tells whether anything is not in sync.
    enum class Verdict { InSync, Differs };
    [[nodiscard]] Exit exit(Verdict verdict) const;
    [[nodiscard]] const Invocation& call() const { return m_call; }

private:
    void check();
    void settle();
    void report(const session::ClusterStatus& status);

    std::unique_ptr<app::Composition> m_composition;
    Invocation m_call;
    std::function<void(FleetReading&)> m_settled;
    QTimer m_deadline;
    QTimer m_quiet;
    bool m_read = false;
    std::vector<Exit> m_failures; ///< of the contexts that could not be read
};

/// Loads the kubeconfig, connects to the contexts that the call asks for, or `ofApp` names, and hands the settled
/// reading over. Ends the call itself where nothing can be read at all.
void readFleet(const Invocation& call, const ContextName& ofApp, std::function<void(FleetReading&)> settled);

}
