#include "core/session/ObjectTree.h"

#include "core/gitops/ObjectReading.h"
#include "core/health/Health.h"

#include <QDateTime>

#include <algorithm>

namespace holdfast::session {

using namespace holdfast::gitops;
using manifest::ObjectKey;
using manifest::Value;

namespace {

HealthStatus statusOf(health::Status status)
{
    switch (status) {
    case health::Status::Healthy:
        return HealthStatus::Healthy;
    case health::Status::Suspended:
        return HealthStatus::Suspended;
    case health::Status::Progressing:
        return HealthStatus::Progressing;
    case health::Status::Missing:
        return HealthStatus::Missing;
    case health::Status::Degraded:
        return HealthStatus::Degraded;
    case health::Status::Unknown:
        break;
    }
    return HealthStatus::Unknown;
}

Health healthOf(const health::Assessment& assessment)
{
    return { .status = statusOf(assessment.status), .message = assessment.message };
}

/// Each agent's objects by that agent's rules, in Argo CD's words; what no rule of Argo CD is for by its conditions.
std::optional<Health> liveHealth(AppKind kind, const Value& live, const health::HealthScripts& scripts)
{
    if (kind == AppKind::Application) {
        std::optional<health::Assessment> assessed = health::argoHealth(live, scripts);
        if (!assessed)
            assessed = health::guessedHealth(live);
        return assessed ? std::optional(healthOf(*assessed)) : std::nullopt;
    }
    return healthOf(
        health::asHealth(health::readiness(live, health::ReadinessRules::Flux, QDateTime::currentDateTimeUtc())));
}

QString share(const Value& have, const Value& want)
{
    return QStringLiteral("%1/%2").arg(have.intOr(0)).arg(want.intOr(1));
}

QString podNote(const Value& pod)
{
    for (const char* group : { "initContainerStatuses", "containerStatuses" })
        for (const Value& container : pod["status"][group].list())
            for (const char* state : { "waiting", "terminated" })
                if (const Value& reason = container["state"][state]["reason"];
                    !reason.isEmpty() && reason.text() != "Completed")
                    return text(reason);
    return text(pod["status"]["phase"]);
}

/// Kept for a rollback alone: a ReplicaSet that is scaled to nothing, a ControllerRevision.
bool isHistory(const Value& live)
{
    const std::string_view kind = live["kind"].text();
    return kind == "ControllerRevision"
        || (kind == "ReplicaSet" && live["spec"]["replicas"].intOr(1) == 0 && live["status"]["replicas"].intOr(0) == 0);
}

QString uid(const Value& object)
{
    return text(object["metadata"]["uid"]);
}

/// Puts what an object owns behind it, as deep as it goes.
class Branches final {
public:
    explicit Branches(const LiveObjects& live)
        : m_live(live)
    {
        for (const Value& other : live.others)
            for (const Value& reference : other["metadata"]["ownerReferences"].list())
                m_owned[text(reference["uid"])].push_back(&other);
    }

    void add(std::vector<AppObject>& rows, const Value& owner, const ObjectKey& ownerKey)
    {
        if (uid(owner).isEmpty())
            return;
        for (const Value* owned : m_owned.value(uid(owner))) {
            const ObjectKey key = manifest::objectKey(*owned);
            if (m_live.own.contains(key) || m_seen.contains(key) || isHistory(*owned))
                continue;
            m_seen.insert(key);
            rows.push_back({ .key = key,
                .version = manifest::groupVersionKind(*owned).version,
                .health = liveHealth(AppKind::Application, *owned, m_live.scripts),
                .owner = ownerKey,
                .note = liveNote(*owned),
                .createdAt = time((*owned)["metadata"]["creationTimestamp"]) });
            add(rows, *owned, key);
        }
    }

private:
    const LiveObjects& m_live;
    QHash<QString, std::vector<const Value*>> m_owned;
    QSet<ObjectKey> m_seen;
};

/// Whose rules say what an object is like.
struct Judge {
    const Engine& engine;
    AppKind kind;
    const health::HealthScripts& scripts;
};

void describe(AppObject& row, const Judge& judge, const Value& live)
{
    row.verdict = judge.engine.verdict(row, live);
    if (live.isNull()) {
        row.health = Health { .status = HealthStatus::Missing };
        if (row.note.isEmpty())
            row.note = QStringLiteral("absent");
        return;
    }
    row.health = liveHealth(judge.kind, live, judge.scripts);
    row.createdAt = time(live["metadata"]["creationTimestamp"]);
    row.owner = owner(live["metadata"].without("labels"));
    if (row.note.isEmpty())
        row.note = liveNote(live);
    if (!live["metadata"]["deletionTimestamp"].isNull())
        row.note = QStringLiteral("being deleted");
}

}

QString liveNote(const Value& live)
{
    const std::string_view kind = live["kind"].text();
    const Value& spec = live["spec"];
    const Value& status = live["status"];
    if (kind == "Deployment" || kind == "StatefulSet" || kind == "ReplicaSet")
        return share(status["readyReplicas"], spec["replicas"]);
    if (kind == "DaemonSet")
        return share(status["numberReady"], status["desiredNumberScheduled"]);
    if (kind == "Job")
        return share(status["succeeded"], spec["completions"]);
    return kind == "Pod" ? podNote(live) : QString();
}

std::vector<AppObject> objectTree(
    const Engine& engine, AppKind kind, const std::vector<AppObject>& named, const LiveObjects& live)
{
    std::vector<AppObject> rows;
    Branches branches(live);
    for (AppObject row : named) {
        const Value found = live.own.value(row.key);
        const bool asked = !live.unread.contains(row.key);
        const bool finishedHook = row.hook && found.isNull(); // hooks are deleted when they have done their work
        if (asked && !finishedHook)
            describe(row, { .engine = engine, .kind = kind, .scripts = live.scripts }, found);
        rows.push_back(row);
        if (!found.isNull())
            branches.add(rows, found, row.key);
    }
    return rows;
}

EventRecord eventRecord(const Value& event)
{
    const Value& about = event["involvedObject"].isMap() ? event["involvedObject"] : event["regarding"];
    const QString version = text(about["apiVersion"]);
    const auto first = [&event](std::initializer_list<const char*> fields) {
        for (const char* field : fields)
            if (const QDateTime when = time(event[field]); when.isValid())
                return when;
        return time(event["metadata"]["creationTimestamp"]);
    };
    const Value& reporter
        = event["source"]["component"].isEmpty() ? event["reportingComponent"] : event["source"]["component"];
    return { .object = { .group = version.contains(u'/') ? version.section(u'/', 0, 0) : QString(),
                 .kind = text(about["kind"]),
                 .nameSpace = text(about["namespace"]),
                 .name = text(about["name"]) },
        .type = text(event["type"]),
        .reason = text(event["reason"]),
        .message = text(event["message"].isEmpty() ? event["note"] : event["message"]),
        .reporter = text(reporter),
        .count = static_cast<int>(std::max<std::int64_t>(event["count"].intOr(1), 1)),
        .firstSeen = first({ "firstTimestamp", "eventTime" }),
        .lastSeen = first({ "lastTimestamp", "eventTime" }) };
}

}
