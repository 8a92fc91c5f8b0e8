#pragma once

#include "core/base/Cancel.h"
#include "core/base/Clock.h"
#include "core/session/DesiredState.h"
#include "core/session/Fleet.h"

#include <QHash>
#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>

namespace holdfast::session {

/// An app is measured in the background at the commit that its agent speaks of: a mirror, or the agent, may not have
/// the newest yet. Where that is none - a chart's version, a Kustomization that is behind its source or failed with
/// what it applied last - it is what the app tracks now.
[[nodiscard]] DesiredQuery queryAtItsCommit(const gitops::App& app);

/// How a fleet is measured in the background.
struct MeasuringParts {
    std::function<QFuture<Result<gitops::MeasuredVerdict>>(const gitops::App&, CancelToken)> measure;
    std::shared_ptr<const Clock> clock;
    std::chrono::milliseconds interval { 300'000 }; ///< after which an app is measured again
    std::chrono::milliseconds pause { 2'000 }; ///< before the first, so that the lists have come
};

/// Measures every app of a fleet again and again, two at a time: those first that changed, then those never measured,
/// then the oldest. An app that cannot be measured keeps the verdict that it had. GUI thread.
class FleetMeasuring final : public QObject {
    Q_OBJECT
public:
    FleetMeasuring(Fleet& fleet, MeasuringParts parts, QObject* parent = nullptr);
    ~FleetMeasuring() override;

    void start();
    /// Nothing is read any more; what runs is cancelled. Verdicts that are there stay.
    void stop();

Q_SIGNALS:
    void measured(const holdfast::gitops::AppId& app, const holdfast::gitops::MeasuredVerdict& verdict);

private:
    /// What is known of an app's turn.
    struct Turn {
        gitops::App app;
        QByteArray state; ///< what a new measurement may follow from
        QDateTime at; ///< when it was last tried
        int begun = 0; ///< how often; only the newest counts, as an older one may end later
        bool waits = false; ///< in a queue
        bool runs = false; ///< and may wait again already, because it changed meanwhile
    };

    void take(const AppChanges& changes);
    void want(const gitops::AppId& id, std::deque<gitops::AppId>& queue);
    void wantOld();
    void next();
    void begin(Turn& turn);

    Fleet& m_fleet;
    MeasuringParts m_parts;
    CancelSource m_requests;
    QHash<gitops::AppId, Turn> m_turns;
    std::deque<gitops::AppId> m_changed;
    std::deque<gitops::AppId> m_old;
    QTimer m_first; ///< the pause before the first
    QTimer m_round;
    int m_running = 0;
    bool m_started = false;
};

}
