#include "tests/core/kube/FeedWatcher.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::kube;
using namespace holdfast::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Lists that a server streams at the beginning of a watch (R25-R34), over a scripted transport.
class StreamedListTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void onlyServersThatOfferItAreAsked_data();
    void onlyServersThatOfferItAreAsked();
    void oneRequestBringsTheListAndWatchesOn();
    void theEndIsABookmarkThatSaysSo_data();
    void theEndIsABookmarkThatSaysSo();
    void changesBeforeTheEndCount();
    void aStreamThatBreaksBeginsClean();
    void anyOtherErrorMeansAPlainList_data();
    void anyOtherErrorMeansAPlainList();
    void expiredAfterTheListIsStreamedAgain();
    void aStreamWithoutAnEndIsReportedAndListed();
    void aLongListThatStillArrivesIsWaitedFor();

private:
    void serverIs(const QByteArray& version);
    QString lastQuery() const { return m_bench->transport->last().target().section(u'?', 1); }

    std::unique_ptr<KubeBench> m_bench;
};

namespace {

QByteArray endOfList(int version, const char* value = "true")
{
    return news("BOOKMARK",
        R"({"kind":"ConfigMap","apiVersion":"v1","metadata":{"resourceVersion":")" + QByteArray::number(version)
            + R"(","annotations":{"k8s.io/initial-events-end":")" + value + R"("}}})");
}

}

void StreamedListTest::serverIs(const QByteArray& version)
{
    const auto identity = m_bench->client->identity({});
    settle();
    m_bench->transport->last().answer(200, R"({"gitVersion":")" + version + R"("})");
    m_bench->transport->last().answer(200, R"({"metadata":{"uid":"u"}})");
    settle();
    QVERIFY(identity.isFinished());
    m_bench->transport->calls.clear();
}

void StreamedListTest::init()
{
    m_bench = std::make_unique<KubeBench>();
    serverIs("v1.36.2");
}

void StreamedListTest::onlyServersThatOfferItAreAsked_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<bool>("streams");
    QTest::newRow("of today") << QByteArray("v1.36.2") << true;
    QTest::newRow("with a vendor's words") << QByteArray("v1.34.0-eks-1234") << true;
    QTest::newRow("older") << QByteArray("v1.33.9") << false;
    QTest::newRow("not a version") << QByteArray("latest") << false;
}

void StreamedListTest::onlyServersThatOfferItAreAsked()
{
    QFETCH(QByteArray, version);
    QFETCH(bool, streams);
    serverIs(version);
    Watcher watcher(*m_bench);
    watcher.start();
    QCOMPARE(lastQuery().contains(u"sendInitialEvents"_s), streams);
}

void StreamedListTest::oneRequestBringsTheListAndWatchesOn()
{
    Watcher watcher(*m_bench);
    watcher.start();
    QCOMPARE(lastQuery(),
        u"watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=300"_s);
    m_bench->transport->last().head(200);
    watcher.send(news("ADDED", object("one", 3)) + news("ADDED", object("two", 5)));
    QCOMPARE(watcher.rows(), u"one@3 two@5"_s); // painted while it arrives
    QVERIFY(!watcher.status().listedAt.isValid());
    QCOMPARE(watcher.status().state, FeedState::Listing);
    watcher.send(endOfList(7) + news("MODIFIED", object("one", 8)));
    QCOMPARE(watcher.status().state, FeedState::Live);
    QVERIFY(watcher.status().listedAt.isValid());
    QCOMPARE(watcher.rows(), u"one@8 two@5"_s);
    QCOMPARE(watcher.projections, 3); // R24 each object is looked at once
    m_bench->transport->last().end();
    QVERIFY(lastQuery().contains(u"resourceVersion=8&"_s) && !lastQuery().contains(u"sendInitialEvents"_s));
}

void StreamedListTest::theEndIsABookmarkThatSaysSo_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<bool>("listed");
    QTest::newRow("R25 true") << endOfList(7) << true;
    QTest::newRow("R25 any bookmark") << bookmark(7) << false;
    QTest::newRow("R26 false") << endOfList(7, "false") << false;
    QTest::newRow("R26 an object that says so") << news("ADDED",
        R"({"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x","resourceVersion":"7","annotations":{"k8s.io/initial-events-end":"true"}}})")
                                                << false;
}

void StreamedListTest::theEndIsABookmarkThatSaysSo()
{
    QFETCH(QByteArray, end);
    QFETCH(bool, listed);
    Watcher watcher(*m_bench);
    watcher.start();
    m_bench->transport->last().head(200);
    watcher.send(end);
    QCOMPARE(watcher.status().listedAt.isValid(), listed);
    QCOMPARE(watcher.status().state == FeedState::Live, listed);
}

void StreamedListTest::changesBeforeTheEndCount()
{
    Watcher watcher(*m_bench);
    watcher.start();
    m_bench->transport->last().head(200);
    watcher.send(news("ADDED", object("one", 3)) + news("ADDED", object("two", 5))); // R27
    watcher.send(news("MODIFIED", object("one", 6)) + news("DELETED", object("two", 7)) + endOfList(8));
    QCOMPARE(watcher.rows(), u"one@6"_s);
}

void StreamedListTest::aStreamThatBreaksBeginsClean()
{
    Watcher watcher(*m_bench);
    watcher.start();
    m_bench->transport->last().head(200);
    watcher.send(news("ADDED", object("one", 3)) + news("ADDED", object("gone", 5)));
    m_bench->transport->last().breakOff();
    QCOMPARE(watcher.status().state, FeedState::Retrying);
    m_bench->timers->advance(1s);
    QVERIFY(lastQuery().contains(u"sendInitialEvents=true"_s) && !lastQuery().contains(u"resourceVersion="_s));
    m_bench->transport->last().head(200);
    watcher.send(news("ADDED", object("one", 3)));
    QCOMPARE(watcher.rows(), u"gone@5 one@3"_s);
    watcher.send(endOfList(9)); // R31 what the second did not bring is gone
    QCOMPARE(watcher.rows(), u"one@3"_s);
}

void StreamedListTest::anyOtherErrorMeansAPlainList_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("R29 Invalid") << 422 << QByteArray("Invalid");
    QTest::newRow("R30 BadRequest") << 400 << QByteArray("BadRequest");
    QTest::newRow("R30 InternalError") << 500 << QByteArray("InternalError");
    QTest::newRow("R30 Forbidden") << 403 << QByteArray("Forbidden");
}

void StreamedListTest::anyOtherErrorMeansAPlainList()
{
    QFETCH(int, status);
    QFETCH(QByteArray, reason);
    Watcher watcher(*m_bench);
    watcher.start();
    m_bench->transport->last().answer(status, statusOf(status, reason.constData()));
    QCOMPARE(lastQuery(), u"resourceVersion=0"_s);
    m_bench->transport->last().answer(200, listOf({ object("one", 3) }, 10));
    watcher.flush();
    QCOMPARE(watcher.rows(), u"one@3"_s);
    QVERIFY(lastQuery().startsWith(u"watch=1&allowWatchBookmarks"_s));
}

void StreamedListTest::expiredAfterTheListIsStreamedAgain()
{
    Watcher watcher(*m_bench);
    watcher.start();
    m_bench->transport->last().head(200);
    watcher.send(news("ADDED", object("one", 3)) + news("ADDED", object("two", 5)) + endOfList(7));
    watcher.send(news("ERROR", statusOf(410, "Expired")));
    QCOMPARE(watcher.status().error->code, ErrorCode::Gone); // R33
    m_bench->timers->advance(800ms);
    QVERIFY(lastQuery().contains(u"resourceVersion=7"_s));
    m_bench->transport->last().head(200);
    const int projected = watcher.projections;
    watcher.send(news("ADDED", object("one", 3)) + news("ADDED", object("three", 9)) + endOfList(9));
    QCOMPARE(watcher.rows(), u"one@3 three@9"_s);
    QCOMPARE(watcher.projections, projected + 1); // what did not change is not told again
    QCOMPARE(watcher.status().state, FeedState::Live);
}

void StreamedListTest::aStreamWithoutAnEndIsReportedAndListed()
{
    Watcher watcher(*m_bench);
    watcher.start();
    m_bench->transport->last().head(200);
    watcher.send(news("ADDED", object("one", 3)));
    m_bench->timers->advance(9s);
    QVERIFY(watcher.reports().isEmpty());
    m_bench->timers->advance(12s);
    QCOMPARE(watcher.reports().size(), 1); // R34
    QCOMPARE(lastQuery(), u"resourceVersion=0"_s);
}

void StreamedListTest::aLongListThatStillArrivesIsWaitedFor()
{
    Watcher watcher(*m_bench);
    watcher.start();
    m_bench->transport->last().head(200);
    for (int second = 1; second <= 25; ++second) {
        watcher.send(news("ADDED", object(qPrintable(u"n%1"_s.arg(second)), second)));
        m_bench->timers->advance(1s);
    }
    watcher.send(endOfList(30));
    QVERIFY(watcher.reports().isEmpty());
    QCOMPARE(m_bench->transport->calls.size(), 1U);
    QCOMPARE(watcher.status().state, FeedState::Live);
}

QTEST_GUILESS_MAIN(StreamedListTest)
#include "StreamedListTest.moc"
