#include "core/manifest/Quantity.h"

#include <QTest>

#include <random>

using namespace holdfast;
using namespace holdfast::manifest;

class QuantityTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void canonicalForms_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("canonical");
        const auto row = [](const char* text, const char* canonical) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(canonical);
        };
        row("0", "0");
        row("1000m", "1");
        row("0.5", "500m");
        row("1024Mi", "1Gi");
        row("1536Mi", "1536Mi");
        row("1.5Gi", "1536Mi");
        row("0.5Ki", "512");
        row("1e3", "1e3");
        row("1000", "1k");
        row("1E", "1E");
        row("1E3", "1e3");
        row("0.1n", "1n");
        row("-0.1n", "-1n");
        row("100Ei", "9223372036854775807");
        row("1.500", "1500m");
        row("+1", "1");
    }

    void canonicalForms()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, canonical);
        const Result<Quantity> quantity = parseQuantity(text.toStdString());
        QVERIFY(quantity);
        QCOMPARE(QByteArray::fromStdString(quantity->canonical()), canonical);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text :
            { "", "1 Gi", " 1", "1GiB", "1ki", "1e", "1.2.3", "--1", "abc", "1,5", "0x1", "1e99999999999999999999" })
            QTest::newRow(text) << QByteArray(text);
    }

    void refuses()
    {
        QFETCH(const QByteArray, text);
        const Result<Quantity> quantity = parseQuantity(text.toStdString());
        QVERIFY(!quantity);
        QCOMPARE(quantity.error().code, ErrorCode::InvalidInput);
        QVERIFY(quantity.error().detail.contains(QString::fromUtf8(text)));
    }

    void hugeExponentsCostNothing()
    {
        const Result<Quantity> huge = parseQuantity("1e2147483647");
        QVERIFY(huge && *huge > *parseQuantity("1E") && huge->text() == "10e2147483646");
        QVERIFY(*parseQuantity("1e-2147483647") == *parseQuantity("1n"));
        QVERIFY(parseQuantity(std::string(100'000, '9') + "Ei"));
    }

    void equalWhateverTheSpelling()
    {
        QVERIFY(*parseQuantity("1Gi") == *parseQuantity("1073741824"));
        QVERIFY(*parseQuantity("1e3") == *parseQuantity("1k"));
        QVERIFY(*parseQuantity("-0") == *parseQuantity("0Gi"));
        QVERIFY(*parseQuantity("1G") < *parseQuantity("1Gi"));
        QVERIFY(*parseQuantity("-1") < *parseQuantity("-1m"));
        QVERIFY(*parseQuantity("99m") < *parseQuantity("0.1"));
    }

    void randomTextNeverCrashesAndCanonicalFormsAreStable()
    {
        std::mt19937 random(3);
        const std::string alphabet = "0123456789.+-eEinumkKMGTP";
        for (int round = 0; round < 100'000; ++round) {
            std::string text;
            for (auto count = random() % 8; count > 0; --count)
                text += alphabet[random() % alphabet.size()];
            const Result<Quantity> quantity = parseQuantity(text);
            if (!quantity || quantity->text().find_first_of("eE") != std::string::npos)
                continue;
            const Result<Quantity> again = parseQuantity(quantity->canonical());
            QVERIFY2(again, text.c_str());
            QVERIFY2(*again == *quantity || quantity->canonical().find_first_not_of("-0123456789") == std::string::npos,
                text.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(QuantityTest)
#include "QuantityTest.moc"
