#include "core/health/Health.h"
#include "core/manifest/JsonReader.h"

#include <QTest>
#include <QTimeZone>

using namespace holdfast;
using namespace holdfast::health;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now(QDate(2026, 11, 23), QTime(13, 0, 0), QTimeZone::UTC);

manifest::Value object(const QString& apiVersion, const QString& kind, const QByteArray& rest)
{
    const QByteArray text = R"({"apiVersion":")"_ba + apiVersion.toUtf8() + R"(","kind":")"_ba + kind.toUtf8() + "\""_ba
        + (rest.isEmpty() ? ""_ba : ","_ba + rest) + "}"_ba;
    const Result<manifest::Value> value = manifest::readJson(std::string_view(text));
    if (!value)
        qFatal("broken test data: %s", text.constData());
    return *value;
}

struct Table {
    QString apiVersion;
    QString kind;
    void row(const char* name, const QByteArray& rest, const char* expected) const
    {
        QTest::addRow("%s: %s", qPrintable(kind), name) << apiVersion << kind << rest << QString::fromUtf8(expected);
    }
};

QString line(const ReadinessAssessment& said)
{
    return word(said.status) + u" | "_s + said.message + u" | "_s + said.reason;
}

}

class KStatusTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void assesses_data();
    void assesses();
    void fluxWaitsForJobsAndItsOwnKinds_data();
    void fluxWaitsForJobsAndItsOwnKinds();
    void absentObjectIsNotFound();
    void translatesToArgoWords_data();
    void translatesToArgoWords();

private:
    static void everyKind();
    static void deployments();
    static void otherWorkloads();
    static void pods();
    static void others();
};

void KStatusTest::assesses_data()
{
    QTest::addColumn<QString>("apiVersion");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<QString>("expected");
    everyKind();
    deployments();
    otherWorkloads();
    pods();
    others();
}

void KStatusTest::everyKind()
{
    const Table any { u"example.com/v1"_s, u"Widget"_s };
    any.row("plain", {}, "Current | Resource is current | ");
    any.row("deleted", R"("metadata":{"deletionTimestamp":"2026-11-23T12:00:00Z"})",
        "Terminating | Resource scheduled for deletion | ");
    any.row("not observed", R"("metadata":{"generation":2},"status":{"observedGeneration":1})",
        "InProgress | Widget generation is 2, but latest observed generation is 1 | LatestGenerationNotObserved");
    any.row("reconciling first",
        R"("status":{"conditions":[{"type":"Reconciling","status":"True","reason":"R","message":"r"},{"type":"Stalled","status":"True","reason":"S","message":"s"}]})",
        "InProgress | r | R");
    any.row("stalled first",
        R"("status":{"conditions":[{"type":"Stalled","status":"True","reason":"S","message":"s"},{"type":"Reconciling","status":"True"}]})",
        "Failed | s | S");
    any.row("ready", R"("status":{"conditions":[{"type":"Ready","status":"True","reason":"x"}]})",
        "Current | Resource is Ready | ");
    any.row("not ready", R"("status":{"conditions":[{"type":"Ready","status":"False","reason":"x","message":"m"}]})",
        "InProgress | m | x");
    any.row("ready unknown",
        R"("status":{"conditions":[{"type":"Ready","status":"Unknown","reason":"x","message":"m"}]})",
        "InProgress | m | x");
}

void KStatusTest::deployments()
{
    const Table deployment { u"apps/v1"_s, u"Deployment"_s };
    const QByteArray good
        = R"("observedGeneration":1,"replicas":1,"updatedReplicas":1,"readyReplicas":1,"availableReplicas":1)"_ba;
    deployment.row("new", {}, "InProgress | Replicas: 0/1 | LessReplicas");
    deployment.row("current", R"("status":{)"_ba + good + R"(,"conditions":[{"type":"Available","status":"True"}]})"_ba,
        "Current | Deployment is available. Replicas: 1 | ");
    deployment.row("not available", R"("status":{)"_ba + good + "}"_ba,
        "InProgress | Deployment not Available | DeploymentNotAvailable");
    deployment.row("deadline set, replica set not there",
        R"("spec":{"progressDeadlineSeconds":45},"status":{)"_ba + good
            + R"(,"conditions":[{"type":"Available","status":"True"}]})"_ba,
        "InProgress | ReplicaSet not Available | ReplicaSetNotAvailable");
    deployment.row("deadline passed",
        R"("status":{"conditions":[{"type":"Progressing","status":"False","reason":"ProgressDeadlineExceeded","message":"x"}]})",
        "Failed | Progress deadline exceeded | ProgressDeadlineExceeded");
    deployment.row("updating", R"("spec":{"replicas":2},"status":{"replicas":2,"updatedReplicas":1})",
        "InProgress | Updated: 1/2 | LessUpdated");
    deployment.row("extra", R"("spec":{"replicas":1},"status":{"replicas":2,"updatedReplicas":1})",
        "InProgress | Pending termination: 1 | ExtraPods");
    deployment.row("unavailable", R"("spec":{"replicas":1},"status":{"replicas":1,"updatedReplicas":1})",
        "InProgress | Available: 0/1 | LessAvailable");
    deployment.row("unready",
        R"("spec":{"replicas":1},"status":{"replicas":1,"updatedReplicas":1,"availableReplicas":1})",
        "InProgress | Ready: 0/1 | LessReady");
}

void KStatusTest::otherWorkloads()
{
    const Table stateful { u"apps/v1"_s, u"StatefulSet"_s };
    stateful.row("on delete", R"("spec":{"updateStrategy":{"type":"OnDelete"}})",
        "Current | StatefulSet is using the ondelete update strategy | ");
    stateful.row("new", {}, "InProgress | Replicas: 0/1 | LessReplicas");
    stateful.row("unready", R"("status":{"replicas":1})", "InProgress | Ready: 0/1 | LessReady");
    stateful.row(
        "extra", R"("status":{"replicas":2,"readyReplicas":1})", "InProgress | Pending termination: 1 | ExtraPods");
    stateful.row("partition",
        R"("spec":{"replicas":2,"updateStrategy":{"rollingUpdate":{"partition":1}}},"status":{"replicas":2,"readyReplicas":2})",
        "InProgress | updated: 0/1 | PartitionRollout");
    stateful.row("partition done",
        R"("spec":{"replicas":2,"updateStrategy":{"rollingUpdate":{"partition":1}}},"status":{"replicas":2,"readyReplicas":2,"updatedReplicas":1})",
        "Current | Partition rollout complete. updated: 1 | ");
    stateful.row(
        "not current", R"("status":{"replicas":1,"readyReplicas":1})", "InProgress | current: 0/1 | LessCurrent");
    stateful.row("revisions",
        R"("status":{"replicas":1,"readyReplicas":1,"currentReplicas":1,"currentRevision":"a","updateRevision":"b"})",
        "InProgress | Waiting for updated revision to match current | RevisionMismatch");
    stateful.row("current", R"("status":{"replicas":1,"readyReplicas":1,"currentReplicas":1})",
        "Current | All replicas scheduled as expected. Replicas: 1 | ");

    const Table daemon { u"apps/v1"_s, u"DaemonSet"_s };
    daemon.row("no generation", {}, "InProgress | DaemonSet metadata.generation not found | NoGeneration");
    daemon.row("not seen", R"("metadata":{"generation":1})",
        "InProgress | DaemonSet status.observedGeneration not found | NoObservedGeneration");
    const QByteArray seen = R"("metadata":{"generation":1},"status":{"observedGeneration":1)"_ba;
    daemon.row("no number", seen + "}"_ba, "InProgress | Missing .status.desiredNumberScheduled | NoDesiredNumber");
    daemon.row("scheduling", seen + R"(,"desiredNumberScheduled":2,"currentNumberScheduled":1})"_ba,
        "InProgress | Current: 1/2 | LessCurrent");
    daemon.row("updating", seen + R"(,"desiredNumberScheduled":2,"currentNumberScheduled":2})"_ba,
        "InProgress | Updated: 0/2 | LessUpdated");
    daemon.row("current",
        seen
            + R"(,"desiredNumberScheduled":1,"currentNumberScheduled":1,"updatedNumberScheduled":1,"numberAvailable":1,"numberReady":1})"_ba,
        "Current | All replicas scheduled as expected. Replicas: 1 | ");

    const Table replicas { u"apps/v1"_s, u"ReplicaSet"_s };
    replicas.row("failure", R"("status":{"conditions":[{"type":"ReplicaFailure","status":"True"}]})",
        "InProgress | Replica Failure condition. Check Pods | ReplicaFailure");
    replicas.row("labels", {}, "InProgress | Labelled: 0/1 | LessLabelled");
    replicas.row("current",
        R"("status":{"replicas":1,"readyReplicas":1,"availableReplicas":1,"fullyLabeledReplicas":1})",
        "Current | ReplicaSet is available. Replicas: 1 | ");
}

void KStatusTest::pods()
{
    const Table pod { u"v1"_s, u"Pod"_s };
    pod.row("new", {}, "InProgress | Pod phase not available | PodNotObserved");
    pod.row("succeeded", R"("status":{"phase":"Succeeded"})", "Current | Pod has completed successfully | ");
    pod.row("failed", R"("status":{"phase":"Failed"})", "Current | Pod has completed, but not successfully | ");
    pod.row("ready", R"("status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]})",
        "Current | Pod is Ready | ");
    pod.row("running", R"("status":{"phase":"Running"})",
        "InProgress | Pod is running but is not Ready | PodRunningNotReady");
    pod.row("looping",
        R"("status":{"phase":"Running","containerStatuses":[{"name":"a","state":{"waiting":{"reason":"CrashLoopBackOff"}}},{"name":"b","state":{"running":{}}}]})",
        "Failed | Containers in CrashLoop state: a | ContainerCrashLooping");
    pod.row("pending", R"("status":{"phase":"Pending"})", "InProgress | Pod is in the Pending phase | PodPending");
    const QByteArray unschedulable
        = R"("status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable"}]})"_ba;
    pod.row("unschedulable yet", R"("metadata":{"creationTimestamp":"2026-11-23T12:59:50Z"},)"_ba + unschedulable,
        "InProgress | Pod has not been scheduled | PodNotScheduled");
    pod.row("unschedulable", R"("metadata":{"creationTimestamp":"2026-11-23T12:59:30Z"},)"_ba + unschedulable,
        "Failed | Pod could not be scheduled | PodUnschedulable");
    pod.row("odd", R"("status":{"phase":"Odd"})", "Unknown | unknown phase Odd | ");
}

void KStatusTest::others()
{
    const Table job { u"batch/v1"_s, u"Job"_s };
    job.row("new", {}, "InProgress | Job not started | JobNotStarted");
    job.row("running", R"("status":{"startTime":"2026-11-23T12:00:00Z","active":1})",
        "Current | Job in progress. success:0, active: 1, failed: 0 | ");
    job.row("complete",
        R"("spec":{"completions":2},"status":{"succeeded":2,"conditions":[{"type":"Complete","status":"True"}]})",
        "Current | Job Completed. succeeded: 2/2 | ");
    job.row("failed", R"("status":{"failed":1,"conditions":[{"type":"Failed","status":"True"}]})",
        "Failed | Job Failed. failed: 1/1 | JobFailed");
    job.row("suspended", R"("status":{"conditions":[{"type":"Suspended","status":"True"}]})",
        "Current | Job is suspended | ");
    Table { u"batch/v1"_s, u"CronJob"_s }.row("any", {}, "Current | Resource is always ready | ");
    Table { u"v1"_s, u"ConfigMap"_s }.row("any", {}, "Current | Resource is always ready | ");
    Table { u"policy/v1"_s, u"PodDisruptionBudget"_s }.row(
        "any", {}, "Current | AllowedDisruptions has been computed. | ");

    const Table service { u"v1"_s, u"Service"_s };
    service.row("plain", R"("spec":{})", "Current | Service is ready | ");
    service.row("no address", R"("spec":{"type":"LoadBalancer"})",
        "InProgress | ClusterIP not set. Service type: LoadBalancer | NoIPAssigned");
    service.row("cluster address is enough", R"("spec":{"type":"LoadBalancer","clusterIP":"10.0.0.1"})",
        "Current | Service is ready | ");
    const Table claim { u"v1"_s, u"PersistentVolumeClaim"_s };
    claim.row("bound", R"("status":{"phase":"Bound"})", "Current | PVC is Bound | ");
    claim.row("pending", R"("status":{"phase":"Pending"})", "InProgress | PVC is not Bound. phase: Pending | NotBound");
    claim.row("new", {}, "InProgress | PVC is not Bound. phase: unknown | NotBound");

    const Table crd { u"apiextensions.k8s.io/v1"_s, u"CustomResourceDefinition"_s };
    crd.row("new", {}, "InProgress | Install in progress | Installing");
    crd.row("refused",
        R"("status":{"conditions":[{"type":"NamesAccepted","status":"False","reason":"MultipleNames","message":"m"}]})",
        "Failed | m | MultipleNames");
    crd.row("installing", R"("status":{"conditions":[{"type":"Established","status":"False","reason":"Installing"}]})",
        "InProgress | Install in progress | Installing");
    crd.row("established", R"("status":{"conditions":[{"type":"Established","status":"True"}]})",
        "Current | CRD is established | ");
}

void KStatusTest::assesses()
{
    QFETCH(QString, apiVersion);
    QFETCH(QString, kind);
    QFETCH(QByteArray, rest);
    QFETCH(QString, expected);
    QCOMPARE(line(readiness(object(apiVersion, kind, rest), ReadinessRules::KStatus, now)), expected);
}

void KStatusTest::fluxWaitsForJobsAndItsOwnKinds_data()
{
    QTest::addColumn<QString>("apiVersion");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<QString>("expected");
    const Table job { u"batch/v1"_s, u"Job"_s };
    job.row("running", R"("status":{"startTime":"2026-11-23T12:00:00Z","active":1})",
        "InProgress | Job in progress | JobInProgress");
    job.row("complete", R"("status":{"succeeded":1,"conditions":[{"type":"Complete","status":"True"}]})",
        "Current | Job Completed. succeeded: 1/1 | ");
    const Table kustomization { u"kustomize.toolkit.fluxcd.io/v1"_s, u"Kustomization"_s };
    kustomization.row(
        "ready", R"("status":{"conditions":[{"type":"Ready","status":"True","message":"m"}]})", "Current | m | ");
    kustomization.row("new", {}, "InProgress |  | ");
    kustomization.row("failing though reconciling",
        R"("status":{"conditions":[{"type":"Reconciling","status":"True","reason":"a"},{"type":"Ready","status":"False","reason":"BuildFailed","message":"m"}]})",
        "InProgress | m | BuildFailed");
    Table { u"notification.toolkit.fluxcd.io/v1beta3"_s, u"Alert"_s }.row(
        "static", {}, "Current | Resource is always ready | ");
    Table { u"source.toolkit.fluxcd.io/v1"_s, u"HelmRepository"_s }.row(
        "oci", R"("spec":{"type":"oci"})", "Current | Resource is always ready | ");
    Table { u"v1"_s, u"Service"_s }.row("as kstatus", {}, "Current | Service is ready | ");
}

void KStatusTest::fluxWaitsForJobsAndItsOwnKinds()
{
    QFETCH(QString, apiVersion);
    QFETCH(QString, kind);
    QFETCH(QByteArray, rest);
    QFETCH(QString, expected);
    QCOMPARE(line(readiness(object(apiVersion, kind, rest), ReadinessRules::Flux, now)), expected);
}

void KStatusTest::absentObjectIsNotFound()
{
    QCOMPARE(readiness({}, ReadinessRules::KStatus, now).status, Readiness::NotFound);
}

void KStatusTest::translatesToArgoWords_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("Current") << static_cast<int>(Readiness::Current) << u"Healthy"_s;
    QTest::newRow("InProgress") << static_cast<int>(Readiness::InProgress) << u"Progressing"_s;
    QTest::newRow("Failed") << static_cast<int>(Readiness::Failed) << u"Degraded"_s;
    QTest::newRow("Terminating") << static_cast<int>(Readiness::Terminating) << u"Progressing"_s;
    QTest::newRow("NotFound") << static_cast<int>(Readiness::NotFound) << u"Missing"_s;
    QTest::newRow("Unknown") << static_cast<int>(Readiness::Unknown) << u"Unknown"_s;
}

void KStatusTest::translatesToArgoWords()
{
    QFETCH(int, from);
    QFETCH(QString, to);
    const ReadinessAssessment said { .status = static_cast<Readiness>(from), .message = u"m"_s };
    QCOMPARE(word(said.status), QLatin1String(QTest::currentDataTag()));
    QCOMPARE(word(asHealth(said).status), to);
    QCOMPARE(asHealth(said).message, u"m"_s);
}

QTEST_GUILESS_MAIN(KStatusTest)
#include "KStatusTest.moc"
