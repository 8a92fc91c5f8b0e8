#include "ui/shell/MainWindow.h"
#include "tests/ui/support/SampleFleets.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Preferences.h"
#include "ui/shell/CommandPalette.h"
#include "ui/shell/FuzzyMatch.h"
#include "ui/shell/KeysDialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSet>
#include <QStackedWidget>
#include <QTest>

using namespace holdfast;
using namespace holdfast::shell;
using tests::Sample;

namespace {

/// A window on a sample fleet, active.
struct Shown {
    explicit Shown(Sample sample = Sample::Small)
        : fake(tests::sampleFleet(sample))
        , window({ fake.get(), tests::sampleClock(), &preferences, {} }, WindowStyle::Full)
    {
        window.resize(1300, 800);
        window.go({ QStringLiteral("fleet"), {} });
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qWarning("the window is not active");
    }
    [[nodiscard]] QString place() { return pages::routeText(window.router().current()); }
    [[nodiscard]] QWidget* focus() const { return window.focusWidget(); }

    foundation::Preferences preferences { QString() };
    std::unique_ptr<tests::FakeFleet> fake;
    MainWindow window;
};

}

/// The frame under real keys: where they lead, and what every widget says of itself.
class MainWindowTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { foundation::loadFonts(); }

    void twoKeysLeadToAPage()
    {
        Shown shown;
        QTest::keyClick(shown.focus(), Qt::Key_G);
        QTest::keyClick(shown.focus(), Qt::Key_S);
        QCOMPARE(shown.place(), QStringLiteral("settings"));
        QTest::keyClick(shown.focus(), Qt::Key_G);
        QTest::keyClick(shown.focus(), Qt::Key_F);
        QCOMPARE(shown.place(), QStringLiteral("fleet"));
        QTest::keyClick(shown.focus(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(shown.place(), QStringLiteral("settings"));
        QTest::keyClick(shown.focus(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(shown.place(), QStringLiteral("fleet"));
    }

    void thePaletteFindsAnApp()
    {
        Shown shown;
        QTest::keyClick(shown.focus(), Qt::Key_K, Qt::ControlModifier);
        auto* field = shown.window.findChild<QLineEdit*>(QStringLiteral("palette.field"));
        QVERIFY(field->isVisible() && field->hasFocus());
        QTest::keyClicks(field, QStringLiteral("edgegat"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(shown.place(), QStringLiteral("app/prod-us:application/platform/edge-gateway"));
        QVERIFY(!field->isVisible());
    }

    void thePaletteRunsACommandAndLetsGo()
    {
        Shown shown;
        QTest::keyClick(shown.focus(), Qt::Key_K, Qt::ControlModifier);
        auto* field = shown.window.findChild<QLineEdit*>(QStringLiteral("palette.field"));
        QTest::keyClicks(field, QStringLiteral("dark col"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(shown.preferences.text(QStringLiteral("theme")), QStringLiteral("dark"));
        QTest::keyClick(shown.focus(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isVisible());
    }

    void lettersInAFieldAreNoCommands()
    {
        Shown shown;
        QTest::keyClick(shown.focus(), Qt::Key_Slash);
        QTest::keyClicks(shown.focus(), QStringLiteral("gs?"));
        QCOMPARE(shown.place(), QStringLiteral("fleet"));
        QCOMPARE(shown.window.findChild<QLineEdit*>(QStringLiteral("fleet.filter"))->text(), QStringLiteral("gs?"));
    }

    void theKeysOfAPageWorkOnceItIsOpen()
    {
        Shown shown;
        shown.window.go(*pages::parseRoute(QStringLiteral("app/prod-eu:application/payments/checkout-api")));
        QTest::keyClick(shown.focus(), Qt::Key_3);
        const auto* content = shown.window.findChild<QStackedWidget*>(QStringLiteral("app.content"));
        QCOMPARE(content->currentWidget()->objectName(), QStringLiteral("app.conditions"));
        QCOMPARE(shown.window.findChild<QLineEdit*>(QStringLiteral("app.objectFilter"))->text(), QString());
        shown.window.findChild<QWidget*>(QStringLiteral("app.conditions"))->setFocus();
        QTest::keyClick(shown.focus(), Qt::Key_R);
        QVERIFY(shown.place().startsWith(QLatin1String("rollback/new/")));
    }

    void theWayBackIsAButtonOfAFreshApp()
    {
        Shown shown;
        shown.window.go(*pages::parseRoute(QStringLiteral("app/staging:application/web/canary")));
        auto* button = shown.window.findChild<QPushButton*>(QStringLiteral("app.rollBack"));
        QVERIFY(!button->isEnabled()); // staging has not answered for minutes
        shown.window.go(*pages::parseRoute(QStringLiteral("app/prod-eu:application/payments/checkout-api")));
        QVERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(shown.place(), QStringLiteral("rollback/new/prod-eu:application/payments/checkout-api"));
    }

    void allKeysAreListed()
    {
        Shown shown;
        QTest::keyClick(shown.focus(), Qt::Key_Question);
        auto* dialog = shown.window.findChild<KeysDialog*>();
        QVERIFY(dialog);
        QStringList words;
        for (const auto* label : dialog->findChildren<QLabel*>())
            words.append(label->text());
        for (const Command& command : shown.window.actions().commands())
            QVERIFY2(command.shortcut.isEmpty() || words.contains(command.text), qPrintable(command.id));
    }

    void aLinkOfThisPlaceCanBeCopied()
    {
        Shown shown;
        shown.window.actions().run(QStringLiteral("link.copy"));
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("holdfast:fleet"));
    }

    void aRouteToNowhereIsExplained()
    {
        Shown shown;
        shown.window.go({ QStringLiteral("moon"), QStringLiteral("<b>") });
        QVERIFY(shown.window.routeError().contains(QStringLiteral("moon/<b>")));
        QVERIFY(!shown.window.page());
        shown.window.actions().run(QStringLiteral("go.fleet"));
        QVERIFY(shown.window.page());
    }

    void commandsAreThereOnce()
    {
        ActionCatalog catalog;
        int runs = 0;
        catalog.add({ QStringLiteral("a"), QStringLiteral("A"), {}, [&runs] { ++runs; } });
        catalog.add({ QStringLiteral("a"), QStringLiteral("B"), {}, [&runs] { runs += 10; } });
        catalog.run(QStringLiteral("a"));
        catalog.run(QStringLiteral("unknown"));
        QCOMPARE(runs, 10);
        QCOMPARE(catalog.commands().size(), std::size_t(1));
        QSet<QString> keys;
        Shown shown;
        for (const Command& command : shown.window.actions().commands()) {
            const QString key = command.shortcut.toString();
            QVERIFY2(key.isEmpty() || !keys.contains(key), qPrintable(command.id));
            keys.insert(key);
        }
    }

    void fuzzyMatchesPreferWordsAndRuns()
    {
        QVERIFY(!fuzzyScore(QStringLiteral("xyz"), QStringLiteral("checkout")));
        QVERIFY(fuzzyScore(QStringLiteral("chkt"), QStringLiteral("checkout")));
        QVERIFY(*fuzzyScore(QStringLiteral("api"), QStringLiteral("checkout api"))
            > *fuzzyScore(QStringLiteral("api"), QStringLiteral("a people i")));
        QVERIFY(*fuzzyScore(QStringLiteral("cg"), QStringLiteral("canary gate"))
            > *fuzzyScore(QStringLiteral("cg"), QStringLiteral("xcxgx")));
    }

    void standingWarningsCannotBePutAway()
    {
        Shown shown(Sample::Insecure);
        const auto warnings = standingWarnings(shown.fake->clusters());
        QCOMPARE(warnings.size(), std::size_t(2));
        shown.window.notifications().post({ foundation::NoticeBar::Look::Quiet, QStringLiteral("told") });
        QCOMPARE(shown.window.findChildren<QWidget*>(QStringLiteral("banner.bar.hide")).size(), 1);
        shown.window.notifications().putAway(QStringLiteral("told"));
        QVERIFY(shown.window.notifications().open().empty());
    }

    void everyWidgetHasANameForTestsAndForReaders_data()
    {
        QTest::addColumn<Sample>("sample");
        QTest::addColumn<QString>("route");
        const QString app = QStringLiteral("app/prod-eu:application/payments/checkout-api");
        QTest::newRow("fleet") << Sample::Small << QStringLiteral("fleet");
        QTest::newRow("insecure") << Sample::Insecure << QStringLiteral("fleet");
        QTest::newRow("first start") << Sample::NoKubeconfig << QStringLiteral("fleet");
        QTest::newRow("consent") << Sample::Consent << QStringLiteral("fleet");
        QTest::newRow("settings") << Sample::Small << QStringLiteral("settings");
        QTest::newRow("app") << Sample::Small << app;
        QTest::newRow("nowhere") << Sample::Small << QStringLiteral("moon");
    }
    void everyWidgetHasANameForTestsAndForReaders()
    {
        QFETCH(Sample, sample);
        QFETCH(QString, route);
        Shown shown(sample);
        shown.window.go(*pages::parseRoute(route));
        QStringList offences;
        for (const auto* widget : shown.window.findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->objectName().startsWith(QLatin1String("qt_")) || isQtsOwn(widget))
                continue;
            const QString what = QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
            if (!widget->objectName().contains(u'.'))
                offences.append(what + QStringLiteral(" in ") + widget->parentWidget()->objectName());
            // A label speaks its own text.
            if (widget->focusPolicy() != Qt::NoFocus && !qobject_cast<const QLabel*>(widget)
                && widget->accessibleName().isEmpty())
                offences.append(what + QStringLiteral(" says nothing"));
        }
        QVERIFY2(offences.isEmpty(), qPrintable(offences.join(u'\n')));
    }

private:
    /// Parts that Qt makes inside its widgets: viewports, corner widgets, buttons in fields.
    static bool isQtsOwn(const QWidget* widget)
    {
        const QByteArray name = widget->metaObject()->className();
        return (name == "QWidget" && widget->objectName().isEmpty()) || name == "QScrollBar"
            || name == "QLineEditIconButton" || name.startsWith("QComboBoxPrivate") || name == "QTableCornerButton"
            || name == "QSplitterHandle" || (name == "QHeaderView" && widget->objectName().isEmpty());
    }
};

QTEST_MAIN(MainWindowTest)
#include "MainWindowTest.moc"
