#include "app/sandbox/sim/Agenda.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::sandbox::sim;
using namespace std::chrono_literals;

/// Work in the order of its time, by hand, live and in replay.
class AgendaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOrder()
    {
        ManualClock clock(QDateTime::currentDateTimeUtc());
        Agenda agenda(clock);
        QByteArray done;
        agenda.after(2s, &agenda, [&] { done += 'c'; });
        agenda.after(1s, &agenda, [&] { done += 'a'; });
        agenda.after(1s, &agenda, [&] { done += 'b'; });
        agenda.runDue();
        QCOMPARE(done, QByteArray());
        clock.advance(1s);
        agenda.runDue();
        QCOMPARE(done, QByteArray("ab"));
        clock.advance(1s);
        agenda.runDue();
        QCOMPARE(done, QByteArray("abc"));
        QVERIFY(!agenda.nextDue());
    }

    void dropsTheWorkOfTheDead()
    {
        ManualClock clock(QDateTime::currentDateTimeUtc());
        Agenda agenda(clock);
        bool done = false;
        auto owner = std::make_unique<QObject>();
        agenda.after(0s, owner.get(), [&] { done = true; });
        owner.reset();
        agenda.runDue();
        QVERIFY(!done);
    }

    void runsByItselfWhenLive()
    {
        const SystemClock clock;
        Agenda agenda(clock);
        agenda.goLive();
        bool done = false;
        agenda.after(1ms, &agenda, [&] { done = true; });
        QTRY_VERIFY(done);
    }

    void replaysThePast()
    {
        ReplayClock clock(2h);
        Agenda agenda(clock);
        Replay replay(clock, agenda);
        const auto begin = clock.now();
        std::vector<qint64> minutes;
        for (const auto at : { 10min, 90min, 30min })
            agenda.after(at, &agenda, [&] { minutes.push_back((begin.msecsTo(clock.now()) + 30'000) / 60'000); });
        bool future = false;
        agenda.after(3h, &agenda, [&] { future = true; });
        bool live = false;
        replay.start([&] { live = true; });
        QTRY_VERIFY(live);
        QCOMPARE(minutes, (std::vector<qint64> { 10, 30, 90 }));
        QVERIFY(!future);
        QVERIFY(clock.isLive());
        QVERIFY(std::abs(clock.now().msecsTo(QDateTime::currentDateTimeUtc())) < 5000);
    }

    void waitsForWhatRunsOutside()
    {
        ReplayClock clock(1h);
        Agenda agenda(clock);
        Replay replay(clock, agenda);
        std::shared_ptr<void> hold = agenda.hold();
        bool live = false;
        replay.start([&] { live = true; });
        QVERIFY(!QTest::qWaitFor([&] { return live; }, 50));
        hold.reset();
        QTRY_VERIFY(live);
    }
};

QTEST_GUILESS_MAIN(AgendaTest)
#include "AgendaTest.moc"
