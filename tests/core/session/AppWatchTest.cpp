#include "core/session/AppWatch.h"
#include "tests/core/session/LiveBench.h"

#include <QSignalSpy>

#include <algorithm>

using namespace holdfast;
using namespace holdfast::gitops;
using namespace holdfast::session;
using namespace holdfast::session::test;
using namespace Qt::StringLiterals;
using manifest::Value;

namespace {

const QString app = u"c:application/argocd/web"_s;
const QString deployments = u"/apis/apps/v1/namespaces/web/deployments"_s;
const QString oneDeployment = u"/apis/apps/v1/namespaces/web/deployments/web"_s;
const QString pods = u"/api/v1/namespaces/web/pods"_s;

Value withReplicas(const char* name, int ready)
{
    const Value made = deployment(name);
    return made.with("metadata", made["metadata"].with("generation", Value(ready + 1)))
        .with("spec", json(R"({"replicas":5})"))
        .with("status",
            made["status"]
                .with("readyReplicas", Value(ready))
                .with("availableReplicas", Value(ready))
                .with("observedGeneration", Value(ready + 1)));
}

QString noteOf(const Result<AppDetails>& details, const QString& name)
{
    if (!details)
        return u"no details"_s;
    const auto found = std::ranges::find_if(details->objects, [&name](const AppObject& object) {
        return object.key.name == name && object.key.kind != u"Service"; // one of the same name is not there
    });
    return found == details->objects.end() ? u"not there"_s : found->note;
}

/// One app that is open on a page.
struct Followed : Bench {
    explicit Followed(const std::function<void(FakeCluster&)>& prepare = [](FakeCluster&) { })
    {
        near.put(web());
        near.put(deployment("web"));
        prepare(near);
        start();
        if (!QTest::qWaitFor([this] { return status().detailsComplete; }))
            qFatal("the fleet is not there");
        fleet->follow(*parseAppText(app), page.token());
    }
    /// The fake cluster does not tell a watch what was before it.
    [[nodiscard]] bool isWatching() const
    {
        return std::ranges::all_of(
            QStringList { u"applications"_s, u"deployments"_s, u"replicasets"_s, u"pods"_s, u"events"_s },
            [this](const QString& plural) { return near.watches(plural) > 0; });
    }
    CancelSource page;
};

}

class AppWatchTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChangeOfAnObjectIsToldAndNothingIsReadAnew();
    void objectsThatAppearAndGoAreTold();
    void valuesOfSecretsStayInTheCluster();
    void whatMayNotBeWatchedIsReadAgain();
    void aKindThatMayNotBeSeenAtAllIsSaidSo();
    void theWatchesEndWithThePage();
    void anotherAppTakesThePlace();
    void watchesThatStandNoLongerAreNotTrusted();
    void thereIsAnEndToTheirNumber();
    void tooManyObjectsAreNotHeld();
};

void AppWatchTest::aChangeOfAnObjectIsToldAndNothingIsReadAnew()
{
    Followed bench;
    const Result<AppDetails> first = bench.details(app);
    QVERIFY(first);
    QCOMPARE(first->upkeep, Upkeep::Watched);
    QCOMPARE(noteOf(first, u"web"_s), u"1/1"_s);
    QVERIFY(first->unreadable.empty());
    QCOMPARE(bench.near.requests(oneDeployment), 0);
    QTRY_VERIFY(bench.isWatching());
    const int listed = bench.near.requests(deployments);
    const int podsListed = bench.near.requests(pods);
    QSignalSpy told(bench.fleet.get(), &Fleet::detailsChanged);
    bench.near.put(withReplicas("web", 3));
    QTRY_VERIFY(!told.isEmpty());
    QCOMPARE(told.front().front().value<AppId>(), *parseAppText(app));
    QTRY_COMPARE(noteOf(bench.details(app), u"web"_s), u"3/5"_s);
    QCOMPARE(bench.near.requests(deployments), listed);
    QCOMPARE(bench.near.requests(pods), podsListed);
}

void AppWatchTest::objectsThatAppearAndGoAreTold()
{
    Followed bench;
    QVERIFY(bench.details(app));
    QTRY_VERIFY(bench.isWatching());
    QSignalSpy told(bench.fleet.get(), &Fleet::detailsChanged);
    const Value set
        = json(R"({"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"web-1","namespace":"web",)"
               R"("uid":"r1","ownerReferences":[{"apiVersion":"apps/v1","kind":"Deployment","name":"web",)"
               R"("uid":"d1","controller":true}]},"spec":{"replicas":1},"status":{"replicas":1}})");
    bench.near.put(set);
    QTRY_VERIFY(!told.isEmpty());
    QTRY_VERIFY(noteOf(bench.details(app), u"web-1"_s) != u"not there"_s);
    told.clear();
    bench.near.remove(set);
    QTRY_VERIFY(!told.isEmpty());
    QTRY_COMPARE(noteOf(bench.details(app), u"web-1"_s), u"not there"_s);
    told.clear();
    bench.near.remove(deployment("web"));
    QTRY_VERIFY(!told.isEmpty());
    QTRY_COMPARE(noteOf(bench.details(app), u"web"_s), u"absent"_s);
}

void AppWatchTest::valuesOfSecretsStayInTheCluster()
{
    Followed bench([](FakeCluster& cluster) {
        const Value made = web();
        Value::List resources = made["status"]["resources"].list();
        resources.push_back(
            json(R"({"version":"v1","kind":"Secret","namespace":"web","name":"token","status":"Synced"})"));
        cluster.put(made.with("status", made["status"].with("resources", Value(std::move(resources)))));
        cluster.put(json(R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"token","namespace":"web",)"
                         R"("uid":"s1"},"data":{"token":"aHVudGVyMg=="}})"));
    });
    QVERIFY(bench.details(app));
    for (const QByteArray& accept : bench.near.accepted(u"/api/v1/namespaces/web/secrets"_s))
        QVERIFY2(accept.contains("as=PartialObjectMetadata"), accept);
    QVERIFY(!bench.near.accepted(u"/api/v1/namespaces/web/secrets"_s).isEmpty());
    QVERIFY(noteOf(bench.details(app), u"token"_s) != u"not there"_s);
    QCOMPARE(bench.details(app)->upkeep, Upkeep::Watched);
}

void AppWatchTest::whatMayNotBeWatchedIsReadAgain()
{
    Followed bench([](FakeCluster& cluster) { cluster.refuseWatches(u"deployments"_s); });
    const Result<AppDetails> first = bench.details(app);
    QVERIFY(first);
    QCOMPARE(noteOf(first, u"web"_s), u"1/1"_s);
    bench.near.put(withReplicas("web", 3));
    QTRY_COMPARE(noteOf(bench.details(app), u"web"_s), u"3/5"_s);
    const Result<AppDetails> second = bench.details(app);
    QCOMPARE(second->upkeep, Upkeep::Polled);
    QVERIFY(second->unreadable.empty());
}

void AppWatchTest::aKindThatMayNotBeSeenAtAllIsSaidSo()
{
    Followed bench([](FakeCluster& cluster) { cluster.refuse(u"pods"_s, 403); });
    const Result<AppDetails> details = bench.details(app);
    QVERIFY(details);
    QCOMPARE(details->upkeep, Upkeep::Polled);
    QCOMPARE(details->unreadable.size(), std::size_t(1));
    QVERIFY(details->unreadable.front().detail.contains(u"Pod in namespace web cannot be read"_s));
    QCOMPARE(noteOf(details, u"web"_s), u"1/1"_s);
}

void AppWatchTest::theWatchesEndWithThePage()
{
    Followed bench;
    QVERIFY(bench.details(app));
    QTRY_COMPARE(bench.near.watches(u"pods"_s), 1);
    bench.page.cancel();
    QTRY_COMPARE(bench.near.watches(u"pods"_s), 0);
    QTRY_COMPARE(bench.near.watches(u"deployments"_s), 0);
    const Result<AppDetails> after = bench.details(app);
    QCOMPARE(after->upkeep, Upkeep::Polled);
    QCOMPARE(noteOf(after, u"web"_s), u"1/1"_s);
}

void AppWatchTest::anotherAppTakesThePlace()
{
    Followed bench;
    QVERIFY(bench.details(app));
    QTRY_COMPARE(bench.near.watches(u"pods"_s), 1);
    CancelSource other;
    bench.fleet->follow(*parseAppText(u"c:application/argocd/other"_s), other.token());
    QTRY_COMPARE(bench.near.watches(u"pods"_s), 0);
    bench.page.cancel(); // of the first page, which is over anyway
    QCOMPARE(bench.details(app)->upkeep, Upkeep::Polled);
}

void AppWatchTest::watchesThatStandNoLongerAreNotTrusted()
{
    Followed bench;
    QVERIFY(bench.details(app));
    QTRY_COMPARE(bench.near.watches(u"pods"_s), 1);
    bench.near.unplug();
    QTRY_VERIFY(!bench.details(app) || bench.details(app)->upkeep == Upkeep::Polled);
    QTRY_VERIFY(!bench.isWatching());
    bench.near.plug();
    bench.fleet->retry(ContextName(u"c"_s));
    QTRY_VERIFY_WITH_TIMEOUT(bench.isWatching(), 20'000);
    bench.near.put(withReplicas("web", 4));
    QTRY_COMPARE(noteOf(bench.details(app), u"web"_s), u"4/5"_s);
}

void AppWatchTest::thereIsAnEndToTheirNumber()
{
    Bench bench;
    bench.start();
    QTRY_VERIFY(bench.status().detailsComplete);
    ClusterSession* session = bench.fleet->findChild<ClusterSession*>();
    QVERIFY(session);
    AppWatch watch(*parseAppText(app), nullptr);
    const kube::ApiResource resource = session->resource({}, u"Pod"_s).value();
    std::vector<QFuture<Result<AppWatch::Objects>>> all;
    for (int place = 0; place < 40; ++place)
        all.push_back(watch.objects({ session, resource, u"n%1"_s.arg(place), {} }));
    QCOMPARE(watch.watches(), AppWatch::mostWatches);
    for (const auto& asked : all)
        QTRY_VERIFY(asked.isFinished());
    QCOMPARE(std::ranges::count_if(all, [](const auto& asked) { return asked.result().has_value(); }),
        std::ptrdiff_t(AppWatch::mostWatches));
    const int reading = watch.beginReading();
    (void)watch.objects({ session, resource, u"n1"_s, {} });
    watch.endReading(reading); // the others are asked for no more
    QCOMPARE(watch.watches(), std::size_t(1));
}

void AppWatchTest::tooManyObjectsAreNotHeld()
{
    Followed bench([](FakeCluster& cluster) {
        for (qsizetype number = 0; number <= AppWatch::mostObjects; ++number)
            cluster.put(json(R"({"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"web","name":"p)"_ba
                + QByteArray::number(number) + R"(","uid":"p)" + QByteArray::number(number) + R"("}})"));
    });
    const Result<AppDetails> details = bench.details(app);
    QVERIFY(details);
    QCOMPARE(details->upkeep, Upkeep::Polled);
    QVERIFY(details->unreadable.empty());
    QTRY_COMPARE(bench.near.watches(u"pods"_s), 0);
}

QTEST_GUILESS_MAIN(AppWatchTest)
#include "AppWatchTest.moc"
