#include "core/diff/SideBySide.h"

#include <QTest>

namespace holdfast::diff {

class SideBySideTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void laysRows_data();
    void laysRows();
    void holdsBothTextsWhole_data();
    void holdsBothTextsWhole();
    void marksWordsAndFields();
    void marksWhatMoved();
    void marksRowsOfFields();
    void endsWhenCancelled();
};

namespace {

/// `=1:1 ~2:2 <3 >3`
QString shape(const SideBySide& content)
{
    QStringList rows;
    for (const SideRow& row : content.rows) {
        switch (row.kind) {
        case RowKind::Same:
            rows << QStringLiteral("=%1:%2").arg(row.left).arg(row.right);
            break;
        case RowKind::Changed:
            rows << QStringLiteral("~%1:%2").arg(row.left).arg(row.right);
            break;
        case RowKind::OnlyLeft:
            rows << QStringLiteral("<%1").arg(row.left);
            break;
        case RowKind::OnlyRight:
            rows << QStringLiteral(">%1").arg(row.right);
            break;
        }
    }
    return rows.join(QLatin1Char(' '));
}

}

void SideBySideTest::laysRows_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QList<int>>("changes");
    const auto row
        = [](const char* name, const char* left, const char* right, const char* expected, QList<int> changes) {
              QTest::newRow(name) << QString::fromLatin1(left) << QString::fromLatin1(right)
                                  << QString::fromLatin1(expected) << changes;
          };
    row("nothing", "", "", "", {});
    row("equal", "a\nb\n", "a\nb\n", "=1:1 =2:2", {});
    row("a changed line", "a\nb\nc\n", "a\nx\nc\n", "=1:1 ~2:2 =3:3", { 1 });
    row("a new line", "a\nc\n", "a\nb\nc\n", "=1:1 >2 =2:3", { 1 });
    row("a line gone", "a\nb\nc\n", "a\nc\n", "=1:1 <2 =3:2", { 1 });
    row("one line became two", "a\nb\nc\n", "a\nx\ny\nc\n", "=1:1 ~2:2 >3 =3:4", { 1 });
    row("two places", "a\nb\nc\nd\n", "x\nb\nc\ny\n", "~1:1 =2:2 =3:3 ~4:4", { 0, 3 });
    row("only one side", "a\nb\n", "", "<1 <2", { 0 });
    row("fields of another name do not stand beside each other", "a: 1\nx: 1\n", "b: 1\nx: 1\n", "<1 >1 =2:2", { 0 });
    row("a field finds its own", "a: 1\nm: 1\n", "a: 2\nb: 3\nm: 2\n", "~1:1 >2 ~2:3", { 0 });
    row("equal lines of other items are no partners", "- name: a\n  v: 1\n- name: b\n  v: 1\n", "- name: b\n  v: 1\n",
        "<1 <2 =3:1 =4:2", { 0 });
    row("a named item changes in its place", "- name: a\n  v: 1\n- name: b\n  v: 1\n",
        "- name: a\n  v: 1\n- name: n\n  v: 1\n- name: b\n  v: 2\n", "=1:1 =2:2 >3 >4 =3:5 ~4:6", { 2, 5 });
    row("objects in another order", "---\nkind: A\nx: 1\n---\nkind: B\nx: 1\n",
        "---\nkind: B\nx: 2\n---\nkind: A\nx: 1\n", "=4:1 =5:2 ~6:3 =1:4 =2:5 =3:6", { 2 });
    row("an object gone, one new", "kind: A\n---\nkind: B\n---\nkind: C\n", "kind: A\n---\nkind: N\n---\nkind: C\n",
        "=1:1 >2 >3 <2 <3 =4:4 =5:5", { 1 });
}

void SideBySideTest::laysRows()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QFETCH(const QString, expected);
    QFETCH(const QList<int>, changes);
    const Result<SideBySide> content = sideBySide(left, right, {});
    QVERIFY(content.has_value());
    QCOMPARE(shape(*content), expected);
    QCOMPARE(QList<int>(content->changes.begin(), content->changes.end()), changes);
}

void SideBySideTest::holdsBothTextsWhole_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 20; ++seed)
        QTest::addRow("%d", seed) << seed;
}

void SideBySideTest::holdsBothTextsWhole()
{
    QFETCH(const int, seed);
    const auto text = [seed](int step) {
        QStringList lines;
        for (int line = 0; line < 60; ++line)
            lines << QString::number((line * seed + (line % 7 == step ? step * 13 : 0)) % 17);
        return lines;
    };
    const QStringList left = text(2);
    const QStringList right = text(5);
    const Result<SideBySide> content = sideBySide(left.join(QLatin1Char('\n')), right.join(QLatin1Char('\n')), {});
    QVERIFY(content.has_value());
    QCOMPARE(content->left.size(), qsizetype(content->rows.size()));
    QCOMPARE(content->right.size(), qsizetype(content->rows.size()));
    QStringList leftAgain;
    QStringList rightAgain;
    for (std::size_t row = 0; row < content->rows.size(); ++row) {
        const auto index = static_cast<qsizetype>(row);
        if (content->rows[row].left > 0)
            leftAgain << content->left[index];
        if (content->rows[row].right > 0)
            rightAgain << content->right[index];
        if (content->rows[row].kind == RowKind::Same)
            QCOMPARE(content->left[index], content->right[index]);
    }
    QCOMPARE(leftAgain, left);
    QCOMPARE(rightAgain, right);
}

void SideBySideTest::marksWordsAndFields()
{
    const Result<SideBySide> content = sideBySide(
        QStringLiteral("spec:\n- image: a:1\n  name: x\n"), QStringLiteral("spec:\n- image: a:2\n  name: x\n"), {});
    QVERIFY(content.has_value());
    QCOMPARE(content->words, (std::vector<RowWords> { { 1, { { { 11, 1 } }, { { 11, 1 } } } } }));
    QCOMPARE(pathOfRow(*content, 1), QStringLiteral("/spec/[name=x]/image"));
    QCOMPARE(pathOfRow(*content, 0), QStringLiteral("/spec"));
    QCOMPARE(pathOfRow(*content, 3), QString());
    QCOMPARE(pathOfRow(*content, -1), QString());
}

void SideBySideTest::marksWhatMoved()
{
    const auto item = [](const char* name) {
        return QStringLiteral("- image: registry/%1\n  name: %1\n  port: 80\n").arg(QLatin1StringView(name));
    };
    const Result<SideBySide> content
        = sideBySide(item("one") + item("two") + item("three"), item("two") + item("three") + item("one"), {});
    QVERIFY(content.has_value());
    QCOMPARE(content->moves, (std::vector<Move> { { .left = 1, .right = 7, .count = 3 } }));
    QCOMPARE(content->rows.front().move, 0);
    QCOMPARE(content->rows.back().move, 0);
    const Result<SideBySide> renamed = sideBySide(QStringLiteral("a:\n  xxxxxxxxx: 1\n  y: 1\n  z: 1\n"),
        QStringLiteral("b:\n  xxxxxxxxx: 1\n  y: 1\n  z: 1\n"), {});
    QVERIFY2(renamed->moves.empty(), "what stands in the same place has not moved");
}

void SideBySideTest::marksRowsOfFields()
{
    const FieldMark muted { .path = *manifest::FieldPath::fromText("/spec/replicas"),
        .note = QStringLiteral("rule 1") };
    const FieldMark masked { .path = *manifest::FieldPath::fromText("/data"), .tone = RowTone::Masked, .note = {} };
    const FieldMark absent { .path = *manifest::FieldPath::fromText("/nowhere"), .note = QStringLiteral("rule 2") };
    const Result<SideBySide> content = sideBySide(QStringLiteral("data:\n  a: '***'\nspec:\n  replicas: 1\n  x: 1\n"),
        QStringLiteral("data:\n  a: '***'\nspec:\n  replicas: 2\n  x: 1\n"), {}, { muted, masked, absent });
    QVERIFY(content.has_value());
    QCOMPARE(content->rows[1].tone, RowTone::Masked);
    QCOMPARE(content->rows[3].tone, RowTone::Muted);
    QCOMPARE(content->rows[4].tone, RowTone::Counts);
    QCOMPARE(content->notes, (std::vector<RowNote> { { 3, RowTone::Muted, QStringLiteral("rule 1") } }));
}

void SideBySideTest::endsWhenCancelled()
{
    CancelSource source;
    source.cancel();
    const Result<SideBySide> content = sideBySide(QStringLiteral("a\n"), QStringLiteral("b\n"), source.token());
    QVERIFY(!content);
    QCOMPARE(content.error().code, ErrorCode::Cancelled);
}

}

QTEST_GUILESS_MAIN(holdfast::diff::SideBySideTest)
#include "SideBySideTest.moc"
