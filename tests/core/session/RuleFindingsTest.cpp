#include "core/session/RuleFindings.h"

#include "core/manifest/YamlReader.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::session;
using namespace Qt::StringLiterals;
using manifest::Value;

namespace {

Value yaml(const QByteArray& text)
{
    const auto documents = manifest::readYaml(std::string_view(text), u"test"_s);
    return documents && !documents->empty() ? documents->front().value : Value();
}

}

class RuleFindingsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatRulesDo_data()
    {
        QTest::addColumn<QByteArray>("rules");
        QTest::addColumn<QString>("expected");
        QTest::newRow("one field") << QByteArray("{ignoreDifferences: [{kind: ConfigMap, jsonPointers: [/data/k0]}]}")
                                   << QString();
        QTest::newRow("for no object")
            << QByteArray("{ignoreDifferences: [{kind: Secret, jsonPointers: [/data]}]}")
            << u"The rule ignoreDifferences[0] is for no object of this app, so that it ignores nothing."_s;
        QTest::newRow("for no field")
            << QByteArray("{ignoreDifferences: [{kind: ConfigMap, jsonPointers: [/data/none]}]}")
            << u"No object that the rule ignoreDifferences[0] is for has a field that it names, so that it ignores nothing."_s;
        QTest::newRow("a whole part")
            << QByteArray("{ignoreDifferences: [{kind: ConfigMap, jsonPointers: [/status, /data]}]}")
            << u"The rule ignoreDifferences[0] hides /data as a whole: whatever changes there is not seen."_s;
        QTest::newRow("a field at the top")
            << QByteArray("{ignoreDifferences: [{kind: ConfigMap, jsonPointers: [/immutable]}]}") << QString();
        QTest::newRow("many") << QByteArray("{ignoreDifferences: [{kind: ConfigMap, jqPathExpressions: ['.data[]']}]}")
                              << u"The rule ignoreDifferences[0] hides 12 changes that would count."_s;
        QTest::newRow("of the whole installation")
            << QByteArray("{resourceOverrides: {Secret: {ignoreDifferences: {jsonPointers: [/data]}}}}") << QString();
    }
    void saysWhatRulesDo()
    {
        QFETCH(const QByteArray, rules);
        QByteArray desired = "{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, immutable: true, data: {";
        QByteArray live = "{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, immutable: false, data: {";
        for (int key = 0; key < 12; ++key) {
            desired += "k" + QByteArray::number(key) + ": a, ";
            live += "k" + QByteArray::number(key) + ": b, ";
        }
        const Value one = yaml(desired + "}}");
        const Value other = yaml(live + "}}");
        const auto read = diff::compareRules(yaml(rules), diff::Dialect::ArgoCd);
        QVERIFY(read);
        RuleFindings findings(read->ignored);
        findings.add(one, other, diff::compare({ .desired = one, .live = other }, *read, diff::Dialect::ArgoCd));
        QTEST(findings.sentences().join(u'\n'), "expected");
    }
};

QTEST_GUILESS_MAIN(RuleFindingsTest)
#include "RuleFindingsTest.moc"
