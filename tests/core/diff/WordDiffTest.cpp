#include "core/diff/WordDiff.h"

#include <QTest>

using namespace holdfast::diff;
using namespace Qt::StringLiterals;

class WordDiffTest final : public QObject {
    Q_OBJECT

    /// The line with what differs in brackets.
    static QString marked(QString line, const std::vector<WordSpan>& spans)
    {
        for (auto span = spans.rbegin(); span != spans.rend(); ++span)
            line.insert(span->from + span->length, u']').insert(span->from, u'[');
        return line;
    }

private Q_SLOTS:
    void findsWords_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::addColumn<QString>("markedLeft");
        QTest::addColumn<QString>("markedRight");
        const auto row = [](const char* name, const QString& left, const QString& right, const QString& first,
                             const QString& second) { QTest::newRow(name) << left << right << first << second; };
        row("equal", u"a: 1"_s, u"a: 1"_s, u"a: 1"_s, u"a: 1"_s);
        row("both empty", {}, {}, {}, {});
        row("one empty", {}, u"a b"_s, {}, u"[a b]"_s);
        row("a number", u"  replicas: 3"_s, u"  replicas: 7"_s, u"  replicas: [3]"_s, u"  replicas: [7]"_s);
        row("the end of a tag", u"image: acme/api:2.3.0"_s, u"image: acme/api:2.3.1-hotfix"_s,
            u"image: acme/api:2.3.[0]"_s, u"image: acme/api:2.3.[1-hotfix]"_s);
        row("whole words only", u"value: information"_s, u"value: informal"_s, u"value: [information]"_s,
            u"value: [informal]"_s);
        row("a dot between two belongs to them", u"v: 2.3.4"_s, u"v: 2.8.9"_s, u"v: 2.[3.4]"_s, u"v: 2.[8.9]"_s);
        row("two places", u"args: [--level=info, --port=80]"_s, u"args: [--level=debug, --port=81]"_s,
            u"args: [--level=[info], --port=[80]]"_s, u"args: [--level=[debug], --port=[81]]"_s);
        row("inserted", u"a c"_s, u"a b c"_s, u"a c"_s, u"a [b ]c"_s);
        row("letters beyond ASCII", u"name: Müller"_s, u"name: Möller"_s, u"name: [Müller]"_s, u"name: [Möller]"_s);
    }

    void findsWords()
    {
        QFETCH(const QString, left);
        QFETCH(const QString, right);
        const WordDiff words = wordDiff(left, right);
        QTEST(marked(left, words.left), "markedLeft");
        QTEST(marked(right, words.right), "markedRight");
    }

    void comparesTheEndsOfVeryLongLinesOnly()
    {
        QString left = u"key: "_s;
        for (int word = 0; word < 20'000; ++word)
            left += QString::number(word) + u' ';
        QString right = left;
        right.replace(u" 500 "_s, u" x "_s).replace(u" 19000 "_s, u" y "_s);
        const WordDiff words = wordDiff(left, right);
        QCOMPARE(words.left.size(), std::size_t { 1 });
        QCOMPARE(words.right.size(), std::size_t { 1 });
        QVERIFY(left.mid(words.left[0].from, words.left[0].length).startsWith(u"500 "));
        QVERIFY(right.mid(words.right[0].from, words.right[0].length).endsWith(u" y"));
    }
};

QTEST_GUILESS_MAIN(WordDiffTest)
#include "WordDiffTest.moc"
