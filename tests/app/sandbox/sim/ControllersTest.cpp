#include "app/sandbox/sim/Autoscaler.h"
#include "app/sandbox/sim/Workloads.h"
#include "tests/app/sandbox/sim/Bench.h"

#include <format>

using namespace holdfast::sandbox;
using namespace holdfast::sandbox::sim;
using namespace std::chrono_literals;

namespace {

const ObjectName web { "shop", "web" };

QByteArray deployment(const QByteArray& image, int replicas, const QByteArray& more = {})
{
    return R"({"metadata":{"name":"web","namespace":"shop"},"spec":{"replicas":)" + QByteArray::number(replicas) + more
        + R"(,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":")"
        + image + R"("}]}}}})";
}

QByteArray statefulSet(const QByteArray& image, int replicas)
{
    return R"({"metadata":{"name":"db","namespace":"shop"},"spec":{"serviceName":"db","replicas":)"
        + QByteArray::number(replicas)
        + R"(,"selector":{"matchLabels":{"app":"db"}},"template":{"metadata":{"labels":{"app":"db"}},"spec":{"containers":[{"name":"c","image":")"
        + image
        + R"("}]}},"volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}]}})";
}

/// A bench with all controllers.
struct Cluster : Bench {
    Cluster()
    {
        startWorkloads(world, "test", "CERTIFICATE");
        settle();
    }

    Value status(const Kind& kind, const ObjectName& name) { return world.find(kind, name)["status"]; }
    QByteArray condition(const Kind& kind, const ObjectName& name, const char* type)
    {
        const auto now = status(kind, name);
        return QByteArray::fromStdString(text(itemBy(now["conditions"], "type", type)["reason"]));
    }
    void setImage(const Kind& kind, const ObjectName& name, const char* image)
    {
        auto object = world.find(kind, name);
        auto list = object.at({ "spec", "template", "spec", "containers" }).list();
        list.front() = list.front().with("image", Value(image));
        QVERIFY(
            world.update(kind, put(object, { "spec", "template", "spec", "containers" }, Value(list)), "kubectl-set"));
    }
    std::vector<std::string> reasons(const std::string& object)
    {
        std::vector<std::string> all;
        for (const auto& event : world.list(kinds::events)) {
            if (event.at({ "involvedObject", "name" }).text() == object)
                all.push_back(text(event["reason"]));
        }
        return all;
    }
};

}

/// The controllers over a store in memory, with time moved by hand.
class ControllersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rollsOutADeployment()
    {
        Cluster cluster;
        cluster.make(kinds::deployments, deployment("web:1", 3));
        cluster.settle();
        QCOMPARE(cluster.condition(kinds::deployments, web, "Available"), QByteArray("MinimumReplicasUnavailable"));
        cluster.pass(2s);
        const auto status = cluster.status(kinds::deployments, web);
        QCOMPARE(status["availableReplicas"].intOr(0), 3);
        QCOMPARE(status["observedGeneration"].intOr(0), 1);
        QVERIFY(status["unavailableReplicas"].isNull());
        QCOMPARE(cluster.condition(kinds::deployments, web, "Progressing"), QByteArray("NewReplicaSetAvailable"));
        QCOMPARE(cluster.condition(kinds::deployments, web, "Available"), QByteArray("MinimumReplicasAvailable"));
        const auto reasons = cluster.reasons("web");
        QVERIFY(std::ranges::find(reasons, "ScalingReplicaSet") != reasons.end());
    }

    void keepsAvailabilityWhileItRolls()
    {
        Cluster cluster;
        cluster.make(kinds::deployments, deployment("web:1", 4));
        cluster.pass(2s);
        cluster.setImage(kinds::deployments, web, "web:2");
        for (int step = 0; step < 60; ++step) {
            cluster.pass(100ms);
            QVERIFY(cluster.status(kinds::deployments, web)["availableReplicas"].intOr(0) >= 3);
            QVERIFY(cluster.status(kinds::deployments, web)["replicas"].intOr(0) <= 5);
        }
        QCOMPARE(cluster.status(kinds::deployments, web)["updatedReplicas"].intOr(0), 4);
        QCOMPARE(annotation(cluster.world.find(kinds::deployments, web), "deployment.kubernetes.io/revision"),
            std::string("2"));
        QCOMPARE(cluster.world.list(kinds::replicaSets, "shop").size(), std::size_t { 2 });
    }

    void timesOutOnABadImageAndRollsBack()
    {
        Cluster cluster;
        cluster.make(kinds::deployments, deployment("web:1", 2, R"(,"progressDeadlineSeconds":8)"));
        cluster.pass(2s);
        cluster.setImage(kinds::deployments, web, "web:bad");
        cluster.pass(5s);
        QCOMPARE(cluster.condition(kinds::deployments, web, "Progressing"), QByteArray("ReplicaSetUpdated"));
        cluster.pass(6s);
        QCOMPARE(cluster.condition(kinds::deployments, web, "Progressing"), QByteArray("ProgressDeadlineExceeded"));
        QCOMPARE(cluster.status(kinds::deployments, web)["availableReplicas"].intOr(0), 2);
        cluster.setImage(kinds::deployments, web, "web:1");
        cluster.pass(3s);
        QCOMPARE(cluster.condition(kinds::deployments, web, "Progressing"), QByteArray("NewReplicaSetAvailable"));
        QCOMPARE(annotation(cluster.world.find(kinds::deployments, web), "deployment.kubernetes.io/revision"),
            std::string("3"));
    }

    void recreatesWithoutOverlap()
    {
        Cluster cluster;
        cluster.make(kinds::deployments, deployment("web:1", 2, R"(,"strategy":{"type":"Recreate"})"));
        cluster.pass(2s);
        cluster.setImage(kinds::deployments, web, "web:2");
        cluster.pass(200ms);
        for (const auto& pod : cluster.world.list(kinds::pods, "shop"))
            QVERIFY(isDeleting(pod));
        cluster.pass(4s);
        QCOMPARE(cluster.status(kinds::deployments, web)["updatedReplicas"].intOr(0), 2);
    }

    void holdsStillWhilePaused()
    {
        Cluster cluster;
        cluster.make(kinds::deployments, deployment("web:1", 2));
        cluster.pass(2s);
        auto object = cluster.world.find(kinds::deployments, web);
        QVERIFY(cluster.world.update(kinds::deployments, put(object, { "spec", "paused" }, Value(true)), "kubectl"));
        cluster.pass(300ms);
        QCOMPARE(cluster.condition(kinds::deployments, web, "Progressing"), QByteArray("DeploymentPaused"));
        cluster.setImage(kinds::deployments, web, "web:2");
        cluster.pass(3s);
        QVERIFY(cluster.status(kinds::deployments, web)["updatedReplicas"].isNull());
        object = cluster.world.find(kinds::deployments, web);
        QVERIFY(cluster.world.update(kinds::deployments, drop(object, { "spec", "paused" }), "kubectl"));
        cluster.pass(4s);
        QCOMPARE(cluster.status(kinds::deployments, web)["updatedReplicas"].intOr(0), 2);
    }

    void forgetsOldRevisions()
    {
        Cluster cluster;
        cluster.make(kinds::deployments, deployment("web:1", 1, R"(,"revisionHistoryLimit":1)"));
        for (const char* image : { "web:2", "web:3", "web:4" }) {
            cluster.pass(3s);
            cluster.setImage(kinds::deployments, web, image);
        }
        cluster.pass(4s);
        QCOMPARE(cluster.world.list(kinds::replicaSets, "shop").size(), std::size_t { 2 });
    }

    void makesAStatefulSetInOrder()
    {
        Cluster cluster;
        cluster.make(kinds::statefulSets, statefulSet("db:1", 3));
        cluster.pass(500ms);
        QCOMPARE(cluster.world.list(kinds::pods, "shop").size(), std::size_t { 1 });
        cluster.pass(4s);
        const ObjectName db { "shop", "db" };
        QCOMPARE(cluster.status(kinds::statefulSets, db)["readyReplicas"].intOr(0), 3);
        QCOMPARE(cluster.world.list(kinds::claims, "shop").size(), std::size_t { 3 });
        QCOMPARE(text(cluster.status(kinds::claims, { "shop", "data-db-0" })["phase"]), std::string("Bound"));
        cluster.setImage(kinds::statefulSets, db, "db:2");
        cluster.pass(1s);
        const auto before = cluster.status(kinds::statefulSets, db);
        QVERIFY(before["currentRevision"] != before["updateRevision"]);
        cluster.pass(8s);
        const auto after = cluster.status(kinds::statefulSets, db);
        QCOMPARE(after["updatedReplicas"].intOr(0), 3);
        QVERIFY(after["currentRevision"] == after["updateRevision"]);
        QCOMPARE(cluster.world.list(kinds::controllerRevisions, "shop").size(), std::size_t { 2 });
    }

    void runsADaemonOnEachNode()
    {
        Cluster cluster;
        cluster.make(kinds::daemonSets,
            R"({"metadata":{"name":"agent","namespace":"shop"},"spec":{"selector":{"matchLabels":{"app":"agent"}},
            "template":{"metadata":{"labels":{"app":"agent"}},"spec":{"containers":[{"name":"c","image":"agent:1"}]}}}})");
        cluster.pass(2s);
        const ObjectName agent { "shop", "agent" };
        QCOMPARE(cluster.status(kinds::daemonSets, agent)["numberAvailable"].intOr(0), 2);
        cluster.setImage(kinds::daemonSets, agent, "agent:2");
        cluster.pass(6s);
        QCOMPARE(cluster.status(kinds::daemonSets, agent)["updatedNumberScheduled"].intOr(0), 2);
        QCOMPARE(cluster.status(kinds::daemonSets, agent)["numberAvailable"].intOr(0), 2);
    }

    void listsReadyPodsAsEndpoints()
    {
        Cluster cluster;
        cluster.make(kinds::services,
            R"({"metadata":{"name":"web","namespace":"shop"},"spec":{"selector":{"app":"web"},"ports":[{"port":80,"targetPort":8080}]}})");
        cluster.make(kinds::deployments, deployment("web:1", 2));
        cluster.pass(2s);
        const auto ready = cluster.world.find(kinds::endpoints, web)["subsets"][0];
        QCOMPARE(ready["addresses"].list().size(), std::size_t { 2 });
        QCOMPARE(ready["ports"][0]["port"].intOr(0), 8080);
        const auto slices = cluster.world.list(kinds::endpointSlices, "shop");
        QCOMPARE(slices.size(), std::size_t { 1 });
        QCOMPARE(slices.front()["endpoints"].list().size(), std::size_t { 2 });
    }

    void scalesAsTheAutoscaler()
    {
        Cluster cluster;
        cluster.make(kinds::deployments, deployment("web:1", 2));
        cluster.make(kinds::autoscalers,
            R"({"metadata":{"name":"web","namespace":"shop","annotations":{"practice.holdfast.dev/replicas":"9"}},
            "spec":{"minReplicas":1,"maxReplicas":4,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"}}})");
        cluster.pass(3s);
        const auto object = cluster.world.find(kinds::deployments, web);
        QCOMPARE(object.at({ "spec", "replicas" }).intOr(0), 4);
        QVERIFY(!ownedBy(object, "kube-controller-manager", "scale").isNull());
        QCOMPARE(cluster.condition(kinds::autoscalers, web, "ScalingLimited"), QByteArray("TooManyReplicas"));
    }

    void givesEachNamespaceItsAccount()
    {
        Cluster cluster;
        QVERIFY(!cluster.world.find(kinds::serviceAccounts, { "shop", "default" }).isNull());
        cluster.world.remove(kinds::configMaps, { "shop", "kube-root-ca.crt" });
        cluster.settle();
        QCOMPARE(text(cluster.world.find(kinds::configMaps, { "shop", "kube-root-ca.crt" }).at({ "data", "ca.crt" })),
            std::string("CERTIFICATE"));
    }

    void countsEventsThatRepeat()
    {
        Cluster cluster;
        const auto object = cluster.make(kinds::configMaps, R"({"metadata":{"name":"a","namespace":"shop"}})");
        for (int index = 0; index < 3; ++index)
            cluster.world.tell(object, { .reason = "Again", .message = "the same words", .component = "tester" });
        std::int64_t count = 0;
        for (const auto& event : cluster.world.list(kinds::events, "shop"))
            count = event["reason"].text() == "Again" ? count + event["count"].intOr(0) : count;
        QCOMPARE(count, 3);
    }
};

QTEST_GUILESS_MAIN(ControllersTest)
#include "ControllersTest.moc"
