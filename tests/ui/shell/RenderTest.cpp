#include "tests/ui/support/SampleFleets.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Preferences.h"
#include "ui/foundation/Theme.h"
#include "ui/shell/MainWindow.h"

#include <QApplication>
#include <QDir>
#include <QTest>
#include <QTranslator>

using namespace holdfast;
using tests::Sample;

namespace {

QString picturesFolder()
{
    const QString folder = QCoreApplication::applicationDirPath() + QStringLiteral("/pictures");
    QDir().mkpath(folder);
    return folder;
}

/// Every word that a user of a screen reader finds in the visible widgets.
QString spokenText(const QWidget& window)
{
    QStringList words;
    for (const auto* widget : window.findChildren<QWidget*>()) {
        if (widget->isVisible())
            words.append(widget->accessibleName());
    }
    return words.join(u'\n') + u'\n';
}

}

/// Draws every state of every page in both themes and looks at what came out.
class RenderTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        foundation::loadFonts();
        QCoreApplication::setApplicationVersion(QStringLiteral("0.1.0"));
        QVERIFY(m_english.load(QStringLiteral(":/i18n/holdfast_en.qm")));
        QCoreApplication::installTranslator(&m_english);
    }

    void drawsEveryState_data()
    {
        QTest::addColumn<Sample>("sample");
        QTest::addColumn<QString>("route");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, Sample sample, const char* route, const char* expected) {
            QTest::newRow(name) << sample << QString::fromLatin1(route) << QString::fromUtf8(expected);
        };
        row("fleet", Sample::Small, "fleet", "staging: disconnected");
        row("fleet-large", Sample::Large, "fleet", "10,000 apps");
        row("fleet-empty", Sample::Empty, "fleet", "No apps");
        row("fleet-first", Sample::NoKubeconfig, "fleet", "Open the practice fleet");
        row("fleet-broken", Sample::BrokenKubeconfig, "fleet", "/home/ada/.kube/config:14:3");
        row("fleet-connecting", Sample::Connecting, "fleet", "Connecting");
        row("fleet-unreachable", Sample::Unreachable, "fleet", "connection refused");
        row("fleet-denied", Sample::Denied, "fleet", "the token has expired");
        row("fleet-deniedkinds", Sample::DeniedKinds, "fleet", "You may not read the apps");
        row("fleet-consent", Sample::Consent, "fleet", "/usr/bin/aws eks get-token");
        row("fleet-hostile", Sample::Hostile, "fleet", "4 apps · 1 cluster\n");
        row("fleet-long", Sample::LongNames, "fleet", "20 apps");
        row("fleet-remembered", Sample::Remembered, "fleet", "15 apps");
        row("fleet-insecure", Sample::Insecure, "fleet", "not verified");
        row("settings", Sample::Small, "settings", "SIL Open Font License");
        row("nowhere", Sample::Small, "moon/base", "There is no page “moon/base”.");
    }

    void drawsEveryState()
    {
        QFETCH(Sample, sample);
        QFETCH(QString, route);
        QFETCH(QString, expected);
        for (const auto theme : { foundation::ThemeChoice::Light, foundation::ThemeChoice::Dark }) {
            foundation::applyTheme(*qobject_cast<QApplication*>(qApp), theme);
            for (const QSize size : { QSize(1440, 900), QSize(1024, 700) }) {
                const auto fleet = tests::sampleFleet(sample);
                foundation::Preferences preferences({});
                shell::MainWindow window(
                    { fleet.get(), tests::sampleClock(), &preferences, { QStringLiteral("/home/ada/.kube/config") } },
                    shell::WindowStyle::Full);
                window.resize(size);
                window.go(*pages::parseRoute(route));
                window.show();
                QVERIFY(QTest::qWaitForWindowExposed(&window));
                QTRY_VERIFY(!window.page() || window.page()->isComplete() || sample == Sample::Connecting);
                const QImage picture = window.grab().toImage();
                const QString file = QStringLiteral("%1/%2-%3-%4.png")
                                         .arg(picturesFolder(), QLatin1String(QTest::currentDataTag()), word(theme),
                                             QString::number(size.width()));
                QVERIFY(picture.save(file));
                QVERIFY2(spokenText(window).contains(expected), qPrintable(spokenText(window)));
            }
        }
    }

private:
    QTranslator m_english;
};

QTEST_MAIN(RenderTest)
#include "RenderTest.moc"
