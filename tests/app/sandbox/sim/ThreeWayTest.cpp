#include "app/sandbox/sim/ThreeWay.h"
#include "app/sandbox/sim/IgnoreRules.h"

#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"
#include "core/manifest/MergePatch.h"

#include <QTest>

using namespace holdfast::sandbox::sim;

namespace {

Value json(const QByteArray& text)
{
    return holdfast::manifest::readJson(text.toStdString()).value_or(Value());
}

QByteArray shown(const Value& value)
{
    return QByteArray::fromStdString(holdfast::manifest::writeJson(value));
}

}

/// Patches from three states, merge patches, and what ignore rules take out.
class ThreeWayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makesThePatch_data()
    {
        QTest::addColumn<QByteArray>("original");
        QTest::addColumn<QByteArray>("desired");
        QTest::addColumn<ListMerge>("lists");
        QTest::addColumn<QByteArray>("patch");
        QTest::newRow("first apply") << QByteArray("null") << QByteArray(R"({"a":1})") << ListMerge::ByKey
                                     << QByteArray(R"({"a":1})");
        QTest::newRow("removed field") << QByteArray(R"({"a":1,"b":{"c":2}})") << QByteArray(R"({"b":{}})")
                                       << ListMerge::ByKey << QByteArray(R"({"a":null,"b":{"c":null}})");
        QTest::newRow("removed container")
            << QByteArray(R"({"containers":[{"name":"x"},{"name":"y"}]})")
            << QByteArray(R"({"containers":[{"name":"x","image":"i"}]})") << ListMerge::ByKey
            << QByteArray(R"({"containers":[{"image":"i","name":"x"},{"$patch":"delete","name":"y"}]})");
        QTest::newRow("removed env") << QByteArray(R"({"env":[{"name":"A","value":"1"}]})")
                                     << QByteArray(R"({"env":[]})") << ListMerge::ByKey
                                     << QByteArray(R"({"env":[{"$patch":"delete","name":"A"}]})");
        QTest::newRow("ports of a container")
            << QByteArray(R"({"ports":[{"containerPort":1},{"containerPort":2}]})")
            << QByteArray(R"({"ports":[{"containerPort":2}]})") << ListMerge::ByKey
            << QByteArray(R"({"ports":[{"containerPort":2},{"$patch":"delete","containerPort":1}]})");
        QTest::newRow("atomic list") << QByteArray(R"({"args":["a","b"]})") << QByteArray(R"({"args":["b"]})")
                                     << ListMerge::ByKey << QByteArray(R"({"args":["b"]})");
        QTest::newRow("custom resource") << QByteArray(R"({"containers":[{"name":"x"}]})")
                                         << QByteArray(R"({"containers":[{"name":"y"}]})") << ListMerge::Whole
                                         << QByteArray(R"({"containers":[{"name":"y"}]})");
    }

    void makesThePatch()
    {
        QFETCH(const QByteArray, original);
        QFETCH(const QByteArray, desired);
        QFETCH(const ListMerge, lists);
        QTEST(shown(threeWayPatch(json(original), json(desired), lists)), "patch");
    }

    void mergesAsRfc7386_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QByteArray>("result");
        QTest::newRow("replace") << QByteArray(R"({"a":"b"})") << QByteArray(R"({"a":"c"})")
                                 << QByteArray(R"({"a":"c"})");
        QTest::newRow("remove") << QByteArray(R"({"a":"b","b":"c"})") << QByteArray(R"({"a":null})")
                                << QByteArray(R"({"b":"c"})");
        QTest::newRow("list") << QByteArray(R"({"a":[{"b":"c"}]})") << QByteArray(R"({"a":[1]})")
                              << QByteArray(R"({"a":[1]})");
        QTest::newRow("nested null") << QByteArray("{}") << QByteArray(R"({"a":{"bb":{"ccc":null}}})")
                                     << QByteArray(R"({"a":{"bb":{}}})");
        QTest::newRow("scalar to map") << QByteArray(R"({"a":"foo"})") << QByteArray(R"({"a":{"b":1}})")
                                       << QByteArray(R"({"a":{"b":1}})");
    }

    void mergesAsRfc7386()
    {
        QFETCH(const QByteArray, target);
        QFETCH(const QByteArray, patch);
        QTEST(shown(holdfast::manifest::applyMergePatch(json(target), json(patch))), "result");
    }

    void takesOutWhatRulesIgnore_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QByteArray>("left");
        const QByteArray whole = R"({"replicas":3,"template":{"containers":[{"env":["A"],"name":"x"}]}})";
        QTest::newRow("pointer") << QByteArray(R"({"kind":"Deployment","jsonPointers":["/spec/replicas"]})")
                                 << QByteArray(R"({"template":{"containers":[{"env":["A"],"name":"x"}]}})");
        QTest::newRow("pointer into a list")
            << QByteArray(R"({"kind":"Deployment","jsonPointers":["/spec/template/containers/0/env"]})")
            << QByteArray(R"({"replicas":3,"template":{"containers":[{"name":"x"}]}})");
        QTest::newRow("jq path") << QByteArray(
            R"({"kind":"*","group":"*","jqPathExpressions":[".spec.template.containers[].env"]})")
                                 << QByteArray(R"({"replicas":3,"template":{"containers":[{"name":"x"}]}})");
        QTest::newRow("other kind") << QByteArray(R"({"kind":"Service","jsonPointers":["/spec/replicas"]})") << whole;
        QTest::newRow("other name") << QByteArray(
            R"({"kind":"Deployment","name":"z","jsonPointers":["/spec/replicas"]})")
                                    << whole;
        QTest::newRow("absent path") << QByteArray(R"({"kind":"Deployment","jsonPointers":["/spec/no/such"]})")
                                     << whole;
        QTest::newRow("managers") << QByteArray(R"({"kind":"Deployment","managedFieldsManagers":["hpa"]})")
                                  << QByteArray(R"({"template":{"containers":[{"env":["A"],"name":"x"}]}})");
    }

    void takesOutWhatRulesIgnore()
    {
        QFETCH(const QByteArray, rule);
        const auto object = json(
            R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a","namespace":"n","managedFields":[{"manager":"hpa","fieldsV1":{"f:spec":{"f:replicas":{}}}}]},
            "spec":{"replicas":3,"template":{"containers":[{"env":["A"],"name":"x"}]}}})");
        const auto rules = ignoreRules(sequence({ json(rule.startsWith("{\"kind\":\"*")
                                               ? rule
                                               : QByteArray(rule).replace("{\"kind", "{\"group\":\"apps\",\"kind")) }),
            object);
        QTEST(shown(withEmptied(object, object, rules)["spec"]), "left");
    }

    void encodesSecrets()
    {
        const auto secret = json(R"({"kind":"Secret","stringData":{"a":"b"},"data":{"c":"ZA=="}})");
        QCOMPARE(shown(withEncodedSecret(secret)["data"]), QByteArray(R"({"a":"Yg==","c":"ZA=="})"));
    }
};

QTEST_APPLESS_MAIN(ThreeWayTest)
#include "ThreeWayTest.moc"
