#pragma once

#include "core/base/Rare.h"
#include "core/base/Result.h"
#include "core/gitops/AppId.h"
#include "core/manifest/Resource.h"

#include <QDateTime>
#include <QStringList>

#include <vector>

namespace holdfast::gitops {

/// What the agent says (Argo CD's status.sync, Flux's conditions), with its age.
struct AgentVerdict {
    SyncVerdict verdict = SyncVerdict::Unknown;
    QString reason; ///< type of an error condition, reason of a Ready condition that is not True; else empty
    QString message;
    QDateTime at; ///< when the agent last looked (reconciledAt, the condition's transition)
    bool reconciling = false;
    friend bool operator==(const AgentVerdict&, const AgentVerdict&) = default;
};

/// A commit as its author left it.
struct CommitNote {
    QString id; ///< 40 hexadecimal digits; empty: not known
    QString subject; ///< first line of its message
    QString author;
    QDateTime at;
    friend bool operator==(const CommitNote&, const CommitNote&) = default;
};

/// What Holdfast measured itself.
struct MeasuredVerdict {
    SyncVerdict verdict = SyncVerdict::Unknown;
    int fields = 0;
    QDateTime at;
    CommitNote commit; ///< that the cluster was held against
    QString what; ///< one line for the list, `replicas 3 → 7`; empty while nothing differs
    friend bool operator==(const MeasuredVerdict&, const MeasuredVerdict&) = default;
};

struct Health {
    HealthStatus status = HealthStatus::Unknown;
    QString message;
    friend bool operator==(const Health&, const Health&) = default;
};

/// Automation held by us or a colleague: who, why, until when (annotations on the object).
struct Lease {
    QString by;
    QString reason;
    QDateTime until;
    friend bool operator==(const Lease&, const Lease&) = default;
};

/// A guided run that somebody has under way on the app, by its annotation `holdfast.dev/run`.
struct OpenRun {
    QString run; ///< its id; `?` where the annotation cannot be read
    QString by;
    QDateTime since;
    friend bool operator==(const OpenRun&, const OpenRun&) = default;
};
inline constexpr auto runAnnotation = "holdfast.dev/run";

struct Automation {
    AutomationMode mode = AutomationMode::Auto;
    bool prune = false;
    bool selfHeal = false;
    Rare<Lease> lease;
    friend bool operator==(const Automation&, const Automation&) = default;
};

struct Source {
    QString kind; ///< Git, Helm, OCI, Bucket
    QString repository;
    QString path;
    QString chart;
    QString target; ///< branch, tag, range or commit asked for
    friend bool operator==(const Source&, const Source&) = default;
};

/// Where the objects go. All empty: the cluster that holds the app.
struct Destination {
    QString server;
    QString name;
    QString nameSpace;
    QString kubeConfigSecret; ///< of a Flux spec.kubeConfig
    friend bool operator==(const Destination&, const Destination&) = default;
};

/// How much of the row is known yet.
enum class Detail {
    Remembered, ///< from the last run's cache
    Table, ///< from the server's Table: verdict and health only
    Full,
    Quarantined ///< the object could not be read; `agent.message` says why
};

/// One app of the fleet, engine-neutral. A value that crosses threads.
struct App {
    AppId id;
    Detail detail = Detail::Full;
    AgentVerdict agent;
    Rare<MeasuredVerdict> measured;
    Health health;
    Automation automation;
    Revision revision; ///< last compared (first of several) or applied
    std::vector<Revision> revisions; ///< of a multi-source app, else empty
    Source source;
    std::vector<Source> sources; ///< of a multi-source app, else empty
    Destination destination;
    QString project;
    QString team; ///< label `team` or `app.kubernetes.io/part-of`, else the project
    Rare<OpenRun> openRun;
    Rare<manifest::ObjectKey> owner; ///< ApplicationSet, or the Application or Kustomization that tracks it
    QDateTime differsSince; ///< invalid while Synced
    SinceProof sinceProof = SinceProof::Seen; ///< of differsSince
    QDateTime syncedAt; ///< end of the last whole sync that went well, where the object tells: it differs since later
    QString whatDiffers; ///< one line for the list; empty while nothing differs
    QDateTime createdAt;
    friend bool operator==(const App&, const App&) = default;
};

/// Of the commit that the app's revision names, where it was measured at that; else null.
[[nodiscard]] const CommitNote* commitNote(const App& app);

}
