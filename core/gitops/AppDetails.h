#pragma once

#include "core/gitops/Application.h"
#include "core/gitops/Rollout.h"

namespace holdfast::gitops {

/// One object of an app, as a row of the tree.
struct AppObject {
    manifest::ObjectKey key;
    QString version;
    std::optional<ObjectVerdict> verdict; ///< none for objects that others made (ReplicaSets, Pods)
    std::optional<Health> health; ///< none where no rule applies
    std::optional<manifest::ObjectKey> owner;
    QString note; ///< 7/7, CrashLoopBackOff, absent, extra · prune, hook
    bool hook = false;
    QDateTime createdAt;
    friend bool operator==(const AppObject&, const AppObject&) = default;
};

struct Condition {
    QString type;
    QString status;
    QString reason;
    QString message;
    QDateTime since;
    friend bool operator==(const Condition&, const Condition&) = default;
};

struct EventRecord {
    manifest::ObjectKey object;
    QString type; ///< Normal or Warning
    QString reason;
    QString message;
    QString reporter;
    int count = 1;
    QDateTime firstSeen;
    QDateTime lastSeen;
    friend bool operator==(const EventRecord&, const EventRecord&) = default;
};

/// How its page hears of changes.
enum class Upkeep {
    Polled, ///< something of it has to be read again from time to time
    Watched ///< all of it is watched
};

/// Everything of one app that its page shows beside the manifests.
struct AppDetails {
    App app;
    std::optional<Health>
        measuredHealth; ///< what the objects come to, beside what the agent says; none before they are read
    std::vector<AppObject> objects; ///< owners before what they own
    std::vector<Condition> conditions;
    std::vector<EventRecord> events; ///< newest first
    std::vector<Rollout> rollouts; ///< of its workloads
    Upkeep upkeep = Upkeep::Polled;
    std::vector<Error> unreadable; ///< kinds without permission, a destination out of reach: one sentence each
    QDateTime at;
};

}
