#include "core/health/Health.h"
#include "core/manifest/JsonReader.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::health;
using namespace Qt::StringLiterals;

namespace {

QByteArray condition(const char* type, const char* status, int generation)
{
    return R"({"type":"%1","status":"%2","reason":"%1Reason","message":"%1 text","observedGeneration":%3})"_ba
        .replace("%1", type)
        .replace("%2", status)
        .replace("%3", QByteArray::number(generation));
}

manifest::Value release(const QByteArray& spec, const QByteArrayList& conditions)
{
    const QByteArray text = R"({"apiVersion":"helm.toolkit.fluxcd.io/v2","kind":"HelmRelease","spec":)"_ba + spec
        + R"(,"status":{"conditions":[)"_ba + conditions.join(',') + "]}}"_ba;
    return manifest::readJson(std::string_view(text)).value();
}

const QByteArray tested = R"({"test":{"enable":true}})"_ba;
const QByteArray lenient = R"({"test":{"enable":true,"ignoreFailures":true}})"_ba;

}

class HelmReadyTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesTheWeightiestCondition_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<QByteArrayList>("conditions");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const QByteArray& spec, const QByteArrayList& conditions,
                             const char* status, const char* reason) {
            QTest::addRow("%s", name) << spec << conditions << QString::fromLatin1(status)
                                      << QString::fromLatin1(reason);
        };
        const QByteArray released = condition("Released", "True", 1);
        const QByteArray failedTest = condition("TestSuccess", "False", 1);
        row("released", "{}", { released }, "True", "ReleasedReason");
        row("others stand before", "{}", { condition("Reconciling", "True", 1), released }, "True", "ReleasedReason");
        row("not released", "{}", { condition("Released", "False", 1) }, "False", "ReleasedReason");
        row("unknown", "{}", { condition("Released", "Unknown", 1) }, "Unknown", "ReleasedReason");
        row("remediated is a failure", "{}", { released, condition("Remediated", "True", 1) }, "False",
            "RemediatedReason");
        row("an older remediation", "{}", { condition("Released", "True", 2), condition("Remediated", "True", 1) },
            "True", "ReleasedReason");
        row("failed test", tested, { released, failedTest }, "False", "TestSuccessReason");
        row("failed test that does not count", lenient, { released, failedTest }, "True", "ReleasedReason");
        row("test that is not enabled", "{}", { failedTest, released }, "True", "ReleasedReason");
        row("only a Ready condition", "{}", { condition("Ready", "False", 1) }, "False", "ReadyReason");
    }

    void takesTheWeightiestCondition()
    {
        QFETCH(const QByteArray, spec);
        QFETCH(const QByteArrayList, conditions);
        QFETCH(const QString, reason);
        const std::optional<DerivedCondition> ready = helmReady(release(spec, conditions));
        QVERIFY(ready.has_value());
        QTEST(ready->status, "status");
        QCOMPARE(ready->reason, reason);
        QCOMPARE(ready->message, reason.chopped(6) + u" text"_s);
    }

    void saysNothingWithoutConditions()
    {
        QVERIFY(!helmReady(release("{}", {})));
        QVERIFY(!helmReady(release("{}", { condition("TestSuccess", "True", 1) })));
        QVERIFY(!helmReady(manifest::Value()));
    }
};

QTEST_GUILESS_MAIN(HelmReadyTest)
#include "HelmReadyTest.moc"
