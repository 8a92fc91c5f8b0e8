#include "ui/diff/DiffView.h"
#include "ui/diff/DiffSide.h"
#include "ui/foundation/Fonts.h"

#include <QLabel>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>

using namespace holdfast;
using namespace holdfast::difference;
using namespace Qt::StringLiterals;

class DiffViewTest final : public QObject {
    Q_OBJECT

    DiffView m_view;

    /// 400 lines, two of which differ; the right side has two more at the first place.
    static diff::SideBySide content()
    {
        QStringList left;
        for (int line = 0; line < 400; ++line)
            left << QStringLiteral("key%1: %1").arg(line);
        QStringList right = left;
        right[300] = u"key300: other"_s;
        right[100] = u"key100: other\nnew: 1\nnew: 2"_s;
        return *diff::sideBySide(left.join(u'\n'), right.join(u'\n'), {});
    }

    [[nodiscard]] DiffSide* side(const char* name) { return m_view.findChild<DiffSide*>(QString::fromLatin1(name)); }
    [[nodiscard]] QString count() { return m_view.findChild<QLabel*>(u"diff.count"_s)->text(); }

private Q_SLOTS:
    void initTestCase()
    {
        foundation::loadFonts();
        m_view.resize(900, 400);
        m_view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&m_view));
    }

    void init() { m_view.setContent(content(), u"left title"_s, u"right title"_s); }

    void givesBothSidesTheSameRows()
    {
        QCOMPARE(side("diff.left")->blockCount(), 402);
        QCOMPARE(side("diff.right")->blockCount(), 402);
    }

    void beginsAtTheFirstChange()
    {
        QCOMPARE(m_view.currentChange(), 0);
        QVERIFY(side("diff.right")->verticalScrollBar()->value() > 50);
        QVERIFY(count().contains(u'1'));
    }

    void goesFromChangeToChangeByKey()
    {
        QTest::keyClick(side("diff.left"), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m_view.currentChange(), 1);
        QTest::keyClick(side("diff.right"), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m_view.currentChange(), 1); // there is no third
        QTest::keyClick(&m_view, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(m_view.currentChange(), 0);
        QTest::keyClick(&m_view, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(m_view.currentChange(), 0);
    }

    void scrollsBothSidesTogether()
    {
        side("diff.left")->verticalScrollBar()->setValue(7);
        QCOMPARE(side("diff.right")->verticalScrollBar()->value(), 7);
        side("diff.right")->verticalScrollBar()->setValue(200);
        QCOMPARE(side("diff.left")->verticalScrollBar()->value(), 200);
    }

    void copiesWithoutTheRowsThatFill()
    {
        DiffSide* left = side("diff.left");
        QTextCursor cursor(left->document()->findBlockByNumber(100));
        cursor.movePosition(QTextCursor::Down, QTextCursor::KeepAnchor, 3);
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        left->setTextCursor(cursor);
        QCOMPARE(left->plainSelection(), u"key100: 100\nkey101: 101"_s);
    }

    void saysWhenNothingDiffers()
    {
        m_view.setContent(*diff::sideBySide(u"a: 1\n"_s, u"a: 1\n"_s, {}), {}, {});
        QCOMPARE(m_view.currentChange(), -1);
        QCOMPARE(count(), u"No line differs."_s);
        QTest::keyClick(&m_view, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m_view.currentChange(), -1);
    }

    void drawsChangedRowsInTheirColours()
    {
        const QImage right = side("diff.right")->viewport()->grab().toImage();
        const QImage left = side("diff.left")->viewport()->grab().toImage();
        int differing = 0;
        const int column = right.width() - 4;
        for (int y = 0; y < right.height(); ++y)
            differing += right.pixel(column, y) != left.pixel(column, y);
        QVERIFY2(differing > 10, qPrintable(QString::number(differing)));
    }
};

QTEST_MAIN(DiffViewTest)
#include "DiffViewTest.moc"
