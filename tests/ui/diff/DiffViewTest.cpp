#include "ui/diff/DiffView.h"
#include "ui/diff/DiffCanvas.h"
#include "ui/diff/DiffTools.h"
#include "ui/diff/OverviewRuler.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Notice.h"

#include <QAction>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace holdfast;
using namespace holdfast::difference;
using namespace Qt::StringLiterals;

class DiffViewTest final : public QObject {
    Q_OBJECT

    DiffView m_view;

    /// 400 lines; one differs and is followed by two new ones, another differs far below.
    static Content content()
    {
        QStringList left;
        for (int line = 0; line < 400; ++line)
            left << u"key%1: %1"_s.arg(line);
        QStringList right = left;
        right[300] = u"key300: other"_s;
        right[100] = u"key100: other\nnew1: 1\nnew2: 2"_s;
        return std::make_shared<const diff::SideBySide>(*diff::sideBySide(left.join(u'\n'), right.join(u'\n'), {}));
    }

    [[nodiscard]] DiffCanvas* canvas() { return m_view.findChild<DiffCanvas*>(u"diff.canvas"_s); }
    [[nodiscard]] QString count() { return m_view.findChild<QLabel*>(u"diff.count"_s)->text(); }
    [[nodiscard]] QString path() { return m_view.findChild<foundation::ElidedLabel*>(u"diff.path"_s)->text(); }

    [[nodiscard]] int foldAfter(int index)
    {
        for (int at = index + 1; at < canvas()->plan().count(); ++at)
            if (canvas()->plan().item(at).kind == ItemKind::Fold)
                return at;
        return -1;
    }

    /// The middle of a letter, in the viewport.
    [[nodiscard]] QPoint pointAt(int row, int column, Side side)
    {
        const DiffPlan& plan = canvas()->plan();
        const int x = plan.text(side).left() + int(plan.letterWidth() * column);
        return { x, plan.top(plan.itemOfRow(row)) + 3 - canvas()->verticalScrollBar()->value() };
    }

    void press(const FoldPart& part)
    {
        canvas()->centreAt(part.place.center().y());
        const QPoint point(part.place.center().x(), part.place.center().y() - canvas()->verticalScrollBar()->value());
        QTest::mouseClick(canvas()->viewport(), Qt::LeftButton, {}, point);
    }

private Q_SLOTS:
    void initTestCase()
    {
        foundation::loadFonts();
        m_view.resize(1100, 400);
        m_view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&m_view));
    }

    void init()
    {
        m_view.setContent(content(), { u"Live"_s, u"prod"_s, u"now"_s }, { u"Git"_s, u"main"_s, u"now"_s });
        QTRY_VERIFY(m_view.isComplete());
    }

    void beginsAtTheFirstChange()
    {
        QCOMPARE(m_view.currentChange(), 0);
        QCOMPARE(canvas()->currentRow(), 100);
        QCOMPARE(count(), u"1 of 2"_s);
        QCOMPARE(path(), u"/key100"_s);
    }

    void goesFromChangeToChangeByKeyAndRoundTheEnds()
    {
        QTest::keyClick(canvas(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m_view.currentChange(), 1);
        QCOMPARE(canvas()->currentRow(), 302);
        QCOMPARE(count(), u"2 of 2"_s);
        QTest::keyClick(canvas(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m_view.currentChange(), 0);
        QTest::keyClick(&m_view, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(m_view.currentChange(), 1);
    }

    void goesFromChangeToChangeByButton()
    {
        QTest::mouseClick(m_view.findChild<QWidget*>(u"diff.next"_s), Qt::LeftButton);
        QCOMPARE(m_view.currentChange(), 1);
        QTest::mouseClick(m_view.findChild<QWidget*>(u"diff.previous"_s), Qt::LeftButton);
        QCOMPARE(m_view.currentChange(), 0);
    }

    void revealsHiddenRowsByMouse()
    {
        const int fold = foldAfter(-1);
        const Item before = canvas()->plan().item(fold);
        QCOMPARE(before.row, 5);
        press(DiffPainter::foldParts(canvas()->plan(), fold)[1]);
        QCOMPARE(canvas()->plan().item(foldAfter(-1)).row, 15);
        press(DiffPainter::foldParts(canvas()->plan(), foldAfter(-1))[2]);
        QCOMPARE(canvas()->plan().item(foldAfter(-1)).count, before.count - 20);
        press(DiffPainter::foldParts(canvas()->plan(), foldAfter(-1)).back());
        QCOMPARE(canvas()->plan().item(foldAfter(-1)).row, 106);
    }

    void revealsHiddenRowsByKey()
    {
        QTest::keyClick(canvas(), Qt::Key_Home);
        for (int row = 0; row < 5; ++row)
            QTest::keyClick(canvas(), Qt::Key_Down);
        QVERIFY(canvas()->accessibleDescription().contains(u"92"));
        QTest::keyClick(canvas(), Qt::Key_Return);
        QCOMPARE(canvas()->plan().item(foldAfter(-1)).row, 15);
    }

    void revealsAllByTheMenu()
    {
        m_view.findChild<QAction*>(u"diff.revealAll"_s)->trigger();
        QCOMPARE(foldAfter(-1), -1);
        QCOMPARE(canvas()->plan().count(), 402);
    }

    void goesToWhereTheRulerIsPressed()
    {
        m_view.findChild<QAction*>(u"diff.revealAll"_s)->trigger();
        auto* ruler = m_view.findChild<OverviewRuler*>(u"diff.ruler"_s);
        QTest::mouseClick(ruler, Qt::LeftButton, {}, { 8, ruler->height() - 2 });
        QCOMPARE(canvas()->verticalScrollBar()->value(), canvas()->verticalScrollBar()->maximum());
        QTest::mouseClick(ruler, Qt::LeftButton, {}, { 8, 1 });
        QCOMPARE(canvas()->verticalScrollBar()->value(), 0);
    }

    void showsTheChangesInTheRuler()
    {
        m_view.findChild<QAction*>(u"diff.revealAll"_s)->trigger();
        auto* ruler = m_view.findChild<OverviewRuler*>(u"diff.ruler"_s);
        const QImage image = ruler->grab().toImage();
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); ++y)
            colours.insert(image.pixel(6, y));
        QVERIFY2(colours.size() >= 3, "ground, view and marks");
    }

    void copiesOneSideWithoutNumbersAndFill()
    {
        QTest::mousePress(canvas()->viewport(), Qt::LeftButton, {}, pointAt(99, 0, Side::Left));
        QTest::mouseMove(canvas()->viewport(), pointAt(103, 6, Side::Left));
        QTest::mouseRelease(canvas()->viewport(), Qt::LeftButton, {}, pointAt(103, 6, Side::Left));
        QCOMPARE(canvas()->selectedText(), u"key99: 99\nkey100: 100\nkey101"_s);
        QTest::keyClick(canvas(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), canvas()->selectedText());
    }

    void copiesTheOtherSideByItself()
    {
        QTest::mousePress(canvas()->viewport(), Qt::LeftButton, {}, pointAt(100, 0, Side::Right));
        QTest::mouseMove(canvas()->viewport(), pointAt(102, 4, Side::Right));
        QCOMPARE(canvas()->selectedText(), u"key100: other\nnew1: 1\nnew2"_s);
        QTest::mouseRelease(canvas()->viewport(), Qt::LeftButton, {}, pointAt(102, 4, Side::Right));
    }

    void copiesAllWithWhatIsHidden()
    {
        QTest::mouseClick(canvas()->viewport(), Qt::LeftButton, {}, pointAt(100, 0, Side::Left));
        QTest::keyClick(canvas(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(canvas()->selectedText().split(u'\n').size(), 400);
    }

    void findsOnBothSidesByKey()
    {
        QTest::keyClick(canvas(), Qt::Key_F, Qt::ControlModifier);
        auto* find = m_view.findChild<QLineEdit*>(u"diff.find"_s);
        QVERIFY(find->isVisible());
        QTest::keyClicks(find, u"key20"_s);
        auto* found = m_view.findChild<QLabel*>(u"diff.findCount"_s);
        QTRY_VERIFY(found->text().endsWith(u" of 11")); // key20 and key200 to key209
        QTest::keyClick(find, Qt::Key_Return);
        const int row = canvas()->currentRow();
        QVERIFY(canvas()->plan().content().left[row].contains(u"key20"));
        QVERIFY(canvas()->plan().item(canvas()->plan().itemOfRow(row)).kind == ItemKind::Both);
        QTest::keyClick(find, Qt::Key_F3);
        QVERIFY(canvas()->currentRow() != row);
        QTest::keyClick(find, Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(canvas()->currentRow(), row);
        find->setText(u"nowhere"_s);
        QTRY_COMPARE(found->text(), u"Not found"_s);
        QTest::keyClick(find, Qt::Key_Escape);
        QVERIFY(!find->isVisible());
    }

    void turnsUnifiedAndWrapsByKey()
    {
        QTest::keyClick(canvas(), Qt::Key_U);
        QCOMPARE(canvas()->arrangement(), Arrangement::Unified);
        QCOMPARE(canvas()->currentRow(), 100);
        QTest::keyClick(canvas(), Qt::Key_W);
        QCOMPARE(canvas()->wrapping(), Wrapping::On);
        QTest::keyClick(canvas(), Qt::Key_U);
        QTest::keyClick(canvas(), Qt::Key_W);
        QCOMPARE(canvas()->arrangement(), Arrangement::SideBySide);
        QCOMPARE(canvas()->wrapping(), Wrapping::Off);
    }

    void followsWhatMoved()
    {
        const auto item = [](const char* name) {
            return u"- image: registry/%1\n  name: %1\n  port: 80\n"_s.arg(QLatin1StringView(name));
        };
        m_view.setContent(
            std::make_shared<const diff::SideBySide>(*diff::sideBySide(
                item("one") + item("two") + item("three"), item("two") + item("three") + item("one"), {})),
            {}, {});
        QCOMPARE(canvas()->currentRow(), 0);
        const QPoint tag(canvas()->plan().text(Side::Left).right() - 20, pointAt(0, 0, Side::Left).y() + 4);
        QTest::mouseClick(canvas()->viewport(), Qt::LeftButton, {}, tag);
        QCOMPARE(canvas()->plan().content().rows[std::size_t(canvas()->currentRow())].right, 7);
        QTest::keyClick(canvas(), Qt::Key_M);
        QCOMPARE(canvas()->currentRow(), 0);
        QTest::keyClick(canvas(), Qt::Key_Down);
        QTest::keyClick(canvas(), Qt::Key_M);
        QCOMPARE(canvas()->plan().content().rows[std::size_t(canvas()->currentRow())].right, 8);
    }

    void saysWhenNothingDiffers()
    {
        m_view.setContent(
            std::make_shared<const diff::SideBySide>(*diff::sideBySide(u"a: 1\n"_s, u"a: 1\n"_s, {})), {}, {});
        QCOMPARE(m_view.currentChange(), -1);
        QCOMPARE(count(), u"No line differs."_s);
        QTest::keyClick(canvas(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m_view.currentChange(), -1);
    }

    void takesAnEmptyComparison()
    {
        m_view.setContent(std::make_shared<const diff::SideBySide>(), {}, {});
        for (const Qt::Key key : { Qt::Key_Down, Qt::Key_End, Qt::Key_PageUp, Qt::Key_Return, Qt::Key_U, Qt::Key_U })
            QTest::keyClick(canvas(), key);
        QTest::mouseClick(canvas()->viewport(), Qt::LeftButton, {}, { 20, 20 });
        QTest::mouseDClick(canvas()->viewport(), Qt::LeftButton, {}, { 20, 20 });
        QCOMPARE(canvas()->selectedText(), QString());
        canvas()->grab();
    }

    void drawsBothSidesInTheirOwnColours()
    {
        const QImage image = canvas()->viewport()->grab().toImage();
        const int y = pointAt(100, 0, Side::Left).y() + 6;
        const QRgb left = image.pixel(canvas()->plan().text(Side::Left).right() - 4, y);
        const QRgb right = image.pixel(canvas()->plan().text(Side::Right).right() - 4, y);
        const QRgb same
            = image.pixel(canvas()->plan().text(Side::Right).right() - 4, y - 2 * canvas()->plan().lineHeight());
        QVERIFY(left != right && left != same && right != same);
    }
};

QTEST_MAIN(DiffViewTest)
#include "DiffViewTest.moc"
