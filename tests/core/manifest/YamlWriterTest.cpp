#include "core/manifest/YamlWriter.h"
#include "core/manifest/YamlReader.h"

#include <QTest>

#include <random>

using namespace holdfast;
using namespace holdfast::manifest;
using namespace Qt::StringLiterals;

namespace {

std::string randomText(std::mt19937& random)
{
    static const QStringList pieces = { u"a"_s, u"B"_s, u" "_s, u"  "_s, u"\n"_s, u": "_s, u"#"_s, u" #"_s, u"-"_s,
        u"- "_s, u"---"_s, u"'"_s, u"\""_s, u"\\"_s, u"{"_s, u"]"_s, u","_s, u"1"_s, u"0x"_s, u"yes"_s, u"~"_s, u"<<"_s,
        u"\t"_s, u"\r"_s, u"\x01"_s, u"é"_s, u"😀"_s, u"\u2028"_s, u"\u0085"_s, u"\ufeff"_s, u"%"_s, u"&x"_s, u"*"_s,
        u"!"_s, u"|"_s, u">"_s, u"?"_s, u"..."_s,
        u"word word word word word word word word word word word word word word word word word "_s };
    QString out;
    for (auto count = random() % 6; count > 0; --count)
        out += pieces.at(static_cast<qsizetype>(random() % static_cast<unsigned>(pieces.size())));
    return out.toStdString();
}

Value randomValue(std::mt19937& random, int depth)
{
    const auto kind = random() % (depth > 0 ? 9U : 5U);
    if (kind == 0)
        return Value();
    if (kind == 1)
        return Value(random() % 2 == 0);
    if (kind == 2)
        return Value(static_cast<int>(random() % 2000) - 1000);
    if (kind < 6)
        return Value(randomText(random));
    if (kind == 6) {
        Value::List list;
        for (auto count = random() % 4; count > 0; --count)
            list.push_back(randomValue(random, depth - 1));
        return Value(std::move(list));
    }
    Value::Map map;
    for (auto count = random() % 5; count > 0; --count)
        map.emplace_back(randomText(random), randomValue(random, depth - 1));
    return Value(std::move(map));
}

}

class YamlWriterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesAsKubectlDoes()
    {
        const Value object(Value::Map { { "kind", Value("ConfigMap") }, { "apiVersion", Value("v1") },
            { "data",
                Value(Value::Map { { "yes", Value("no") }, { "script", Value("#!/bin/sh\necho 1\n") },
                    { "number", Value("12") }, { "time", Value("1:30") }, { "empty", Value("") } }) },
            { "list", Value(Value::List { Value(1), Value(Value::Map { { "a", Value(true) }, { "b", Value() } }) }) },
            { "none", Value::emptyList() }, { "nothing", Value::emptyMap() } });
        QCOMPARE(QByteArray::fromStdString(writeYaml(object)),
            QByteArray(
                "apiVersion: v1\ndata:\n  empty: \"\"\n  number: \"12\"\n  script: |\n    #!/bin/sh\n    echo 1\n"
                "  time: \"1:30\"\n  \"yes\": \"no\"\nkind: ConfigMap\nlist:\n- 1\n- a: true\n  b: null\n"
                "none: []\nnothing: {}\n"));
    }

    void emptyAndScalarRoots()
    {
        QCOMPARE(writeYaml(Value()), "null\n");
        QCOMPARE(writeYaml(Value::emptyMap()), "{}\n");
        QCOMPARE(writeYaml(Value::emptyList()), "[]\n");
        QCOMPARE(writeYaml(Value("yes")), "\"yes\"\n");
    }

    void numbersKeepTheirValue()
    {
        QCOMPARE(writeYaml(Value(std::uint64_t { 18446744073709551615U })), "18446744073709551615\n");
        QCOMPARE(writeYaml(Value(1.5)), "1.5\n");
        QCOMPARE(writeYaml(Value(2.0)), "2\n");
        QCOMPARE(writeYaml(Value(1e300)), "1e+300\n");
    }

    void whatIsWrittenReadsBack()
    {
        std::mt19937 random(99);
        for (int round = 0; round < 5000; ++round) {
            const Value value(Value::Map { { "v", randomValue(random, 4) } });
            const std::string text = writeYaml(value);
            const Result<std::vector<YamlDocument>> again = readYaml(text, u"f"_s);
            QVERIFY2(again, (text + (again ? "" : qPrintable(errorText(again.error())))).c_str());
            QVERIFY2(again->size() == 1 && again->front().value == value, text.c_str());
            QVERIFY2(writeYaml(again->front().value) == text, text.c_str());
        }
    }

    void longKeysReadBack()
    {
        for (const std::size_t size : { 127U, 128U, 129U, 1000U, 1030U, 5000U }) {
            const Value value(
                Value::Map { { std::string(size, 'k'), Value(Value::List { Value(1), Value::emptyMap() }) },
                    { std::string(size, 'l'), Value(Value::Map { { "a", Value("x\ny") } }) } });
            const Result<std::vector<YamlDocument>> again = readYaml(writeYaml(value), u"f"_s);
            QVERIFY2(again && again->front().value == value, writeYaml(value).c_str());
        }
    }
};

QTEST_APPLESS_MAIN(YamlWriterTest)
#include "YamlWriterTest.moc"
