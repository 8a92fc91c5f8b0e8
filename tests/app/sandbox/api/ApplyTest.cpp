#include "tests/app/sandbox/api/Recorded.h"

#include "app/sandbox/api/BundledFiles.h"

#include <QTest>

using namespace holdfast::sandbox;
using holdfast::manifest::Value;

namespace {

const ResourceName Deployments { "apps", "deployments" };
const ObjectName Web { "shop", "web" };

WriteOptions applyAs(const char* manager, Force force = Force::No, DryRun dryRun = DryRun::No)
{
    return { .fieldManager = manager, .subresource = Subresource::None, .dryRun = dryRun, .force = force };
}

}

/// Server-side apply and managedFields against what a real server answered.
class ApplyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createsWithTheRecordedOwners()
    {
        PracticeStore practice;
        const auto written = practice.store.patch(Deployments, Web, PatchType::Apply,
            recorded(QStringLiteral("ssa-create-201.request.json")), applyAs("argocd-controller", Force::Yes));
        QVERIFY(written);
        QVERIFY(written->created);
        const Value expected = recorded(QStringLiteral("ssa-create-201.json"));
        QCOMPARE(shown(ownedBy(written->object, "argocd-controller")), shown(ownedBy(expected, "argocd-controller")));
        QCOMPARE(shown(written->object["spec"]), shown(expected["spec"]));
    }

    void refusesAsRecorded_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("manager");
        QTest::addColumn<bool>("force");
        QTest::newRow("conflict with two fields")
            << QStringLiteral("ssa-dryrun-conflict-409") << QStringLiteral("gitops-console") << false;
        QTest::newRow("conflict with one field")
            << QStringLiteral("ssa-shared-owner-conflict-409") << QStringLiteral("argocd-controller") << false;
        QTest::newRow("unknown field") << QStringLiteral("ssa-unknown-field") << QStringLiteral("argocd-controller")
                                       << true;
        QTest::newRow("wrong type") << QStringLiteral("ssa-type-error") << QStringLiteral("argocd-controller") << true;
        QTest::newRow("duplicate key") << QStringLiteral("ssa-duplicate-key") << QStringLiteral("argocd-controller")
                                       << true;
        QTest::newRow("immutable selector")
            << QStringLiteral("ssa-immutable-422") << QStringLiteral("argocd-controller") << true;
    }

    void refusesAsRecorded()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, manager);
        QFETCH(const bool, force);
        PracticeStore practice;
        QVERIFY(practice.store.patch(Deployments, Web, PatchType::Apply,
            recorded(QStringLiteral("ssa-create-201.request.json")), applyAs("argocd-controller")));
        QVERIFY(practice.store.patch(Deployments, Web, PatchType::Apply,
            recorded(QStringLiteral("ssa-second-manager-200.request.json")), applyAs("cost-optimizer")));
        const auto written
            = practice.store.patch(Deployments, Web, PatchType::Apply, recorded(name + QStringLiteral(".request.json")),
                applyAs(manager.toUtf8().constData(), force ? Force::Yes : Force::No, DryRun::All));
        QVERIFY(!written);
        QCOMPARE(shown(statusObject(written.error())), shown(recorded(name + QStringLiteral(".json"))));
    }

    void sharesFieldsOfEqualValue()
    {
        PracticeStore practice;
        QVERIFY(practice.store.patch(Deployments, Web, PatchType::Apply,
            recorded(QStringLiteral("ssa-create-201.request.json")), applyAs("argocd-controller")));
        const auto written = practice.store.patch(Deployments, Web, PatchType::Apply,
            recorded(QStringLiteral("ssa-second-manager-200.request.json")), applyAs("cost-optimizer"));
        QVERIFY(written);
        const Value expected = recorded(QStringLiteral("ssa-second-manager-200.json"));
        for (const char* manager : { "argocd-controller", "cost-optimizer" })
            QCOMPARE(shown(ownedBy(written->object, manager)), shown(ownedBy(expected, manager)));
    }

    void removesWhatIsNoLongerApplied()
    {
        PracticeStore practice;
        QVERIFY(practice.store.patch(Deployments, Web, PatchType::Apply,
            recorded(QStringLiteral("ssa-create-201.request.json")), applyAs("argocd-controller")));
        const auto written = practice.store.patch(Deployments, Web, PatchType::Apply,
            recorded(QStringLiteral("ssa-dryrun-field-removed-200.request.json")),
            applyAs("argocd-controller", Force::Yes, DryRun::All));
        QVERIFY(written);
        const Value expected = recorded(QStringLiteral("ssa-dryrun-field-removed-200.json"));
        QCOMPARE(shown(written->object["spec"]), shown(expected["spec"]));
        QCOMPARE(shown(written->object.at({ "metadata", "labels" })), shown(expected.at({ "metadata", "labels" })));
        QCOMPARE(shown(ownedBy(written->object, "argocd-controller")), shown(ownedBy(expected, "argocd-controller")));
    }

    void anUnchangedApplyWritesNothing()
    {
        PracticeStore practice;
        const Value config = recorded(QStringLiteral("ssa-create-201.request.json"));
        const auto first
            = practice.store.patch(Deployments, Web, PatchType::Apply, config, applyAs("argocd-controller"));
        practice.clock.advance(std::chrono::minutes(5));
        const auto second
            = practice.store.patch(Deployments, Web, PatchType::Apply, config, applyAs("argocd-controller"));
        QVERIFY(first && second);
        QCOMPARE(shown(second->object), shown(first->object));
    }

    void aCreateOwnsItsDefaults()
    {
        PracticeStore practice;
        const Value expected = recorded(QStringLiteral("managers-05-kubectl-create.json"));
        Value object = expected.without("status");
        object = object.with("metadata",
            mapOf({ { "name", expected.at({ "metadata", "name" }) }, { "namespace", Value("shop") },
                { "labels", expected.at({ "metadata", "labels" }) } }));
        const auto written = practice.store.create(Deployments, object, { .fieldManager = "kubectl-create" });
        QVERIFY(written);
        QCOMPARE(shown(ownedBy(written->object, "kubectl-create")), shown(ownedBy(expected, "kubectl-create")));
    }

    void statusIsOwnedThroughItsSubresource()
    {
        PracticeStore practice;
        const Value expected = recorded(QStringLiteral("ssa-noop-200.json"));
        QVERIFY(practice.store.patch(Deployments, Web, PatchType::Apply,
            recorded(QStringLiteral("ssa-create-201.request.json")), applyAs("argocd-controller")));
        Value object = *practice.store.get(Deployments, Web);
        object = object.with("status", expected["status"]);
        object = setAt(object, { "metadata", "annotations", "deployment.kubernetes.io/revision" }, Value("1"));
        const auto written = practice.store.update(
            Deployments, object, { .fieldManager = "kube-controller-manager", .subresource = Subresource::Status });
        QVERIFY(written);
        QCOMPARE(shown(ownedBy(written->object, "kube-controller-manager", "status")),
            shown(ownedBy(expected, "kube-controller-manager", "status")));
        QCOMPARE(written->object.at({ "metadata", "generation" }), Value(1));
    }

    void customResourcesOwnAsRecorded()
    {
        PracticeStore practice("argocd");
        for (const Value& definition : bundledDefinitions())
            QVERIFY(practice.store.create({ "apiextensions.k8s.io", "customresourcedefinitions" }, definition, {}));
        const Value expected = recorded(QStringLiteral("argocd-application-checkout.json"));
        Value metadata = Value::emptyMap();
        for (const char* key : { "name", "namespace", "annotations", "labels", "finalizers" }) {
            if (!expected.at({ "metadata", key }).isNull())
                metadata = metadata.with(key, expected.at({ "metadata", key }));
        }
        const Value object = expected.without("status").with("metadata", metadata);
        const auto written
            = practice.store.create({ "argoproj.io", "applications" }, object, { .fieldManager = "argocd-server" });
        QVERIFY(written);
        QCOMPARE(shown(ownedBy(written->object, "argocd-server")), shown(ownedBy(expected, "argocd-server")));
        const auto ready
            = practice.store.patch({ "argoproj.io", "applications" }, objectNameOf(object), PatchType::Merge,
                mapOf({ { "status", expected["status"] } }), { .fieldManager = "argocd-application-controller" });
        QVERIFY(ready);
        QCOMPARE(shown(ownedBy(ready->object, "argocd-application-controller")),
            shown(ownedBy(expected, "argocd-application-controller")));
        QCOMPARE(shown(ready->object["status"]), shown(expected["status"]));
    }

    void scaleMovesAnOwnedFieldAndLeavesAnUnownedOne()
    {
        PracticeStore practice;
        QVERIFY(practice.store.patch(Deployments, Web, PatchType::Apply,
            recorded(QStringLiteral("ssa-create-201.request.json")), applyAs("argocd-controller")));
        const Value scale = json(R"({"spec":{"replicas":5}})");
        const WriteOptions options { .fieldManager = "kubectl", .subresource = Subresource::Scale };
        QVERIFY(practice.store.patch(Deployments, Web, PatchType::Merge, scale, options));
        const Value owned = *practice.store.get(Deployments, Web);
        QCOMPARE(shown(ownedBy(owned, "kubectl", "scale")), shown(json(R"({"f:spec":{"f:replicas":{}}})")));
        QVERIFY(ownedBy(owned, "argocd-controller").at({ "f:spec", "f:replicas" }).isNull());

        Value unowned = removeAt(recorded(QStringLiteral("ssa-create-201.request.json")), { "spec", "replicas" });
        unowned = setAt(unowned, { "metadata", "name" }, Value("free"));
        QVERIFY(practice.store.patch(
            Deployments, { "shop", "free" }, PatchType::Apply, unowned, applyAs("argocd-controller")));
        QVERIFY(practice.store.patch(Deployments, { "shop", "free" }, PatchType::Merge, scale, options));
        const Value free = *practice.store.get(Deployments, { "shop", "free" });
        QCOMPARE(free.at({ "spec", "replicas" }), Value(5));
        QVERIFY(ownedBy(free, "kubectl", "scale").isNull());
    }

    void anObjectWithoutOwnersGetsTheManagerBeforeFirstApply()
    {
        PracticeStore practice;
        const Value config = recorded(QStringLiteral("ssa-create-201.request.json"));
        QVERIFY(practice.store.create(Deployments, config, { .fieldManager = "kubectl-create" }));
        QVERIFY(practice.store.patch(Deployments, Web, PatchType::Merge, json(R"({"metadata":{"managedFields":[{}]}})"),
            { .fieldManager = "stripper" }));
        QVERIFY(practice.store.get(Deployments, Web)->at({ "metadata", "managedFields" }).isNull());
        const auto written = practice.store.patch(
            Deployments, Web, PatchType::Apply, config, applyAs("argocd-controller", Force::Yes));
        QVERIFY(written);
        QVERIFY(!ownedBy(written->object, "before-first-apply").isNull());
        QVERIFY(!ownedBy(written->object, "argocd-controller").isNull());
    }

    void whatAWebhookAddsBelongsToNobody()
    {
        PracticeStore practice;
        practice.store.admit([](const ResourceName&, const Value& object, const WriteOptions&) {
            return setAt(object, { "metadata", "annotations", "injected" }, Value("yes"));
        });
        const auto written = practice.store.patch(Deployments, Web, PatchType::Apply,
            recorded(QStringLiteral("ssa-create-201.request.json")), applyAs("argocd-controller"));
        QVERIFY(written);
        QCOMPARE(written->object.at({ "metadata", "annotations", "injected" }), Value("yes"));
        QVERIFY(
            ownedBy(written->object, "argocd-controller").at({ "f:metadata", "f:annotations", "f:injected" }).isNull());
    }
};

QTEST_GUILESS_MAIN(ApplyTest)
#include "ApplyTest.moc"
