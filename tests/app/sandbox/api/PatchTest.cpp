#include "tests/app/sandbox/api/Recorded.h"

#include "app/sandbox/api/Patch.h"
#include "app/sandbox/api/Selector.h"
#include "app/sandbox/api/Tables.h"
#include "core/manifest/MergePatch.h"

#include <QTest>

using namespace holdfast::sandbox;
using holdfast::manifest::Value;

/// The patch types, selectors and cells, as tables.
class PatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonPatch_data()
    {
        QTest::addColumn<QByteArray>("object");
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QByteArray>("result"); // empty: refused
        const auto row = [](const char* name, const char* object, const char* patch, const char* result) {
            QTest::newRow(name) << QByteArray(object) << QByteArray(patch) << QByteArray(result);
        };
        row("add a member", R"({"a":1})", R"([{"op":"add","path":"/b","value":2}])", R"({"a":1,"b":2})");
        row("add replaces", R"({"a":1})", R"([{"op":"add","path":"/a","value":2}])", R"({"a":2})");
        row("add at the end", R"({"a":[1]})", R"([{"op":"add","path":"/a/-","value":2}])", R"({"a":[1,2]})");
        row("add in the middle", R"({"a":[1,3]})", R"([{"op":"add","path":"/a/1","value":2}])", R"({"a":[1,2,3]})");
        row("add behind the end", R"({"a":[1]})", R"([{"op":"add","path":"/a/2","value":2}])", "");
        row("add below nothing", R"({"a":1})", R"([{"op":"add","path":"/b/c","value":2}])", "");
        row("remove", R"({"a":1,"b":2})", R"([{"op":"remove","path":"/a"}])", R"({"b":2})");
        row("remove what is missing", R"({"a":1})", R"([{"op":"remove","path":"/b"}])", "");
        row("replace", R"({"a":{"b":1}})", R"([{"op":"replace","path":"/a/b","value":2}])", R"({"a":{"b":2}})");
        row("replace what is missing", R"({})", R"([{"op":"replace","path":"/a","value":2}])", "");
        row("test holds", R"({"a":1})", R"([{"op":"test","path":"/a","value":1}])", R"({"a":1})");
        row("test fails", R"({"a":1})", R"([{"op":"test","path":"/a","value":2}])", "");
        row("move", R"({"a":1})", R"([{"op":"move","from":"/a","path":"/b"}])", R"({"b":1})");
        row("copy", R"({"a":1})", R"([{"op":"copy","from":"/a","path":"/b"}])", R"({"a":1,"b":1})");
        row("escapes", R"({"a/b":1,"m~n":2})", R"([{"op":"remove","path":"/a~1b"},{"op":"remove","path":"/m~0n"}])",
            "{}");
        row("unknown operation", R"({})", R"([{"op":"jump","path":"/a"}])", "");
        row("no list", R"({})", R"({"op":"add","path":"/a","value":1})", "");
    }

    void jsonPatch()
    {
        QFETCH(const QByteArray, object);
        QFETCH(const QByteArray, patch);
        QFETCH(const QByteArray, result);
        const auto patched = applyJsonPatch(json(object), json(patch));
        QCOMPARE(patched.has_value(), !result.isEmpty());
        if (patched)
            QCOMPARE(shown(*patched), shown(json(result)));
    }

    void mergePatch_data()
    {
        QTest::addColumn<QByteArray>("object");
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QByteArray>("result");
        const auto row = [](const char* name, const char* object, const char* patch, const char* result) {
            QTest::newRow(name) << QByteArray(object) << QByteArray(patch) << QByteArray(result);
        };
        row("replaces", R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})");
        row("adds", R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})");
        row("null removes", R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})");
        row("lists are replaced", R"({"a":[1,2]})", R"({"a":[3]})", R"({"a":[3]})");
        row("nested", R"({"a":{"b":1,"c":2}})", R"({"a":{"b":null,"d":3}})", R"({"a":{"c":2,"d":3}})");
        row("nulls in new maps vanish", R"({})", R"({"a":{"b":null}})", R"({"a":{}})");
    }

    void mergePatch()
    {
        QFETCH(const QByteArray, object);
        QFETCH(const QByteArray, patch);
        QFETCH(const QByteArray, result);
        QCOMPARE(shown(holdfast::manifest::applyMergePatch(json(object), json(patch))), shown(json(result)));
    }

    void strategicPatch_data()
    {
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QByteArray>("result");
        QTest::newRow("merges by name") << QByteArray(R"({"containers":[{"name":"b","image":"2"}]})")
                                        << QByteArray(
                                               R"({"containers":[{"name":"a","image":"1"},{"name":"b","image":"2"}]})");
        QTest::newRow("changes one") << QByteArray(R"({"containers":[{"name":"a","image":"9"}]})")
                                     << QByteArray(R"({"containers":[{"name":"a","image":"9"}]})");
        QTest::newRow("deletes one") << QByteArray(R"({"containers":[{"name":"a","$patch":"delete"}]})")
                                     << QByteArray(R"({"containers":[]})");
        QTest::newRow("replaces all") << QByteArray(R"({"containers":[{"$patch":"replace"},{"name":"z"}]})")
                                      << QByteArray(R"({"containers":[{"name":"z"}]})");
        QTest::newRow("orders") << QByteArray(
            R"({"$setElementOrder/containers":[{"name":"b"},{"name":"a"}],"containers":[{"name":"b"}]})")
                                << QByteArray(R"({"containers":[{"name":"b"},{"name":"a","image":"1"}]})");
    }

    void strategicPatch()
    {
        QFETCH(const QByteArray, patch);
        QFETCH(const QByteArray, result);
        const SchemaNode* pod = PracticeStore::sharedSchemas()->document("", "v1")->named("io.k8s.api.core.v1.PodSpec");
        const auto patched
            = applyStrategicPatch(pod, json(R"({"containers":[{"name":"a","image":"1"}]})"), json(patch));
        QVERIFY(patched);
        QCOMPARE(shown(*patched), shown(json(result)));
    }

    void aStrategicPatchWithoutItsKeyIsRefused()
    {
        const SchemaNode* pod = PracticeStore::sharedSchemas()->document("", "v1")->named("io.k8s.api.core.v1.PodSpec");
        QVERIFY(!applyStrategicPatch(pod, json("{}"), json(R"({"containers":[{"image":"1"}]})")));
    }

    void labelSelector_data()
    {
        QTest::addColumn<QByteArray>("selector");
        QTest::addColumn<QByteArray>("matches"); // "yes", "no" or "bad"
        const auto row = [](const char* selector, const char* matches) {
            QTest::newRow(selector) << QByteArray(selector) << QByteArray(matches);
        };
        row("", "yes");
        row("app=web", "yes");
        row("app==web", "yes");
        row("app!=web", "no");
        row("other!=web", "yes");
        row("app in (web, api)", "yes");
        row("app notin (web)", "no");
        row("other notin (web)", "yes");
        row("app", "yes");
        row("!app", "no");
        row("!other", "yes");
        row("tier>3", "yes");
        row("tier<3", "no");
        row("app=web,tier=5", "yes");
        row("app=web,tier=6", "no");
        row("app in web", "bad");
        row("app=web tier=5", "bad");
        row("=x", "bad");
    }

    void labelSelector()
    {
        QFETCH(const QByteArray, selector);
        QFETCH(const QByteArray, matches);
        const auto parsed = LabelSelector::parse(selector.toStdString());
        QCOMPARE(parsed.has_value(), matches != "bad");
        if (parsed)
            QCOMPARE(parsed->matches(json(R"({"app":"web","tier":"5"})")), matches == "yes");
    }

    void fieldSelector()
    {
        const Value pod = json(R"({"metadata":{"name":"a","namespace":"n"},"status":{"phase":"Running"}})");
        const auto known = selectableFields("", "pods");
        const auto matches = [&](const char* text) { return FieldSelector::parse(text, known)->matches(pod); };
        QVERIFY(matches("metadata.name=a"));
        QVERIFY(matches("metadata.name==a,status.phase!=Failed"));
        QVERIFY(!matches("status.phase=Pending"));
        const auto refused = FieldSelector::parse("data.k=v", selectableFields("", "configmaps"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().message,
            std::string(R"("data.k" is not a known field selector: only "metadata.name", "metadata.namespace")"));
    }

    void durations_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](qint64 seconds, const char* text) { QTest::newRow(text) << seconds << QByteArray(text); };
        row(0, "0s");
        row(119, "119s");
        row(120, "2m");
        row(599, "9m59s");
        row(600, "10m");
        row(3 * 3600, "3h");
        row(7 * 3600 + 1800, "7h30m");
        row(47 * 3600, "47h");
        row(2 * 86400 + 3600, "2d1h");
        row(30 * 86400, "30d");
        row(800LL * 86400, "2y70d");
        row(3650LL * 86400, "10y");
    }

    void durations()
    {
        QFETCH(const qint64, seconds);
        QFETCH(const QByteArray, text);
        QCOMPARE(QByteArray::fromStdString(durationText(seconds)), text);
    }

    void printerPaths_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("member") << QByteArray(".spec.a") << QByteArray("1");
        QTest::newRow("condition") << QByteArray(R"(.status.conditions[?(@.type=="Ready")].status)")
                                   << QByteArray("\"True\"");
        QTest::newRow("index") << QByteArray(".status.conditions[1].type") << QByteArray("\"Ready\"");
        QTest::newRow("any") << QByteArray(".status.conditions[*].type") << QByteArray("\"Other\"");
        QTest::newRow("missing") << QByteArray(".spec.b.c") << QByteArray("null");
        QTest::newRow("escaped dot") << QByteArray(R"(.metadata.labels.a\.b)") << QByteArray("\"x\"");
    }

    void printerPaths()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const QByteArray, value);
        const Value object = json(
            R"({"metadata":{"labels":{"a.b":"x"}},"spec":{"a":1},"status":{"conditions":[{"type":"Other","status":"False"},{"type":"Ready","status":"True"}]}})");
        QCOMPARE(
            QByteArray::fromStdString(holdfast::manifest::writeJson(jsonPathValue(path.toStdString(), object))), value);
    }

    void podStatus_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("cells");
        const auto row = [](const char* name, const char* status, const char* cells) {
            QTest::newRow(name) << QByteArray(status) << QByteArray(cells);
        };
        row("pending", R"({"phase":"Pending"})", R"(["p","0/1","Pending","0"])");
        row("running",
            R"({"phase":"Running","containerStatuses":[{"ready":true,"restartCount":0,"state":{"running":{}}}]})",
            R"(["p","1/1","Running","0"])");
        row("cannot pull",
            R"({"phase":"Pending","containerStatuses":[{"state":{"waiting":{"reason":"ImagePullBackOff"}}}]})",
            R"(["p","0/1","ImagePullBackOff","0"])");
        row("crashes",
            R"({"phase":"Running","containerStatuses":[{"restartCount":3,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]})",
            R"(["p","0/1","CrashLoopBackOff","3"])");
        row("done",
            R"({"phase":"Succeeded","containerStatuses":[{"state":{"terminated":{"reason":"Completed","exitCode":0}}}]})",
            R"(["p","0/1","Completed","0"])");
        row("exit code", R"({"phase":"Failed","containerStatuses":[{"state":{"terminated":{"exitCode":2}}}]})",
            R"(["p","0/1","ExitCode:2","0"])");
        row("initialising", R"({"phase":"Pending","initContainerStatuses":[{"state":{"running":{}}}]})",
            R"(["p","0/1","Init:0/1","0"])");
        row("evicted", R"({"phase":"Failed","reason":"Evicted"})", R"(["p","0/1","Evicted","0"])");
    }

    void podStatus()
    {
        QFETCH(const QByteArray, status);
        QFETCH(const QByteArray, cells);
        const Value pod
            = json(R"({"metadata":{"name":"p"},"spec":{"containers":[{"name":"c"}],"initContainers":[{"name":"i"}]}})")
                  .with("status", json(status));
        std::vector<Value> seen = tableForm({ "", "pods" })->cells(pod);
        seen.resize(4);
        QCOMPARE(QByteArray::fromStdString(holdfast::manifest::writeJson(Value(seen))), cells);
    }

    void everyFormHasACellForEachColumn()
    {
        const Registry registry(PracticeStore::sharedSchemas());
        for (const ResourceTypePointer& type : registry.all()) {
            const TableForm* form = tableForm(type->name);
            if (form)
                QVERIFY2(form->cells(json(R"({"metadata":{"name":"x"}})")).size() == form->columns.size(),
                    type->name.plural.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(PatchTest)
#include "PatchTest.moc"
