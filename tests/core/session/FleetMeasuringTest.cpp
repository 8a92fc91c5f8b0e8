#include "core/session/FleetMeasuring.h"

#include "core/base/Async.h"
#include "core/session/Disagreement.h"

#include <QPromise>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace holdfast;
using namespace holdfast::gitops;
using namespace holdfast::session;
using namespace Qt::StringLiterals;

namespace {

App app(const QString& name, SyncVerdict verdict = SyncVerdict::Synced)
{
    App made { .id
        = { .context = ContextName(u"c"_s), .kind = AppKind::Application, .nameSpace = u"a"_s, .name = name } };
    made.agent.verdict = verdict;
    return made;
}

/// A list of apps that the test changes.
class ListedFleet final : public Fleet {
public:
    std::vector<App> rows;
    void change(const App& row) { Q_EMIT appsChanged({ .upserts = { row } }); }
    void drop(const AppId& id) { Q_EMIT appsChanged({ .removals = { id } }); }
    [[nodiscard]] std::vector<ClusterStatus> clusters() const override { return {}; }
    [[nodiscard]] std::vector<App> apps() const override { return rows; }
    [[nodiscard]] std::vector<Error> problems() const override { return {}; }
    [[nodiscard]] QFuture<Result<AppDetails>> details(const AppId&, CancelToken) override { return {}; }
    [[nodiscard]] QFuture<Result<ManifestText>> manifest(const AppId&, const manifest::ObjectKey&, CancelToken) override
    {
        return {};
    }
    void allowExec(const kube::ExecConsentKey&) override { }
    void retry(const ContextName&) override { }
};

/// Measurements that end when the test says so.
struct Bench {
    ListedFleet fleet;
    QStringList begun;
    std::vector<CancelToken> tokens;
    std::vector<std::shared_ptr<QPromise<Result<MeasuredVerdict>>>> open;
    std::unique_ptr<FleetMeasuring> measuring;

    explicit Bench(std::chrono::milliseconds interval = std::chrono::hours(1))
    {
        measuring = std::make_unique<FleetMeasuring>(fleet,
            MeasuringParts { .measure =
                                 [this](const App& row, const CancelToken& cancel) {
                                     begun << row.id.name;
                                     tokens.push_back(cancel);
                                     auto promise = std::make_shared<QPromise<Result<MeasuredVerdict>>>();
                                     promise->start();
                                     open.push_back(promise);
                                     return promise->future();
                                 },
                .clock = std::make_shared<SystemClock>(),
                .interval = interval,
                .pause = std::chrono::milliseconds(1) });
    }

    void end(
        std::size_t number, const Result<MeasuredVerdict>& verdict = MeasuredVerdict { .verdict = SyncVerdict::Synced })
    {
        open[number]->addResult(verdict);
        open[number]->finish();
    }
};

}

class FleetMeasuringTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksForTheCommitThatTheAgentSpeaksOf_data()
    {
        QTest::addColumn<AppKind>("kind");
        QTest::addColumn<SyncVerdict>("verdict");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("revision");
        QTest::addColumn<QString>("commit");
        QTest::addColumn<int>("oldest");
        const QString hash(40, u'a');
        const QString flux = u"main@sha1:"_s + hash;
        QTest::newRow("argo") << AppKind::Application << SyncVerdict::Synced << QString() << hash << hash << 60;
        QTest::newRow("argo behind") << AppKind::Application << SyncVerdict::OutOfSync << QString() << hash << hash
                                     << 0;
        QTest::newRow("flux") << AppKind::Kustomization << SyncVerdict::Synced << QString() << flux << hash << 60;
        QTest::newRow("flux behind") << AppKind::Kustomization << SyncVerdict::OutOfSync << QString() << flux
                                     << QString() << 0;
        QTest::newRow("flux, what it applied last failed")
            << AppKind::Kustomization << SyncVerdict::Synced << u"HealthCheckFailed"_s << flux << QString() << 0;
        QTest::newRow("chart") << AppKind::HelmRelease << SyncVerdict::Synced << QString() << u"1.4.0"_s << QString()
                               << 60;
        QTest::newRow("artifact") << AppKind::Kustomization << SyncVerdict::Synced << QString()
                                  << u"1.0@sha256:"_s + QString(64, u'b') << QString() << 60;
    }
    void asksForTheCommitThatTheAgentSpeaksOf()
    {
        QFETCH(AppKind, kind);
        QFETCH(SyncVerdict, verdict);
        QFETCH(QString, reason);
        QFETCH(QString, revision);
        App row = app(u"one"_s, verdict);
        row.id.kind = kind;
        row.agent.reason = reason;
        row.revision = Revision(revision);
        const DesiredQuery query = queryAtItsCommit(row);
        QCOMPARE(query.app.id, row.id);
        QTEST(query.revision, "commit");
        QTEST(int(query.oldest.count()), "oldest");
    }

    void readsNothingOnceStopped()
    {
        Bench bench;
        bench.fleet.rows = { app(u"one"_s), app(u"two"_s), app(u"three"_s) };
        QSignalSpy told(bench.measuring.get(), &FleetMeasuring::measured);
        bench.measuring->start();
        QTRY_COMPARE(bench.begun.size(), 2);
        bench.measuring->stop();
        QVERIFY(bench.tokens.front().isCancelled());
        bench.fleet.change(app(u"four"_s));
        bench.end(0);
        bench.end(1);
        QCOMPARE(bench.begun.size(), 2);
        bench.measuring->start();
        QTRY_COMPARE(bench.begun.size(), 4);
        QCOMPARE(told.size(), 0);
    }

    void readsNothingWhenStoppedBeforeItBegan()
    {
        Bench bench;
        bench.fleet.rows = { app(u"one"_s) };
        bench.measuring->start();
        bench.measuring->stop();
        bool later = false;
        QTimer::singleShot(std::chrono::milliseconds(5), this, [&later] { later = true; });
        QTRY_VERIFY(later);
        QVERIFY(bench.begun.isEmpty());
    }

    void measuresTwoAtATime()
    {
        Bench bench;
        bench.fleet.rows = { app(u"one"_s), app(u"two"_s), app(u"three"_s) };
        QSignalSpy told(bench.measuring.get(), &FleetMeasuring::measured);
        bench.measuring->start();
        QTRY_COMPARE(bench.begun, QStringList({ u"one"_s, u"two"_s }));
        bench.end(1, MeasuredVerdict { .verdict = SyncVerdict::OutOfSync, .fields = 3 });
        QTRY_COMPARE(bench.begun, QStringList({ u"one"_s, u"two"_s, u"three"_s }));
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.front().at(0).value<AppId>().name, u"two"_s);
        QCOMPARE(told.front().at(1).value<MeasuredVerdict>().fields, 3);
    }

    void measuresWhatChangedBeforeTheOthers()
    {
        Bench bench;
        bench.fleet.rows = { app(u"one"_s), app(u"two"_s), app(u"three"_s), app(u"four"_s) };
        bench.measuring->start();
        QTRY_COMPARE(bench.begun.size(), 2);
        bench.fleet.change(app(u"one"_s, SyncVerdict::OutOfSync));
        bench.fleet.change(app(u"one"_s, SyncVerdict::OutOfSync)); // once is enough
        bench.end(0);
        bench.end(1);
        QTRY_COMPARE(bench.begun, QStringList({ u"one"_s, u"two"_s, u"one"_s, u"three"_s }));
    }

    void aFailureTellsNothing()
    {
        Bench bench;
        bench.fleet.rows = { app(u"one"_s), app(u"two"_s), app(u"three"_s) };
        QSignalSpy told(bench.measuring.get(), &FleetMeasuring::measured);
        bench.measuring->start();
        QTRY_COMPARE(bench.begun.size(), 2);
        bench.end(0, fail(ErrorCode::Unreachable, {}, u"no network"_s));
        QTRY_COMPARE(bench.begun.size(), 3);
        QCOMPARE(told.size(), 0);
    }

    void measuresAgainAfterTheInterval()
    {
        Bench bench(std::chrono::milliseconds(20));
        bench.fleet.rows = { app(u"one"_s) };
        bench.measuring->start();
        QTRY_COMPARE(bench.begun.size(), 1);
        bench.end(0);
        QTRY_COMPARE(bench.begun.size(), 2);
    }

    void forgetsWhatIsGone()
    {
        Bench bench;
        bench.fleet.rows = { app(u"one"_s), app(u"two"_s), app(u"three"_s) };
        QSignalSpy told(bench.measuring.get(), &FleetMeasuring::measured);
        bench.measuring->start();
        QTRY_COMPARE(bench.begun.size(), 2);
        bench.fleet.drop(app(u"three"_s).id);
        bench.fleet.drop(app(u"one"_s).id);
        bench.end(0);
        bench.end(1);
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(told.front().at(0).value<AppId>().name, u"two"_s);
        QCOMPARE(bench.begun.size(), 2);
    }

    void cancelsWhatRunsWhenItEnds()
    {
        Bench bench;
        bench.fleet.rows = { app(u"one"_s) };
        bench.measuring->start();
        QTRY_COMPARE(bench.begun.size(), 1);
        bench.measuring.reset();
        QVERIFY(bench.tokens.front().isCancelled());
    }

    void tellsWhereTheAgentDisagrees_data()
    {
        QTest::addColumn<SyncVerdict>("agent");
        QTest::addColumn<SyncVerdict>("measured");
        QTest::addColumn<QString>("says");
        QTest::newRow("both synced") << SyncVerdict::Synced << SyncVerdict::Synced << u""_s;
        QTest::newRow("both differ") << SyncVerdict::OutOfSync << SyncVerdict::OutOfSync << u""_s;
        QTest::newRow("not measured") << SyncVerdict::Synced << SyncVerdict::Unknown << u""_s;
        QTest::newRow("unseen") << SyncVerdict::Synced << SyncVerdict::OutOfSync
                                << u"Argo CD says Synced, but Holdfast measured 2 fields that differ from Git: "_s;
        QTest::newRow("seen alone") << SyncVerdict::OutOfSync << SyncVerdict::Synced
                                    << u"Argo CD says OutOfSync, but Holdfast measured no field"_s;
    }
    void tellsWhereTheAgentDisagrees()
    {
        QFETCH(SyncVerdict, agent);
        QFETCH(SyncVerdict, measured);
        QFETCH(QString, says);
        App row = app(u"one"_s, agent);
        row.measured = MeasuredVerdict { .verdict = measured, .fields = 2, .at = QDateTime::currentDateTimeUtc() };
        const QString text = disagreementText(row);
        QVERIFY2(says.isEmpty() ? text.isEmpty() : text.startsWith(says), qPrintable(text));
        row.agent.reconciling = true;
        QCOMPARE(disagreementText(row), QString());
    }

    void namesTheCauseOfABlindAgent()
    {
        App row = app(u"one"_s);
        row.measured
            = MeasuredVerdict { .verdict = SyncVerdict::OutOfSync, .fields = 1, .at = QDateTime::currentDateTimeUtc() };
        row.automation.mode = AutomationMode::Suspended;
        QVERIFY(disagreementText(row).contains(u"it is suspended"_s));
        row.automation.mode = AutomationMode::Auto;
        row.agent.at = row.measured->at.addSecs(-7200);
        QVERIFY(disagreementText(row).contains(u"it last looked at "_s));
        row.agent.at = {};
        row.id.kind = AppKind::HelmRelease;
        QVERIFY(disagreementText(row).contains(u"drift detection may be off"_s));
    }
};

QTEST_GUILESS_MAIN(FleetMeasuringTest)
#include "FleetMeasuringTest.moc"
