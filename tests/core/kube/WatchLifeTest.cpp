#include "tests/core/kube/FeedWatcher.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::kube;
using namespace holdfast::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// How a watch ends, and what a feed does then: client-go's cases R2-R9 and RW2-RW12 over a scripted transport.
class WatchLifeTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_bench = std::make_unique<KubeBench>(); }
    void goesOnWithoutLossOrRepetition_data();
    void goesOnWithoutLossOrRepetition();
    void endsWithItsReason_data();
    void endsWithItsReason();
    void stopsWhereverItIs_data();
    void stopsWhereverItIs();
    void errorsOfListAndWatchLeaveWhatTheServerHas();

private:
    ScriptedCall& last() { return m_bench->transport->last(); }
    void end(const QString& how, Watcher& watcher);
    std::unique_ptr<KubeBench> m_bench;
};

/// `close`, `break`, a status to answer with, or the reason of an ERROR event.
void WatchLifeTest::end(const QString& how, Watcher& watcher)
{
    bool isNumber = false;
    const int status = how.toInt(&isNumber);
    if (how == u"close"_s)
        last().end();
    else if (how == u"break"_s)
        last().breakOff();
    else if (isNumber)
        last().answer(status, statusOf(status, status == 500 ? "InternalError" : "Whatever"));
    else
        watcher.send(
            news("ERROR", how == u"no Status"_s ? QByteArray(R"({"kind":"Pod"})") : statusOf(500, qPrintable(how))));
}

void WatchLifeTest::goesOnWithoutLossOrRepetition_data()
{
    QTest::addColumn<QStringList>("ends");
    QTest::addColumn<bool>("lists"); // asked for a list again
    QTest::newRow("RW2 one closed watch") << QStringList { u"close"_s } << false;
    QTest::newRow("RW2 two closed watches") << QStringList { u"close"_s, u"close"_s } << false;
    QTest::newRow("RW2 four closed watches") << QStringList { u"close"_s, u"close"_s, u"close"_s, u"close"_s } << false;
    QTest::newRow("RW3 a watch that never began") << QStringList { u"close"_s, u"break"_s } << false;
    QTest::newRow("RW4 time-outs") << QStringList { u"break"_s, u"break"_s } << false;
    QTest::newRow("RW5 500") << QStringList { u"close"_s, u"500"_s } << false;
    QTest::newRow("RW5 an internal error in the stream") << QStringList { u"InternalError"_s } << false;
    QTest::newRow("RW6 an unknown status") << QStringList { u"close"_s, u"418"_s } << true;
    QTest::newRow("RW6 an unknown reason") << QStringList { u"Surprise"_s } << true;
    QTest::newRow("RW6 an error that is no Status") << QStringList { u"no Status"_s } << true;
}

void WatchLifeTest::goesOnWithoutLossOrRepetition()
{
    QFETCH(QStringList, ends);
    QFETCH(bool, lists);
    Watcher watcher(*m_bench);
    watcher.goLive({ object("one", 3) }, 10);
    for (const QString& how : ends) {
        watcher.send(bookmark(11));
        m_bench->timers->advance(2s);
        end(how, watcher);
        m_bench->timers->advance(10s);
        QVERIFY(!last().isOver());
        if (how != ends.last())
            last().head(200);
    }
    QCOMPARE(!last().target().contains(u"watch=1"_s), lists);
    if (lists)
        last().answer(200, listOf({ object("one", 3), object("two", 12) }, 12));
    QVERIFY(last().target().contains(lists ? u"resourceVersion=12&"_s : u"resourceVersion=11&"_s));
    last().head(200);
    watcher.send(news("ADDED", object("two", 12)));
    QCOMPARE(watcher.rows(), u"one@3 two@12"_s);
    QCOMPARE(watcher.upserts, 2);
    QCOMPARE(watcher.status().state, FeedState::Live);
}

void WatchLifeTest::endsWithItsReason_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<FeedState>("state");
    QTest::newRow("RW9 410 in the stream")
        << news("ERROR", statusOf(410, "Expired")) << ErrorCode::Gone << FeedState::Retrying;
    QTest::newRow("RW10 Forbidden") << news("ERROR", statusOf(403, "Forbidden")) << ErrorCode::Forbidden
                                    << FeedState::Denied;
    QTest::newRow("RW11 Unauthorized") << news("ERROR", statusOf(401, "Unauthorized")) << ErrorCode::Unauthorized
                                       << FeedState::Denied;
    QTest::newRow("RW12 an event without a version")
        << news("ADDED", R"({"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x","namespace":"a"}})")
        << ErrorCode::InvalidInput << FeedState::Retrying;
}

void WatchLifeTest::endsWithItsReason()
{
    QFETCH(QByteArray, event);
    QFETCH(ErrorCode, code);
    QFETCH(FeedState, state);
    Watcher watcher(*m_bench);
    watcher.goLive({ object("one", 3) }, 10);
    const auto watch = m_bench->transport->calls.back();
    watcher.send(event);
    QVERIFY(watch->isOver()); // R1
    QCOMPARE(watcher.status().state, state);
    QCOMPARE(watcher.status().error->code, code);
    QCOMPARE(watcher.rows(), u"one@3"_s);
}

void WatchLifeTest::stopsWhereverItIs_data()
{
    QTest::addColumn<QString>("when");
    QTest::addColumn<int>("requests");
    QTest::newRow("R3 before it began") << u"made"_s << 0;
    QTest::newRow("R4 before the list is answered") << u"listing"_s << 1;
    QTest::newRow("R4 before the watch is answered") << u"opening"_s << 2;
    QTest::newRow("R5 with the watch open") << u"watching"_s << 2;
    QTest::newRow("R2 while it waits to try again") << u"waiting"_s << 2;
}

void WatchLifeTest::stopsWhereverItIs()
{
    QFETCH(QString, when);
    QFETCH(int, requests);
    auto watcher = std::make_unique<Watcher>(*m_bench);
    const QStringList steps { u"made"_s, u"listing"_s, u"opening"_s, u"watching"_s, u"waiting"_s };
    const auto reached = [&](const QString& step) { return steps.indexOf(when) >= steps.indexOf(step); };
    if (reached(u"listing"_s))
        watcher->start();
    if (reached(u"opening"_s))
        last().answer(200, listOf({ object("one", 3) }, 10));
    if (reached(u"watching"_s))
        last().head(200);
    if (reached(u"waiting"_s))
        last().breakOff();
    watcher.reset();
    settle();
    m_bench->timers->advance(10min);
    QCOMPARE(int(m_bench->transport->calls.size()), requests);
    for (const auto& call : m_bench->transport->calls)
        QVERIFY(call->isOver());
}

void WatchLifeTest::errorsOfListAndWatchLeaveWhatTheServerHas()
{
    Watcher watcher(*m_bench); // R9
    watcher.start();
    last().answer(500, statusOf(500, "InternalError"));
    m_bench->timers->advance(1s);
    last().answer(200, listOf({ object("one", 3), object("two", 4) }, 10));
    last().head(200);
    watcher.send(news("DELETED", object("one", 11)) + news("ERROR", statusOf(410, "Expired")));
    m_bench->timers->advance(2s);
    last().answer(503, "down");
    m_bench->timers->advance(4s);
    last().answer(200, listOf({ object("two", 4), object("three", 12) }, 14));
    last().head(200);
    watcher.flush();
    QCOMPARE(watcher.rows(), u"three@12 two@4"_s);
    QCOMPARE(watcher.status().state, FeedState::Live);
}

QTEST_GUILESS_MAIN(WatchLifeTest)
#include "WatchLifeTest.moc"
