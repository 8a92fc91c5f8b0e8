#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"

#include <QTest>

#include <limits>
#include <random>

using namespace holdfast;
using namespace holdfast::manifest;
using namespace Qt::StringLiterals;

namespace {

std::string echo(std::string_view text)
{
    const Result<Value> value = readJson(text);
    return value ? writeJson(*value) : errorText(value.error()).toStdString();
}

/// A random tree; the same seed gives the same tree.
Value randomValue(std::mt19937_64& random, int depth)
{
    const auto pick = [&random](std::uint64_t bound) { return random() % bound; };
    const auto text = [&] {
        static const std::string alphabet = "ab \"\\\n\t\x01/<>&é€😀:#-'";
        std::string out;
        for (std::uint64_t count = pick(8); count > 0; --count)
            out += QString::fromStdString(alphabet).mid(static_cast<qsizetype>(pick(21)), 1).toUtf8().toStdString();
        return QString::fromStdString(out).toStdString();
    };
    switch (depth > 0 ? pick(8) : pick(6)) {
    case 0:
        return Value();
    case 1:
        return Value(pick(2) == 0);
    case 2:
        return Value(random());
    case 3:
        return Value(static_cast<std::int64_t>(random()) >> pick(64));
    case 4:
        return Value(std::ldexp(static_cast<double>(random() >> 12U | 1U), -1 - static_cast<int>(pick(300))));
    case 5:
        return Value(text());
    case 6: {
        Value::List list;
        for (std::uint64_t count = pick(5); count > 0; --count)
            list.push_back(randomValue(random, depth - 1));
        return Value(std::move(list));
    }
    default: {
        Value::Map map;
        for (std::uint64_t count = pick(5); count > 0; --count)
            map.emplace_back(text(), randomValue(random, depth - 1));
        return Value(std::move(map));
    }
    }
}

}

class JsonTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesAsGoDoes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* text, const char* expected) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(expected);
        };
        row("{\"b\":1,\"a\":[true,false,null]}", "{\"a\":[true,false,null],\"b\":1}");
        row("{\"a\":1,\"a\":2}", "{\"a\":2}");
        row(" [ ] ", "[]");
        row("{}", "{}");
        row("\"x\"", "\"x\"");
        row("null", "null");
        row("true", "true");
        row("-0", "0");
        row("9007199254740993", "9007199254740993");
        row("-9223372036854775808", "-9223372036854775808");
        row("18446744073709551615", "18446744073709551615");
        row("18446744073709551616", "18446744073709552000");
        row("-9223372036854775809", "-9223372036854776000");
        row("1.0", "1");
        row("1.10", "1.1");
        row("1e3", "1000");
        row("1e20", "100000000000000000000");
        row("1e21", "1e+21");
        row("1.5e300", "1.5e+300");
        row("0.000001", "0.000001");
        row("1e-7", "1e-7");
        row("0.1", "0.1");
        row("1.7976931348623157e308", "1.7976931348623157e+308");
        row("5e-324", "5e-324");
        row("-0.0", "-0");
        row("\"<a href=\\\"x\\\">&\\u0027\\/\"", "\"<a href=\\\"x\\\">&'/\"");
        row("\"\\u0000\\u001f\\b\\f\\n\\r\\t\"", "\"\\u0000\\u001f\\b\\f\\n\\r\\t\"");
        row("\"\\u2028\\u2029\\u202a\"", "\"\\u2028\\u2029\u202a\"");
        row("\"\\ud83d\\ude00é\"", "\"😀é\"");
        row("\"\\ud800\"", "\"\uFFFD\"");
        row("[1,[2,[3]]]", "[1,[2,[3]]]");
    }

    void writesAsGoDoes()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, expected);
        QCOMPARE(QByteArray::fromStdString(echo(text.toStdString())), expected);
    }

    void indentsAsKubectlDoes()
    {
        const Result<Value> value = readJson("{\"a\":[1,{\"b\":2}],\"c\":{},\"d\":[]}");
        QVERIFY(value);
        QCOMPARE(QByteArray::fromStdString(writeJson(*value, JsonStyle::Indented)),
            QByteArray("{\n    \"a\": [\n        1,\n        {\n            \"b\": 2\n        }\n    ],\n"
                       "    \"c\": {},\n    \"d\": []\n}"));
    }

    void refusesWhatIsNoJson_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text :
            { "", " ", "[", "]", "{", "}", "[1,]", "[,1]", "[1 2]", "[1,,2]", "{\"a\":1,}", "{\"a\" 1}", "{\"a\"}",
                "{a:1}", "{'a':1}", "{\"a\":}", "{1:2}", "{,}", "[1}", "{\"a\":1]", "nul", "nulll", "null x", "True",
                "truefalse", "tru", "01", "-", "+1", "1.", ".5", "1e", "1e+", "0x10", "1_000", "-01", "NaN", "Infinity",
                "1e999", "\"", "\"a", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"a\nb\"", "\"a\tb\"", "\"\xff\"",
                "\"\xc0\x80\"", "\"\xed\xa0\x80\"", "[1]]", "[1] [2]", "{} {}", "1 2", "\"a\" \"b\"", "// c\n1",
                "[1 // c\n]", "\xEF\xBB\xBF{}", "[\"a\",\n4\n,1,", "{\"a\":\"b\",\"c\"", "[true,fals]", "[nul]", "\v1",
                "\f[]", "[\"\\", "{\"a\":1}#", "--1", "1..2", "1e5.5", "[-]", "[1-2]", "[\"a\"\"b\"]",
                "{\"a\":1 \"b\":2}", "{\"a\"::1}", "{\"a\":1,,\"b\":2}", "[:]", "{:}", "\\u0031" })
            QTest::newRow(text) << QByteArray(text);
    }

    void refusesWhatIsNoJson()
    {
        QFETCH(const QByteArray, text);
        const Result<Value> value = readJson(text.toStdString(), u"f.json"_s);
        QVERIFY2(!value, text.constData());
        QCOMPARE(value.error().code, ErrorCode::InvalidInput);
        QVERIFY(std::holds_alternative<FilePlace>(value.error().where));
        QVERIFY(std::get<FilePlace>(value.error().where).line >= 1);
    }

    void refusesAZeroByte()
    {
        using namespace std::string_view_literals;
        QVERIFY(!readJson("[1]\0"sv));
        QVERIFY(!readJson("\0[1]"sv));
        QVERIFY(!readJson("\"\0\""sv));
        QVERIFY(!readJson("1\0"sv));
    }

    void errorsNameThePlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::newRow("first") << QByteArray("{\"a\":tru}") << 1;
        QTest::newRow("third") << QByteArray("{\n\"a\":1,\n\"b\":01\n}") << 3;
        QTest::newRow("utf8") << QByteArray("[\n\n\"\xff\"\n]") << 3;
        QTest::newRow("end") << QByteArray("[\n1,\n2\n") << 3;
        QTest::newRow("trailing") << QByteArray("{}\n{}") << 2;
    }

    void errorsNameThePlace()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const int, line);
        const Result<Value> value = readJson(text.toStdString(), u"f.json"_s);
        QVERIFY(!value);
        const auto place = std::get<FilePlace>(value.error().where);
        QCOMPARE(place.file, u"f.json"_s);
        QVERIFY2(std::abs(place.line - line) <= 1, qPrintable(errorText(value.error())));
    }

    void limitsHold()
    {
        const auto nested = [](int depth) {
            return std::string(static_cast<std::size_t>(depth), '[')
                + std::string(static_cast<std::size_t>(depth), ']');
        };
        QVERIFY(readJson(nested(1000)));
        for (const int depth : { 1001, 1002, 1003, 5000, 100000 }) {
            const Result<Value> deep = readJson(nested(depth));
            QVERIFY(!deep);
            QCOMPARE(deep.error().code, ErrorCode::LimitExceeded);
        }
        const Result<Value> large = readJson("[1,2,3]", ReadLimits { .bytes = 6 });
        QVERIFY(!large);
        QCOMPARE(large.error().code, ErrorCode::LimitExceeded);
    }

    void truncationNeverReadsAsLess()
    {
        const std::string whole = "{\"a\":[1,-2.5e3,\"é\\u00e9\",{\"b\":null,\"c\":[true,false]}],\"d\":\"x\\\\\"}";
        for (std::size_t size = 0; size < whole.size(); ++size)
            QVERIFY2(!readJson(std::string_view(whole).substr(0, size)), whole.substr(0, size).c_str());
        QVERIFY(readJson(whole));
    }

    void anyByteChangedNeverCrashes()
    {
        const std::string whole = "{\"a\":[1,-2.5e3,\"é\\u00e9\",{\"b\":null,\"c\":[true,false]}],\"d\":\"x\\\\\"}";
        for (std::size_t at = 0; at < whole.size(); ++at)
            for (int byte = 0; byte < 256; ++byte) {
                std::string broken = whole;
                broken[at] = static_cast<char>(byte);
                if (const Result<Value> value = readJson(broken))
                    QVERIFY(readJson(writeJson(*value)) == value);
            }
    }

    void whatIsWrittenReadsBack()
    {
        std::mt19937_64 random(20240711);
        for (int round = 0; round < 3000; ++round) {
            const Value value = randomValue(random, 4);
            for (const JsonStyle style : { JsonStyle::Compact, JsonStyle::Indented }) {
                const Result<Value> again = readJson(writeJson(value, style));
                QVERIFY2(again && *again == value, writeJson(value, style).c_str());
            }
        }
    }
};

QTEST_APPLESS_MAIN(JsonTest)
#include "JsonTest.moc"
