#include "core/diff/PlusMask.h"
#include "core/manifest/JsonWriter.h"
#include "tests/core/diff/Objects.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::diff;
using namespace Qt::StringLiterals;
using manifest::Value;

namespace {

Value secret(const QByteArray& rest)
{
    return objectOf("apiVersion: v1\nkind: Secret\n"_ba + rest);
}

QString json(const Value& value)
{
    return QString::fromStdString(manifest::writeJson(value));
}

const QString applied = u"kubectl.kubernetes.io/last-applied-configuration"_s;

}

class PlusMaskTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void masksData_data()
    {
        QTest::addColumn<QByteArray>("desired");
        QTest::addColumn<QByteArray>("live");
        QTest::addColumn<QString>("desiredData");
        QTest::addColumn<QString>("liveData");
        const auto eight = u"++++++++"_s;
        const auto twelve = u"++++++++++++"_s;
        const auto one = [](const QString& run) { return u"{\"a\":\"%1\"}"_s.arg(run); };
        QTest::newRow("equal") << "data: {a: eA==}"_ba << "data: {a: eA==}"_ba << one(eight) << one(eight);
        QTest::newRow("changed") << "data: {a: eA==}"_ba << "data: {a: eQ==}"_ba << one(eight) << one(twelve);
        QTest::newRow("only live") << ""_ba << "data: {a: eA==}"_ba << u"null"_s << one(eight);
        QTest::newRow("only desired") << "data: {a: eA==}"_ba << ""_ba << one(eight) << u"null"_s;
        QTest::newRow("empty") << "data: {}"_ba << "data: {a: eA==}"_ba << u"null"_s << one(eight);
        QTest::newRow("text where a map should be")
            << "data: secret"_ba << "data: [secret]"_ba << u"\"%1\""_s.arg(eight) << u"\"%1\""_s.arg(eight);
        QTest::newRow("stringData is data")
            << "stringData: {a: x}"_ba << "data: {a: eA==}"_ba << one(eight) << one(eight);
        QTest::newRow("each key counts anew")
            << "data: {a: eA==, b: eA==}"_ba << "data: {a: eQ==, b: eA==}"_ba
            << u"{\"a\":\"%1\",\"b\":\"%1\"}"_s.arg(eight) << u"{\"a\":\"%1\",\"b\":\"%2\"}"_s.arg(twelve, eight);
        QTest::newRow("no valid Secret") << "data: {a: false}\nstringData: {b: 5}"_ba << "data: {a: eA==}"_ba
                                         << u"{\"a\":\"%1\",\"b\":\"%1\"}"_s.arg(eight) << one(twelve);
    }

    void masksData()
    {
        QFETCH(const QByteArray, desired);
        QFETCH(const QByteArray, live);
        const SecretPair pair = plusMasked({ .desired = secret(desired), .live = secret(live) }, {});
        QTEST(json((*pair.desired)["data"]), "desiredData");
        QTEST(json((*pair.live)["data"]), "liveData");
        QVERIFY(!pair.desired->contains("stringData"));
    }

    void masksLastApplied()
    {
        const Value live = secret("metadata: {annotations: {kubectl.kubernetes.io/last-applied-configuration: "
                                  "'{\"kind\":\"Secret\",\"data\":{\"a\":\"three\"}}'}}\ndata: {a: two}");
        const SecretPair pair = plusMasked({ .desired = secret("data: {a: one}"), .live = live }, {});
        QCOMPARE(json(pair.live->at({ "metadata", "annotations", applied.toStdString() })),
            u"\"{\\\"data\\\":{\\\"a\\\":\\\"++++++++++++++++\\\"},\\\"kind\\\":\\\"Secret\\\"}\""_s);
    }

    void hidesLastAppliedWhole_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("annotation");
        QTest::newRow("broken") << "'{\"data\":{\"a\":\"secret\"'"_ba << QString();
        QTest::newRow("no object") << "'[\"secret\"]'"_ba << QString();
        QTest::newRow("asked for") << "'{\"data\":{\"a\":\"secret\"}}'"_ba << applied;
        QTest::newRow("no text") << "{a: secret}"_ba << QString();
    }

    void hidesLastAppliedWhole()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, annotation);
        const Value object
            = secret("metadata: {annotations: {kubectl.kubernetes.io/last-applied-configuration: "_ba + text + "}}"_ba);
        manifest::MaskOptions options;
        if (!annotation.isEmpty())
            options.annotations = { annotation.toStdString() };
        for (const SecretPair& pair : { SecretPair { object, {} }, SecretPair { {}, object } }) {
            const SecretPair masked = plusMasked(pair, options);
            const Value out = masked.desired ? *masked.desired : *masked.live;
            QVERIFY(!json(out).contains(u"secret"_s));
            QCOMPARE(json(out.at({ "metadata", "annotations", applied.toStdString() })), u"\"++++++++\""_s);
        }
    }

    void masksAnnotationsThatAreAskedFor()
    {
        const Value desired = secret("metadata: {annotations: {token: new, app: test, flag: true}}");
        const Value live = secret("metadata: {annotations: {token: old, app: test, flag: true}}");
        const SecretPair pair = plusMasked({ .desired = desired, .live = live }, { .annotations = { "token" } });
        QCOMPARE(json(pair.desired->at({ "metadata", "annotations" })),
            u"{\"app\":\"test\",\"flag\":true,\"token\":\"++++++++\"}"_s);
        QCOMPARE(json(pair.live->at({ "metadata", "annotations" })),
            u"{\"app\":\"test\",\"flag\":true,\"token\":\"++++++++++++\"}"_s);
    }

    void leavesOtherKindsAsTheyAre()
    {
        const Value map = objectOf("apiVersion: v1\nkind: ConfigMap\ndata: {a: b}");
        const SecretPair pair = plusMasked({ .desired = map, .live = map }, { .annotations = { "a" } });
        QVERIFY(*pair.desired == map);
        QVERIFY(*pair.live == map);
    }
};

QTEST_GUILESS_MAIN(PlusMaskTest)
#include "PlusMaskTest.moc"
