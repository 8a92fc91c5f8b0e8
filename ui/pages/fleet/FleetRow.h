#pragma once

#include "core/session/Fleet.h"
#include "ui/foundation/KeyedTableModel.h"
#include "ui/foundation/StateBadge.h"

#include <QHash>
#include <QStringList>

#include <memory>

namespace holdfast::pages::fleet {

enum class Engine { ArgoCd, Flux };
enum class Freshness { Fresh, Remembered, Disconnected };

/// Names that may stand before a colon in the filter field, in the order of filterValue() from 1 on.
[[nodiscard]] QStringList filterFields();

/// What the list needs to know of a row's cluster.
struct ClusterLook {
    int colour = 0;
    Freshness freshness = Freshness::Fresh;
    QDateTime lastHeard;
    friend bool operator==(const ClusterLook&, const ClusterLook&) = default;
};
using ClusterLooks = QHash<ContextName, ClusterLook>;

/// One app as the list shows, sorts, groups and filters it. All text is sanitised. There are tens of thousands, so it
/// holds nothing that can be told from the rest.
struct FleetRow {
    gitops::AppId id;
    gitops::Detail detail = gitops::Detail::Full;
    foundation::State sync = foundation::State::Unknown;
    foundation::State health = foundation::State::Unknown;
    gitops::HealthStatus healthStatus = gitops::HealthStatus::Unknown;
    gitops::SyncVerdict agent = gitops::SyncVerdict::Unknown;
    Engine engine = Engine::ArgoCd;
    ClusterLook cluster;
    gitops::Automation automation;
    Rare<gitops::OpenRun> run; ///< that goes on with it
    int rank = 0; ///< urgency: 0 first; in-sync rows have the highest
    bool attention = false;
    QString name;
    QString nameSpace;
    QString context;
    QString team;
    QString project;
    QString what;
    QString revision; ///< short
    QString revisionFull;
    QString revisionNote; ///< the commit's first line, where it is known; its author and time with it
    QString author;
    QDateTime committedAt;
    QString source;
    QString message; ///< of verdict and health, for the tooltip
    QDateTime differsSince;
    gitops::SinceProof sinceProof = gitops::SinceProof::Seen; ///< of differsSince
    QDateTime checkedAt;
    friend bool operator==(const FleetRow&, const FleetRow&) = default;
};

using RowPointer = std::shared_ptr<const FleetRow>;
using FleetModel = foundation::KeyedTableModel<gitops::AppId, FleetRow>;

/// The pure projection of an app to its row.
[[nodiscard]] FleetRow fleetRow(const gitops::App& app, const ClusterLooks& clusters);
/// What the filter searches: 0 is all that tells one app from another, i the field filterFields()[i - 1].
[[nodiscard]] QString filterValue(const FleetRow& row, std::size_t field);
[[nodiscard]] ClusterLook clusterLook(const session::ClusterStatus& status);
[[nodiscard]] QString engineText(Engine engine);
[[nodiscard]] bool isStale(const FleetRow& row);
/// Older than two of Argo CD's intervals: its controller has stopped looking.
[[nodiscard]] bool isVerdictOld(const FleetRow& row, const QDateTime& now);

}
