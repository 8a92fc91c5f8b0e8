#include "core/base/Clock.h"

#include <QTest>

using namespace holdfast;
using namespace std::chrono_literals;

class ClockTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theManualClockStandsStillUntilMoved()
    {
        const QDateTime start(QDate(2026, 11, 23), QTime(14, 0), QTimeZone::UTC);
        ManualClock clock(start);
        QCOMPARE(clock.now(), start);
        QCOMPARE(clock.monotonic(), 0ms);
        clock.advance(90s);
        QCOMPARE(clock.now(), start.addSecs(90));
        QCOMPARE(clock.monotonic(), 90s);
    }

    void theSystemClockIsUtcAndNeverGoesBack()
    {
        const SystemClock clock;
        QCOMPARE(clock.now().timeSpec(), Qt::UTC);
        const auto before = clock.monotonic();
        QVERIFY(clock.monotonic() >= before);
    }
};

QTEST_GUILESS_MAIN(ClockTest)
#include "ClockTest.moc"
