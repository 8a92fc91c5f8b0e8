#include "app/gui/Console.h"
#include "ui/foundation/Fonts.h"
#include "ui/pages/fleet/FleetPage.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace holdfast::gui;

namespace {

shell::MainWindow* window()
{
    for (auto* widget : QApplication::topLevelWidgets()) {
        auto* found = qobject_cast<shell::MainWindow*>(widget);
        if (found && found->isVisible())
            return found;
    }
    return nullptr;
}

}

/// The whole program in one process: the first start, and the practice fleet behind it.
class ConsoleTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        foundation::loadFonts();
        qputenv("PATH", QByteArray(HOLDFAST_BIN) + ':' + qgetenv("PATH"));
        qputenv("KUBECONFIG", m_home.filePath(QStringLiteral("none")).toUtf8());
    }

    void aFirstStartLeadsToThePracticeFleet()
    {
        Options options;
        options.fleet.choice = app::ContextChoice::All;
        options.fleet.dataFolder = m_home.filePath(QStringLiteral("data"));
        Console console(options, *qobject_cast<QApplication*>(qApp));
        console.start();
        auto* first = window();
        QVERIFY(first);
        QVERIFY(first->findChild<QWidget*>(QStringLiteral("fleet.notice.practice")));
        first->actions().run(QStringLiteral("practice.start"));
        QTRY_VERIFY_WITH_TIMEOUT(window() && window() != first, 30'000);
        const auto* page = window()->findChild<pages::fleet::FleetPage*>();
        QVERIFY(page);
        QTRY_VERIFY_WITH_TIMEOUT(page->isComplete() && page->rows() >= 12, 30'000);
    }

    void aThemeChosenInTheWindowIsKept()
    {
        Options options;
        options.fleet.dataFolder = m_home.filePath(QStringLiteral("data"));
        {
            Console console(options, *qobject_cast<QApplication*>(qApp));
            console.start();
            window()->actions().run(QStringLiteral("theme.dark"));
            QCOMPARE(foundation::coloursOf(qApp->palette()).scheme, foundation::Scheme::Dark);
            window()->actions().run(QStringLiteral("theme.light"));
            window()->actions().run(QStringLiteral("theme.dark"));
        }
        foundation::applyTheme(*qobject_cast<QApplication*>(qApp), foundation::ThemeChoice::Light);
        Console again(options, *qobject_cast<QApplication*>(qApp));
        again.start();
        QCOMPARE(foundation::coloursOf(qApp->palette()).scheme, foundation::Scheme::Dark);
    }

private:
    QTemporaryDir m_home;
};

QTEST_MAIN(ConsoleTest)
#include "ConsoleTest.moc"
