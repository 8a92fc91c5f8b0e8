#pragma once

#include "core/manifest/Resource.h"

#include <QDateTime>
#include <QStringList>

#include <vector>

namespace holdfast::gitops {

/// One revision of a workload, as `kubectl rollout history` lists it.
struct RolloutRevision {
    std::int64_t number = 0;
    QStringList images; ///< of its containers, in their order
    QString cause; ///< annotation kubernetes.io/change-cause
    QDateTime createdAt;
    bool current = false; ///< what the workload rolls out now
    friend bool operator==(const RolloutRevision&, const RolloutRevision&) = default;
};

/// How the rollout of a Deployment, StatefulSet or DaemonSet stands, as `kubectl rollout status` counts.
struct Rollout {
    manifest::ObjectKey workload;
    std::int64_t ready = 0; ///< pods of the current revision that are
    std::int64_t wanted = 0;
    bool complete = false;
    QString note; ///< what it waits for; empty once complete
    std::vector<RolloutRevision> history; ///< newest first
    friend bool operator==(const Rollout&, const Rollout&) = default;
};

}
