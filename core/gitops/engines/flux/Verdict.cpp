#include "core/gitops/engines/flux/Verdict.h"

#include "core/gitops/ObjectReading.h"

#include <algorithm>

namespace holdfast::gitops::flux {

using manifest::Value;

namespace {

/// What the Ready condition comes to.
enum class Phase { NeverReconciled, Reconciling, Ready, SourceFailed, Unhealthy, Failed };

Phase failedPhase(const QString& reason)
{
    if (reason == u"ArtifactFailed" || reason == u"SourceNotReady")
        return Phase::SourceFailed;
    if (reason == u"HealthCheckFailed" || reason == u"TestFailed")
        return Phase::Unhealthy;
    // A newer reconcile took over: nothing has been decided.
    if (reason == u"HealthCheckCanceled" || reason == u"Progressing" || reason == u"AwaitingTests")
        return Phase::Reconciling;
    return Phase::Failed;
}

bool neverApplied(const Value& object)
{
    const Value& status = object["status"];
    return status["lastAppliedRevision"].isEmpty() && status["history"].isEmpty();
}

Phase phase(AppKind kind, const Value& object)
{
    const Value& ready = condition(object, "Ready");
    const Value& status = object["status"];
    const std::int64_t observed = status["observedGeneration"].intOr(-1);
    if (!ready.isMap() || (observed <= 0 && neverApplied(object)))
        return Phase::NeverReconciled;
    if (condition(object, "Stalled")["status"].text() == "True")
        return Phase::Failed;
    if (ready["status"].text() == "False")
        return failedPhase(text(ready["reason"]));
    // A suspended object is not looked at, however old the generation that the agent last saw.
    const bool suspended = object["spec"]["suspend"].boolOr(false);
    const std::int64_t generation = object["metadata"]["generation"].intOr(observed);
    if (ready["status"].text() != "True" || (generation != observed && !suspended))
        return Phase::Reconciling;
    return appliedRevision(kind, object).isEmpty() ? Phase::NeverReconciled : Phase::Ready;
}

bool underWay(const Value& object)
{
    return condition(object, "Reconciling")["status"].text() == "True"
        || condition(object, "Ready")["status"].text() == "Unknown"
        || !object["metadata"]["deletionTimestamp"].isNull();
}

QString comparedRevision(AppKind kind, const Value& object)
{
    return kind == AppKind::Kustomization ? text(object["status"]["lastAppliedRevision"])
                                          : text(object["status"]["lastAttemptedRevision"]);
}

/// A source that cannot be read leaves the agent's own word: it is ready.
bool holdsArtifact(const QString& revision, const SourceState& source)
{
    return !source.known || sameRevision(revision, source.artifact);
}

bool hasDrifted(AppKind kind, const Value& object)
{
    // The condition is never taken back when detection is switched off.
    const std::string_view mode = object.at({ "spec", "driftDetection", "mode" }).text();
    return kind == AppKind::HelmRelease && (mode == "warn" || mode == "enabled")
        && condition(object, "Drifted")["status"].text() == "True";
}

SyncVerdict readyVerdict(AppKind kind, const Value& object, const SourceState& source)
{
    return holdsArtifact(comparedRevision(kind, object), source) && !hasDrifted(kind, object) ? SyncVerdict::Synced
                                                                                              : SyncVerdict::OutOfSync;
}

const Value& newestRecord(const Value& object)
{
    static const Value none;
    const Value::List& history = object["status"]["history"].list();
    const auto newest = std::ranges::max_element(
        history, {}, [](const Value& record) { return std::string(record["lastReconciled"].text()); });
    return newest == history.end() ? none : *newest;
}

/// The state before the work that is under way, as the object's own history tells it.
Settled remembered(AppKind kind, const Value& object, const SourceState& source)
{
    if (appliedRevision(kind, object).isEmpty())
        return {};
    const Value& status = object["status"];
    const bool helm = kind == AppKind::HelmRelease;
    const QString last
        = helm ? text(status["history"][0]["status"]) : text(newestRecord(object)["lastReconciledStatus"]);
    if (last == u"HealthCheckFailed") {
        const bool tried = holdsArtifact(text(newestRecord(object)["metadata"]["revision"]), source);
        return { tried ? SyncVerdict::Synced : SyncVerdict::OutOfSync, { HealthStatus::Degraded, {} } };
    }
    if (last == u"failed")
        return { SyncVerdict::OutOfSync, { HealthStatus::Degraded, {} } };
    if (!last.isEmpty() && last != u"ReconciliationSucceeded" && last != u"deployed")
        return { last == u"ArtifactFailed" ? SyncVerdict::Unknown : SyncVerdict::OutOfSync, {} };
    return { readyVerdict(kind, object, source), { HealthStatus::Healthy, {} } };
}

Health healthWhileWorking(const Value& object, const Health& before)
{
    const Value& healthy = condition(object, "Healthy");
    const Value& status = object["status"];
    const bool newRevision = text(status["lastAttemptedRevision"]) != text(status["lastAppliedRevision"]);
    if (healthy["status"].text() == "Unknown" && newRevision)
        return { HealthStatus::Progressing, firstLine(text(healthy["message"])) };
    return before;
}

QString behindLine(const QString& applied, const SourceState& source)
{
    if (source.artifact.isEmpty())
        return QStringLiteral("the source offers no artifact");
    return QStringLiteral("applied %1, the source is at %2")
        .arg(shortRevision(applied), shortRevision(source.artifact));
}

QString reasonLine(const AgentVerdict& agent)
{
    if (agent.reason == u"DependencyNotReady")
        return firstLine(agent.message);
    return agent.message.isEmpty() ? agent.reason : agent.reason + QStringLiteral(": ") + firstLine(agent.message);
}

AgentVerdict said(const Value& object, const SourceState& source)
{
    const Value& ready = condition(object, "Ready");
    AgentVerdict agent { .at = time(ready["lastTransitionTime"]), .reconciling = underWay(object) };
    agent.at = std::max(agent.at, time(newestRecord(object)["lastReconciled"]));
    if (ready.isMap() && ready["status"].text() != "True") {
        agent.reason = text(ready["reason"]);
        agent.message = text(ready["message"]);
    } else {
        agent.message = source.trouble;
    }
    const Value& stalled = condition(object, "Stalled");
    if (stalled["status"].text() == "True" && agent.reason.isEmpty()) {
        agent.reason = text(stalled["reason"]);
        agent.message = text(stalled["message"]);
    }
    if (!object["metadata"]["deletionTimestamp"].isNull())
        agent.message = QStringLiteral("The object is being deleted.");
    return agent;
}

QString differenceLine(AppKind kind, const Value& object, const SourceState& source, const Verdict& verdict)
{
    const bool ready = condition(object, "Ready")["status"].text() == "True";
    if (verdict.agent.verdict == SyncVerdict::Synced)
        return {};
    if (!ready && !verdict.agent.reconciling)
        return reasonLine(verdict.agent);
    if (hasDrifted(kind, object))
        return firstLine(text(condition(object, "Drifted")["message"]));
    if (!ready && condition(object, "Ready")["status"].text() == "False")
        return reasonLine(verdict.agent);
    if (verdict.agent.verdict == SyncVerdict::OutOfSync && source.known)
        return behindLine(comparedRevision(kind, object), source);
    return ready ? QString() : firstLine(verdict.agent.message);
}

void takeCondition(Verdict& verdict, const Value& condition)
{
    verdict.differsSince = time(condition["lastTransitionTime"]);
    verdict.sinceProof = SinceProof::Condition;
}

void takeArtifact(Verdict& verdict, const SourceState& source)
{
    verdict.differsSince = source.artifactSince;
    verdict.sinceProof = SinceProof::Artifact;
}

/// The earliest time that the object or its source proves. A condition proves nothing of a difference that arose while
/// it stood: a failed health check, or work under way, and then a new artifact.
void date(Verdict& verdict, AppKind kind, const Value& object, const SourceState& source)
{
    const Value& ready = condition(object, "Ready");
    if (hasDrifted(kind, object))
        return takeCondition(verdict, condition(object, "Drifted"));
    switch (phase(kind, object)) {
    case Phase::Failed:
        return takeCondition(verdict, ready["status"].text() == "False" ? ready : condition(object, "Stalled"));
    case Phase::Reconciling:
        if (!holdsArtifact(comparedRevision(kind, object), source))
            return takeArtifact(verdict, source);
        if (ready["status"].text() != "True")
            takeCondition(verdict, ready);
        return;
    case Phase::Ready:
    case Phase::Unhealthy:
        return takeArtifact(verdict, source);
    case Phase::NeverReconciled:
    case Phase::SourceFailed:
        return;
    }
}

}

QString appliedRevision(AppKind kind, const Value& object)
{
    const Value& status = object["status"];
    if (kind == AppKind::Kustomization)
        return text(status["lastAppliedRevision"]);
    const Value& newest = status["history"][0];
    if (!newest["chartVersion"].isEmpty())
        return text(newest["chartVersion"]);
    // helm.toolkit.fluxcd.io before v2 wrote lastAppliedRevision; a release without history has only an attempt.
    return status["lastAppliedRevision"].isEmpty() ? text(status["lastAttemptedRevision"])
                                                   : text(status["lastAppliedRevision"]);
}

Verdict verdictOf(AppKind kind, const Value& object, const SourceState& source, const std::optional<Settled>& settled)
{
    Verdict verdict { .agent = said(object, source) };
    const Settled before = settled ? *settled : remembered(kind, object, source);
    const QString attempted = text(object["status"]["lastAttemptedRevision"]);
    switch (phase(kind, object)) {
    case Phase::NeverReconciled:
        break;
    case Phase::Reconciling:
        verdict.agent.verdict = before.verdict;
        verdict.agent.reconciling = true;
        verdict.health = healthWhileWorking(object, before.health);
        break;
    case Phase::Ready:
        verdict.agent.verdict = readyVerdict(kind, object, source);
        verdict.health = { HealthStatus::Healthy, {} };
        break;
    case Phase::SourceFailed:
        verdict.health = before.health;
        break;
    case Phase::Unhealthy:
        verdict.agent.verdict = holdsArtifact(attempted, source) ? SyncVerdict::Synced : SyncVerdict::OutOfSync;
        verdict.health = { HealthStatus::Degraded, firstLine(verdict.agent.message) };
        break;
    case Phase::Failed:
        verdict.agent.verdict = SyncVerdict::OutOfSync;
        verdict.health = before.health;
        break;
    }
    verdict.whatDiffers = differenceLine(kind, object, source, verdict);
    if (verdict.agent.verdict == SyncVerdict::OutOfSync)
        date(verdict, kind, object, source);
    return verdict;
}

}
