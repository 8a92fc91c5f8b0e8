#include "core/render/Envsubst.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::render;
using namespace Qt::StringLiterals;

class EnvsubstTest final : public QObject {
    Q_OBJECT

    const Variables m_variables { { "a", "abcABC123ABCabc" }, { "e", "" }, { "file", "bash.string.txt" },
        { "path", "/path/to/file" }, { "up", "ABC" } };

private Q_SLOTS:
    void replacesExpressions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const QString& text, const QString& expected) {
            QTest::newRow(name) << text << expected;
        };
        row("a variable", u"x ${up} y"_s, u"x ABC y"_s);
        row("no expression", u"$up $5 { } \\\\ }"_s, u"$up $5 { } \\\\ }"_s);
        row("escaped", u"$${up} $$ $$${up}"_s, u"${up} $ $ABC"_s);
        row("default of an unset one", u"${no:=x} ${no:-y} ${no=z} ${no:?w} ${no:+v}"_s, u"x y z w v"_s);
        row("default of an empty one", u"${e:=x}${e=y}"_s, u"xy"_s);
        row("default not needed", u"${up:=x}"_s, u"ABC"_s);
        row("default of parts", u"${no=pre-${up}-post}"_s, u"pre-ABC-post"_s);
        row("default is empty", u"[${no:=}]"_s, u"[]"_s);
        row("length", u"${#a}"_s, u"15"_s);
        row("first letter", u"${a^} ${up,}"_s, u"AbcABC123ABCabc aBC"_s);
        row("all letters", u"${a^^} ${up,,}"_s, u"ABCABC123ABCABC abc"_s);
        row("from a position", u"${a:12}"_s, u"abc"_s);
        row("position and length", u"${a:3:3}"_s, u"ABC"_s);
        row("from the end", u"${a:-3}|${a:1:-12}"_s, u"abcABC123ABCabc|bc"_s);
        row("beyond the end", u"[${a:99}][${a:99:2}][${up:1:99}]"_s, u"[][][BC]"_s);
        row("no number", u"${up:x}"_s, u"ABC"_s);
        row("shortest prefix", u"${file#*.} ${path#*/}"_s, u"string.txt path/to/file"_s);
        row("longest prefix", u"${file##*.} ${path##*/}"_s, u"txt file"_s);
        row("shortest suffix", u"${file%.*}"_s, u"bash.string"_s);
        row("longest suffix", u"${file%%.*}"_s, u"bash"_s);
        row("no prefix", u"${file#x}"_s, u"bash.string.txt"_s);
        row("first replaced", u"${a/abc/X}"_s, u"XABC123ABCabc"_s);
        row("all replaced", u"${a//abc/X}"_s, u"XABC123ABCX"_s);
        row("prefix replaced", u"${a/#abc/X} ${a/#/X}"_s, u"XABC123ABCabc XabcABC123ABCabc"_s);
        row("suffix replaced", u"${a/%abc/X} ${a/%/X}"_s, u"abcABC123ABCX abcABC123ABCabcX"_s);
        row("taken out", u"${file/.string/}"_s, u"bash.txt"_s);
        row("escaped slash", u"${path//\\//-}"_s, u"-path-to-file"_s);
    }
    void replacesExpressions()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, expected);
        const Result<std::string> result = substituted(text.toStdString(), m_variables);
        QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
        QCOMPARE(QString::fromStdString(*result), expected);
    }

    void refusesWhatFluxRefuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("not set") << u"${no}"_s << u"the variable no is not set"_s;
        QTest::newRow("length of nothing") << u"${#no}"_s << u"the variable no is not set"_s;
        QTest::newRow("part of nothing") << u"${no:1}"_s << u"the variable no is not set"_s;
        QTest::newRow("no name") << u"${}"_s << u"${}"_s;
        QTest::newRow("dash alone") << u"${up-x}"_s << u"${up-"_s;
        QTest::newRow("a dot in the name") << u"${up.x}"_s << u"${up."_s;
        QTest::newRow("never closed") << u"${up"_s << u"${up"_s;
        QTest::newRow("default never closed") << u"${no:=x"_s << u"${no:=x"_s;
        QTest::newRow("nested without end") << u"${no:="_s.repeated(200) << u"nested too deep"_s;
    }
    void refusesWhatFluxRefuses()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, words);
        const Result<std::string> result = substituted(text.toStdString(), m_variables);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::InvalidInput);
        QVERIFY2(result.error().detail.contains(words), qPrintable(result.error().detail));
    }

    void knowsNames()
    {
        QVERIFY(isVariableName("a_1"));
        QVERIFY(isVariableName("_"));
        QVERIFY(!isVariableName("1a"));
        QVERIFY(!isVariableName("a-b"));
        QVERIFY(!isVariableName(""));
    }
};

QTEST_GUILESS_MAIN(EnvsubstTest)
#include "EnvsubstTest.moc"
