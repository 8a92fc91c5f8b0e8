#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"
#include "core/manifest/Quantity.h"
#include "core/manifest/YamlReader.h"
#include "core/manifest/YamlWriter.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace holdfast;
using namespace holdfast::manifest;
using namespace Qt::StringLiterals;

namespace {

struct Case {
    std::string input;
    Value answer;
};

/// Cases and what Kubernetes' own libraries say to them; see record/.
std::vector<Case> cases(const QString& name)
{
    const QString stem = QStringLiteral(HOLDFAST_TEST_DATA "/core/manifest/data/") + name;
    QFile inputs(stem + u".jsonl"_s);
    QFile answers(stem + u".golden.jsonl"_s);
    std::vector<Case> out;
    if (!inputs.open(QIODevice::ReadOnly) || !answers.open(QIODevice::ReadOnly))
        return out;
    while (!inputs.atEnd()) {
        const Result<Value> input = readJson(inputs.readLine().toStdString());
        const Result<Value> answer = readJson(answers.readLine().toStdString());
        if (!input || !answer)
            return {};
        out.push_back({ std::string(input->text()), *answer });
    }
    return out;
}

std::string quoted(const std::string& text)
{
    return writeJson(Value(text));
}

/// What the reader makes of a stream in the words of the golden file: its documents, or null where it refuses.
Value answerTo(const std::string& stream)
{
    const Result<std::vector<YamlDocument>> documents = readYaml(stream, u"f"_s, { .root = YamlRoot::Any });
    if (!documents)
        return {};
    Value::List list;
    for (const YamlDocument& document : *documents)
        list.push_back(document.value);
    return Value(std::move(list));
}

/// Where libyaml and go-yaml's older parser differ for good: brackets and commas in a tag, `{a:,`. All of it is refused
/// or read as YAML 1.2 has it.
bool isKnownDifference(const std::string& stream)
{
    static const QRegularExpression pattern(u"!!?[a-z]*[][{},!]|!!str:|[a-z]:,"_s);
    return pattern.match(QString::fromStdString(stream)).hasMatch();
}

/// Keys over several lines or 128 characters, and characters that go-yaml's emitter garbles: read back, not compared.
bool isWrittenOtherwise(std::string_view golden)
{
    static const QRegularExpression pattern(u"(^|\\n)[ -]*\\? |\\x{2028}|\\x{85}|\\\\uFEFF|(^|\\n)[ -]*<<:"_s);
    return pattern.match(QString::fromUtf8(golden.data(), static_cast<qsizetype>(golden.size()))).hasMatch();
}

/// Both sides with numbers as JSON text has them.
Value normal(const Value& value)
{
    const Result<Value> again = readJson(writeJson(value));
    return again ? *again : Value();
}

}

class GoldenTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void streamsReadAsKubernetesReadsThem()
    {
        const std::vector<Case> all = cases(u"yaml"_s);
        QVERIFY(all.size() > 3000);
        int wrong = 0;
        for (const Case& entry : all) {
            const Value answer = normal(answerTo(entry.input));
            const Value expected = entry.answer.isString() ? Value() : entry.answer;
            if (answer == expected || isKnownDifference(entry.input))
                continue;
            ++wrong;
            const Result<std::vector<YamlDocument>> documents
                = readYaml(entry.input, u"f"_s, { .root = YamlRoot::Any });
            qWarning("%s\n  here:       %s %s\n  Kubernetes: %s", quoted(entry.input).substr(0, 300).c_str(),
                writeJson(answer).substr(0, 300).c_str(), documents ? "" : qPrintable(errorText(documents.error())),
                writeJson(entry.answer).substr(0, 300).c_str());
        }
        QCOMPARE(wrong, 0);
    }

    void quantitiesReadAndWriteAsKubernetesDoes()
    {
        const std::vector<Case> all = cases(u"quantity"_s);
        QVERIFY(all.size() > 500);
        for (const Case& entry : all) {
            const Result<Quantity> quantity = parseQuantity(entry.input);
            const std::string text = quoted(entry.input) + ": " + writeJson(entry.answer);
            QVERIFY2(quantity.has_value() == entry.answer.isList(), text.c_str());
            if (!quantity)
                continue;
            QVERIFY2(quantity->text() == entry.answer[0].text(), (text + " not " + quantity->text()).c_str());
            QVERIFY2(quantity->canonical() == entry.answer[1].text(), (text + " not " + quantity->canonical()).c_str());
        }
    }

    void quantitiesCompareAsInKubernetes()
    {
        const std::vector<Case> all = cases(u"compare"_s);
        QVERIFY(all.size() > 200);
        for (const Case& entry : all) {
            const Result<Value> pair = readJson(entry.input);
            const Result<Quantity> left = parseQuantity((*pair)[0].text());
            const Result<Quantity> right = parseQuantity((*pair)[1].text());
            QVERIFY(left && right);
            const auto order = *left <=> *right;
            const int sign = order < 0 ? -1 : order > 0 ? 1 : 0;
            QVERIFY2(sign == entry.answer.intOr(9), entry.input.c_str());
            QCOMPARE(*left == *right, sign == 0);
        }
    }

    void valuesWriteAsKubectlWritesThem()
    {
        const std::vector<Case> all = cases(u"written"_s);
        QVERIFY(all.size() > 1000);
        int wrong = 0;
        for (const Case& entry : all) {
            const Result<Value> value = readJson(entry.input);
            QVERIFY2(value, entry.input.c_str());
            const std::string text = writeYaml(*value);
            if (!entry.answer.isNull() && !isWrittenOtherwise(entry.answer.text()) && text != entry.answer.text()) {
                ++wrong;
                qWarning("%s\n  here:       %s\n  Kubernetes: %s", entry.input.substr(0, 300).c_str(),
                    quoted(text).substr(0, 300).c_str(), writeJson(entry.answer).substr(0, 300).c_str());
            }
            const Value again = answerTo(text);
            const Value expected = Value(value->isNull() ? Value::List {} : Value::List { *value });
            if (again != expected) {
                ++wrong;
                qWarning("%s\n  does not read back: %s", quoted(text).substr(0, 300).c_str(),
                    writeJson(again).substr(0, 300).c_str());
            }
        }
        QCOMPARE(wrong, 0);
    }
};

QTEST_APPLESS_MAIN(GoldenTest)
#include "GoldenTest.moc"
