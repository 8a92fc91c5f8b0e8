#include "core/manifest/YamlReader.h"
#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"

#include <QTest>

#include <random>

using namespace holdfast;
using namespace holdfast::manifest;
using namespace Qt::StringLiterals;

namespace {

const std::string configMap = "# a comment\n"
                              "apiVersion: v1\n"
                              "kind: ConfigMap\n"
                              "metadata:\n"
                              "  name: c\n"
                              "  labels: &labels {app: web, tier: \"1\"}\n"
                              "data:\n"
                              "  text: |\n"
                              "    first\n"
                              "    ---\n"
                              "    last\n"
                              "  folded: >-\n"
                              "    one\n"
                              "    two\n"
                              "  'quoted': \"tab\\t, \\u00e9\"\n"
                              "  list: [a, {b: c}]\n"
                              "---\n"
                              "kind: Service\n"
                              "metadata:\n"
                              "  <<: {name: s}\n";

std::string read(std::string_view text)
{
    const Result<std::vector<YamlDocument>> documents = readYaml(text, u"f.yaml"_s);
    if (!documents)
        return errorText(documents.error()).toStdString();
    Value::List list;
    for (const YamlDocument& document : *documents)
        list.push_back(document.value);
    return writeJson(Value(std::move(list)));
}

std::string repeated(std::string_view text, int count)
{
    std::string out;
    for (; count > 0; --count)
        out += text;
    return out;
}

std::string utf16(const QString& text, char first, char second)
{
    std::string out { first, second };
    for (const QChar unit : text) {
        const char low = static_cast<char>(unit.unicode() & 0xFFU);
        const char high = static_cast<char>(unit.unicode() >> 8U);
        out += first == '\xFF' ? std::string { low, high } : std::string { high, low };
    }
    return out;
}

}

class YamlReaderTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsObjects_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const char* text, const char* expected) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
        };
        row("empty", "", "[]");
        row("comments only", "# a\n---\n# b\n", "[]");
        row("two documents", "a: 1\n---\nb: 2\n", "[{\"a\":1},{\"b\":2}]");
        row("boolean words, as keys too", "y: no\n", "[{\"true\":false}]");
        row("octal", "mode: 0644\n", "[{\"mode\":420}]");
        row("abbreviated commit", "tag: 1234567e8\n", "[{\"tag\":123456700000000}]");
        row("exact integers", "a: 9007199254740993\nb: 18446744073709551615\n",
            "[{\"a\":9007199254740993,\"b\":18446744073709551615}]");
        row("positional merge", "b: &b {y1: 1}\na: {y1: 3, <<: *b}\n", "[{\"a\":{\"y1\":1},\"b\":{\"y1\":1}}]");
        row("last duplicate", "a: 1\na: 2\n", "[{\"a\":2}]");
        row("separator in a block scalar", "a: |\n  x\n  ---\n  y\n", "[{\"a\":\"x\\n---\\ny\\n\"}]");
        row("list", "kind: List\nitems:\n- {a: 1}\n- {kind: List, items: [{b: 2}]}\n- null\n", "[{\"a\":1},{\"b\":2}]");
        row("empty list", "kind: List\nitems: []\n", "[]");
        row("list without items", "kind: List\n", "[]");
        row("json list", "{\"kind\":\"List\",\"items\":[{\"a\":1}]}", "[{\"a\":1}]");
        row("json stream", "{\"a\":1}\n{\"b\":2}\n", "[{\"a\":1},{\"b\":2}]");
        row("json, then yaml", "{\"a\":1}\n---\nb: 2\n", "[{\"a\":1},{\"b\":2}]");
        row("flow mapping", "{a: 1}\n", "[{\"a\":1}]");
        row("byte order mark",
            "\xEF\xBB\xBF"
            "a: 1\n",
            "[{\"a\":1}]");
        row("byte order mark in document 2",
            "a: 1\n---\n\xEF\xBB\xBF"
            "b: 2\n",
            "[{\"a\":1},{\"b\":2}]");
        row("windows line ends", "a: |\r\n  x\r\nb: 1\r\n---\r\nc: 2\r\n", "[{\"a\":\"x\\n\",\"b\":1},{\"c\":2}]");
        row("after the end mark", "a: 1\n...\nb: 2\n", "[{\"a\":1}]");
        row("binary", "a: !!binary aGk=\n", "[{\"a\":\"hi\"}]");
    }

    void readsObjects()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, expected);
        QCOMPARE(QByteArray::fromStdString(read(text.toStdString())), expected);
    }

    void readsUtf16()
    {
        QCOMPARE(read(utf16(u"a: é😀\r\n"_s, '\xFF', '\xFE')), "[{\"a\":\"é😀\"}]");
        QCOMPARE(read(utf16(u"a: é😀\n"_s, '\xFE', '\xFF')), "[{\"a\":\"é😀\"}]");
        QVERIFY(!readYaml(utf16(u"a: x"_s, '\xFF', '\xFE') + "y", u"f"_s));
    }

    void refusesWithALine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const char* text, int line, const char* reason) {
            QTest::newRow(name) << QByteArray(text) << line << QString::fromUtf8(reason);
        };
        row("cut off in quotes", "a: 1\nb: \"c\nd: 2\n", 4, "unexpected end");
        row("cut off in a list", "a: 1\nb: [c,\n", 3, "did not find");
        row("bad second document", "a: 1\n---\nb: c: d\n", 3, "mapping values are not allowed");
        row("tab", "a:\n\tb: c\n", 2, "cannot start any token");
        row("separator with text", "a: 1\n--- b\n", 2, "invalid document separator");
        row("directive", "%YAML 1.1\n---\na: 1\n", 2, "");
        row("infinity", "a: 1\nb: .inf\n", 2, "no number that JSON can hold");
        row("null key", "a: 1\n~: b\n", 2, "null cannot be a key");
        row("complex key", "a: 1\n? [b]\n: c\n", 2, "cannot be a key");
        row("unknown anchor", "a: 1\nb: *x\n", 2, "unknown anchor 'x'");
        row("cyclic alias", "a: 1\nb: &x [*x]\n", 2, "contains itself");
        row("bad tag", "a: !!int x\n", 1, "cannot decode !!str `x` as a !!int");
        row("bad base64", "a: !!binary x\n", 1, "invalid base64");
        row("merge of text", "a: {<<: x}\n", 1, "map merge requires");
        row("bad utf-8", "a: 1\nb: \xff\n", 2, "UTF-8");
        row("control character", "a: 1\n\nb: \x01\n", 3, "control characters");
        row("list at the top", "a: 1\n---\n- b\n", 3, "a Kubernetes object is a mapping, and this is a list");
        row("text at the top", "just text\n", 1, "this is text");
        row("item that is no object", "kind: List\nitems:\n- a: 1\n- 2\n", 4, "this is a number");
        row("items that are no list", "kind: List\nitems: {a: 1}\n", 2, "have to be a list");
        row("broken json", "{\n\"a\": 1,\n\"b\": ]\n", 3, "JSON");
        row("third json value", "{}\n{}\n{]\n", 3, "JSON");
    }

    void refusesWithALine()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const int, line);
        QFETCH(const QString, reason);
        const Result<std::vector<YamlDocument>> documents = readYaml(text.toStdString(), u"f.yaml"_s);
        QVERIFY(!documents);
        const QString error = errorText(documents.error());
        QCOMPARE(documents.error().code, ErrorCode::InvalidInput);
        const FilePlace place = std::get<FilePlace>(documents.error().where);
        QCOMPARE(place.file, u"f.yaml"_s);
        QVERIFY2(place.line == line, qPrintable(error));
        QVERIFY2(error.contains(reason), qPrintable(error));
    }

    void limitsHold()
    {
        const auto codeOf = [](const std::string& text, const YamlLimits& limits = {}) {
            const Result<std::vector<YamlDocument>> documents = readYaml(text, u"f"_s, limits);
            return documents ? ErrorCode::Internal : documents.error().code;
        };
        const std::string items = repeated("x, ", 200);
        QCOMPARE(codeOf(std::string((10U << 20U) + 1, '#')), ErrorCode::LimitExceeded);
        QVERIFY(readYaml("a: " + repeated("[", 900) + repeated("]", 900), u"f"_s));
        for (const int depth : { 1001, 5000, 100'000 }) {
            QCOMPARE(codeOf("a: " + repeated("[", depth) + repeated("]", depth)), ErrorCode::LimitExceeded);
            QCOMPARE(codeOf("{\"a\": " + repeated("[", depth) + repeated("]", depth) + "}"), ErrorCode::LimitExceeded);
        }
        QCOMPARE(codeOf(repeated("- ", 1500) + "a\n"), ErrorCode::LimitExceeded);
        QCOMPARE(codeOf("a: [" + items + "]\n", { .nodes = 100 }), ErrorCode::LimitExceeded);
    }

    void aliasBombsAreRefused()
    {
        std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
        for (int level = 1; level < 12; ++level) {
            const std::string last = std::to_string(level - 1);
            bomb += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " ["
                + repeated("*a" + last + ", ", 10) + "]\n";
        }
        const Result<std::vector<YamlDocument>> documents = readYaml(bomb, u"f"_s);
        QVERIFY(!documents);
        QCOMPARE(documents.error().code, ErrorCode::LimitExceeded);
    }

    void fieldsKnowTheirLines()
    {
        const Result<std::vector<YamlDocument>> documents = readYaml(configMap, u"f"_s);
        QVERIFY(documents);
        QCOMPARE(documents->size(), 2U);
        const FieldLines& lines = documents->front().lines;
        QCOMPARE(documents->front().line, 2);
        QCOMPARE(lines.at("/kind"), 3);
        QCOMPARE(lines.at("/metadata/labels/tier"), 6);
        QCOMPARE(lines.at("/data/text"), 8);
        QCOMPARE(lines.at("/data/list/1/b"), 16);
        QCOMPARE(lines.at("/data/none"), 0);
        QVERIFY(lines.find("/nothing") == lines.end());
        QCOMPARE(documents->back().lines.at("/kind"), 18);
        QCOMPARE(documents->back().lines.at("/metadata/name"), 20);
    }

    void itemsOfAListKnowTheirLines()
    {
        const Result<std::vector<YamlDocument>> documents
            = readYaml("kind: List\nitems:\n- a/b: 1\n- c~d:\n    e: no\n", u"f"_s);
        QVERIFY(documents);
        QCOMPARE(documents->at(0).lines.at("/a~1b"), 3);
        QCOMPARE(documents->at(1).line, 4);
        QCOMPARE(documents->at(1).lines.at("/c~0d/e"), 5);
        QCOMPARE(documents->at(0).warnings.size(), 0U);
        QCOMPARE(documents->at(1).warnings.size(), 1U);
    }

    void warnsOfWhatSurprises_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("warning");
        const auto row = [](const char* name, const char* text, int line, const char* warning) {
            QTest::newRow(name) << QByteArray(text) << line << QString::fromUtf8(warning);
        };
        row("duplicate", "---\na: 1\nb: 2\na: 3\n", 4,
            "the key \"a\" stands twice, in line 2 and in line 4; the last counts");
        row("commit", "a: 1234567e8\n", 1, "`1234567e8` is read as the number 123456700000000; quote it if it is text");
        row("norway", "a:\n  b: no\n", 2, "`no` is read as the boolean false; quote it if it is text");
        row("boolean key", "y: 1\n", 1, "`y` is read as the boolean true; quote it if it is text");
        row("overridden", "b: &b {c: 1}\na: {c: 2, <<: *b}\n", 2, "the key \"c\" is overridden by the `<<` after it");
        row("unread", "a: 1\n...\nb: 2\n", 3,
            "Kubernetes does not read what follows `...`; separate documents by `---`");
    }

    void warnsOfWhatSurprises()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const int, line);
        QFETCH(const QString, warning);
        const Result<std::vector<YamlDocument>> documents = readYaml(text.toStdString(), u"f"_s);
        QVERIFY(documents);
        QCOMPARE(documents->front().warnings.size(), 1U);
        QCOMPARE(documents->front().warnings.front().text, warning);
        QCOMPARE(documents->front().warnings.front().line, line);
    }

    void doesNotWarnOfPlainThings()
    {
        const Result<std::vector<YamlDocument>> documents = readYaml(
            "b: &b {c: 1}\na: {<<: *b, c: 2}\nt: true\nf: False\nc: 12\ne: 1e3\nq: \"no\"\ns: !!str 1234567e8\n",
            u"f"_s);
        QVERIFY(documents);
        QCOMPARE(documents->front().warnings.size(), 0U);
    }

    void truncationNeverCrashes()
    {
        for (std::size_t size = 0; size <= configMap.size(); ++size)
            if (const auto documents = readYaml(std::string_view(configMap).substr(0, size), u"f"_s))
                QVERIFY(documents->size() <= 2);
    }

    void changedBytesNeverCrash()
    {
        std::mt19937 random(5);
        for (int round = 0; round < 20'000; ++round) {
            std::string broken = configMap;
            for (int changes = 0; changes < 3; ++changes)
                broken[random() % broken.size()] = static_cast<char>(random());
            if (const auto documents = readYaml(broken, u"f"_s))
                for (const YamlDocument& document : *documents)
                    QVERIFY(readJson(writeJson(document.value)));
        }
    }

    void largeStreamsAreRead()
    {
        std::string stream;
        int count = 0;
        while (stream.size() + configMap.size() + 8 < (10U << 20U)) {
            stream += configMap + "---\n";
            count += 2;
        }
        const Result<std::vector<YamlDocument>> documents = readYaml(stream, u"f"_s);
        QVERIFY(documents);
        QCOMPARE(documents->size(), static_cast<std::size_t>(count));
    }
};

QTEST_APPLESS_MAIN(YamlReaderTest)
#include "YamlReaderTest.moc"
