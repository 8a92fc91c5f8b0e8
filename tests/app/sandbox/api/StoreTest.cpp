#include "tests/app/sandbox/api/Recorded.h"

#include "app/sandbox/api/Access.h"
#include "app/sandbox/api/Collector.h"
#include "app/sandbox/api/HttpConnection.h"
#include "app/sandbox/api/Protobuf.h"
#include "app/sandbox/api/RequestInfo.h"

#include <QTest>

using namespace holdfast::sandbox;
using holdfast::manifest::Value;

namespace {

const ResourceName ConfigMaps { "", "configmaps" };
const ResourceName Deployments { "apps", "deployments" };

Value configMap(const std::string& name, const char* data = R"({"k":"v"})")
{
    return mapOf({ { "apiVersion", Value("v1") }, { "kind", Value("ConfigMap") },
        { "metadata", mapOf({ { "name", Value(name) }, { "namespace", Value("shop") } }) }, { "data", json(data) } });
}

Value ownedMap(const std::string& name, const Value& owner)
{
    const Value reference = mapOf(
        { { "apiVersion", Value("v1") }, { "kind", Value("ConfigMap") }, { "name", owner.at({ "metadata", "name" }) },
            { "uid", owner.at({ "metadata", "uid" }) }, { "blockOwnerDeletion", Value(true) } });
    return setAt(configMap(name), { "metadata", "ownerReferences" }, Value(Value::List { reference }));
}

}

/// Writes, deletions, history and the parts around them.
class StoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyWriteHasANewRevision()
    {
        PracticeStore practice;
        const auto first = practice.store.create(ConfigMaps, configMap("a"), {});
        QVERIFY(first);
        const auto second = practice.store.update(ConfigMaps, first->object.with("data", json(R"({"k":"w"})")), {});
        QVERIFY(second);
        QVERIFY(second->object.at({ "metadata", "resourceVersion" }).text()
            != first->object.at({ "metadata", "resourceVersion" }).text());
        QCOMPARE(second->object.at({ "metadata", "uid" }), first->object.at({ "metadata", "uid" }));
        const auto stale = practice.store.update(ConfigMaps, first->object.with("data", json(R"({"k":"x"})")), {});
        QVERIFY(!stale);
        QCOMPARE(stale.error().code, 409);
        QCOMPARE(stale.error().message,
            std::string("Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply "
                        "your changes to the latest version and try again"));
    }

    void aWriteThatChangesNothingKeepsTheRevision()
    {
        PracticeStore practice;
        const auto first = practice.store.create(ConfigMaps, configMap("a"), { .fieldManager = "m" });
        const std::uint64_t before = practice.store.revision();
        practice.clock.advance(std::chrono::hours(1));
        const auto again = practice.store.update(ConfigMaps, first->object, { .fieldManager = "m" });
        QVERIFY(again);
        QCOMPARE(practice.store.revision(), before);
    }

    void aDryRunStoresNothing()
    {
        PracticeStore practice;
        const auto written = practice.store.create(ConfigMaps, configMap("a"), { .dryRun = DryRun::All });
        QVERIFY(written && written->created);
        QVERIFY(!practice.store.get(ConfigMaps, { "shop", "a" }));
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("object");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* name, const char* object, int code, const char* message) {
            QTest::newRow(name) << QByteArray(object) << code << QByteArray(message);
        };
        row("namespace missing", R"({"metadata":{"name":"a","namespace":"nope"}})", 404,
            "namespaces \"nope\" not found");
        row("no name", R"({"metadata":{"namespace":"shop"}})", 422,
            "ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required");
        row("wrong type", R"({"metadata":{"name":"a","namespace":"shop"},"data":{"k":1}})", 400,
            "json: cannot unmarshal number");
        row("bad label", R"({"metadata":{"name":"a","namespace":"shop","labels":{"x":"a b"}}})", 422,
            "a valid label must be an empty string");
        row("bad key", R"({"metadata":{"name":"a","namespace":"shop"},"data":{"a b":"x"}})", 422,
            "a valid config key must consist of");
        row("resourceVersion", R"({"metadata":{"name":"a","namespace":"shop","resourceVersion":"3"}})", 400,
            "resourceVersion should not be set on objects to be created");
        row("unknown field", R"({"metadata":{"name":"a","namespace":"shop"},"dota":{}})", 400,
            "strict decoding error: unknown field \"dota\"");
    }

    void refusals()
    {
        QFETCH(const QByteArray, object);
        QFETCH(const int, code);
        QFETCH(const QByteArray, message);
        PracticeStore practice;
        const auto written = practice.store.create(ConfigMaps, json(object), { .validation = FieldValidation::Strict });
        QVERIFY(!written);
        QCOMPARE(written.error().code, code);
        QVERIFY2(QByteArray::fromStdString(written.error().message).contains(message), written.error().message.c_str());
    }

    void aGeneratedNameBeginsAsAsked()
    {
        PracticeStore practice;
        const Value object
            = removeAt(setAt(configMap("x"), { "metadata", "generateName" }, Value("run-")), { "metadata", "name" });
        const auto written = practice.store.create(ConfigMaps, object, {});
        QVERIFY(written);
        const std::string name(written->object.at({ "metadata", "name" }).text());
        QVERIFY(name.starts_with("run-"));
        QCOMPARE(name.size(), std::size_t { 9 });
    }

    void aFinalizerHoldsADeletedObject()
    {
        PracticeStore practice;
        QVERIFY(practice.store.create(
            ConfigMaps, setAt(configMap("a"), { "metadata", "finalizers" }, json(R"(["example.com/hold"])")), {}));
        const auto removed = practice.store.remove(ConfigMaps, { "shop", "a" }, {});
        QVERIFY(removed && !removed->isNull());
        QVERIFY(!removed->at({ "metadata", "deletionTimestamp" }).isNull());
        QVERIFY(practice.store.patch(
            ConfigMaps, { "shop", "a" }, PatchType::Merge, json(R"({"metadata":{"finalizers":null}})"), {}));
        QVERIFY(!practice.store.get(ConfigMaps, { "shop", "a" }));
    }

    void aPreconditionThatFailsKeepsTheObject()
    {
        PracticeStore practice;
        QVERIFY(practice.store.create(ConfigMaps, configMap("a"), {}));
        const auto removed = practice.store.remove(ConfigMaps, { "shop", "a" },
            { .propagation = Propagation::Default, .gracePeriodSeconds = {}, .uid = "other", .resourceVersion = {} });
        QVERIFY(!removed);
        QCOMPARE(removed.error().code, 409);
        QVERIFY(practice.store.get(ConfigMaps, { "shop", "a" }));
    }

    void dependentsFollowTheirOwner_data()
    {
        QTest::addColumn<int>("propagation");
        QTest::addColumn<bool>("dependentStays");
        QTest::newRow("background") << static_cast<int>(Propagation::Background) << false;
        QTest::newRow("foreground") << static_cast<int>(Propagation::Foreground) << false;
        QTest::newRow("orphan") << static_cast<int>(Propagation::Orphan) << true;
    }

    void dependentsFollowTheirOwner()
    {
        QFETCH(const int, propagation);
        QFETCH(const bool, dependentStays);
        PracticeStore practice;
        const Collector collector(practice.store);
        const auto owner = practice.store.create(ConfigMaps, configMap("owner"), {});
        QVERIFY(practice.store.create(ConfigMaps, ownedMap("child", owner->object), {}));
        QVERIFY(practice.store.remove(ConfigMaps, { "shop", "owner" },
            { .propagation = static_cast<Propagation>(propagation),
                .gracePeriodSeconds = {},
                .uid = {},
                .resourceVersion = {} }));
        QTRY_VERIFY(!practice.store.get(ConfigMaps, { "shop", "owner" }));
        QTRY_COMPARE(practice.store.get(ConfigMaps, { "shop", "child" }).has_value(), dependentStays);
        if (dependentStays)
            QVERIFY(
                practice.store.get(ConfigMaps, { "shop", "child" })->at({ "metadata", "ownerReferences" }).isNull());
    }

    void aNamespaceGoesWithAllItHolds()
    {
        PracticeStore practice;
        const Collector collector(practice.store);
        const NamespaceKeeper keeper(practice.store, "authority");
        QVERIFY(practice.store.create(
            ConfigMaps, setAt(configMap("held"), { "metadata", "finalizers" }, json(R"(["example.com/hold"])")), {}));
        QVERIFY(practice.store.remove({ "", "namespaces" }, { {}, "shop" }, {}));
        QTRY_VERIFY(
            !practice.store.get(ConfigMaps, { "shop", "held" })->at({ "metadata", "deletionTimestamp" }).isNull());
        const auto refused = practice.store.create(ConfigMaps, configMap("late"), {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().causes.at(0).reason, std::string("NamespaceTerminating"));
        QVERIFY(practice.store.patch(
            ConfigMaps, { "shop", "held" }, PatchType::Merge, json(R"({"metadata":{"finalizers":null}})"), {}));
        QTRY_VERIFY(!practice.store.get({ "", "namespaces" }, { {}, "shop" }));
    }

    void theHistoryGivesEarlierStates()
    {
        PracticeStore practice;
        QVERIFY(practice.store.create(ConfigMaps, configMap("a"), {}));
        const std::uint64_t early = practice.store.revision();
        QVERIFY(practice.store.create(ConfigMaps, configMap("b"), {}));
        QVERIFY(practice.store.remove(ConfigMaps, { "shop", "a" }, {}));
        const Shelves& shelves = practice.store.shelves();
        const auto then = shelves.objectsAt(ConfigMaps, early);
        QVERIFY(then);
        QVERIFY(then->contains({ "shop", "a" }) && !then->contains({ "shop", "b" }));
        QCOMPARE(shelves.changesSince(ConfigMaps, early)->size(), std::size_t { 2 });
        practice.store.shelves().compact();
        QVERIFY(!shelves.objectsAt(ConfigMaps, early));
        QVERIFY(!shelves.changesSince(ConfigMaps, early));
    }

    void watchersHearOfChangesInOrder()
    {
        PracticeStore practice;
        QObject context;
        std::vector<EventType> seen;
        practice.store.watch(ConfigMaps, &context, [&](const StoreEvent& event) { seen.push_back(event.type); });
        QVERIFY(practice.store.create(ConfigMaps, configMap("a"), {}));
        QVERIFY(practice.store.patch(ConfigMaps, { "shop", "a" }, PatchType::Merge, json(R"({"data":{"k":"w"}})"), {}));
        QVERIFY(practice.store.remove(ConfigMaps, { "shop", "a" }, {}));
        QVERIFY(seen.empty());
        QTRY_COMPARE(seen.size(), std::size_t { 3 });
        QCOMPARE(seen, (std::vector { EventType::Added, EventType::Modified, EventType::Deleted }));
    }

    void onlySpecRaisesTheGeneration()
    {
        PracticeStore practice;
        const auto made
            = practice.store.create(Deployments, recorded(QStringLiteral("ssa-create-201.request.json")), {});
        QVERIFY(made);
        const auto labelled = practice.store.patch(
            Deployments, { "shop", "web" }, PatchType::Merge, json(R"({"metadata":{"labels":{"a":"b"}}})"), {});
        QCOMPARE(labelled->object.at({ "metadata", "generation" }), Value(1));
        const auto scaled = practice.store.patch(Deployments, { "shop", "web" }, PatchType::Merge,
            json(R"({"spec":{"replicas":9},"status":{"replicas":9}})"), {});
        QCOMPARE(scaled->object.at({ "metadata", "generation" }), Value(2));
        QVERIFY(scaled->object.at({ "status", "replicas" }).isNull());
    }

    void requestsAreRead_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("info"); // verb group/version namespace resource name subresource
        const auto row
            = [](const char* line, const char* info) { QTest::newRow(line) << QByteArray(line) << QByteArray(info); };
        row("GET /api/v1/pods", "list /v1  pods  ");
        row("GET /api/v1/namespaces/n/pods/p", "get /v1 n pods p ");
        row("GET /api/v1/namespaces/n/pods?watch=1", "watch /v1 n pods  ");
        row("GET /api/v1/namespaces/n", "get /v1  namespaces n ");
        row("PUT /api/v1/namespaces/n/finalize", "update /v1  namespaces n finalize");
        row("PATCH /apis/apps/v1/namespaces/n/deployments/d/scale", "patch apps/v1 n deployments d scale");
        row("DELETE /apis/apps/v1/namespaces/n/deployments", "deletecollection apps/v1 n deployments  ");
        row("POST /apis/apps/v1/namespaces/n/deployments", "create apps/v1 n deployments  ");
    }

    void requestsAreRead()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const QByteArray, info);
        HttpParser parser;
        parser.feed(line + " HTTP/1.1\r\nHost: x\r\n\r\n");
        HttpRequest request;
        QCOMPARE(parser.next(request), HttpParser::State::Complete);
        const RequestInfo read = requestInfo(request);
        QCOMPARE(QByteArray::fromStdString(read.verb + " " + read.group + "/" + read.version + " " + read.nameSpace
                     + " " + read.resource + " " + read.name + " " + read.subresource),
            info);
    }

    void bodiesComeInPieces()
    {
        HttpParser parser;
        HttpRequest request;
        const QByteArray wire = "POST /a?x=1+2%2C3 HTTP/1.1\r\nTransfer-Encoding: "
                                "chunked\r\n\r\n4\r\nabcd\r\n2;x=y\r\nef\r\n0\r\n\r\nGET /b HTTP/1.1\r\n\r\n";
        for (const char byte : wire.left(wire.indexOf("GET /b") - 1)) {
            parser.feed(QByteArray(1, byte));
            QCOMPARE(parser.next(request), HttpParser::State::NeedsMore);
        }
        parser.feed(wire.mid(wire.indexOf("GET /b") - 1));
        QCOMPARE(parser.next(request), HttpParser::State::Complete);
        QCOMPARE(request.body, QByteArray("abcdef"));
        QCOMPARE(request.parameter("x"), std::string("1 2,3"));
        QCOMPARE(parser.next(request), HttpParser::State::Complete);
        QCOMPARE(request.target, std::string("/b"));
    }

    void brokenRequestsAreMalformed_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::newRow("no version") << QByteArray("GET /\r\n\r\n");
        QTest::newRow("HTTP/2") << QByteArray("PRI * HTTP/2.0\r\n\r\n");
        QTest::newRow("header without a colon") << QByteArray("GET / HTTP/1.1\r\nhost\r\n\r\n");
        QTest::newRow("length is no number") << QByteArray("GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n");
        QTest::newRow("chunk size is no number")
            << QByteArray("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
    }

    void brokenRequestsAreMalformed()
    {
        QFETCH(const QByteArray, wire);
        HttpParser parser;
        HttpRequest request;
        parser.feed(wire);
        QCOMPARE(parser.next(request), HttpParser::State::Malformed);
    }

    void protobufBodiesAreRead()
    {
        // ConfigMap a with data k=v, as a Go client writes it.
        const QByteArray map = QByteArray::fromHex("0a050a01611200"
                                                   "120a"
                                                   "0a016b1201761a00")
                                   .left(0);
        QVERIFY(!readProtobuf(map));
        QVERIFY(!readProtobuf("{}"));
        const QByteArray object = QByteArray("\x0a\x03\x0a\x01"
                                             "a",
                                      5)
            + QByteArray("\x12\x06\x0a\x01k\x12\x01v", 8);
        const QByteArray type = QByteArray("\x0a\x02v1\x12\x09"
                                           "ConfigMap",
            15);
        const QByteArray body = QByteArray("k8s\0", 4) + QByteArray("\x0a", 1) + char(type.size()) + type
            + QByteArray("\x12", 1) + char(object.size()) + object;
        const auto read = readProtobuf(body);
        QVERIFY(read);
        QCOMPARE(shown(*read),
            shown(json(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"v"}})")));
        QVERIFY(!readProtobuf(body.left(body.size() - 3)));
    }

    void rolesDecide_data()
    {
        QTest::addColumn<QByteArray>("verb");
        QTest::addColumn<QByteArray>("resource");
        QTest::addColumn<QByteArray>("nameSpace");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char* verb, const char* resource, const char* nameSpace, bool allowed) {
            QTest::addRow("%s %s in %s", verb, resource, nameSpace)
                << QByteArray(verb) << QByteArray(resource) << QByteArray(nameSpace) << allowed;
        };
        row("get", "pods", "shop", true);
        row("delete", "pods", "shop", false);
        row("get", "secrets", "shop", false);
        row("get", "pods", "other", false);
        row("get", "pods", "", false);
        row("get", "pods/log", "shop", true);
    }

    void rolesDecide()
    {
        QFETCH(const QByteArray, verb);
        QFETCH(const QByteArray, resource);
        QFETCH(const QByteArray, nameSpace);
        QFETCH(const bool, allowed);
        PracticeStore practice;
        for (const Value& object : bootstrapPolicy())
            QVERIFY(practice.store.create(
                *practice.store.resourceOf(object["apiVersion"].text(), object["kind"].text()), object, {}));
        QVERIFY(practice.store.create({ "rbac.authorization.k8s.io", "rolebindings" },
            json(
                R"({"metadata":{"name":"b","namespace":"shop"},"roleRef":{"kind":"ClusterRole","name":"view"},"subjects":[{"kind":"User","name":"bob"}]})"),
            {}));
        const Access access(practice.store, "secret");
        const UserInfo bob { .name = "bob", .uid = {}, .groups = { "system:authenticated" }, .extra = {} };
        const AccessQuestion question { .isResource = true,
            .verb = verb.toStdString(),
            .group = {},
            .resource = resource.toStdString(),
            .name = {},
            .nameSpace = nameSpace.toStdString(),
            .path = {} };
        QCOMPARE(access.decide(bob, question).allowed, allowed);
        const UserInfo root { .name = "root", .uid = {}, .groups = { "system:masters" }, .extra = {} };
        QVERIFY(access.decide(root, question).allowed);
    }
};

QTEST_GUILESS_MAIN(StoreTest)
#include "StoreTest.moc"
