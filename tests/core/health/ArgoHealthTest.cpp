#include "core/health/Health.h"
#include "core/manifest/JsonReader.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::health;
using namespace Qt::StringLiterals;

namespace {

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
    void row(const char* name, const QByteArray& rest, const char* status, const char* message = "") const
    {
        QTest::addRow("%s: %s", qPrintable(kind), name)
            << apiVersion << kind << rest << QString::fromLatin1(status) << QString::fromUtf8(message);
    }
};

}

class ArgoHealthTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void assesses_data();
    void assesses();
    void absentObjectIsMissing();
    void ordersBestToWorst();
    void namesStates();

private:
    static void deployments();
    static void otherWorkloads();
    static void jobs();
    static void pods();
    static void networking();
    static void autoscalers();
    static void everyKind();
};

void ArgoHealthTest::assesses_data()
{
    QTest::addColumn<QString>("apiVersion");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("message");
    deployments();
    otherWorkloads();
    jobs();
    pods();
    networking();
    autoscalers();
    everyKind();
}

void ArgoHealthTest::deployments()
{
    const Table deployment { u"apps/v1"_s, u"Deployment"_s };
    deployment.row("healthy",
        R"("metadata":{"generation":2},"spec":{"replicas":2},"status":{"observedGeneration":2,"replicas":2,"updatedReplicas":2,"availableReplicas":2})",
        "Healthy");
    deployment.row(
        "no replicas given", R"("metadata":{"generation":1},"spec":{},"status":{"observedGeneration":1})", "Healthy");
    deployment.row("paused", R"("metadata":{"generation":2},"spec":{"paused":true},"status":{})", "Suspended",
        "Deployment is paused");
    deployment.row("not observed", R"("metadata":{"generation":2},"spec":{},"status":{"observedGeneration":1})",
        "Progressing", "Waiting for rollout to finish: observed deployment generation less than desired generation");
    deployment.row("deadline",
        R"("metadata":{"name":"web","generation":2},"spec":{"replicas":2},"status":{"observedGeneration":2,"conditions":[{"type":"Progressing","status":"False","reason":"ProgressDeadlineExceeded"}]})",
        "Degraded", "Deployment \"web\" exceeded its progress deadline");
    deployment.row("updating",
        R"("spec":{"replicas":3},"status":{"updatedReplicas":1,"replicas":3,"availableReplicas":3})", "Progressing",
        "Waiting for rollout to finish: 1 out of 3 new replicas have been updated...");
    deployment.row("terminating",
        R"("spec":{"replicas":3},"status":{"updatedReplicas":3,"replicas":4,"availableReplicas":4})", "Progressing",
        "Waiting for rollout to finish: 1 old replicas are pending termination...");
    deployment.row("not available",
        R"("spec":{"replicas":3},"status":{"updatedReplicas":3,"replicas":3,"availableReplicas":1})", "Progressing",
        "Waiting for rollout to finish: 1 of 3 updated replicas are available...");
    deployment.row("deleted", R"("metadata":{"deletionTimestamp":"2026-11-23T13:00:00Z"},"spec":{"paused":true})",
        "Progressing", "Pending deletion");
    deployment.row("held by a hook",
        R"("metadata":{"deletionTimestamp":"2026-11-23T13:00:00Z","finalizers":["argocd.argoproj.io/hook-finalizer"]},"spec":{"paused":true})",
        "Suspended", "Deployment is paused");
    Table { u"apps/v1beta1"_s, u"Deployment"_s }.row(
        "old version", {}, "Unknown", "unsupported Deployment GVK: apps/v1beta1, Kind=Deployment");
}

void ArgoHealthTest::otherWorkloads()
{
    const Table stateful { u"apps/v1"_s, u"StatefulSet"_s };
    stateful.row("never observed", R"("metadata":{"generation":0},"spec":{},"status":{})", "Progressing",
        "Waiting for statefulset spec update to be observed...");
    stateful.row("waiting", R"("spec":{"replicas":3},"status":{"observedGeneration":1,"readyReplicas":1})",
        "Progressing", "Waiting for 2 pods to be ready...");
    stateful.row("partition",
        R"("spec":{"replicas":3,"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":1}}},"status":{"observedGeneration":1,"readyReplicas":3,"updatedReplicas":1})",
        "Progressing", "Waiting for partitioned roll out to finish: 1 out of 2 new pods have been updated...");
    stateful.row("partition done",
        R"("spec":{"replicas":3,"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":1}}},"status":{"observedGeneration":1,"readyReplicas":3,"updatedReplicas":2})",
        "Healthy", "partitioned roll out complete: 2 new pods have been updated...");
    stateful.row("on delete",
        R"("spec":{"replicas":1,"updateStrategy":{"type":"OnDelete"}},"status":{"observedGeneration":1,"readyReplicas":1,"updateRevision":"b","currentRevision":"a"})",
        "Healthy", "statefulset has 1 ready pods");
    stateful.row("rolling",
        R"("spec":{"replicas":1},"status":{"observedGeneration":1,"readyReplicas":1,"updatedReplicas":0,"updateRevision":"b","currentRevision":"a"})",
        "Progressing", "waiting for statefulset rolling update to complete 0 pods at revision b...");
    stateful.row("healthy",
        R"("spec":{"replicas":1},"status":{"observedGeneration":1,"readyReplicas":1,"currentReplicas":1,"updateRevision":"a","currentRevision":"a"})",
        "Healthy", "statefulset rolling update complete 1 pods at revision a...");

    const Table daemon { u"apps/v1"_s, u"DaemonSet"_s };
    daemon.row("not observed", R"("metadata":{"generation":2},"status":{"observedGeneration":1})", "Progressing",
        "Waiting for rollout to finish: observed daemon set generation less than desired generation");
    daemon.row("on delete",
        R"("spec":{"updateStrategy":{"type":"OnDelete"}},"status":{"desiredNumberScheduled":3,"updatedNumberScheduled":1})",
        "Healthy", "daemon set 1 out of 3 new pods have been updated");
    daemon.row("updating",
        R"("metadata":{"name":"agent"},"status":{"desiredNumberScheduled":3,"updatedNumberScheduled":1,"numberAvailable":3})",
        "Progressing", "Waiting for daemon set \"agent\" rollout to finish: 1 out of 3 new pods have been updated...");
    daemon.row("not available",
        R"("metadata":{"name":"agent"},"status":{"desiredNumberScheduled":3,"updatedNumberScheduled":3,"numberAvailable":2})",
        "Progressing", "Waiting for daemon set \"agent\" rollout to finish: 2 of 3 updated pods are available...");
    daemon.row("healthy", R"("status":{"desiredNumberScheduled":3,"updatedNumberScheduled":3,"numberAvailable":3})",
        "Healthy");

    const Table replicas { u"apps/v1"_s, u"ReplicaSet"_s };
    replicas.row("not observed", R"("metadata":{"generation":2},"status":{"observedGeneration":1})", "Progressing",
        "Waiting for rollout to finish: observed replica set generation less than desired generation");
    replicas.row("failure",
        R"("spec":{"replicas":1},"status":{"conditions":[{"type":"ReplicaFailure","status":"True","message":"quota"}]})",
        "Degraded", "quota");
    replicas.row("failure over",
        R"("spec":{"replicas":0},"status":{"conditions":[{"type":"ReplicaFailure","status":"False","message":"quota"}]})",
        "Healthy");
    replicas.row("waiting", R"("spec":{"replicas":2},"status":{"availableReplicas":1})", "Progressing",
        "Waiting for rollout to finish: 1 out of 2 new replicas are available...");
}

void ArgoHealthTest::jobs()
{
    const Table job { u"batch/v1"_s, u"Job"_s };
    job.row("running", R"("status":{"active":1})", "Progressing");
    job.row("complete", R"("status":{"conditions":[{"type":"Complete","status":"True","message":"done"}]})", "Healthy",
        "done");
    job.row("failed",
        R"("status":{"conditions":[{"type":"Complete","status":"False"},{"type":"Failed","status":"True","message":"deadline"}]})",
        "Degraded", "deadline");
    job.row("suspended", R"("status":{"conditions":[{"type":"Suspended","status":"True","message":"Job suspended"}]})",
        "Suspended");
    job.row("resumed",
        R"("status":{"active":1,"conditions":[{"type":"Suspended","status":"False","message":"Job resumed"}]})",
        "Healthy", "Job resumed");
    Table { u"batch/v1beta1"_s, u"Job"_s }.row(
        "old version", {}, "Unknown", "unsupported Job GVK: batch/v1beta1, Kind=Job");

    const Table cron { u"batch/v1"_s, u"CronJob"_s };
    cron.row("suspended", R"("spec":{"suspend":true})", "Healthy", "CronJob is Suspended");
    cron.row("new", R"("spec":{})", "Progressing", "Waiting for CronJob");
    cron.row("never scheduled", R"("spec":{},"status":{})", "Healthy", "CronJob has not been scheduled yet");
    const QByteArray scheduled = R"("status":{"lastScheduleTime":"2026-11-23T13:00:00Z")"_ba;
    cron.row("never succeeded", scheduled + "}"_ba, "Healthy",
        "The CronJob never completed successfully. It may not be healthy");
    cron.row("running", scheduled + R"(,"lastSuccessfulTime":"2026-11-23T12:00:10Z","active":[{"name":"x"}]})"_ba,
        "Healthy", "The job is running. Its last execution may not have been successful");
    cron.row("failed", scheduled + R"(,"lastSuccessfulTime":"2026-11-23T12:00:10Z"})"_ba, "Degraded",
        "CronJob has not completed its last execution successfully");
    cron.row("succeeded", scheduled + R"(,"lastSuccessfulTime":"2026-11-23T13:00:10Z"})"_ba, "Healthy",
        "CronJob has completed its last execution successfully");
}

void ArgoHealthTest::pods()
{
    const Table pod { u"v1"_s, u"Pod"_s };
    pod.row("pulling", R"("spec":{"restartPolicy":"Always"},"status":{"phase":"Pending"})", "Progressing");
    for (const char* reason : { "ErrImagePull", "ImagePullBackOff", "CreateContainerConfigError", "CrashLoopBackOff" })
        pod.row(reason,
            R"("spec":{"restartPolicy":"Always"},"status":{"phase":"Pending","containerStatuses":[{"name":"a","state":{"waiting":{"reason":")"_ba
                + reason + R"(","message":"no"}}}]})"_ba,
            "Degraded", "no");
    pod.row("creating",
        R"("spec":{"restartPolicy":"Always"},"status":{"phase":"Pending","containerStatuses":[{"state":{"waiting":{"reason":"ContainerCreating"}}}]})",
        "Progressing");
    pod.row("finite, but meant to run on",
        R"("metadata":{"annotations":{"argocd.argoproj.io/ignore-restart-policy":"true"}},"spec":{"restartPolicy":"Never"},"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]})",
        "Healthy");
    pod.row("a hook is not, whatever it says",
        R"("metadata":{"annotations":{"argocd.argoproj.io/ignore-restart-policy":"true","argocd.argoproj.io/hook":"Sync"}},"spec":{"restartPolicy":"Never"},"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]})",
        "Progressing");
    pod.row("hook that cannot pull",
        R"("spec":{"restartPolicy":"Never"},"status":{"phase":"Pending","containerStatuses":[{"state":{"waiting":{"reason":"ImagePullBackOff"}}}]})",
        "Progressing");
    pod.row("init containers are not read",
        R"("spec":{"restartPolicy":"Always"},"status":{"phase":"Pending","initContainerStatuses":[{"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]})",
        "Progressing");
    pod.row("succeeded", R"("status":{"phase":"Succeeded"})", "Healthy");
    pod.row("failed", R"("status":{"phase":"Failed","message":"evicted"})", "Degraded", "evicted");
    pod.row("out of memory",
        R"("status":{"phase":"Failed","containerStatuses":[{"state":{"terminated":{"reason":"OOMKilled","exitCode":137}}}]})",
        "Degraded", "OOMKilled");
    pod.row("exit code",
        R"("status":{"phase":"Failed","initContainerStatuses":[{"name":"migrate","state":{"terminated":{"exitCode":3}}}]})",
        "Degraded", "container \"migrate\" failed with exit code 3");
    pod.row("ready",
        R"("spec":{"restartPolicy":"Always"},"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]})",
        "Healthy");
    pod.row("restarted",
        R"("spec":{"restartPolicy":"Always"},"status":{"phase":"Running","containerStatuses":[{"lastState":{"terminated":{"exitCode":1}}}]})",
        "Degraded");
    pod.row("starting", R"("spec":{"restartPolicy":"Always"},"status":{"phase":"Running"})", "Progressing");
    pod.row("finite", R"("spec":{"restartPolicy":"OnFailure"},"status":{"phase":"Running"})", "Progressing");
    pod.row("no phase", R"("spec":{"restartPolicy":"Always"})", "Unknown");
}

void ArgoHealthTest::networking()
{
    const Table service { u"v1"_s, u"Service"_s };
    service.row("plain", R"("spec":{"type":"ClusterIP"})", "Healthy");
    service.row("no address", R"("spec":{"type":"LoadBalancer"},"status":{"loadBalancer":{}})", "Progressing");
    service.row("address",
        R"("spec":{"type":"LoadBalancer"},"status":{"loadBalancer":{"ingress":[{"ip":"10.0.0.1"}]}})", "Healthy");
    const Table ingress { u"networking.k8s.io/v1"_s, u"Ingress"_s };
    ingress.row("no address", R"("status":{"loadBalancer":{}})", "Progressing");
    ingress.row("address", R"("status":{"loadBalancer":{"ingress":[{"hostname":"a"}]}})", "Healthy");
    const Table claim { u"v1"_s, u"PersistentVolumeClaim"_s };
    claim.row("lost", R"("status":{"phase":"Lost"})", "Degraded");
    claim.row("pending", R"("status":{"phase":"Pending"})", "Progressing");
    claim.row("bound", R"("status":{"phase":"Bound"})", "Healthy");
    claim.row("nothing", {}, "Unknown");
    const Table api { u"apiregistration.k8s.io/v1"_s, u"APIService"_s };
    api.row("new", {}, "Progressing", "Waiting to be processed");
    api.row("available",
        R"("status":{"conditions":[{"type":"Available","status":"True","reason":"Passed","message":"ok"}]})", "Healthy",
        "Passed: ok");
    api.row("gone",
        R"("status":{"conditions":[{"type":"Available","status":"False","reason":"MissingEndpoints","message":"x"}]})",
        "Progressing", "MissingEndpoints: x");
}

void ArgoHealthTest::autoscalers()
{
    const Table hpa { u"autoscaling/v2"_s, u"HorizontalPodAutoscaler"_s };
    hpa.row("new", {}, "Progressing", "Waiting to Autoscale");
    hpa.row("able", R"("status":{"conditions":[{"type":"AbleToScale","status":"True","message":"ready"}]})", "Healthy",
        "ready");
    hpa.row("cannot",
        R"("status":{"conditions":[{"type":"AbleToScale","status":"False","reason":"FailedGetScale","message":"x"}]})",
        "Degraded", "x");
    hpa.row("no metrics though able",
        R"("status":{"conditions":[{"type":"AbleToScale","status":"True","reason":"SucceededGetScale"},{"type":"ScalingActive","status":"False","reason":"FailedGetExternalMetric","message":"m"}]})",
        "Degraded", "m");
    const Table old { u"autoscaling/v1"_s, u"HorizontalPodAutoscaler"_s };
    old.row("no annotation", {}, "Progressing", "Waiting to Autoscale");
    old.row("annotation",
        R"("metadata":{"annotations":{"autoscaling.alpha.kubernetes.io/conditions":"[{\"type\":\"ScalingLimited\",\"status\":\"True\",\"message\":\"m\"}]"}})",
        "Healthy", "m");
    old.row("broken annotation", R"("metadata":{"annotations":{"autoscaling.alpha.kubernetes.io/conditions":"{"}})",
        "Unknown", "failed to convert conditions annotation to typed");
    Table { u"autoscaling/v2beta2"_s, u"HorizontalPodAutoscaler"_s }.row(
        "old version", {}, "Unknown", "unsupported HPA GVK: autoscaling/v2beta2, Kind=HorizontalPodAutoscaler");
}

void ArgoHealthTest::everyKind()
{
    const Table workflow { u"argoproj.io/v1alpha1"_s, u"Workflow"_s };
    workflow.row("new", {}, "Progressing");
    workflow.row("running", R"("status":{"phase":"Running","message":"m"})", "Progressing", "m");
    workflow.row("succeeded", R"("status":{"phase":"Succeeded"})", "Healthy");
    workflow.row("failed", R"("status":{"phase":"Error"})", "Degraded");
    workflow.row("odd", R"("status":{"phase":"Odd"})", "Unknown");
    Table { u"v1"_s, u"ConfigMap"_s }.row("no rule", {}, "-");
    Table { u"argoproj.io/v1alpha1"_s, u"Application"_s }.row(
        "no rule", R"("status":{"health":{"status":"Degraded"}})", "-");
    Table { u"example.com/v1"_s, u"Deployment"_s }.row("of another group", {}, "-");
    Table { u"v1"_s, u"ConfigMap"_s }.row(
        "deleted", R"("metadata":{"deletionTimestamp":"2026-11-23T13:00:00Z"})", "Progressing", "Pending deletion");
}

void ArgoHealthTest::assesses()
{
    QFETCH(QString, apiVersion);
    QFETCH(QString, kind);
    QFETCH(QByteArray, rest);
    QFETCH(QString, status);
    QFETCH(QString, message);

    const std::optional<Assessment> said = argoHealth(object(apiVersion, kind, rest));

    QCOMPARE(said ? word(said->status) : u"-"_s, status);
    if (said)
        QCOMPARE(said->message, message);
}

void ArgoHealthTest::absentObjectIsMissing()
{
    QCOMPARE(argoHealth({})->status, Status::Missing);
}

void ArgoHealthTest::ordersBestToWorst()
{
    QVERIFY(isWorse(Status::Healthy, Status::Suspended));
    QVERIFY(isWorse(Status::Suspended, Status::Progressing));
    QVERIFY(isWorse(Status::Progressing, Status::Missing));
    QVERIFY(isWorse(Status::Missing, Status::Degraded));
    QVERIFY(isWorse(Status::Degraded, Status::Unknown));
    QVERIFY(!isWorse(Status::Unknown, Status::Unknown));
}

void ArgoHealthTest::namesStates()
{
    QStringList words;
    for (const Status status :
        { Status::Healthy, Status::Suspended, Status::Progressing, Status::Missing, Status::Degraded, Status::Unknown })
        words.push_back(word(status));
    QCOMPARE(words.join(u' '), u"Healthy Suspended Progressing Missing Degraded Unknown"_s);
}

QTEST_GUILESS_MAIN(ArgoHealthTest)
#include "ArgoHealthTest.moc"
