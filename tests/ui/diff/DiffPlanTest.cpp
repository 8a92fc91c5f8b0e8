#include "ui/diff/DiffPlan.h"
#include "ui/foundation/Fonts.h"

#include <QFontMetricsF>
#include <QTest>

using namespace holdfast;
using namespace holdfast::difference;
using namespace Qt::StringLiterals;

class DiffPlanTest final : public QObject {
    Q_OBJECT

    DiffFolding m_folding;
    DiffPlan m_plan;

    void show(Arrangement arrangement, Wrapping wrapping = Wrapping::Off)
    {
        QStringList left;
        for (int line = 0; line < 100; ++line)
            left << u"key%1: %1"_s.arg(line);
        QStringList right = left;
        right[50] = u"key50: "_s + QString(300, u'x');
        right.insert(70, u"new: 1"_s);
        const auto content
            = std::make_shared<const diff::SideBySide>(*diff::sideBySide(left.join(u'\n'), right.join(u'\n'), {}));
        m_folding = DiffFolding(content);
        m_plan.setFont(QFontMetricsF(foundation::monoFont()), 20);
        m_plan.setContent(content, m_folding.items(arrangement), arrangement);
        m_plan.setWidth(1000, wrapping);
    }

private Q_SLOTS:
    void initTestCase() { foundation::loadFonts(); }

    void findsTheItemOfAHeight()
    {
        show(Arrangement::SideBySide);
        for (int index = 0; index < m_plan.count(); ++index) {
            QCOMPARE(m_plan.itemAt(m_plan.top(index)), index);
            QCOMPARE(m_plan.itemAt(m_plan.top(index) + m_plan.heightOf(index) - 1), index);
        }
        QCOMPARE(m_plan.itemAt(-5), 0);
        QCOMPARE(m_plan.itemAt(1 << 20), m_plan.count() - 1);
        QCOMPARE(DiffPlan().itemAt(0), -1);
    }

    void findsTheItemOfARow_data()
    {
        QTest::addColumn<Arrangement>("arrangement");
        QTest::newRow("side by side") << Arrangement::SideBySide;
        QTest::newRow("unified") << Arrangement::Unified;
    }

    void findsTheItemOfARow()
    {
        QFETCH(const Arrangement, arrangement);
        show(arrangement);
        for (int row = 0; row < static_cast<int>(m_plan.content().rows.size()); ++row) {
            const int index = m_plan.itemOfRow(row);
            QVERIFY(index >= 0);
            const Item& item = m_plan.item(index);
            QVERIFY(row >= item.row && row < item.row + item.count);
        }
        QCOMPARE(m_plan.itemOfRow(-1), -1);
        QCOMPARE(m_plan.itemOfRow(5000), -1);
    }

    void givesBothSidesTheSameWidth()
    {
        show(Arrangement::SideBySide);
        QCOMPARE(m_plan.gutter(Side::Left).left(), 0);
        QVERIFY(qAbs(m_plan.text(Side::Left).width() - m_plan.text(Side::Right).width()) <= 1);
        QCOMPARE(m_plan.text(Side::Right).right(), 999);
    }

    void wrapsLongLines()
    {
        show(Arrangement::SideBySide, Wrapping::On);
        const int index = m_plan.itemOfRow(50);
        const int letters = int(m_plan.lineOf(index, Side::Right).size());
        QCOMPARE(m_plan.heightOf(index),
            (letters + m_plan.lettersPerLine() - 1) / m_plan.lettersPerLine() * m_plan.lineHeight());
        const QPoint second(m_plan.text(Side::Right).left(), m_plan.top(index) + m_plan.lineHeight() + 3);
        QCOMPARE(m_plan.place(second, 0).text.column, m_plan.lettersPerLine());
    }

    void tellsTheLetterOfAPoint()
    {
        show(Arrangement::SideBySide);
        const QPoint point(
            m_plan.text(Side::Right).left() + int(m_plan.letterWidth() * 4), m_plan.top(m_plan.itemOfRow(50)) + 2);
        const HitPlace place = m_plan.place(point, 0);
        QCOMPARE(place.side, Side::Right);
        QCOMPARE(place.text.column, 4);
        QCOMPARE(m_plan.place(point, int(m_plan.letterWidth() * 10)).text.column, 14);
        QCOMPARE(m_plan.place({ 5, point.y() }, 0).side, Side::Left);
        QCOMPARE(m_plan.place({ 5, point.y() }, 0).text.column, 0);
    }
};

QTEST_MAIN(DiffPlanTest)
#include "DiffPlanTest.moc"
