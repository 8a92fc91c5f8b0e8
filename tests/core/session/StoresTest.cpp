#include "core/manifest/JsonReader.h"
#include "core/session/AppTable.h"
#include "core/session/ClusterColours.h"
#include "core/session/DataFolder.h"
#include "core/session/DriftEvents.h"
#include "core/session/DriftOnsets.h"
#include "core/session/FleetCache.h"
#include "core/session/SavedViews.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace holdfast;
using namespace holdfast::gitops;
using namespace holdfast::session;
using namespace Qt::StringLiterals;

namespace {

const QDateTime start(QDate(2026, 11, 23), QTime(13, 0), QTimeZone::UTC);

App app(const QString& name, SyncVerdict verdict, Detail detail = Detail::Full)
{
    App made { .id = { ContextName(u"c"_s), AppKind::Application, u"argocd"_s, name }, .detail = detail };
    made.agent.verdict = verdict;
    return made;
}

App fullApp()
{
    App made = app(u"web"_s, SyncVerdict::OutOfSync);
    made.agent.reason = u"SyncError"_s;
    made.agent.message = u"måßig ✓"_s;
    made.agent.at = start;
    made.health = { HealthStatus::Degraded, u"x"_s };
    made.automation = { .mode = AutomationMode::Manual, .prune = true };
    made.revision = Revision(u"abc"_s);
    made.source = { u"Git"_s, u"https://g/a"_s, u"p"_s, {}, u"main"_s };
    made.destination = { u"https://s"_s, {}, u"web"_s, {} };
    made.project = u"shop"_s;
    made.team = u"web"_s;
    made.owner = manifest::ObjectKey { u"argoproj.io"_s, u"ApplicationSet"_s, u"argocd"_s, u"set"_s };
    made.differsSince = start.addSecs(-60);
    made.sinceProof = SinceProof::Condition;
    made.whatDiffers = u"Deployment web"_s;
    made.createdAt = start.addDays(-3);
    made.measured = MeasuredVerdict { .verdict = SyncVerdict::OutOfSync, .fields = 3, .at = start.addSecs(-5) };
    return made;
}

QByteArray written(const std::vector<App>& apps)
{
    std::vector<std::shared_ptr<const App>> rows;
    for (const App& app : apps)
        rows.push_back(std::make_shared<const App>(app));
    return writeRows(rows);
}

}

class StoresTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsFilesToTheirOwner();
    void saysWhereItCannotWrite();
    void rowsComeBackAsTheyWere();
    void refusesBrokenRows_data();
    void refusesBrokenRows();
    void onsetsAreTheFirstSight();
    void onsetsTakeTheObjectsWord();
    void onsetsTakeTheEarliestProof();
    void onsetsSurviveARestart();
    void whatAnEarlierRunRememberedEndsWithASync_data();
    void whatAnEarlierRunRememberedEndsWithASync();
    void onsetsOfTheFirstFormatAreRead();
    void onsetsFollowTheClusterBehindTheAddress();
    void onsetsTakeTheAgentsWord();
    void eventsTellWhenAppsBeganToDiffer_data();
    void eventsTellWhenAppsBeganToDiffer();
    void onsetsIgnoreABrokenFile_data();
    void onsetsIgnoreABrokenFile();
    void coloursStay();
    void viewsComeBackInOrder();
    void viewsFromTheFutureAreLeftAlone();
    void tableLinesNeverReplaceObjects();
    void tableLinesKeepWhatWasRemembered();
    void whatWasMeasuredStaysUntilItIsMeasuredAgain();
    void equalRowsChangeNothing();
    void listedKindsLoseUnseenRows();
};

void StoresTest::keepsFilesToTheirOwner()
{
    const QTemporaryDir folder;
    const QString data = folder.path() + u"/a/b"_s;
    QVERIFY(preparePrivateFolder(data));
    QVERIFY(writePrivateFile(data + u"/f"_s, "x"_ba));
    QCOMPARE(QFileInfo(data).permissions() & 0x0077, QFile::Permissions());
    QCOMPARE(QFileInfo(data + u"/f"_s).permissions() & 0x0077, QFile::Permissions());
    QCOMPARE(readPrivateFile(data + u"/f"_s), std::optional("x"_ba));
    QVERIFY(!readPrivateFile(data + u"/none"_s));
}

void StoresTest::saysWhereItCannotWrite()
{
    const QTemporaryDir folder;
    const Result<void> written = writePrivateFile(folder.path() + u"/none/f"_s, "x"_ba);
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::Io);
    QCOMPARE(placeText(written.error().where), folder.path() + u"/none/f"_s);
}

void StoresTest::rowsComeBackAsTheyWere()
{
    App second = app(u"api"_s, SyncVerdict::Synced);
    const Result<std::vector<App>> read = readRows(written({ fullApp(), second }));
    QVERIFY(read);
    App first = fullApp();
    first.detail = Detail::Remembered;
    second.detail = Detail::Remembered;
    QCOMPARE(read->at(0), first);
    QCOMPARE(read->at(1), second);
    QVERIFY(readRows(written({}))->empty());
}

void StoresTest::refusesBrokenRows_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray good = written({ fullApp() });
    QByteArray flipped = good;
    flipped[flipped.size() - 5] = static_cast<char>(flipped.at(flipped.size() - 5) ^ 1);
    QByteArray other = good;
    other[7] = 9;
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("the beginning") << good.first(9);
    QTest::newRow("text") << "{\"version\":1}"_ba;
    QTest::newRow("cut") << good.chopped(3);
    QTest::newRow("cut in the texts") << good.first(40);
    QTest::newRow("flipped bit") << flipped;
    QTest::newRow("other version") << other;
}

void StoresTest::refusesBrokenRows()
{
    QFETCH(QByteArray, bytes);
    const Result<std::vector<App>> read = readRows(bytes);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::InvalidInput);
}

void StoresTest::onsetsAreTheFirstSight()
{
    const auto clock = std::make_shared<ManualClock>(start);
    DriftOnsets onsets({}, clock);
    QVERIFY(!onsets.since(u"s"_s, app(u"a"_s, SyncVerdict::Synced)).at.isValid());
    QVERIFY(!onsets.since(u"s"_s, app(u"a"_s, SyncVerdict::Unknown)).at.isValid());
    QCOMPARE(onsets.since(u"s"_s, app(u"a"_s, SyncVerdict::OutOfSync)).at, start);
    clock->advance(std::chrono::minutes(5));
    QCOMPARE(onsets.since(u"s"_s, app(u"a"_s, SyncVerdict::OutOfSync)).at, start);
    QCOMPARE(onsets.since(u"s"_s, app(u"a"_s, SyncVerdict::Unknown)).at, start); // not known to be over
    QCOMPARE(onsets.since(u"other"_s, app(u"a"_s, SyncVerdict::OutOfSync)).at, start.addSecs(300));
    QVERIFY(!onsets.since(u"s"_s, app(u"a"_s, SyncVerdict::Synced)).at.isValid());
    QCOMPARE(onsets.since(u"s"_s, app(u"a"_s, SyncVerdict::OutOfSync)).at, start.addSecs(300));
    onsets.forget(u"s"_s, app(u"a"_s, SyncVerdict::Synced).id);
    clock->advance(std::chrono::minutes(5));
    QCOMPARE(onsets.since(u"s"_s, app(u"a"_s, SyncVerdict::OutOfSync)).at, start.addSecs(600));
}

void StoresTest::onsetsTakeTheObjectsWord()
{
    DriftOnsets onsets({}, std::make_shared<ManualClock>(start));
    App told = app(u"a"_s, SyncVerdict::OutOfSync);
    told.differsSince = start.addSecs(-90);
    QCOMPARE(onsets.since(u"s"_s, told).at, start.addSecs(-90));
    told.id.name = u"b"_s;
    told.differsSince = start.addSecs(90); // the cluster's clock is ahead of ours
    QCOMPARE(onsets.since(u"s"_s, told).at, start);
}

void StoresTest::onsetsTakeTheEarliestProof()
{
    const auto clock = std::make_shared<ManualClock>(start);
    DriftOnsets onsets({}, clock);
    App line = app(u"a"_s, SyncVerdict::OutOfSync);
    line.detail = Detail::Table; // a line of the Table proves nothing, the object may
    QCOMPARE(onsets.since(u"s"_s, line), (DriftOnset { start, SinceProof::Seen }));
    App told = app(u"a"_s, SyncVerdict::OutOfSync);
    told.differsSince = start.addSecs(-90);
    told.sinceProof = SinceProof::Written;
    QCOMPARE(onsets.since(u"s"_s, told), (DriftOnset { start.addSecs(-90), SinceProof::Written }));
    told.differsSince = start.addSecs(-10); // the agent wrote again; what was proven stays so
    QCOMPARE(onsets.since(u"s"_s, told), (DriftOnset { start.addSecs(-90), SinceProof::Written }));
    QVERIFY(onsets.correct(u"s"_s, told.id, start.addSecs(-100)));
    QCOMPARE(onsets.since(u"s"_s, told), (DriftOnset { start.addSecs(-100), SinceProof::Event }));
    told.syncedAt = start.addSecs(-50); // a sync that left it differing, as we saw
    QCOMPARE(onsets.since(u"s"_s, told), (DriftOnset { start.addSecs(-100), SinceProof::Event }));
}

void StoresTest::whatAnEarlierRunRememberedEndsWithASync_data()
{
    QTest::addColumn<int>("syncedAfter");
    QTest::addColumn<int>("writtenAfter");
    QTest::addColumn<int>("since");
    QTest::newRow("not synced since") << -10 << 600 << 0;
    QTest::newRow("synced, and the agent tells from when on it differs at least") << 300 << 600 << 600;
    QTest::newRow("synced, and nothing tells") << 300 << -1 << 7200;
}

void StoresTest::whatAnEarlierRunRememberedEndsWithASync()
{
    QFETCH(int, syncedAfter);
    QFETCH(int, writtenAfter);
    QFETCH(int, since);
    const QTemporaryDir folder;
    const QString path = folder.path() + u"/o.json"_s;
    const auto clock = std::make_shared<ManualClock>(start);
    {
        DriftOnsets onsets(path, clock);
        (void)onsets.since(u"s"_s, app(u"a"_s, SyncVerdict::OutOfSync));
        QVERIFY(onsets.save());
    }
    clock->advance(std::chrono::hours(2));
    DriftOnsets onsets(path, clock);
    App line = app(u"a"_s, SyncVerdict::OutOfSync);
    line.detail = Detail::Table;
    QCOMPARE(onsets.since(u"s"_s, line).at, start); // until the object says otherwise
    App now = app(u"a"_s, SyncVerdict::OutOfSync);
    now.syncedAt = start.addSecs(syncedAfter);
    if (writtenAfter >= 0)
        now.differsSince = start.addSecs(writtenAfter);
    QCOMPARE(onsets.since(u"s"_s, now).at, start.addSecs(since));
}

void StoresTest::onsetsOfTheFirstFormatAreRead()
{
    const QTemporaryDir folder;
    const QString path = folder.path() + u"/o.json"_s;
    QVERIFY(
        writePrivateFile(path, R"({"version":1,"differsSince":{"s|application/argocd/a":"2020-01-01T00:00:00Z"}})"_ba));
    DriftOnsets onsets(path, std::make_shared<ManualClock>(start));
    QCOMPARE(onsets.since(u"s"_s, app(u"a"_s, SyncVerdict::OutOfSync)).at,
        QDateTime::fromString(u"2020-01-01T00:00:00Z"_s, Qt::ISODate));
}

void StoresTest::onsetsSurviveARestart()
{
    const QTemporaryDir folder;
    const QString path = folder.path() + u"/o.json"_s;
    const auto clock = std::make_shared<ManualClock>(start);
    {
        DriftOnsets onsets(path, clock);
        (void)onsets.since(u"s"_s, app(u"a"_s, SyncVerdict::OutOfSync));
        QVERIFY(onsets.isDirty());
        QVERIFY(onsets.save());
        QVERIFY(!onsets.isDirty());
    }
    clock->advance(std::chrono::hours(7));
    DriftOnsets onsets(path, clock);
    App other = app(u"a"_s, SyncVerdict::OutOfSync);
    other.id.context = ContextName(u"renamed"_s);
    QCOMPARE(onsets.since(u"s"_s, other).at, start);
}

void StoresTest::onsetsFollowTheClusterBehindTheAddress()
{
    const QTemporaryDir folder;
    const QString path = folder.path() + u"/o.json"_s;
    const auto clock = std::make_shared<ManualClock>(start);
    {
        DriftOnsets onsets(path, clock);
        QVERIFY(!onsets.identify(u"s"_s, u"u-1"_s));
        (void)onsets.since(u"s"_s, app(u"a"_s, SyncVerdict::OutOfSync));
        (void)onsets.since(u"other"_s, app(u"a"_s, SyncVerdict::OutOfSync));
        QVERIFY(onsets.save());
    }
    clock->advance(std::chrono::hours(7));
    DriftOnsets onsets(path, clock);
    QVERIFY(!onsets.identify(u"s"_s, u"u-1"_s));
    QCOMPARE(onsets.since(u"s"_s, app(u"a"_s, SyncVerdict::OutOfSync)).at, start);
    QVERIFY(onsets.identify(u"s"_s, u"u-2"_s)); // built anew at the same address
    QCOMPARE(onsets.since(u"s"_s, app(u"a"_s, SyncVerdict::OutOfSync)).at, clock->now());
    QCOMPARE(onsets.since(u"other"_s, app(u"a"_s, SyncVerdict::OutOfSync)).at, start);
}

void StoresTest::onsetsTakeTheAgentsWord()
{
    DriftOnsets onsets({}, std::make_shared<ManualClock>(start));
    const App out = app(u"a"_s, SyncVerdict::OutOfSync);
    QVERIFY(!onsets.correct(u"s"_s, out.id, start.addSecs(-60))); // it does not differ, as far as is known
    (void)onsets.since(u"s"_s, out);
    QVERIFY(onsets.correct(u"s"_s, out.id, start.addSecs(-60)));
    QVERIFY(!onsets.correct(u"s"_s, out.id, start.addSecs(-60)));
    QCOMPARE(onsets.since(u"s"_s, out).at, start.addSecs(-60));
    QVERIFY(onsets.correct(u"s"_s, out.id, start.addSecs(60)));
    QCOMPARE(onsets.since(u"s"_s, out).at, start); // the cluster's clock is ahead of ours
}

void StoresTest::eventsTellWhenAppsBeganToDiffer_data()
{
    QTest::addColumn<QStringList>("messages"); // one a minute
    QTest::addColumn<int>("minute"); // -1: not known
    const QString out = u"Updated sync status: Synced -> OutOfSync"_s;
    QTest::newRow("none") << QStringList {} << -1;
    QTest::newRow("one") << QStringList { out } << 0;
    QTest::newRow("the last counts") << QStringList { out, u"Updated sync status: OutOfSync -> Synced"_s, out } << 2;
    QTest::newRow("back in sync") << QStringList { out, u"Updated sync status: OutOfSync -> Synced"_s } << -1;
    QTest::newRow("from a state that says nothing")
        << QStringList { u"Updated sync status: Unknown -> OutOfSync"_s } << -1;
    QTest::newRow("others between") << QStringList { out, u"Updated health status: Healthy -> Degraded"_s } << 0;
}

void StoresTest::eventsTellWhenAppsBeganToDiffer()
{
    QFETCH(QStringList, messages);
    QFETCH(int, minute);
    std::vector<manifest::Value> events;
    for (int index = 0; index < messages.size(); ++index) {
        const QString text
            = u"{\"involvedObject\":{\"kind\":\"Application\",\"namespace\":\"argocd\",\"name\":\"a\"},\"message\":\"%1\",\"lastTimestamp\":\"%2\"}"_s
                  .arg(messages[index], start.addSecs(60 * index).toString(Qt::ISODate));
        events.push_back(manifest::readJson(std::string_view(text.toUtf8())).value());
    }
    std::ranges::reverse(events);
    const auto beginnings = driftBeginnings(ContextName(u"c"_s), events);
    QCOMPARE(beginnings.size(), minute < 0 ? 0 : 1);
    if (minute >= 0)
        QCOMPARE(*beginnings.cbegin(), start.addSecs(60 * minute));
}

void StoresTest::onsetsIgnoreABrokenFile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("no JSON") << "{"_ba;
    QTest::newRow("newer") << R"({"version":9,"differsSince":{"s|application/argocd/a":"2020-01-01T00:00:00Z"}})"_ba;
    QTest::newRow("no time") << R"({"version":1,"differsSince":{"s|application/argocd/a":"yesterday"}})"_ba;
    QTest::newRow("no map") << R"({"version":1,"differsSince":[]})"_ba;
}

void StoresTest::onsetsIgnoreABrokenFile()
{
    QFETCH(QByteArray, content);
    const QTemporaryDir folder;
    const QString path = folder.path() + u"/o.json"_s;
    QVERIFY(writePrivateFile(path, content));
    DriftOnsets onsets(path, std::make_shared<ManualClock>(start));
    QCOMPARE(onsets.since(u"s"_s, app(u"a"_s, SyncVerdict::OutOfSync)).at, start);
}

void StoresTest::coloursStay()
{
    const QTemporaryDir folder;
    const QString path = folder.path() + u"/c.json"_s;
    ClusterColours first(path);
    QCOMPARE(first.of(u"b"_s), 0);
    QCOMPARE(first.of(u"a"_s), 1);
    QCOMPARE(first.of(u"b"_s), 0);
    QVERIFY(first.save());
    ClusterColours again(path);
    QCOMPARE(again.of(u"new"_s), 2);
    QCOMPARE(again.of(u"a"_s), 1);
}

void StoresTest::viewsComeBackInOrder()
{
    const QTemporaryDir folder;
    const QString path = folder.path() + u"/v.json"_s;
    const std::vector<SavedView> views { { u"z"_s, u"-health:Healthy"_s }, { u"a"_s, u"/x|y/"_s } };
    SavedViews store(path);
    QCOMPARE(store.load()->size(), std::size_t(0));
    QVERIFY(store.save(views));
    QCOMPARE(SavedViews(path).load().value(), views);
}

void StoresTest::viewsFromTheFutureAreLeftAlone()
{
    const QTemporaryDir folder;
    const QString path = folder.path() + u"/v.json"_s;
    QVERIFY(writePrivateFile(path, R"({"version":2})"_ba));
    SavedViews store(path);
    QCOMPARE(store.load().error().code, ErrorCode::InvalidInput);
    QCOMPARE(store.save({}).error().code, ErrorCode::Precondition);
    QCOMPARE(readPrivateFile(path), std::optional(R"({"version":2})"_ba));
}

void StoresTest::tableLinesNeverReplaceObjects()
{
    DriftOnsets onsets({}, std::make_shared<ManualClock>(start));
    AppTable table(&onsets, {});
    const ContextName context(u"c"_s);
    QCOMPARE(table.apply(context, u"s"_s, { .upserts = { fullApp() } }).upserts.size(), std::size_t(1));
    const AppChanges changes
        = table.apply(context, u"s"_s, { .upserts = { app(u"web"_s, SyncVerdict::Synced, Detail::Table) } });
    QVERIFY(changes.upserts.empty());
    QCOMPARE(table.find(fullApp().id)->detail, Detail::Full);
}

void StoresTest::tableLinesKeepWhatWasRemembered()
{
    DriftOnsets onsets({}, std::make_shared<ManualClock>(start));
    AppTable table(&onsets, readRows(written({ fullApp() })).value());
    const AppChanges changes = table.apply(
        ContextName(u"c"_s), u"s"_s, { .upserts = { app(u"web"_s, SyncVerdict::Synced, Detail::Table) } });
    QCOMPARE(changes.upserts.size(), std::size_t(1));
    const App& row = changes.upserts.front();
    QCOMPARE(row.agent.verdict, SyncVerdict::Synced);
    QCOMPARE(row.source, fullApp().source);
    QCOMPARE(row.detail, Detail::Table);
    QVERIFY(row.whatDiffers.isEmpty());
    QVERIFY(!row.differsSince.isValid());
}

void StoresTest::whatWasMeasuredStaysUntilItIsMeasuredAgain()
{
    DriftOnsets onsets({}, std::make_shared<ManualClock>(start));
    AppTable table(&onsets, {});
    const ContextName context(u"c"_s);
    const MeasuredVerdict measured { .verdict = SyncVerdict::OutOfSync, .fields = 2, .at = start };
    QVERIFY(table.take(fullApp().id, measured).upserts.empty()); // no such row
    (void)table.apply(context, u"s"_s, { .upserts = { app(u"web"_s, SyncVerdict::Synced) } });
    QCOMPARE(table.take(app(u"web"_s, SyncVerdict::Synced).id, measured).upserts.size(), std::size_t(1));
    QVERIFY(table.take(app(u"web"_s, SyncVerdict::Synced).id, measured).upserts.empty());
    const AppChanges changes = table.apply(context, u"s"_s, { .upserts = { app(u"web"_s, SyncVerdict::OutOfSync) } });
    QCOMPARE(changes.upserts.front().measured, std::optional(measured));
}

void StoresTest::equalRowsChangeNothing()
{
    DriftOnsets onsets({}, std::make_shared<ManualClock>(start));
    AppTable table(&onsets, {});
    const RowChange change { .upserts = { fullApp() } };
    QVERIFY(!table.apply(ContextName(u"c"_s), u"s"_s, change).upserts.empty());
    QVERIFY(table.apply(ContextName(u"c"_s), u"s"_s, change).upserts.empty());
    QCOMPARE(table.rows().size(), std::size_t(1));
}

void StoresTest::listedKindsLoseUnseenRows()
{
    DriftOnsets onsets({}, std::make_shared<ManualClock>(start));
    App flux = fullApp();
    flux.id.kind = AppKind::Kustomization;
    App elsewhere = fullApp();
    elsewhere.id.context = ContextName(u"other"_s);
    AppTable table(&onsets, readRows(written({ fullApp(), flux, elsewhere })).value());
    const AppChanges changes = table.apply(ContextName(u"c"_s), u"s"_s, { .listed = AppKind::Application });
    QCOMPARE(changes.removals, std::vector<AppId> { fullApp().id });
    QCOMPARE(table.rows().size(), std::size_t(2));
}

QTEST_GUILESS_MAIN(StoresTest)
#include "StoresTest.moc"
