#include "ui/foundation/FilterText.h"
#include "ui/foundation/RowFilterProxy.h"

#include <QStandardItemModel>
#include <QTest>

using namespace holdfast::foundation;

class FilterTextTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchesRows_data()
    {
        // Rows: everything, team, cluster.
        QTest::addColumn<QString>("filter");
        QTest::addColumn<bool>("checkout"); // "checkout payments prod-eu degraded"
        QTest::addColumn<bool>("search"); // "search catalog prod-us suspended"
        QTest::newRow("empty") << QString() << true << true;
        QTest::newRow("spaces") << QStringLiteral("   ") << true << true;
        QTest::newRow("word") << QStringLiteral("CHECK") << true << false;
        QTest::newRow("two words") << QStringLiteral("check prod") << true << false;
        QTest::newRow("negated") << QStringLiteral("!suspended") << true << false;
        QTest::newRow("negated by minus") << QStringLiteral("-suspended") << true << false;
        QTest::newRow("field") << QStringLiteral("team:pay") << true << false;
        QTest::newRow("field, case") << QStringLiteral("Team:PAY") << true << false;
        QTest::newRow("field does not look elsewhere") << QStringLiteral("team:check") << false << false;
        QTest::newRow("or") << QStringLiteral("cluster:prod-eu,prod-us") << true << true;
        QTest::newRow("negated field") << QStringLiteral("!cluster:prod-eu") << false << true;
        QTest::newRow("regex") << QStringLiteral("/^check.*degraded$/") << true << false;
        QTest::newRow("regex in field") << QStringLiteral("cluster:/eu$/") << true << false;
        QTest::newRow("negated regex") << QStringLiteral("!/eu/") << false << true;
        QTest::newRow("regex with space and slash") << QStringLiteral("/out pay|a\\/b/") << true << false;
        QTest::newRow("quoted") << QStringLiteral("\"payments prod\"") << true << false;
        QTest::newRow("lone bang") << QStringLiteral("!") << false << false;
        QTest::newRow("empty field") << QStringLiteral("team:") << true << true;
        QTest::newRow("drawn") << QStringLiteral("team:payments !suspended") << true << false;
    }
    void matchesRows()
    {
        QFETCH(QString, filter);
        const auto parsed = FilterText::parse(filter, fields());
        QCOMPARE(parsed.error(), QString());
        QTEST(parsed.matches(checkoutRow()), "checkout");
        QTEST(parsed.matches(searchRow()), "search");
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("named");
        QTest::newRow("unknown field") << QStringLiteral("tema:x") << QStringLiteral("tema");
        QTest::newRow("open regex") << QStringLiteral("/abc") << QStringLiteral("slash");
        QTest::newRow("lone slash") << QStringLiteral("/") << QStringLiteral("slash");
        QTest::newRow("bad regex") << QStringLiteral("/(/") << QStringLiteral("regular expression");
        QTest::newRow("bad regex in field") << QStringLiteral("team:/[/") << QStringLiteral("regular expression");
    }
    void saysWhatIsWrong()
    {
        QFETCH(QString, filter);
        QFETCH(QString, named);
        const auto parsed = FilterText::parse(filter, fields());
        QVERIFY2(parsed.error().contains(named), qPrintable(parsed.error()));
        QVERIFY(parsed.matches(searchRow()));
    }

    void aClumsyExpressionEndsSoon()
    {
        const auto parsed = FilterText::parse(QStringLiteral("/(a+)+$/"), fields());
        const std::vector<QString> row { QString(4000, u'a') + u'b', {}, {} };
        QBENCHMARK_ONCE
        {
            for (int time = 0; time < 50; ++time)
                QVERIFY(!parsed.matches(row));
        }
    }

    void proxyFiltersByColumns()
    {
        QStandardItemModel model;
        model.setHorizontalHeaderLabels({ QStringLiteral("Type"), QStringLiteral("Reason") });
        model.appendRow({ new QStandardItem(QStringLiteral("Warning")), new QStandardItem(QStringLiteral("BackOff")) });
        model.appendRow({ new QStandardItem(QStringLiteral("Normal")), new QStandardItem(QStringLiteral("Pulled")) });
        RowFilterProxy proxy;
        proxy.setSourceModel(&model);
        QCOMPARE(proxy.fields(), (QStringList { QStringLiteral("type"), QStringLiteral("reason") }));
        proxy.setFilter(QStringLiteral("type:warn"));
        QCOMPARE(proxy.rowCount(), 1);
        proxy.setFilter(QStringLiteral("pulled"));
        QCOMPARE(proxy.rowCount(), 1);
        proxy.setFilter(QStringLiteral("moon:x"));
        QVERIFY(!proxy.error().isEmpty());
        QCOMPARE(proxy.rowCount(), 2);
    }

private:
    static QStringList fields() { return { QStringLiteral("team"), QStringLiteral("cluster") }; }
    static std::vector<QString> checkoutRow()
    {
        return { QStringLiteral("checkout payments prod-eu degraded"), QStringLiteral("payments"),
            QStringLiteral("prod-eu") };
    }
    static std::vector<QString> searchRow()
    {
        return { QStringLiteral("search catalog prod-us suspended"), QStringLiteral("catalog"),
            QStringLiteral("prod-us") };
    }
};

QTEST_GUILESS_MAIN(FilterTextTest)
#include "FilterTextTest.moc"
