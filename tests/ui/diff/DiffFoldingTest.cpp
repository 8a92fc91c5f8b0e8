#include "ui/diff/DiffFolding.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::difference;
using namespace Qt::StringLiterals;

class DiffFoldingTest final : public QObject {
    Q_OBJECT

    /// So many lines, of which these differ.
    static Content content(int lines, const QList<int>& changed)
    {
        QStringList left;
        for (int line = 0; line < lines; ++line)
            left << u"key%1: %1"_s.arg(line);
        QStringList right = left;
        for (const int line : changed)
            right[line] += u"x"_s;
        return std::make_shared<const diff::SideBySide>(*diff::sideBySide(left.join(u'\n'), right.join(u'\n'), {}));
    }

    /// `0 1 2 [3-9] 10`
    static QString shape(const DiffFolding& folding, Arrangement arrangement = Arrangement::SideBySide)
    {
        QStringList parts;
        for (const Item& item : folding.items(arrangement)) {
            switch (item.kind) {
            case ItemKind::Both:
                parts << QString::number(item.row);
                break;
            case ItemKind::Left:
                parts << u"-%1"_s.arg(item.row);
                break;
            case ItemKind::Right:
                parts << u"+%1"_s.arg(item.row);
                break;
            case ItemKind::Fold:
                parts << u"[%1-%2]"_s.arg(item.row).arg(item.row + item.count - 1);
                break;
            case ItemKind::Note:
                parts << u"note%1"_s.arg(item.row);
                break;
            }
        }
        return parts.join(u' ');
    }

private Q_SLOTS:
    void hidesWhatIsEqual_data()
    {
        QTest::addColumn<int>("lines");
        QTest::addColumn<QList<int>>("changed");
        QTest::addColumn<QString>("items");
        QTest::newRow("empty") << 0 << QList<int>() << QString();
        QTest::newRow("nothing differs: all is shown") << 9 << QList<int>() << u"0 1 2 3 4 5 6 7 8"_s;
        QTest::newRow("short") << 8 << QList<int> { 4 } << u"0 1 2 3 4 5 6 7"_s;
        QTest::newRow("one change") << 30 << QList<int> { 15 } << u"0 1 2 3 4 [5-11] 12 13 14 15 16 17 18 [19-29]"_s;
        QTest::newRow("a bar takes as much room as two rows")
            << 17 << QList<int> { 10 } << u"0 1 2 3 4 5 6 7 8 9 10 11 12 13 [14-16]"_s;
        QTest::newRow("at the end") << 20 << QList<int> { 19 } << u"0 1 2 3 4 [5-15] 16 17 18 19"_s;
    }

    void hidesWhatIsEqual()
    {
        QFETCH(const int, lines);
        QFETCH(const QList<int>, changed);
        QTEST(shape(DiffFolding(content(lines, changed))), "items");
    }

    void revealsStepByStep()
    {
        DiffFolding folding(content(60, { 55 }));
        QCOMPARE(shape(folding), u"0 1 2 3 4 [5-51] 52 53 54 55 56 57 58 59"_s);
        folding.reveal(folding.items(Arrangement::SideBySide)[5], Reveal::Above);
        QVERIFY(shape(folding).contains(u"14 [15-51] 52"));
        folding.reveal(folding.items(Arrangement::SideBySide)[15], Reveal::Below);
        QVERIFY(shape(folding).contains(u"14 [15-41] 42"));
        folding.revealRow(30);
        QVERIFY(shape(folding).contains(u"[15-26] 27 28 29 30 31 32 33 [34-41]"));
        folding.reveal(folding.items(Arrangement::SideBySide)[15], Reveal::All);
        QVERIFY(shape(folding).contains(u"14 15 16"));
        folding.revealAll();
        QCOMPARE(folding.items(Arrangement::SideBySide).size(), std::size_t { 60 });
    }

    void laysOneSideBelowTheOther()
    {
        QCOMPARE(shape(DiffFolding(content(5, { 1, 2 })), Arrangement::Unified), u"0 -1 -2 +1 +2 3 4"_s);
    }

    void showsANoteBelowItsRow()
    {
        diff::SideBySide rows = *content(40, { 20 });
        rows.notes.push_back({ .row = 20, .tone = diff::RowTone::Muted, .text = u"a rule"_s });
        const DiffFolding folding(std::make_shared<const diff::SideBySide>(rows));
        QVERIFY(shape(folding).contains(u"20 note20 21"));
        QVERIFY(shape(folding, Arrangement::Unified).contains(u"-20 +20 note20 21"));
    }
};

QTEST_GUILESS_MAIN(DiffFoldingTest)
#include "DiffFoldingTest.moc"
