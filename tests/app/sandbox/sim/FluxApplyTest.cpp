#include "app/sandbox/sim/FluxApply.h"
#include "tests/app/sandbox/sim/Bench.h"

using namespace holdfast::sandbox;
using namespace holdfast::sandbox::sim;

namespace {

const ObjectName name { "shop", "settings" };

Value config(const char* more = "{}")
{
    return merged(
        json(
            R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings","namespace":"shop"},"data":{"a":"1"}})"),
        json(more));
}

QByteArray actions(const std::expected<std::vector<AppliedObject>, std::string>& applied)
{
    QByteArray all;
    for (const auto& one : applied.value_or(std::vector<AppliedObject> {}))
        all += QByteArray::fromStdString(one.action) + ' ';
    return all.trimmed();
}

}

/// Flux's server-side apply: drift, hand-over of kubectl's fields, exclusions.
class FluxApplyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createsThenLeavesAlone()
    {
        Bench bench;
        FluxApplier applier(bench.world, "kustomize-controller");
        QCOMPARE(actions(applier.apply({ config() })), QByteArray("created"));
        QCOMPARE(actions(applier.apply({ config() })), QByteArray("unchanged"));
        const auto live = bench.world.find(kinds::configMaps, name);
        QCOMPARE(shown(live.at({ "metadata", "managedFields" })[0]["operation"]), QByteArray("\"Apply\""));
    }

    void correctsAnEditAndTakesItsFieldsOver()
    {
        Bench bench;
        FluxApplier applier(bench.world, "kustomize-controller");
        QVERIFY(applier.apply({ config() }));
        QVERIFY(bench.world.merge(kinds::configMaps, name, json(R"({"data":{"a":"2","b":"3"}})"), "kubectl-edit"));
        QCOMPARE(actions(applier.apply({ config() })), QByteArray("configured"));
        const auto live = bench.world.find(kinds::configMaps, name);
        QCOMPARE(QByteArray::fromStdString(holdfast::manifest::writeJson(live["data"])), QByteArray(R"({"a":"1"})"));
        QVERIFY(ownedBy(live, "kubectl-edit").isNull());
    }

    void leavesFieldsOfOthers()
    {
        Bench bench;
        FluxApplier applier(bench.world, "kustomize-controller");
        QVERIFY(applier.apply({ config() }));
        QVERIFY(bench.world.merge(kinds::configMaps, name, json(R"({"data":{"b":"3"}})"), "another-controller"));
        QCOMPARE(actions(applier.apply({ config() })), QByteArray("unchanged"));
        QCOMPARE(text(bench.world.find(kinds::configMaps, name).at({ "data", "b" })), std::string("3"));
    }

    void excludesMarkedObjects_data()
    {
        QTest::addColumn<QByteArray>("marks");
        QTest::newRow("reconcile disabled")
            << QByteArray(R"({"annotations":{"kustomize.toolkit.fluxcd.io/reconcile":"Disabled"}})");
        QTest::newRow("ssa ignore") << QByteArray(R"({"labels":{"kustomize.toolkit.fluxcd.io/ssa":"Ignore"}})");
    }

    void excludesMarkedObjects()
    {
        QFETCH(const QByteArray, marks);
        Bench bench;
        FluxApplier applier(bench.world, "kustomize-controller");
        const auto marked = config().with("metadata", merged(config()["metadata"], json(marks.constData())));
        QCOMPARE(actions(applier.apply({ marked })), QByteArray("skipped"));
        QVERIFY(bench.world.find(kinds::configMaps, name).isNull());
    }

    void appliesNothingWhereOneIsRefused()
    {
        Bench bench;
        FluxApplier applier(bench.world, "kustomize-controller");
        const auto service = json(
            R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"s","namespace":"shop"},"spec":{"ports":[{"port":0}]}})");
        const auto applied = applier.apply({ config(), service });
        QVERIFY(!applied);
        QVERIFY(applied.error().starts_with(
            "Service/shop/s dry-run failed (Invalid): Service \"s\" is invalid: spec.ports[0].port"));
        QVERIFY(bench.world.find(kinds::configMaps, name).isNull());
    }

    void reportsDriftWithoutTouchingIt()
    {
        Bench bench;
        FluxApplier applier(bench.world, "helm-controller");
        QVERIFY(applier.apply({ config() }));
        QVERIFY(bench.world.merge(kinds::configMaps, name, json(R"({"data":{"a":"2"}})"), "someone"));
        const auto drift = applier.drift({ config() });
        QVERIFY(drift);
        QCOMPARE(drift->size(), std::size_t { 1 });
        QCOMPARE(text(bench.world.find(kinds::configMaps, name).at({ "data", "a" })), std::string("2"));
    }

    void refusesAnUnknownKind()
    {
        Bench bench;
        FluxApplier applier(bench.world, "kustomize-controller");
        const auto applied = applier.apply(
            { json(R"({"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"w","namespace":"shop"}})") });
        QVERIFY(!applied);
        QVERIFY(applied.error().contains("no matches for kind \"Widget\""));
    }

    void joinsFieldSets()
    {
        const auto joined
            = joinedFields(json(R"({"f:a":{},"f:b":{"f:c":{}}})"), json(R"({"f:b":{"f:d":{}},"f:e":{}})"));
        QCOMPARE(QByteArray::fromStdString(holdfast::manifest::writeJson(joined)),
            QByteArray(R"({"f:a":{},"f:b":{"f:c":{},"f:d":{}},"f:e":{}})"));
    }
};

QTEST_GUILESS_MAIN(FluxApplyTest)
#include "FluxApplyTest.moc"
