#include "tests/core/kube/FeedWatcher.h"

#include <QSet>
#include <QTest>

using namespace holdfast;
using namespace holdfast::kube;
using namespace holdfast::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The feed over a scripted transport: what a server says, and what arrives at the window.
class ResourceFeedTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_bench = std::make_unique<tests::KubeBench>(); }

    void listsFromTheCacheThenWatches();
    void appliesWhatTheStreamSays_data();
    void appliesWhatTheStreamSays();
    void whatIsSkippedIsReported();
    void manyEventsArriveAsOneDelivery();
    void aWatchThatEndsGoesOnWhereItWas();
    void expiredMeansARelistWithSyntheticDeletes();
    void theRecordedErrorEventIsAn410();
    void aNewerListThatKnowsLessIsBelieved();
    void pagesArePutTogether();
    void anExpiredPageMeansOneWholeList();
    void aListThatFailsRemovesNothing_data();
    void aListThatFailsRemovesNothing();
    void aBrokenItemIsOneQuarantinedRow();
    void rowsOfALongListArriveBeforeItsEnd();
    void deniedStopsUntilAsked_data();
    void deniedStopsUntilAsked();
    void aWatchThatIsRefusedKeepsItsRows();
    void credentialsAreRenewedOnce();
    void credentialsThatFailAreSaid_data();
    void credentialsThatFailAreSaid();
    void aKindThatVanishedIsForgottenAndFoundAgain();
    void aKindThatMovedToAnotherVersionIsFollowed();
    void aProxysNotFoundForgetsNothing();
    void aHalfOpenWatchIsNoticedWithinAMinute();
    void aQuietWatchOfALivingServerStaysOpen();
    void lastHeardFollowsBookmarksButNotFailures();
    void retryNowWhileLiveOpensTheWatchAnew();
    void nothingIsAskedAfterTheEnd();
    void nothingIsAskedWhenItEndsBeforeItBegan();
    void itemsOfATypedListKnowWhatTheyAre();
    void theRecordedPagesMakeOneList();
    void aFeedOfMetadataTakesNothingElse();
    void aServerThatSendsWholeObjectsInsteadIsRefused();

private:
    std::unique_ptr<tests::KubeBench> m_bench;
};

void ResourceFeedTest::listsFromTheCacheThenWatches()
{
    Watcher watcher(*m_bench, { .nameSpace = u"a"_s, .labelSelector = u"x in (a,b)"_s, .fieldSelector = {} });
    watcher.start();
    QCOMPARE(watcher.status().state, FeedState::Listing);
    QCOMPARE(m_bench->transport->last().target(),
        u"/base/api/v1/namespaces/a/configmaps?labelSelector=x%20in%20%28a%2Cb%29&resourceVersion=0"_s);
    m_bench->transport->last().answer(200, listOf({ object("one", 3), object("two", 5) }, 7));
    const auto& watch = m_bench->transport->last();
    QVERIFY(watch.target().endsWith(u"&watch=1&allowWatchBookmarks=true&resourceVersion=7&timeoutSeconds=300"_s));
    QCOMPARE(watch.kind, net::StreamKind::Watch);
    QCOMPARE(watch.request.limits.total, 0ms);
    QCOMPARE(watch.request.limits.silence, 75'000ms);
    QCOMPARE(watcher.rows(), u"one@3 two@5"_s);
    m_bench->transport->last().head(200);
    tests::settle();
    QCOMPARE(watcher.status().state, FeedState::Live);
    QVERIFY(watcher.status().listedAt.isValid());
}

void ResourceFeedTest::appliesWhatTheStreamSays_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QString>("rows");
    QTest::newRow("R8 added") << news("ADDED", object("two", 11)) << u"one@3 two@11"_s;
    QTest::newRow("R8 modified") << news("MODIFIED", object("one", 11)) << u"one@11"_s;
    QTest::newRow("R8 deleted") << news("DELETED", object("one", 11)) << QString();
    QTest::newRow("W15 older than what is known") << news("MODIFIED", object("one", 2)) << u"one@3"_s;
    QTest::newRow("the same again") << news("ADDED", object("one", 3)) << u"one@3"_s;
    QTest::newRow("W16 deleted, but unknown") << news("DELETED", object("ghost", 11)) << u"one@3"_s;
    QTest::newRow("deleted before it was made again") << news("DELETED", object("one", 2)) << u"one@3"_s;
    QTest::newRow("versions beyond nine digits")
        << news("MODIFIED", object("one", 1999999999)) + news("MODIFIED", object("one", 999999999))
        << u"one@1999999999"_s;
    QTest::newRow("W18 many changes, the last counts")
        << news("MODIFIED", object("one", 11)) + news("DELETED", object("one", 12)) + news("ADDED", object("one", 13))
        << u"one@13"_s;
    QTest::newRow("R7 an object of another kind is skipped")
        << news("ADDED", R"({"kind":"Secret","apiVersion":"v1","metadata":{"name":"s","resourceVersion":"11"}})")
            + news("ADDED", object("two", 12))
        << u"one@3 two@12"_s;
    QTest::newRow("R7 an unknown event is skipped")
        << news("SURPRISE", object("two", 11)) + news("ADDED", object("two", 12)) << u"one@3 two@12"_s;
    QTest::newRow("W21 an object that is no JSON is one quarantined row")
        << news("MODIFIED", object("one", 11, R"(,"data":{"x":"\q"})")) + news("ADDED", object("two", 12))
        << u"one@broken two@12"_s;
    QTest::newRow("P15 nested too deeply: one quarantined row")
        << news("ADDED", object("deep", 11, R"(,"data":)" + QByteArray(5000, '[') + QByteArray(5000, ']')))
            + news("ADDED", object("two", 12))
        << u"deep@broken one@3 two@12"_s;
}

void ResourceFeedTest::appliesWhatTheStreamSays()
{
    QFETCH(QByteArray, stream);
    QFETCH(QString, rows);
    Watcher watcher(*m_bench);
    watcher.goLive({ object("one", 3) }, 10);
    watcher.send(stream);
    QCOMPARE(watcher.rows(), rows);
    QVERIFY(!m_bench->transport->last().isOver());
}

void ResourceFeedTest::whatIsSkippedIsReported()
{
    Watcher watcher(*m_bench);
    watcher.goLive({}, 10);
    watcher.send(news("SURPRISE", object("two", 11)) + news("ADDED", R"({"kind":"Secret","metadata":{"name":"s"}})"));
    QCOMPARE(watcher.reports().size(), 2);
    QVERIFY(watcher.reports()[0].contains(u"SURPRISE"_s));
    QVERIFY(watcher.reports()[1].contains(u"Secret"_s));
}

void ResourceFeedTest::manyEventsArriveAsOneDelivery()
{
    Watcher watcher(*m_bench);
    watcher.goLive({}, 10);
    const int before = watcher.deliveries;
    for (int version = 11; version < 1011; ++version)
        m_bench->transport->last().data(news("MODIFIED", object("one", version)));
    watcher.flush();
    QCOMPARE(watcher.deliveries, before + 1);
    QCOMPARE(watcher.upserts, 1);
    QCOMPARE(watcher.rows(), u"one@1010"_s);
}

void ResourceFeedTest::aWatchThatEndsGoesOnWhereItWas()
{
    Watcher watcher(*m_bench);
    watcher.goLive({ object("one", 3) }, 10);
    watcher.send(news("ADDED", object("two", 12)) + bookmark(20));
    m_bench->transport->last().end();
    QVERIFY(m_bench->transport->last().target().contains(u"resourceVersion=20&"_s));
    QCOMPARE(m_bench->transport->calls.size(), 3U);
    QCOMPARE(watcher.status().state, FeedState::Live);
}

void ResourceFeedTest::expiredMeansARelistWithSyntheticDeletes()
{
    Watcher watcher(*m_bench);
    watcher.goLive({ object("one", 3), object("two", 4), object("three", 5) }, 10);
    const int projected = watcher.projections;
    watcher.send(
        news("ERROR", tests::recording(u"watch-410.ndjson"_s).isEmpty() ? QByteArray("{}") : statusOf(410, "Expired")));
    QCOMPARE(watcher.status().state, FeedState::Retrying);
    QCOMPARE(watcher.rows(), u"one@3 three@5 two@4"_s);
    m_bench->timers->advance(800ms);
    QVERIFY(m_bench->transport->last().target().endsWith(u"?resourceVersion=10"_s));
    m_bench->transport->last().answer(200, listOf({ object("one", 3), object("two", 14) }, 20));
    m_bench->transport->last().head(200);
    watcher.flush();
    QCOMPARE(watcher.rows(), u"one@3 two@14"_s);
    QCOMPARE(watcher.projections, projected + 1); // what did not change is not told again
    QCOMPARE(watcher.status().state, FeedState::Live);
}

void ResourceFeedTest::theRecordedErrorEventIsAn410()
{
    Watcher watcher(*m_bench);
    watcher.goLive({}, 10);
    watcher.send(tests::recording(u"watch-410.ndjson"_s));
    QCOMPARE(watcher.status().error->code, ErrorCode::Gone);
}

void ResourceFeedTest::aNewerListThatKnowsLessIsBelieved()
{
    Watcher watcher(*m_bench);
    watcher.goLive({ object("one", 30) }, 40);
    watcher.send(news("ERROR", statusOf(410, "Expired")));
    m_bench->timers->advance(800ms);
    m_bench->transport->last().answer(504, tests::recording(u"list-future-rv.json"_s));
    QVERIFY(m_bench->transport->last().target().endsWith(u"/configmaps"_s));
    m_bench->transport->last().answer(200, listOf({ object("one", 3) }, 5));
    watcher.flush();
    QCOMPARE(watcher.rows(), u"one@3"_s);
    QVERIFY(m_bench->transport->last().target().contains(u"resourceVersion=5&"_s));
}

void ResourceFeedTest::pagesArePutTogether()
{
    Watcher watcher(*m_bench);
    watcher.start();
    m_bench->transport->last().answer(200, listOf({ object("one", 3) }, 10, R"(,"continue":"C1")"));
    QVERIFY(m_bench->transport->last().target().endsWith(u"?limit=500&continue=C1"_s));
    QVERIFY(!watcher.status().listedAt.isValid());
    m_bench->transport->last().answer(200, listOf({ object("two", 4) }, 10));
    watcher.flush();
    QCOMPARE(watcher.rows(), u"one@3 two@4"_s);
    QVERIFY(watcher.status().listedAt.isValid());
}

void ResourceFeedTest::anExpiredPageMeansOneWholeList()
{
    Watcher watcher(*m_bench);
    watcher.start();
    m_bench->transport->last().answer(200, listOf({ object("one", 3), object("gone", 3) }, 10, R"(,"continue":"C1")"));
    m_bench->transport->last().answer(410, tests::recording(u"list-continue-410.json"_s));
    QVERIFY(m_bench->transport->last().target().endsWith(u"?resourceVersion=0"_s));
    m_bench->transport->last().answer(200, listOf({ object("one", 3), object("two", 4) }, 12));
    watcher.flush();
    QCOMPARE(watcher.rows(), u"one@3 two@4"_s);
}

void ResourceFeedTest::aListThatFailsRemovesNothing_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("words");
    QTest::newRow("N16 a captive portal")
        << 200 << QByteArray("text/html") << QByteArray("<html>Please log in</html>") << u"not a Kubernetes API"_s;
    QTest::newRow("R7 a Table")
        << 200 << QByteArray("application/json")
        << QByteArray(R"({"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"9"},"rows":[]})")
        << u"without items"_s;
    QTest::newRow("P23 another kind")
        << 200 << QByteArray("application/json")
        << QByteArray(R"({"kind":"SecretList","apiVersion":"v2","metadata":{"resourceVersion":"9"},"items":[]})")
        << u"the server answered with v2 SecretList"_s;
    QTest::newRow("P23 items of another kind")
        << 200 << QByteArray("application/json")
        << QByteArray(
               R"({"items":[{"kind":"Secret","apiVersion":"v1","metadata":{"name":"x"}}],"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"9"}})")
        << u"expected ConfigMap"_s;
    QTest::newRow("N8 cut off") << 200 << QByteArray("application/json") << listOf({ object("x", 1) }, 9).chopped(1)
                                << u"cut off"_s;
    QTest::newRow("P3 503 in HTML") << 503 << QByteArray("text/html") << QByteArray("<b>down</b>") << u"status 503"_s;
    QTest::newRow("P4 500 Status") << 500 << QByteArray("application/json") << statusOf(500, "InternalError") << u"m"_s;
    QTest::newRow("RW1 no version") << 200 << QByteArray("application/json")
                                    << QByteArray(
                                           R"({"kind":"ConfigMapList","apiVersion":"v1","metadata":{},"items":[]})")
                                    << u"no resourceVersion"_s;
}

void ResourceFeedTest::aListThatFailsRemovesNothing()
{
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(QString, words);
    Watcher watcher(*m_bench);
    watcher.goLive({ object("one", 3) }, 10);
    const QDateTime heard = watcher.status().lastHeard;
    watcher.send(news("ERROR", statusOf(410, "Expired")));
    m_bench->timers->advance(800ms);
    m_bench->transport->last().answer(status, body, { { .name = "Content-Type", .value = type } });
    watcher.flush();
    QVERIFY(watcher.rows().contains(u"one@3"_s));
    QCOMPARE(watcher.status().state, FeedState::Retrying);
    QVERIFY2(watcher.status().error->detail.contains(words), qPrintable(watcher.status().error->detail));
    QVERIFY(watcher.status().lastHeard <= heard.addSecs(1));
}

void ResourceFeedTest::aBrokenItemIsOneQuarantinedRow()
{
    Watcher watcher(*m_bench);
    watcher.start();
    m_bench->transport->last().answer(
        200, listOf({ object("one", 3), object("bad", 4, R"(,"data":{"x":nul})"), object("two", 5) }, 10));
    QCOMPARE(watcher.rows(), u"bad@broken one@3 two@5"_s);
    QCOMPARE(watcher.reports().size(), 1);
}

void ResourceFeedTest::rowsOfALongListArriveBeforeItsEnd()
{
    Watcher watcher(*m_bench);
    watcher.start();
    QList<QByteArray> items;
    for (int index = 0; index < 200; ++index)
        items << object(qPrintable(u"n%1"_s.arg(index)), index + 1);
    const QByteArray list = listOf(items, 1000);
    m_bench->transport->last().head(200);
    m_bench->transport->last().data(list.first(list.size() / 2));
    watcher.flush();
    QVERIFY(watcher.upserts >= 64);
    QVERIFY(!watcher.status().listedAt.isValid());
    m_bench->transport->last().data(list.sliced(list.size() / 2));
    m_bench->transport->last().end();
    watcher.flush();
    QCOMPARE(watcher.upserts, 200);
}

void ResourceFeedTest::deniedStopsUntilAsked_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("file");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("A15 403") << 403 << u"err-403-rbac-list.json"_s << ErrorCode::Forbidden;
    QTest::newRow("A14 401") << 401 << u"err-401-bad-token.json"_s << ErrorCode::Unauthorized;
}

void ResourceFeedTest::deniedStopsUntilAsked()
{
    QFETCH(int, status);
    QFETCH(QString, file);
    QFETCH(ErrorCode, code);
    Watcher watcher(*m_bench);
    watcher.start();
    m_bench->transport->last().answer(status, tests::recording(file));
    QCOMPARE(watcher.status().state, FeedState::Denied);
    QCOMPARE(watcher.status().error->code, code);
    m_bench->timers->advance(10min);
    QCOMPARE(m_bench->transport->calls.size(), 1U);
    watcher.feed().retryNow();
    tests::settle();
    QCOMPARE(m_bench->transport->calls.size(), 2U);
}

void ResourceFeedTest::aWatchThatIsRefusedKeepsItsRows()
{
    Watcher watcher(*m_bench);
    watcher.goLive({ object("one", 3) }, 10);
    m_bench->transport->last().end();
    m_bench->timers->advance(800ms);
    m_bench->transport->last().answer(403, tests::recording(u"err-403-rbac-list.json"_s));
    QCOMPARE(watcher.status().state, FeedState::Denied);
    QCOMPARE(watcher.rows(), u"one@3"_s);
}

void ResourceFeedTest::credentialsAreRenewedOnce()
{
    m_bench->credentials->renewable = true;
    Watcher watcher(*m_bench);
    watcher.start();
    m_bench->transport->last().answer(401, tests::recording(u"err-401-bad-token.json"_s));
    QCOMPARE(m_bench->transport->calls.size(), 2U);
    QCOMPARE(m_bench->transport->last().request.headers.last().value, QByteArray("Bearer t1"));
    m_bench->transport->last().answer(401, tests::recording(u"err-401-bad-token.json"_s));
    QCOMPARE(m_bench->transport->calls.size(), 2U);
    QCOMPARE(watcher.status().state, FeedState::Denied);
}

void ResourceFeedTest::credentialsThatFailAreSaid_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<FeedState>("state");
    QTest::newRow("consent") << ErrorCode::ConsentNeeded << FeedState::Denied;
    QTest::newRow("plugin") << ErrorCode::InvalidInput << FeedState::Retrying;
}

void ResourceFeedTest::credentialsThatFailAreSaid()
{
    QFETCH(ErrorCode, code);
    QFETCH(FeedState, state);
    m_bench->credentials->refusal = Error { .code = code, .where = {}, .detail = u"plugin"_s };
    Watcher watcher(*m_bench);
    watcher.start();
    QCOMPARE(watcher.status().state, state);
    QCOMPARE(watcher.status().error->code, code);
    QVERIFY(m_bench->transport->calls.empty());
    m_bench->credentials->refusal.reset();
    watcher.feed().retryNow();
    tests::settle();
    QCOMPARE(m_bench->transport->calls.size(), 1U);
}

void ResourceFeedTest::aKindThatVanishedIsForgottenAndFoundAgain()
{
    Watcher watcher(*m_bench);
    watcher.goLive({ object("one", 3) }, 10);
    watcher.send(news("ERROR", statusOf(410, "Expired")));
    m_bench->timers->advance(800ms);
    m_bench->transport->last().answer(
        404, tests::recording(u"err-404-group.txt"_s), { { "Content-Type", "text/plain" } });
    QCOMPARE(m_bench->transport->targets().mid(3), (QStringList { u"/base/api"_s, u"/base/apis"_s }));
    m_bench->transport->calls[3]->answer(200, R"({"kind":"APIGroupDiscoveryList","items":[]})");
    m_bench->transport->calls[4]->answer(200, R"({"kind":"APIGroupDiscoveryList","items":[]})");
    QCOMPARE(watcher.status().state, FeedState::Absent);
    QCOMPARE(watcher.rows(), QString());
}

void ResourceFeedTest::aKindThatMovedToAnotherVersionIsFollowed()
{
    Watcher watcher(*m_bench);
    watcher.start();
    m_bench->transport->last().answer(
        404, tests::recording(u"err-404-group.txt"_s), { { "Content-Type", "text/plain" } });
    m_bench->transport->calls[1]->answer(200,
        R"({"kind":"APIGroupDiscoveryList","items":[{"metadata":{},"versions":[{"version":"v2","resources":[{"resource":"configmaps","scope":"Namespaced","responseKind":{"kind":"ConfigMap"}}]}]}]})");
    m_bench->transport->calls[2]->answer(200, R"({"kind":"APIGroupDiscoveryList","items":[]})");
    m_bench->timers->advance(800ms);
    QVERIFY(m_bench->transport->last().target().startsWith(u"/base/api/v2/configmaps"_s));
}

void ResourceFeedTest::aProxysNotFoundForgetsNothing()
{
    Watcher watcher(*m_bench);
    watcher.goLive({ object("one", 3) }, 10);
    watcher.send(news("ERROR", statusOf(410, "Expired")));
    m_bench->timers->advance(800ms);
    for (int call = 2; call < 5; ++call)
        m_bench->transport->calls[static_cast<std::size_t>(call)]->answer(
            404, "404 page not found\n", { { "Content-Type", "text/plain" } });
    QCOMPARE(watcher.status().state, FeedState::Retrying);
    QCOMPARE(watcher.rows(), u"one@3"_s);
}

void ResourceFeedTest::aHalfOpenWatchIsNoticedWithinAMinute()
{
    Watcher watcher(*m_bench);
    watcher.goLive({ object("one", 3) }, 10);
    m_bench->timers->advance(10s);
    watcher.send(bookmark(12));
    const auto watch = m_bench->transport->calls.back();
    m_bench->timers->advance(31s);
    QVERIFY(m_bench->transport->last().target().endsWith(u"/version"_s));
    QVERIFY(m_bench->transport->last().request.limits.total <= 15s);
    m_bench->transport->last().breakOff();
    m_bench->timers->advance(1s);
    m_bench->transport->last().breakOff();
    QVERIFY(watch->isOver());
    QVERIFY(m_bench->transport->last().target().contains(u"resourceVersion=12&"_s));
    QCOMPARE(watcher.rows(), u"one@3"_s);
}

void ResourceFeedTest::aQuietWatchOfALivingServerStaysOpen()
{
    Watcher watcher(*m_bench);
    watcher.goLive({ object("one", 3) }, 10);
    const auto watch = m_bench->transport->calls.back();
    m_bench->timers->advance(31s);
    m_bench->transport->last().answer(200, tests::recording(u"version.json"_s));
    m_bench->timers->advance(20s);
    QVERIFY(!watch->isOver());
    QCOMPARE(m_bench->transport->calls.size(), 3U);
}

void ResourceFeedTest::lastHeardFollowsBookmarksButNotFailures()
{
    Watcher watcher(*m_bench);
    watcher.goLive({}, 10);
    const QDateTime before = watcher.status().lastHeard;
    m_bench->timers->advance(20s);
    watcher.send(bookmark(12));
    const QDateTime heard = watcher.status().lastHeard;
    QVERIFY(heard >= before.addSecs(20));
    m_bench->timers->advance(5s);
    m_bench->transport->last().breakOff();
    m_bench->transport->last().breakOff();
    QCOMPARE(watcher.status().state, FeedState::Retrying);
    QCOMPARE(watcher.status().lastHeard, heard);
}

void ResourceFeedTest::retryNowWhileLiveOpensTheWatchAnew()
{
    Watcher watcher(*m_bench);
    watcher.goLive({ object("one", 3) }, 10);
    const auto watch = m_bench->transport->calls.back();
    watcher.feed().retryNow();
    tests::settle();
    QVERIFY(watch->isOver());
    QVERIFY(m_bench->transport->last().target().contains(u"watch=1"_s));
    QCOMPARE(m_bench->transport->calls.size(), 3U);
}

void ResourceFeedTest::nothingIsAskedAfterTheEnd()
{
    auto watcher = std::make_unique<Watcher>(*m_bench);
    watcher->goLive({ object("one", 3) }, 10);
    const auto watch = m_bench->transport->calls.back();
    watcher.reset();
    QVERIFY(watch->isOver());
    m_bench->timers->advance(10min);
    QCOMPARE(m_bench->transport->calls.size(), 2U);
}

void ResourceFeedTest::nothingIsAskedWhenItEndsBeforeItBegan()
{
    {
        Watcher watcher(*m_bench);
        watcher.feed().start();
    }
    m_bench->timers->advance(1min);
    QVERIFY(m_bench->transport->calls.empty());
}

void ResourceFeedTest::itemsOfATypedListKnowWhatTheyAre()
{
    Watcher watcher(*m_bench);
    watcher.start();
    m_bench->transport->last().answer(200, tests::recording(u"list-rv0.json"_s));
    watcher.flush();
    QVERIFY(watcher.upserts > 5);
    QVERIFY(watcher.reports().isEmpty());
}

void ResourceFeedTest::theRecordedPagesMakeOneList()
{
    Watcher watcher(*m_bench);
    watcher.start();
    for (const char* page : { "list-chunk-1.json", "list-chunk-2.json", "list-chunk-3.json" })
        m_bench->transport->last().answer(200, tests::recording(QString::fromLatin1(page)));
    watcher.flush();
    QCOMPARE(watcher.upserts, 8);
    QVERIFY(m_bench->transport->last().target().contains(u"watch=1"_s));
}

void ResourceFeedTest::aFeedOfMetadataTakesNothingElse()
{
    const auto metadata = [](const char* name, int version) {
        return R"({"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":")"
            + QByteArray(name) + R"(","namespace":"a","uid":"u-)" + name + R"(","resourceVersion":")"
            + QByteArray::number(version) + R"("}})";
    };
    Watcher watcher(*m_bench, {}, ObjectForm::Metadata);
    watcher.start();
    QCOMPARE(m_bench->transport->last().request.headers.first().value,
        "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io"_ba);
    m_bench->transport->last().answer(200,
        R"({"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"7"},"items":[)"
            + metadata("one", 3) + "]}");
    m_bench->transport->last().head(200);
    watcher.flush();
    QCOMPARE(watcher.rows(), u"one@3"_s);
    watcher.send(news("MODIFIED", metadata("one", 8)) + news("ADDED", object("whole", 9)));
    QCOMPARE(watcher.rows(), u"one@8"_s);
    watcher.send(news("DELETED", metadata("one", 10)));
    QCOMPARE(watcher.rows(), QString());
}

void ResourceFeedTest::aServerThatSendsWholeObjectsInsteadIsRefused()
{
    Watcher watcher(*m_bench, {}, ObjectForm::Metadata);
    watcher.start();
    m_bench->transport->last().answer(200, listOf({ object("one", 3) }, 7));
    watcher.flush();
    QCOMPARE(watcher.rows(), QString());
    QCOMPARE(watcher.status().state, FeedState::Retrying);
    QVERIFY(watcher.status().error);
}

QTEST_GUILESS_MAIN(ResourceFeedTest)
#include "ResourceFeedTest.moc"
