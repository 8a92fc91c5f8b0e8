#include "app/sandbox/sim/ArgoCompare.h"
#include "app/sandbox/sim/MeshWebhook.h"
#include "app/sandbox/sim/SyncRun.h"
#include "tests/app/sandbox/sim/Bench.h"

using namespace holdfast::sandbox;
using namespace holdfast::sandbox::sim;
using namespace std::chrono_literals;

namespace {

const ObjectName web { "shop", "web" };

Value app(const char* ignore = "[]")
{
    return json(R"({"metadata":{"name":"web","namespace":"argocd"},"spec":{"destination":{"namespace":"shop"}}})")
        .with("spec",
            tree({ { "destination", tree({ { "namespace", "shop" } }) }, { "ignoreDifferences", json(ignore) } }));
}

Value deployment(int replicas = 2)
{
    return put(
        json(
            R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"app":"web"}},
        "template":{"metadata":{"labels":{"app":"web"}},"spec":{"terminationGracePeriodSeconds":30,"containers":[{"name":"c","image":"web:1","resources":{"limits":{"cpu":"1000m"}}}]}}}})"),
        { "spec", "replicas" }, Value(replicas));
}

Value config(const char* value = "1")
{
    return put(
        json(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"web"}})"), { "data", "a" }, Value(value));
}

/// An app of two objects, synced.
struct SyncedApp : Bench {
    std::vector<Value> desired;
    TrackedObjects trackedObjects { world, [](const std::string&) { } };

    SyncedApp() { apply({ deployment(), config() }); }
    void apply(const std::vector<Value>& objects)
    {
        desired.clear();
        for (const auto& object : objects) {
            desired.push_back(tracked(world, app(), object));
            QVERIFY(argoApply(world, desired.back()));
        }
        settle();
    }
    QByteArray verdicts(const Value& application = app())
    {
        QByteArray all;
        for (const auto& one : compare(world, application, desired, trackedObjects.of("web")))
            all += QByteArray::fromStdString(
                text(one.either()["kind"]) + "=" + verdictText(one.verdict) + (one.requiresPruning ? "!" : "") + " ");
        return all.trimmed();
    }
    void patch(const Kind& kind, const char* body, const char* manager, PatchType type = PatchType::Merge)
    {
        QVERIFY(practice.store.patch(kind.resource, web, type, json(body), { .fieldManager = manager }));
        settle();
    }
};

}

/// Argo CD's verdict on objects that somebody changed.
class ArgoCompareTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isSyncedAfterAnApply()
    {
        SyncedApp synced;
        QCOMPARE(synced.verdicts(), QByteArray("ConfigMap=Synced Deployment=Synced"));
        const auto live = synced.world.find(kinds::deployments, web);
        QCOMPARE(annotation(live, trackingKey), std::string("web:apps/Deployment:shop/web"));
        QVERIFY(!ownedBy(live, "argocd-controller").isNull());
    }

    void repeatsWithoutChange()
    {
        SyncedApp synced;
        QCOMPARE(argoApply(synced.world, synced.desired.front()).value(), std::string("deployment.apps/web unchanged"));
    }

    void seesAnEdit()
    {
        SyncedApp synced;
        synced.patch(kinds::configMaps, R"({"data":{"a":"2"}})", "kubectl-edit");
        QCOMPARE(synced.verdicts(), QByteArray("ConfigMap=OutOfSync Deployment=Synced"));
    }

    void leavesForeignFieldsAlone()
    {
        SyncedApp synced;
        synced.patch(kinds::configMaps, R"({"data":{"b":"2"},"metadata":{"labels":{"x":"y"}}})", "kubectl-edit");
        synced.patch(kinds::deployments,
            R"({"spec":{"template":{"spec":{"containers":[{"name":"c","env":[{"name":"DEBUG","value":"1"}]}]}}}})",
            "kubectl-set", PatchType::Strategic);
        QCOMPARE(synced.verdicts(), QByteArray("ConfigMap=Synced Deployment=Synced"));
    }

    void seesScalingUnlessIgnored()
    {
        SyncedApp synced;
        synced.patch(kinds::deployments, R"({"spec":{"replicas":5}})", "kubectl");
        QCOMPARE(synced.verdicts(), QByteArray("ConfigMap=Synced Deployment=OutOfSync"));
        QCOMPARE(synced.verdicts(app(R"([{"group":"apps","kind":"Deployment","jsonPointers":["/spec/replicas"]}])")),
            QByteArray("ConfigMap=Synced Deployment=Synced"));
        QCOMPARE(synced.verdicts(app(R"([{"group":"apps","kind":"Deployment","managedFieldsManagers":["kubectl"]}])")),
            QByteArray("ConfigMap=Synced Deployment=Synced"));
    }

    void removesWhatGitDropped()
    {
        SyncedApp synced;
        synced.desired[1] = drop(synced.desired[1], { "data" });
        QCOMPARE(synced.verdicts(), QByteArray("ConfigMap=OutOfSync Deployment=Synced"));
        QVERIFY(argoApply(synced.world, synced.desired[1]));
        QVERIFY(synced.world.find(kinds::configMaps, web)["data"].isEmpty());
    }

    void tellsMissingAndExtra()
    {
        SyncedApp synced;
        synced.world.remove(kinds::configMaps, web);
        synced.settle();
        QCOMPARE(synced.verdicts(), QByteArray("ConfigMap=OutOfSync Deployment=Synced"));
        synced.desired.erase(synced.desired.begin());
        QCOMPARE(synced.verdicts(), QByteArray("ConfigMap=OutOfSync Deployment=OutOfSync!"));
    }

    void showsWhatAWebhookOverwrote()
    {
        SyncedApp synced;
        synced.practice.store.admit(meshWebhook(synced.practice.store));
        const auto label = json(R"({"metadata":{"labels":{"mesh.example.com/injection":"enabled"}}})");
        QVERIFY(synced.world.merge(kinds::namespaces, { {}, "shop" }, label, "kubectl-label"));
        synced.patch(kinds::deployments, R"({"metadata":{"labels":{"touched":"yes"}}})", "kubectl-label");
        const auto live = synced.world.find(kinds::deployments, web);
        QCOMPARE(live.at({ "spec", "template", "spec", "containers" }).list().size(), std::size_t { 2 });
        // Nobody owns the sidecar.
        for (const auto& entry : live.at({ "metadata", "managedFields" }).list())
            QVERIFY(!shown(entry).contains("mesh-proxy"));
        QCOMPARE(synced.verdicts(), QByteArray("ConfigMap=Synced Deployment=OutOfSync"));
    }

    void doesNotTrackACopy()
    {
        SyncedApp synced;
        auto copy = tracked(synced.world, app(), config());
        QCOMPARE(trackedApp(copy), std::string("web"));
        copy = put(copy, { "metadata", "name" }, Value("other"));
        QCOMPARE(trackedApp(copy), std::string());
    }

    void syncsInWavesAndPrunes()
    {
        SyncedApp synced;
        const auto second = put(put(config("2"), { "metadata", "name" }, Value("late")),
            { "metadata", "annotations", "argocd.argoproj.io/sync-wave" }, Value("1"));
        SyncOrder order { .app = app(),
            .operation = json(R"({"sync":{"prune":true}})"),
            .desired = { synced.desired[1], tracked(synced.world, app(), second) },
            .extra = { synced.world.find(kinds::deployments, web) } };
        SyncOutcome last;
        SyncRun run(synced.world, order, [&](const SyncOutcome& outcome) { last = outcome; }, nullptr);
        run.start();
        synced.pass(500ms);
        QCOMPARE(last.phase, std::string("Running"));
        QVERIFY(synced.world.find(kinds::configMaps, { "shop", "late" }).isNull());
        synced.pass(4s);
        QCOMPARE(last.phase, std::string("Succeeded"));
        QCOMPARE(last.message, std::string("successfully synced (no more tasks)"));
        QVERIFY(!synced.world.find(kinds::configMaps, { "shop", "late" }).isNull());
        QCOMPARE(text(last.resources[0]["status"]), std::string("Pruned"));
    }

    void failsWithTheServersWords()
    {
        SyncedApp synced;
        const auto service = tracked(synced.world, app(),
            json(R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},"spec":{"ports":[{"port":0}]}})"));
        SyncOutcome last;
        SyncRun run(
            synced.world, { .app = app(), .operation = json("{}"), .desired = { service }, .extra = {} },
            [&](const SyncOutcome& outcome) { last = outcome; }, nullptr);
        run.start();
        QCOMPARE(last.phase, std::string("Failed"));
        QVERIFY(last.message.starts_with("one or more objects failed to apply, reason: "));
        QVERIFY(last.message.contains("spec.ports[0].port"));
    }
};

QTEST_GUILESS_MAIN(ArgoCompareTest)
#include "ArgoCompareTest.moc"
