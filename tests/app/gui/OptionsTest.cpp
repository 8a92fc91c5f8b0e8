#include "app/gui/Options.h"
#include "app/gui/Practice.h"
#include "app/gui/StartupReport.h"
#include "tests/ui/support/SampleFleets.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Preferences.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace holdfast;
using namespace holdfast::gui;

namespace {

std::expected<Options, UsageText> parsed(const QString& line)
{
    return parseOptions(QStringLiteral("holdfast ").append(line).split(u' ', Qt::SkipEmptyParts));
}

}

/// The command line of the console, its start report and its practice fleet.
class OptionsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheWindow()
    {
        const auto options = parsed(QStringLiteral(
            "--kubeconfig f --context a --context b --page app/application/n/x --kiosk --theme dark --data d"));
        QVERIFY(options.has_value());
        QCOMPARE(options->fleet.kubeconfig, QStringLiteral("f"));
        QCOMPARE(options->fleet.contexts, (QStringList { QStringLiteral("a"), QStringLiteral("b") }));
        QVERIFY(options->fleet.choice == app::ContextChoice::Named);
        QCOMPARE(options->route.page, QStringLiteral("app"));
        QVERIFY(options->style == shell::WindowStyle::Kiosk);
        QVERIFY(!options->render);
        QVERIFY(parsed(QString())->fleet.choice == app::ContextChoice::All);
        QCOMPARE(parsed(QStringLiteral("holdfast:settings"))->route.page, QStringLiteral("settings"));
    }
    void readsThePicture()
    {
        const auto options
            = parsed(QStringLiteral("--render settings --output a.png --size 800x600 --startup-report r.json"));
        QVERIFY(options.has_value() && options->render);
        QCOMPARE(options->render->size, QSize(800, 600));
        QCOMPARE(options->route.page, QStringLiteral("settings"));
        QCOMPARE(options->startupReport, QStringLiteral("r.json"));
        QCOMPARE(parsed(QStringLiteral("--render fleet --output a.png"))->render->size, QSize(1440, 900));
    }
    void refusesWithOneSentence_data()
    {
        QTest::addColumn<QString>("line");
        for (const auto* line :
            { "--render fleet", "--output x.png", "--render fleet --output a --size 10x10",
                "--render fleet --output a --size big", "--theme pink", "--unknown", "stray", "--render / --output a" })
            QTest::newRow(line) << QString::fromLatin1(line);
    }
    void refusesWithOneSentence()
    {
        QFETCH(QString, line);
        const auto options = parsed(line);
        QVERIFY(!options);
        QCOMPARE(options.error().exitCode, 2);
        QVERIFY(options.error().text.startsWith(QStringLiteral("holdfast: ")));
        QCOMPARE(options.error().text.count(u'\n'), 1);
    }
    void helpAndVersionAreNoErrors()
    {
        QCOMPARE(parsed(QStringLiteral("--help")).error().exitCode, 0);
        QVERIFY(parsed(QStringLiteral("--help")).error().text.contains(QStringLiteral("--startup-report")));
        QCOMPARE(parsed(QStringLiteral("--version")).error().exitCode, 0);
    }

    void reportsTheStartOnceAllIsThere()
    {
        foundation::loadFonts();
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("report.json"));
        const auto fleet = tests::sampleFleet(tests::Sample::Small);
        auto late = tests::liveCluster(QStringLiteral("late"), 4);
        late.state = session::LinkState::Connecting;
        late.rowsComplete = false;
        late.detailsComplete = false;
        fleet->setCluster(late);
        foundation::Preferences preferences { QString() };
        shell::MainWindow window({ fleet.get(), tests::sampleClock(), &preferences, {} }, shell::WindowStyle::Full);
        StartupReport report(file, *fleet, window);
        QSignalSpy done(&report, &StartupReport::done);
        window.go({ QStringLiteral("fleet"), {} });
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QVERIFY(!report.isDone());
        late.state = session::LinkState::Live; // its connection stands, its Table is still on its way
        fleet->setCluster(late);
        window.repaint();
        bool turned = false;
        QTimer::singleShot(0, &window, [&turned] { turned = true; });
        QTRY_VERIFY(turned);
        const auto before = double(processAge());
        late.rowsComplete = true;
        fleet->setCluster(late);
        late.detailsComplete = true;
        fleet->setCluster(late);
        QTRY_COMPARE(done.count(), 1);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QJsonObject json = QJsonDocument::fromJson(written.readAll()).object();
        QCOMPARE(json.value(QStringLiteral("rows")).toInt(), 15);
        const double first = json.value(QStringLiteral("firstPaintMs")).toDouble();
        const double rows = json.value(QStringLiteral("rowsPaintedMs")).toDouble();
        const double all = json.value(QStringLiteral("detailsCompleteMs")).toDouble();
        QVERIFY(first > 0 && first <= rows && rows <= all);
        QVERIFY(rows >= before);
        QVERIFY(json.value(QStringLiteral("peakRssKiB")).toDouble() > 1000);
    }

    void aMissingPracticeProgramIsAnError()
    {
        Practice practice(QStringLiteral("/nowhere/holdfast-sandbox"));
        QSignalSpy failed(&practice, &Practice::failed);
        practice.start();
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(!failed.front().front().value<Error>().detail.isEmpty());
    }
    void aPracticeThatEndsIsAnError()
    {
        Practice practice(QStringLiteral("/bin/false"));
        QSignalSpy failed(&practice, &Practice::failed);
        practice.start();
        QTRY_COMPARE(failed.count(), 1);
    }
};

QTEST_MAIN(OptionsTest)
#include "OptionsTest.moc"
