#include "app/sandbox/sim/FluxObjects.h"

#include "core/manifest/JsonReader.h"

#include <QTest>

using namespace holdfast::sandbox::sim;

namespace {

Value json(const QByteArray& text)
{
    return holdfast::manifest::readJson(text.toStdString()).value_or(Value());
}

QByteArray bytes(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

}

/// Names, order, durations and conditions as Flux has them.
class FluxObjectsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsDurations_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("milliseconds");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("seconds") << QByteArray("30s") << 30'000 << QByteArray("30s");
        QTest::newRow("minutes") << QByteArray("5m") << 300'000 << QByteArray("5m0s");
        QTest::newRow("all") << QByteArray("1h2m3s") << 3'723'000 << QByteArray("1h2m3s");
        QTest::newRow("milliseconds") << QByteArray("250ms") << 250 << QByteArray("250ms");
        QTest::newRow("absent") << QByteArray() << 7'000 << QByteArray("7s");
    }

    void readsDurations()
    {
        QFETCH(const QByteArray, text);
        const auto read = durationOf(Value(text.toStdString()), std::chrono::seconds(7));
        QTEST(static_cast<int>(read.count()), "milliseconds");
        QTEST(bytes(durationText(read)), "shown");
    }

    void namesAnInventory_data()
    {
        QTest::addColumn<QByteArray>("object");
        QTest::addColumn<QByteArray>("id");
        QTest::newRow("namespace") << QByteArray(R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":"prod"}})")
                                   << QByteArray("_prod__Namespace");
        QTest::newRow("deployment") << QByteArray(
            R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"a"}})")
                                    << QByteArray("a_web_apps_Deployment");
        QTest::newRow("colon") << QByteArray(
            R"({"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"system:x"}})")
                               << QByteArray("_system__x_rbac.authorization.k8s.io_ClusterRole");
    }

    void namesAnInventory()
    {
        QFETCH(const QByteArray, object);
        const auto whole = json(object);
        QTEST(bytes(inventoryId(whole)), "id");
        const auto back = inventoryObject(inventoryId(whole));
        QCOMPARE(bytes(back.name), bytes(nameOf(whole)));
        QCOMPARE(bytes(back.kind), QByteArray::fromStdString(text(whole["kind"])));
    }

    void refusesABrokenId()
    {
        QVERIFY(inventoryObject("no-marks").kind.empty());
        QVERIFY(inventoryObject("a_b").kind.empty());
    }

    void appliesInOrder()
    {
        const auto one = [](const char* kind) {
            return json(QByteArray(R"({"apiVersion":"v1","metadata":{"name":"n"},"kind":")") + kind + "\"}");
        };
        const auto sorted = inFluxOrder({ one("Widget"), one("Deployment"), one("ValidatingWebhookConfiguration"),
            one("Namespace"), one("ConfigMap"), one("CustomResourceDefinition") });
        QByteArray order;
        for (const auto& object : sorted)
            order += bytes(text(object["kind"])) + ' ';
        QCOMPARE(order,
            QByteArray(
                "CustomResourceDefinition Namespace ConfigMap Deployment Widget ValidatingWebhookConfiguration "));
    }

    void keepsTheTimeOfAnUnchangedCondition()
    {
        auto object = json(R"({"metadata":{"generation":2}})");
        object = withFluxConditions(object, { { "Ready", "True", "Succeeded", "m" } }, "t1");
        object = withFluxConditions(
            object, { { "Reconciling", "True", "Progressing", "p" }, { "Ready", "True", "Succeeded", "m" } }, "t2");
        const auto& conditions = object.at({ "status", "conditions" });
        QCOMPARE(bytes(text(conditions[0]["type"])), QByteArray("Reconciling"));
        QCOMPARE(bytes(text(itemBy(conditions, "type", "Ready")["lastTransitionTime"])), QByteArray("t1"));
        QVERIFY(withoutConditions(object, { "Ready", "Reconciling" }).at({ "status", "conditions" }).isEmpty());
    }

    void answersARequestOnce()
    {
        auto object = json(R"({"metadata":{"annotations":{"reconcile.fluxcd.io/requestedAt":"now"}}})");
        QCOMPARE(bytes(openRequest(object)), QByteArray("now"));
        QVERIFY(openRequest(withHandledRequest(object)).empty());
    }
};

QTEST_APPLESS_MAIN(FluxObjectsTest)
#include "FluxObjectsTest.moc"
