#include "core/kube/FeedStore.h"
#include "core/kube/FeedInbox.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::kube;
using namespace Qt::StringLiterals;

/// What a feed remembers of its objects, and what waits for delivery.
class FeedStoreTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void newsAreToldFromOldHat_data();
    void newsAreToldFromOldHat();
    void deletionsAreComparedToo_data();
    void deletionsAreComparedToo();
    void aListForgetsWhatItDoesNotHave();
    void pagesOfOneListCountTogether();
    void everythingIsNewsAfterALoss();
    void namesMayHaveNoNamespace();
    void theLastWordAboutAnObjectIsDelivered();
};

namespace {

using Source = FeedStore::Source;

ObjectVersion one(const char* version, const char* uid = "u")
{
    return { .nameSpace = "a", .name = "one", .uid = uid, .resourceVersion = version };
}

ObjectVersion named(const char* name)
{
    return { .nameSpace = "a", .name = name, .uid = name, .resourceVersion = "5" };
}

}

void FeedStoreTest::newsAreToldFromOldHat_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("uid");
    QTest::addColumn<bool>("fromWatch");
    QTest::addColumn<bool>("fromList");
    QTest::newRow("the same") << QByteArray("10") << QByteArray("u") << false << false;
    QTest::newRow("newer") << QByteArray("11") << QByteArray("u") << true << true;
    QTest::newRow("older") << QByteArray("9") << QByteArray("u") << false << true;
    QTest::newRow("more digits") << QByteArray("100") << QByteArray("u") << true << true;
    QTest::newRow("made again") << QByteArray("11") << QByteArray("v") << true << true;
    QTest::newRow("opaque") << QByteArray("abc") << QByteArray("u") << true << true;
    QTest::newRow("beyond 64 bits") << QByteArray("99999999999999999999999") << QByteArray("u") << true << true;
    QTest::newRow("leading zero") << QByteArray("010") << QByteArray("u") << true << true;
}

void FeedStoreTest::newsAreToldFromOldHat()
{
    QFETCH(QByteArray, version);
    QFETCH(QByteArray, uid);
    QFETCH(bool, fromWatch);
    QFETCH(bool, fromList);
    for (const auto& [source, news] : { std::pair(Source::Watch, fromWatch), std::pair(Source::List, fromList) }) {
        FeedStore store;
        QVERIFY(store.offer(one("10"), Source::Watch));
        QCOMPARE(store.offer(one(version.constData(), uid.constData()), source), news);
    }
}

void FeedStoreTest::deletionsAreComparedToo_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<bool>("removed");
    QTest::newRow("newer") << QByteArray("11") << true;
    QTest::newRow("the same") << QByteArray("10") << true;
    QTest::newRow("of an earlier object") << QByteArray("9") << false;
    QTest::newRow("opaque") << QByteArray("x") << true;
}

void FeedStoreTest::deletionsAreComparedToo()
{
    QFETCH(QByteArray, version);
    QFETCH(bool, removed);
    FeedStore store;
    QVERIFY(!store.remove(one("10")));
    QVERIFY(store.offer(one("10"), Source::Watch));
    QCOMPARE(store.remove(one(version.constData())), removed);
    QCOMPARE(store.size(), removed ? 0U : 1U);
}

void FeedStoreTest::aListForgetsWhatItDoesNotHave()
{
    FeedStore store;
    store.beginList(FeedStore::ListMode::Changes);
    QVERIFY(store.offer(named("x"), Source::List));
    QVERIFY(store.offer(named("y"), Source::List));
    QVERIFY(store.endList().empty());
    store.beginList(FeedStore::ListMode::Changes);
    QVERIFY(!store.offer(named("y"), Source::List));
    QCOMPARE(store.endList(), (std::vector { FeedStore::Name { .nameSpace = "a", .name = "x" } }));
    QCOMPARE(store.size(), 1U);
    QCOMPARE(store.clear().size(), 1U);
}

void FeedStoreTest::pagesOfOneListCountTogether()
{
    FeedStore store;
    store.beginList(FeedStore::ListMode::Changes);
    QVERIFY(store.offer(named("x"), Source::List));
    store.beginList(FeedStore::ListMode::Changes); // the list began anew
    QVERIFY(store.offer(named("y"), Source::List));
    QVERIFY(store.offer(named("z"), Source::List));
    QCOMPARE(store.endList(), (std::vector { FeedStore::Name { .nameSpace = "a", .name = "x" } }));
}

void FeedStoreTest::everythingIsNewsAfterALoss()
{
    FeedStore store;
    QVERIFY(store.offer(named("x"), Source::Watch));
    store.beginList(FeedStore::ListMode::Everything);
    QVERIFY(store.offer(named("x"), Source::List));
}

void FeedStoreTest::namesMayHaveNoNamespace()
{
    FeedStore store;
    QVERIFY(store.offer({ .nameSpace = "", .name = "node", .uid = "", .resourceVersion = "1" }, Source::Watch));
    QCOMPARE(store.clear(), (std::vector { FeedStore::Name { .nameSpace = "", .name = "node" } }));
}

void FeedStoreTest::theLastWordAboutAnObjectIsDelivered()
{
    const manifest::ObjectKey x { .group = {}, .kind = u"K"_s, .nameSpace = u"a"_s, .name = u"x"_s };
    const manifest::ObjectKey y { .group = {}, .kind = u"K"_s, .nameSpace = u"a"_s, .name = u"y"_s };
    FeedInbox inbox;
    QVERIFY(inbox.isEmpty());
    inbox.add({ .entries = { { x, 1 }, { y, 2 }, { x, {} } }, .listed = true, .reports = {} });
    inbox.add({ .entries = { { y, 3 } }, .listed = false, .reports = {} });
    const RawChange change = inbox.take();
    QCOMPARE(change.upserts.size(), 1U);
    QCOMPARE(std::any_cast<int>(change.upserts[0]), 3);
    QCOMPARE(change.removals, std::vector { x });
    QVERIFY(change.listed);
    QVERIFY(inbox.isEmpty());
    QVERIFY(inbox.take().upserts.empty());
}

QTEST_GUILESS_MAIN(FeedStoreTest)
#include "FeedStoreTest.moc"
