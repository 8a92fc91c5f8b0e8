#include "ui/pages/app/DiffPane.h"
#include "core/session/MeasureService.h"
#include "tests/core/session/TwoClusters.h"
#include "tests/ui/support/FakeFleet.h"
#include "ui/diff/DiffCanvas.h"
#include "ui/diff/DiffTools.h"
#include "ui/foundation/Fonts.h"
#include "ui/pages/app/DiffPaneSide.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTest>

using namespace holdfast;
using namespace holdfast::pages::app;
using namespace Qt::StringLiterals;

class DiffPaneTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_mirrors;
    std::shared_ptr<tests::TwoClusters> m_clusters;
    std::unique_ptr<session::MeasureService> m_measuring;
    std::unique_ptr<tests::FakeFleet> m_fleet;
    std::unique_ptr<DiffPane> m_pane;

    template <typename T = QWidget> [[nodiscard]] T* part(const char* name) const
    {
        return m_pane->findChild<T*>(QString::fromLatin1(name));
    }
    [[nodiscard]] QString title(const char* name) const { return part<QAbstractButton>(name)->text(); }
    [[nodiscard]] const diff::SideBySide& content() const
    {
        return part<difference::DiffCanvas>("diff.canvas")->plan().content();
    }
    [[nodiscard]] session::ComparedSide live(const char* context) const
    {
        return { .kind = session::SideKind::Live, .app = m_clusters->app(context), .revision = {} };
    }

private Q_SLOTS:
    void initTestCase() { foundation::loadFonts(); }

    void init()
    {
        m_clusters = std::make_shared<tests::TwoClusters>();
        m_measuring = std::make_unique<session::MeasureService>(m_clusters,
            std::make_shared<const session::DesiredStates>(m_clusters, m_mirrors.path()),
            std::make_shared<PoolExecutor>(1));
        m_fleet = std::make_unique<tests::FakeFleet>();
        m_fleet->upsert({ m_clusters->app("eu"), m_clusters->app("us") });
        m_pane = std::make_unique<DiffPane>(pages::PageServices {
            .fleet = m_fleet.get(), .clock = std::make_shared<SystemClock>(), .measuring = m_measuring.get() });
        m_pane->resize(1100, 500);
        m_pane->setVisible(true);
        m_pane->setApp(m_clusters->app("eu"));
        m_pane->show(manifest::parseObjectText(u"ConfigMap/prod/settings"_s));
        QTRY_VERIFY(m_pane->isSettled());
    }

    void cleanup() { m_pane.reset(); }

    void showsWhatRunsBesideGit()
    {
        QCOMPARE(content().changes.size(), std::size_t { 1 });
        QVERIFY2(title("diff.leftTitle").startsWith(u"Git main @ "), qPrintable(title("diff.leftTitle")));
        QVERIFY2(
            title("diff.rightTitle").contains(u"eu · ConfigMap/prod/settings"), qPrintable(title("diff.rightTitle")));
        QVERIFY(part("diff.leftTitle")->accessibleDescription().contains(u"ago"));
    }

    void hasTheViewsKeysWhenItHasTheFocus()
    {
        m_pane->activateWindow();
        m_pane->takeFocus();
        QTRY_VERIFY(part("diff.canvas")->hasFocus());
        QTest::keyClick(part("diff.canvas"), Qt::Key_U);
        QCOMPARE(part<difference::DiffCanvas>("diff.canvas")->arrangement(), difference::Arrangement::Unified);
    }

    void keepsThePlaceWhereNothingIsNew()
    {
        auto* canvas = part<difference::DiffCanvas>("diff.canvas");
        canvas->goToRow(0);
        m_pane->measureAgain();
        QVERIFY(!m_pane->isSettled());
        QTRY_VERIFY(m_pane->isSettled());
        QCOMPARE(canvas->currentRow(), 0);
    }

    void comparesTwoClusters()
    {
        m_pane->choose(difference::Side::Left, live("us"));
        QTRY_VERIFY(title("diff.leftTitle").contains(u"us · ConfigMap/elsewhere/settings"));
        QCOMPARE(content().changes.size(), std::size_t { 2 });
    }

    void comparesARevisionThatIsTyped()
    {
        QTest::mouseClick(part("diff.rightTitle"), Qt::LeftButton);
        auto* menu = part<QMenu>("diff.sideMenu");
        QTRY_VERIFY(menu && menu->isVisible());
        menu->actions().constLast()->trigger();
        menu->close();
        auto* dialog = part<SideDialog>("diff.sideDialog");
        QTRY_VERIFY(dialog && dialog->isVisible());
        dialog->findChild<QComboBox*>(u"diff.sideKind"_s)->setCurrentIndex(1);
        auto* revision = dialog->findChild<QLineEdit*>(u"diff.sideRevision"_s);
        QVERIFY(revision->isEnabled());
        QTest::keyClicks(revision, u"first"_s);
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(title("diff.rightTitle").startsWith(u"Git first @ "));
        QTRY_COMPARE(content().changes.size(), std::size_t { 1 });
    }

    void refusesAnAppThatIsNotThere()
    {
        SideDialog dialog(live("eu"), m_fleet->apps(), nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        dialog.findChild<QLineEdit*>(u"diff.sideApp"_s)->setText(u"nothing"_s);
        QTest::keyClick(&dialog, Qt::Key_Return);
        QVERIFY(dialog.isVisible());
        QVERIFY(dialog.findChild<QLabel*>(u"diff.sideError"_s)->text().contains(u"nothing"));
    }

    void leadsBackFromARevisionThatIsNotThere()
    {
        m_pane->choose(difference::Side::Right,
            { .kind = session::SideKind::Desired, .app = m_clusters->app("eu"), .revision = u"none"_s });
        QTRY_VERIFY(part<QPushButton>("diff.notice.reset"));
        QTest::mouseClick(part("diff.notice.reset"), Qt::LeftButton);
        QTRY_VERIFY(part("diff.canvas")->isVisible());
        QVERIFY(title("diff.rightTitle").startsWith(u"Live "));
    }

    void savesAPatch()
    {
        const QTemporaryDir folder;
        Q_EMIT part<difference::DiffTools>("diff.tools")->patchRequested();
        auto* dialog = part<QFileDialog>("diff.patchDialog");
        QTRY_VERIFY(dialog && dialog->isVisible());
        const QString path = folder.filePath(u"a.patch"_s);
        Q_EMIT dialog->fileSelected(path);
        dialog->close();
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY2(text.contains("-  replicas: \"3\"\n+  replicas: \"2\"\n"), text.constData());
        QTRY_VERIFY(part("diff.told")->isVisible());
    }

    void saysWhenAPatchCannotBeSaved()
    {
        Q_EMIT part<difference::DiffTools>("diff.tools")->patchRequested();
        auto* dialog = part<QFileDialog>("diff.patchDialog");
        QTRY_VERIFY(dialog);
        Q_EMIT dialog->fileSelected(u"/nonexistent/folder/a.patch"_s);
        dialog->close();
        QTRY_VERIFY(part("diff.told")->isVisible());
        QVERIFY(part("diff.told")->accessibleName().contains(u"/nonexistent/folder"));
    }
};

QTEST_MAIN(DiffPaneTest)
#include "DiffPaneTest.moc"
