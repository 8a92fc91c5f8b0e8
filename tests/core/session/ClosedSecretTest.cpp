#include "core/session/ClosedSecret.h"

#include "core/manifest/YamlReader.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::session;
using namespace Qt::StringLiterals;
using manifest::Value;

namespace {

Value yaml(const char* text)
{
    const auto documents = manifest::readYaml(text, u"test"_s);
    return documents && !documents->empty() ? documents->front().value : Value();
}

}

class ClosedSecretTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesTheLiveValuesForClosedOnes()
    {
        const Value desired
            = yaml("{kind: Secret, data: {a: 'ENC[x]', b: cGxhaW4=}, stringData: {c: 'ENC[y]', d: open}, "
                   "sops: {version: 3.9.0}}");
        const Value live = yaml("{kind: Secret, data: {a: bGl2ZQ==, b: b3RoZXI=, c: bGl2ZQ==}}");
        const OpenedSecret opened = withoutClosedValues(desired, live);
        QCOMPARE(opened.desired,
            yaml("{kind: Secret, data: {a: bGl2ZQ==, b: cGxhaW4=, c: bGl2ZQ==}, stringData: {d: open}}"));
        QCOMPARE(opened.findings, QStringList { u"2 values that SOPS has encrypted are not compared."_s });
    }

    void keepsAClosedValueThatIsNotThere()
    {
        const OpenedSecret opened
            = withoutClosedValues(yaml("{data: {a: 'ENC[x]'}, sops: {}}"), yaml("{data: {b: eA==}}"));
        QCOMPARE(opened.desired.at({ "data", "a" }).text(), "ENC[x]");
    }

    void leavesAnOpenObjectAlone()
    {
        const Value desired = yaml("{data: {a: 'ENC[x]'}}");
        const OpenedSecret opened = withoutClosedValues(desired, yaml("{data: {a: eA==}}"));
        QCOMPARE(opened.desired, desired);
        QVERIFY(opened.findings.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ClosedSecretTest)
#include "ClosedSecretTest.moc"
