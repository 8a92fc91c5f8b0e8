#include "core/session/Rollouts.h"
#include "tests/core/gitops/Recorded.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::session;
using gitops::Rollout;
using holdfast::gitops::test::json;
using manifest::Value;
using namespace Qt::StringLiterals;

namespace {

Value workload(const char* kind, const QByteArray& spec, const QByteArray& status)
{
    return json(R"({"apiVersion":"apps/v1","kind":")" + QByteArray(kind)
        + R"(","metadata":{"name":"web","namespace":"shop","uid":"u","generation":2,)"
          R"("annotations":{"deployment.kubernetes.io/revision":"3"}},"spec":)"
        + spec + R"(,"status":)" + status + "}");
}

Value replicaSet(const char* number, const char* image, int ready, const char* owner = "u")
{
    return json(R"({"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"web-)" + QByteArray(number)
        + R"(","namespace":"shop","annotations":{"deployment.kubernetes.io/revision":")" + number
        + R"(","kubernetes.io/change-cause":"because"},"ownerReferences":[{"uid":")" + owner
        + R"(","controller":true}]},"spec":{"template":{"spec":{"containers":[{"image":")" + image
        + R"("}]}}},"status":{"readyReplicas":)" + QByteArray::number(ready) + "}}");
}

Value controllerRevision(const char* name, int number, const char* image)
{
    return json(R"({"apiVersion":"apps/v1","kind":"ControllerRevision","metadata":{"name":")" + QByteArray(name)
        + R"(","namespace":"shop","ownerReferences":[{"uid":"u","controller":true}]},"revision":)"
        + QByteArray::number(number) + R"(,"data":{"spec":{"template":{"spec":{"containers":[{"image":")" + image
        + R"("}]}}}}})");
}

}

/// Rollouts in the words of `kubectl rollout status` and `history`.
class RolloutsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhatARolloutWaitsFor_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QString>("note");
        const auto row
            = [](const char* name, const char* kind, const char* spec, const char* status, const char* note) {
                  QTest::newRow(name) << QByteArray(kind) << QByteArray(spec) << QByteArray(status)
                                      << QString::fromLatin1(note);
              };
        row("not observed", "Deployment", R"({"replicas":3})", R"({"observedGeneration":1})",
            "its controller has not seen the change yet");
        row("new pods", "Deployment", R"({"replicas":3})",
            R"({"observedGeneration":2,"replicas":3,"updatedReplicas":1})",
            "1 out of 3 new replicas have been updated");
        row("old pods", "Deployment", R"({"replicas":3})",
            R"({"observedGeneration":2,"replicas":4,"updatedReplicas":3})", "1 old replicas are pending termination");
        row("available", "Deployment", R"({"replicas":3})",
            R"({"observedGeneration":2,"replicas":3,"updatedReplicas":3,"availableReplicas":2})",
            "2 of 3 updated replicas are available");
        row("complete", "Deployment", R"({"replicas":3})",
            R"({"observedGeneration":2,"replicas":3,"updatedReplicas":3,"availableReplicas":3})", "");
        row("one by default", "Deployment", "{}", R"({"observedGeneration":2})",
            "0 out of 1 new replicas have been updated");
        row("deadline", "Deployment", R"({"replicas":3})",
            R"({"observedGeneration":2,"conditions":[{"type":"Progressing","reason":"ProgressDeadlineExceeded"}]})",
            "exceeded its progress deadline");
        row("daemon pods", "DaemonSet", "{}",
            R"({"observedGeneration":2,"desiredNumberScheduled":4,"updatedNumberScheduled":2})",
            "2 out of 4 new pods have been updated");
        row("daemon available", "DaemonSet", "{}",
            R"({"observedGeneration":2,"desiredNumberScheduled":4,"updatedNumberScheduled":4,"numberAvailable":3})",
            "3 of 4 updated pods are available");
        row("daemon complete", "DaemonSet", "{}",
            R"({"observedGeneration":2,"desiredNumberScheduled":4,"updatedNumberScheduled":4,"numberAvailable":4})",
            "");
        row("set not ready", "StatefulSet", R"({"replicas":3})", R"({"observedGeneration":2,"readyReplicas":1})",
            "2 pods are not ready yet");
        row("set rolling", "StatefulSet", R"({"replicas":3})",
            R"({"observedGeneration":2,"readyReplicas":3,"updatedReplicas":2,"currentRevision":"a","updateRevision":"b"})",
            "2 of 3 pods are at revision b");
        row("set held back", "StatefulSet", R"({"replicas":3,"updateStrategy":{"rollingUpdate":{"partition":2}}})",
            R"({"observedGeneration":2,"readyReplicas":3,"updatedReplicas":1,"currentRevision":"a","updateRevision":"b"})",
            "");
        row("set by hand", "StatefulSet", R"({"replicas":3,"updateStrategy":{"type":"OnDelete"}})",
            R"({"observedGeneration":2,"readyReplicas":1})", "");
    }
    void saysWhatARolloutWaitsFor()
    {
        QFETCH(const QByteArray, kind);
        QFETCH(const QByteArray, spec);
        QFETCH(const QByteArray, status);
        QFETCH(const QString, note);
        const Rollout found = rollout(workload(kind.constData(), spec, status), {});
        QCOMPARE(found.note, note);
        QCOMPARE(found.complete, note.isEmpty());
    }

    void listsADeploymentsRevisions()
    {
        const Value web
            = workload("Deployment", R"({"replicas":3})"_ba, R"({"observedGeneration":2,"readyReplicas":3})"_ba);
        const Rollout found = rollout(web,
            { replicaSet("9", "other", 1, "v"), replicaSet("2", "web:bad", 2), replicaSet("10", "web:x", 0),
                replicaSet("3", "web:1", 1) });
        QCOMPARE(found.history.size(), 3U);
        QCOMPARE(found.history[0].number, 10); // by number, not by text
        QCOMPARE(found.history[1].number, 3);
        QVERIFY(found.history[1].current);
        QCOMPARE(found.history[1].images, QStringList { u"web:1"_s });
        QCOMPARE(found.history[1].cause, u"because"_s);
        QVERIFY(!found.history[0].current && !found.history[2].current);
        QCOMPARE(found.ready, 1); // of the current revision, not of the whole
        QCOMPARE(found.wanted, 3);
    }

    void listsControllerRevisions()
    {
        const std::vector<Value> owned { controllerRevision("web-a", 1, "web:1"),
            controllerRevision("web-b", 2, "web:2") };
        const Rollout set
            = rollout(workload("StatefulSet", R"({"replicas":1})"_ba, R"({"updateRevision":"web-a"})"_ba), owned);
        QCOMPARE(set.history[0].number, 2);
        QVERIFY(!set.history[0].current);
        QVERIFY(set.history[1].current); // gone back
        const Rollout daemons
            = rollout(workload("DaemonSet", "{}"_ba,
                          R"({"desiredNumberScheduled":2,"updatedNumberScheduled":1,"numberReady":2})"_ba),
                owned);
        QVERIFY(daemons.history[0].current);
        QCOMPARE(daemons.history[0].images, QStringList { u"web:2"_s });
        QCOMPARE(daemons.ready, 1);
        QCOMPARE(daemons.wanted, 2);
    }

    void readsTheWorkloadsOfAnApp()
    {
        LiveObjects live;
        for (const char* kind : { "StatefulSet", "Deployment", "Job" }) {
            const Value object = workload(kind, "{}"_ba, "{}"_ba);
            live.own.insert(manifest::objectKey(object), object);
        }
        const std::vector<Rollout> found = rollouts(live);
        QCOMPARE(found.size(), 2U);
        QCOMPARE(found[0].workload.kind, u"Deployment"_s);
        QCOMPARE(found[1].workload.kind, u"StatefulSet"_s);
    }
};

QTEST_GUILESS_MAIN(RolloutsTest)
#include "RolloutsTest.moc"
