#include "core/manifest/SecretMask.h"
#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::manifest;

namespace {

constexpr std::string_view canary = "CANARY";

Value json(std::string_view text)
{
    return readJson(text).value_or(Value("broken"));
}

}

class SecretMaskTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void masks_data()
    {
        QTest::addColumn<QByteArray>("object");
        QTest::addColumn<QByteArray>("masked");
        const auto row = [](const char* name, const char* object, const char* masked) {
            QTest::newRow(name) << QByteArray(object) << QByteArray(masked);
        };
        row("data", "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"data\":{\"t\":\"CANARY\",\"u\":\"\"}}",
            "{\"apiVersion\":\"v1\",\"data\":{\"t\":\"***\",\"u\":\"***\"},\"kind\":\"Secret\"}");
        row("stringData", "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"stringData\":{\"t\":\"CANARY\"}}",
            "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"stringData\":{\"t\":\"***\"}}");
        row("last applied",
            "{\"kind\":\"Secret\",\"metadata\":{\"annotations\":{\"kubectl.kubernetes.io/last-applied-configuration\":"
            "\"CANARY\",\"x\":\"y\"}}}",
            "{\"kind\":\"Secret\",\"metadata\":{\"annotations\":{\"kubectl.kubernetes.io/last-applied-configuration\":"
            "\"***\",\"x\":\"y\"}}}");
        row("invalid data", "{\"kind\":\"Secret\",\"data\":\"CANARY\",\"stringData\":[\"CANARY\"]}",
            "{\"data\":\"***\",\"kind\":\"Secret\",\"stringData\":\"***\"}");
        row("values that are no text", "{\"kind\":\"Secret\",\"data\":{\"a\":{\"b\":\"CANARY\"},\"n\":1}}",
            "{\"data\":{\"a\":\"***\",\"n\":\"***\"},\"kind\":\"Secret\"}");
        row("no data", "{\"kind\":\"Secret\",\"data\":null}", "{\"data\":null,\"kind\":\"Secret\"}");
    }

    void masks()
    {
        QFETCH(const QByteArray, object);
        QFETCH(const QByteArray, masked);
        const std::string text = writeJson(maskSecret(json(object.toStdString())));
        QCOMPARE(QByteArray::fromStdString(text), masked);
        QVERIFY(text.find(canary) == std::string::npos);
    }

    void leavesOtherObjectsAlone()
    {
        for (const char* text : { "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"data\":{\"a\":\"b\"}}",
                 "{\"apiVersion\":\"x.io/v1\",\"kind\":\"Secret\",\"data\":{\"a\":\"b\"}}", "null", "[1]" })
            QCOMPARE(maskSecret(json(text)), json(text));
    }

    void pairsShowWhatDiffers()
    {
        const Value before
            = json("{\"kind\":\"Secret\",\"data\":{\"same\":\"CANARY\",\"changed\":\"CANARY1\",\"gone\":\"CANARY\"}}");
        const Value after
            = json("{\"kind\":\"Secret\",\"data\":{\"same\":\"CANARY\",\"changed\":\"CANARY2\",\"new\":\"CANARY\"}}");
        const MaskedPair pair = maskSecretPair(before, after);
        QCOMPARE(pair.previous["data"], json("{\"same\":\"***\",\"changed\":\"*** (before)\",\"gone\":\"***\"}"));
        QCOMPARE(pair.object["data"], json("{\"same\":\"***\",\"changed\":\"*** (after)\",\"new\":\"***\"}"));
    }

    void pairsWithAnAbsentSide()
    {
        const Value secret = json("{\"kind\":\"Secret\",\"data\":{\"a\":\"CANARY\"}}");
        QCOMPARE(maskSecretPair(Value(), secret).object["data"], json("{\"a\":\"***\"}"));
        QCOMPARE(maskSecretPair(secret, Value()).previous["data"], json("{\"a\":\"***\"}"));
        QVERIFY(maskSecretPair(secret, Value()).object.isNull());
    }

    void annotationsAreHiddenOnRequest()
    {
        const Value secret
            = json("{\"kind\":\"Secret\",\"metadata\":{\"annotations\":{\"token\":\"CANARY\",\"b\":\"c\"}}}");
        const Value masked = maskSecret(secret, { .annotations = { "token" } });
        QCOMPARE(masked.at({ "metadata", "annotations" }), json("{\"token\":\"***\",\"b\":\"c\"}"));
    }

    void theContractsExample()
    {
        const auto secret = [](const char* token) {
            return json(
                "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"s\"},\"data\":{\"token\":\""
                + std::string(token) + "\"}}");
        };
        const MaskedPair pair = maskSecretPair(secret("b2xk"), secret("bmV3"));
        QCOMPARE(pair.object["data"]["token"].text(), "*** (after)");
        QCOMPARE(pair.previous["data"]["token"].text(), "*** (before)");
    }
};

QTEST_APPLESS_MAIN(SecretMaskTest)
#include "SecretMaskTest.moc"
