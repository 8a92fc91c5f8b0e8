#include "app/sandbox/sim/CronSchedule.h"

#include <QTest>

using namespace holdfast::sandbox::sim;

/// When CronJobs are due.
class CronScheduleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheNextTime_data()
    {
        QTest::addColumn<QByteArray>("schedule");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("next");
        QTest::newRow("every minute") << QByteArray("* * * * *") << QStringLiteral("2026-11-24T10:00:30Z")
                                      << QStringLiteral("2026-11-24T10:01:00Z");
        QTest::newRow("every quarter") << QByteArray("*/15 * * * *") << QStringLiteral("2026-11-24T10:46:00Z")
                                       << QStringLiteral("2026-11-24T11:00:00Z");
        QTest::newRow("nightly") << QByteArray("15 2 * * *") << QStringLiteral("2026-11-24T10:00:00Z")
                                 << QStringLiteral("2026-11-25T02:15:00Z");
        QTest::newRow("list and range") << QByteArray("0 8-10,14 * * *") << QStringLiteral("2026-11-24T10:00:00Z")
                                        << QStringLiteral("2026-11-24T14:00:00Z");
        QTest::newRow("monday") << QByteArray("0 0 * * 1") << QStringLiteral("2026-11-24T10:00:00Z")
                                << QStringLiteral("2026-11-30T00:00:00Z");
        QTest::newRow("sunday as 7") << QByteArray("0 0 * * 7") << QStringLiteral("2026-11-24T10:00:00Z")
                                     << QStringLiteral("2026-11-29T00:00:00Z");
        QTest::newRow("day or weekday") << QByteArray("0 0 25 * 1") << QStringLiteral("2026-11-24T10:00:00Z")
                                        << QStringLiteral("2026-11-25T00:00:00Z");
        QTest::newRow("leap day") << QByteArray("0 0 29 2 *") << QStringLiteral("2026-11-24T10:00:00Z")
                                  << QStringLiteral("2028-02-29T00:00:00Z");
        QTest::newRow("hourly") << QByteArray("@hourly") << QStringLiteral("2026-11-24T10:59:59Z")
                                << QStringLiteral("2026-11-24T11:00:00Z");
    }

    void findsTheNextTime()
    {
        QFETCH(const QByteArray, schedule);
        QFETCH(const QString, from);
        const auto parsed = CronSchedule::parse(schedule.toStdString());
        QVERIFY(parsed);
        QTEST(parsed->next(QDateTime::fromString(from, Qt::ISODate)).toString(Qt::ISODate), "next");
    }

    void refusesWhatIsNoSchedule_data()
    {
        QTest::addColumn<QByteArray>("schedule");
        for (const char* text :
            { "", "* * * *", "60 * * * *", "a * * * *", "*/0 * * * *", "5-1 * * * *", "@never", "1,,2 * * * *" })
            QTest::newRow(text[0] == 0 ? "empty" : text) << QByteArray(text);
    }

    void refusesWhatIsNoSchedule()
    {
        QFETCH(const QByteArray, schedule);
        QVERIFY(!CronSchedule::parse(schedule.toStdString()));
    }

    void neverComes()
    {
        const auto parsed = CronSchedule::parse("0 0 31 2 *");
        QVERIFY(parsed);
        QVERIFY(!parsed->next(QDateTime::currentDateTimeUtc()).isValid());
    }
};

QTEST_APPLESS_MAIN(CronScheduleTest)
#include "CronScheduleTest.moc"
