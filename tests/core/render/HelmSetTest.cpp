#include "core/render/HelmSet.h"

#include "core/manifest/JsonWriter.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::render;
using namespace Qt::StringLiterals;
using manifest::Value;

class HelmSetTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void setsAsHelmDoes_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<SetType>("type");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* path, const char* text, const char* expected,
                             SetType type = SetType::Typed) {
            QTest::newRow(name) << QByteArray(path) << QByteArray(text) << type << QString::fromUtf8(expected);
        };
        row("a text", "b", "x", R"({"a":{"k":1},"b":"x"})");
        row("below a map", "a.m", "x", R"({"a":{"k":1,"m":"x"}})");
        row("in the place of another", "a.k", "2", R"({"a":{"k":2}})");
        row("a number with a leading zero", "a", "007", R"({"a":"007"})");
        row("zero", "a", "0", R"({"a":0})");
        row("a word of YAML", "a", "True", R"({"a":true})");
        row("nothing", "a", "null", R"({"a":null})");
        row("a list", "a", "{x,2}", R"({"a":["x",2]})");
        row("an item", "l[1]", "x", R"({"a":{"k":1},"l":[null,"x"]})");
        row("in an item", "l[0].n", "x", R"({"a":{"k":1},"l":[{"n":"x"}]})");
        row("a dot in a key", "a\\.b", "x", R"({"a":{"k":1},"a.b":"x"})");
        row("two values", "a", "1,b=2", R"({"a":1,"b":2})");
        row("an escaped comma", "a", "1\\,2", R"({"a":"1,2"})");
        row("as text", "a", "1", R"({"a":"1"})", SetType::Text);
        row("as it is", "a", "{1,2}\\", R"({"a":"{1,2}\\"})", SetType::Literal);
    }
    void setsAsHelmDoes()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const QByteArray, text);
        QFETCH(const SetType, type);
        const Value values(Value::Map { { "a", Value(Value::Map { { "k", Value(1) } }) } });
        const auto set = withSetValue(values, std::string_view(path), std::string_view(text), type);
        QVERIFY2(set, qPrintable(set ? QString() : errorText(set.error())));
        QTEST(QString::fromStdString(manifest::writeJson(*set)), "expected");
    }

    void refusesWhatHelmRefuses_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no path") << QByteArray() << QByteArray("x");
        QTest::newRow("an empty key") << QByteArray("a..b") << QByteArray("x");
        QTest::newRow("no number") << QByteArray("a[x]") << QByteArray("x");
        QTest::newRow("an open bracket") << QByteArray("a[1") << QByteArray("x");
        QTest::newRow("a huge list") << QByteArray("a[4000000000]") << QByteArray("x");
        QTest::newRow("a comma without a value") << QByteArray("a") << QByteArray("x,y");
    }
    void refusesWhatHelmRefuses()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const QByteArray, text);
        const auto set = withSetValue({}, std::string_view(path), std::string_view(text), SetType::Typed);
        QVERIFY(!set);
        QCOMPARE(set.error().code, ErrorCode::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(HelmSetTest)
#include "HelmSetTest.moc"
