#include "core/kube/Reflector.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::kube;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The reflector's rules as dialogues: `event => commands`, one a line. `+ 5000` lets time pass.
struct Dialogue {
    const char* name;
    const char* text;
};

Failure failureNamed(const QString& name)
{
    static const QHash<QString, std::pair<FailureKind, ErrorCode>> kinds {
        { u"refused"_s, { FailureKind::Unreachable, ErrorCode::Unreachable } },
        { u"429"_s, { FailureKind::TooManyRequests, ErrorCode::TooManyRequests } },
        { u"500"_s, { FailureKind::Internal, ErrorCode::ServerError } },
        { u"410"_s, { FailureKind::Expired, ErrorCode::Gone } },
        { u"toolarge"_s, { FailureKind::VersionTooLarge, ErrorCode::ServerError } },
        { u"403"_s, { FailureKind::Denied, ErrorCode::Forbidden } },
        { u"404"_s, { FailureKind::Missing, ErrorCode::NotFound } },
        { u"toobig"_s, { FailureKind::TooBig, ErrorCode::LimitExceeded } },
        { u"garbage"_s, { FailureKind::Other, ErrorCode::InvalidInput } },
    };
    const auto& [kind, code] = kinds[name.section(u'@', 0, 0)];
    Failure failure { .kind = kind, .error = { .code = code, .where = {}, .detail = name } };
    if (name.contains(u'@'))
        failure.error.retryAfter = std::chrono::seconds(name.section(u'@', 1).toInt());
    return failure;
}

ReflectorEvent eventNamed(const QStringList& words)
{
    using namespace reflector_event;
    const QString& what = words.at(0);
    const QString first = words.value(1);
    if (what == u"retry")
        return RetryAsked {};
    if (what == u"time")
        return TimeCame {};
    if (what == u"listed")
        return PageListed { .resourceVersion = first, .continueToken = words.value(2) };
    if (what == u"listfail")
        return ListFailed { failureNamed(first) };
    if (what == u"streamed")
        return StreamListed { .resourceVersion = first };
    if (what == u"stalled")
        return StreamStalled {};
    if (what == u"open")
        return WatchOpened {};
    if (what == u"move")
        return WatchMoved { .resourceVersion = first, .changes = words.value(2, u"1"_s).toInt() };
    if (what == u"closed")
        return WatchEnded {};
    if (what == u"watchfail")
        return WatchEnded { failureNamed(first) };
    if (what == u"served")
        return Discovered { .answer = Discovered::Answer::Served, .error = {} };
    if (what == u"unserved")
        return Discovered { .answer = Discovered::Answer::NotServed, .error = {} };
    if (what == u"unknown")
        return Discovered { .answer = Discovered::Answer::Unknown, .error = failureNamed(u"refused"_s).error };
    return Start {};
}

QString stateName(FeedState state)
{
    switch (state) {
    case FeedState::Connecting:
        return u"connecting"_s;
    case FeedState::Listing:
        return u"listing"_s;
    case FeedState::Live:
        return u"live"_s;
    case FeedState::Retrying:
        return u"retrying"_s;
    case FeedState::Denied:
        return u"denied"_s;
    case FeedState::Absent:
        return u"absent"_s;
    }
    return {};
}

struct CommandText {
    QString operator()(const reflector_command::List& list) const
    {
        QString text = u"list "_s + (list.resourceVersion.isNull() ? u"newest"_s : list.resourceVersion);
        if (list.limit > 0)
            text += u" by %1"_s.arg(list.limit);
        return list.continueToken.isEmpty() ? text : text + u" from "_s + list.continueToken;
    }
    QString operator()(const reflector_command::Watch& watch) const { return u"watch "_s + watch.resourceVersion; }
    QString operator()(const reflector_command::StreamList& list) const
    {
        return u"stream "_s + (list.resourceVersion.isNull() ? u"newest"_s : list.resourceVersion);
    }
    QString operator()(const reflector_command::Wait& wait) const { return u"wait %1"_s.arg(wait.time.count()); }
    QString operator()(const reflector_command::CloseWatch&) const { return u"close"_s; }
    QString operator()(const reflector_command::Discover&) const { return u"discover"_s; }
    QString operator()(const reflector_command::Forget&) const { return u"forget"_s; }
    QString operator()(const reflector_command::Tell& tell) const { return stateName(tell.state); }
};

QString textOf(const Reflector::Commands& commands)
{
    QStringList all;
    for (const ReflectorCommand& command : commands)
        all << std::visit(CommandText {}, command);
    return all.join(u", "_s);
}

const char* const live = "start => listing, list 0\n listed 10 => watch 10\n open => live\n";

/// With lists streamed at the beginning of a watch.
const Dialogue streams[] = {
    { "R25 one request brings the list and goes on as the watch",
        "start => listing, stream newest\n open =>\n streamed 10 => live\n move 11 =>\n + 5000\n closed => watch 11\n"
        "open => live" },
    { "R25 without the end bookmark it is not live, and no version counts",
        "start => listing, stream newest\n open =>\n move 9 =>\n move 10 0 =>\n closed => retrying, wait 800\n"
        "time => listing, stream newest" },
    { "R28 429 before it began and in the stream: waits and streams again",
        "start => listing, stream newest\n watchfail 429 => retrying, wait 800\n time => listing, stream newest\n open "
        "=>\n"
        "watchfail 429@5 => retrying, wait 5000\n time => listing, stream newest\n open =>\n streamed 10 => live" },
    { "R28 a refused connection is no reason to list",
        "start => listing, stream newest\n watchfail refused => retrying, wait 800\n time => listing, stream newest\n"
        "watchfail refused => retrying, wait 1600\n time => listing, stream newest\n watchfail refused => retrying, "
        "wait "
        "3200\n time => listing, stream newest\n watchfail refused => retrying, wait 6400\n time => listing, stream "
        "newest" },
    { "R29 a server that cannot: a plain list, from then on",
        "start => listing, stream newest\n watchfail garbage => listing, list 0\n listed 10 => watch 10\n open => "
        "live\n"
        "watchfail garbage => retrying, wait 800\n time => list 10" },
    { "R30 an internal error: a plain list", "start => listing, stream newest\n watchfail 500 => listing, list 0" },
    { "R30 who may not watch may list, and the watch says so",
        "start => listing, stream newest\n watchfail 403 => listing, list 0\n listed 10 => watch 10\n"
        "watchfail 403 => denied" },
    { "R30 a kind that is gone: the list asks discovery",
        "start => listing, stream newest\n watchfail 404 => listing, list 0\n listfail 404 => discover" },
    { "R31 three streams that break before their list is whole: a plain list",
        "start => listing, stream newest\n open =>\n watchfail refused => retrying, wait 800\n time => listing, stream "
        "newest\n open =>\n closed => retrying, wait 1600\n time => listing, stream newest\n open =>\n"
        "watchfail refused => retrying, wait 3200\n time => listing, list 0" },
    { "R32 after the list it is watched from the last version",
        "STREAMED move 15 =>\n + 40000\n watchfail refused => watch 15\n open => live" },
    { "R33 expired after the list: streamed again from the last version, then from the newest",
        "STREAMED watchfail 410 => retrying, wait 800\n time => stream 10\n watchfail 410 => stream newest\n open =>\n"
        "streamed 30 => live" },
    { "R33 a version that the server does not know yet: the newest",
        "STREAMED watchfail garbage => retrying, wait 800\n time => stream 10\n watchfail toolarge => stream newest\n"
        "streamed 5 => live\n closed => watch 5" },
    { "R33 the newest expired as well: a plain list, which waits",
        "start => listing, stream newest\n watchfail 410 => listing, list 0\n listfail 410 => listing, list newest\n"
        "listfail 410 => retrying, wait 800" },
    { "R34 no end and no word: closed, and listed whole",
        "start => listing, stream newest\n open =>\n stalled => close\n stalled =>\n closed => listing, list 0" },
    { "R34 a stream that did end is no concern of the timer", "STREAMED stalled =>" },
    { "asked while it streams it begins anew",
        "start => listing, stream newest\n open =>\n retry => close\n watchfail refused => listing, stream newest" },
};

const Dialogue dialogues[] = {
    { "lists from the cache, then watches from there",
        "start => listing, list 0\n listed 10 => watch 10\n open => live" },
    { "started twice it lists once", "start => listing, list 0\n start => " },
    { "R8 R22 the version of the last event or bookmark is where the next watch begins",
        "LIVE move 11 =>\n move 12 0 =>\n + 5000\n closed => watch 12" },
    { "W17 ten minutes of bookmarks, then the server ends the watch: no list",
        "LIVE + 60000\n move 20 0 =>\n + 540000\n closed => watch 20\n open => live" },
    { "R6 a watch that ends at once waits, longer each time, and lists in the end",
        "LIVE + 900\n closed => retrying, wait 800\n time => watch 10\n open => live\n closed => retrying, wait 1600\n"
        "time => watch 10\n closed => retrying, wait 3200\n time => list 10" },
    { "R6 a short watch with events is no failure", "LIVE move 11 =>\n + 10\n closed => watch 11" },
    { "R10 a refused watch backs off to a flat cap and never lists",
        "LIVE + 5000\n closed => watch 10\n watchfail refused => retrying, wait 800\n time => watch 10\n"
        "watchfail refused => retrying, wait 1600\n time => watch 10\n watchfail refused => retrying, wait 3200\n"
        "time => watch 10\n watchfail refused => retrying, wait 6400\n time => watch 10\n"
        "watchfail refused => retrying, wait 12800\n time => watch 10\n watchfail refused => retrying, wait 25600\n"
        "time => watch 10\n watchfail refused => retrying, wait 30000\n time => watch 10\n"
        "watchfail refused => retrying, wait 30000" },
    { "R10 two quiet minutes and the wait is short again",
        "start => listing, list 0\n listfail refused => retrying, wait 800\n time => listing, list 0\n"
        "listfail refused => retrying, wait 1600\n + 121000\n time => listing, list 0\n"
        "listfail refused => retrying, wait 800" },
    { "N1 an unreachable server is asked again", "start => listing, list 0\n listfail refused => retrying, wait 800" },
    { "R11 429 at the start of a watch and in the stream: waits, five watches, one list",
        "LIVE watchfail 429 => retrying, wait 800\n time => watch 10\n watchfail 429 => retrying, wait 1600\n"
        "time => watch 10\n open => live\n watchfail 429 => retrying, wait 3200\n time => watch 10\n"
        "watchfail 429 => retrying, wait 6400\n time => watch 10\n open => live" },
    { "RW7 the server's own pause counts if it is longer",
        "LIVE watchfail 429@7 => retrying, wait 7000\n time => watch 10\n watchfail 429@1 => retrying, wait 1600" },
    { "R12 internal errors are watched through for a while, then listed",
        "LIVE + 10\n watchfail 500 => retrying, wait 800\n + 800\n time => watch 10\n watchfail 500 => retrying, wait "
        "1600\n"
        "+ 30000\n time => watch 10\n watchfail 500 => retrying, wait 3200\n time => list 10" },
    { "R12 a success begins the window anew",
        "LIVE watchfail 500 => retrying, wait 800\n + 20000\n time => watch 10\n open => live\n move 11 =>\n"
        "watchfail 500 => retrying, wait 1600\n + 20000\n time => watch 11\n watchfail 500 => retrying, wait 3200\n"
        "time => watch 11" },
    { "R14 pages are followed",
        "start => listing, list 0\n listed 10 C1 => list newest by 500 from C1\n"
        "listed 10 C2 => list newest by 500 from C2\n listed 10 => watch 10" },
    { "R15 a list at a version is not paged", "LIVE watchfail garbage => retrying, wait 800\n time => list 10" },
    { "R16 a server that pages what was asked for whole is asked for pages from then on",
        "start => listing, list 0\n listed 10 C1 => list newest by 500 from C1\n listed 10 => watch 10\n"
        "watchfail 410 => retrying, wait 800\n time => list 10 by 500" },
    { "R17 a relist is never older than what was seen",
        "LIVE move 15 =>\n watchfail garbage => retrying, wait 800\n time => list 15\n listed 17 => watch 17" },
    { "R18 W14 expired on the watch: list at the last version; expired there, too: the newest",
        "LIVE watchfail 410 => retrying, wait 800\n time => list 10\n listfail 410 => list newest\n listed 30 => watch "
        "30\n"
        "open => live\n watchfail 410 => retrying, wait 1600\n time => list 30" },
    { "R19 P11 P12 the second page expired: one whole list at the version that was asked for",
        "start => listing, list 0\n listed 10 C1 => list newest by 500 from C1\n listfail 410 => list 0\n"
        "listed 12 => watch 12" },
    { "R19 whose version is gone as well: the newest",
        "LIVE watchfail 410 => retrying, wait 800\n time => list 10\n listed 11 C1 => list newest by 500 from C1\n"
        "listfail 410 => list 10\n listfail 410 => list newest" },
    { "R20 a version that the server does not know yet: the newest",
        "LIVE watchfail garbage => retrying, wait 800\n time => list 10\n listfail toolarge => list newest\n"
        "listed 5 => watch 5" },
    { "R20 the newest expired as well: waits",
        "start => listing, list 0\n listfail 410 => listing, list newest\n"
        "listfail 410 => retrying, wait 800\n time => listing, list newest" },
    { "R23 a server that cannot read an object: listed again and replaced",
        "LIVE move 11 =>\n watchfail garbage => retrying, wait 800\n time => list 11" },
    { "RW8 W20 a refused watch stops and says so, until asked",
        "LIVE watchfail 403 => denied\n time =>\n retry => list 10" },
    { "A15 a refused list stops", "start => listing, list 0\n listfail 403 => denied\n retry => listing, list 0" },
    { "P7 404: asks what is served; gone: everything is forgotten, looked for again later",
        "LIVE watchfail 404 => discover\n unserved => forget, absent, wait 30000\n time => discover\n"
        "unserved => forget, absent, wait 30000\n retry => discover\n served => retrying, wait 800\n"
        "time => listing, list 0" },
    { "a 404 that discovery does not confirm forgets nothing",
        "LIVE watchfail 404 => discover\n unknown => retrying, wait 800\n time => list 10" },
    { "P13 a list over our limits is asked for in pages",
        "start => listing, list 0\n listfail toobig => listing, list newest by 500\n"
        "listed 10 C1 => list newest by 500 from C1\n listed 10 => watch 10" },
    { "RW1 a list without a version cannot be watched", "start => listing, list 0\n listed => retrying, wait 800" },
    { "N6 N7 a watch that broke after a while is opened again at once",
        "LIVE move 11 =>\n + 40000\n watchfail refused => watch 11" },
    { "RW2 four closed watches lose nothing",
        "LIVE + 2000\n closed => watch 10\n + 2000\n closed => watch 10\n move 11 =>\n closed => watch 11\n + 2000\n"
        "closed => watch 11" },
    { "W19 two watches in a row without a word: the version is in doubt, a list settles it",
        "LIVE + 75000\n watchfail refused => watch 10\n open => live\n + 75000\n watchfail refused => retrying, wait "
        "800\n"
        "time => list 10\n listfail toolarge => list newest\n listed 3 => watch 3" },
    { "asked while waiting it tries at once",
        "start => listing, list 0\n listfail refused => retrying, wait 800\n"
        "retry => listing, list 0\n listfail refused => retrying, wait 800" },
    { "N17 asked while watching it opens the watch anew, without a list",
        "LIVE retry => close\n retry =>\n watchfail refused => watch 10" },
    { "asked while listing it goes on", "start => listing, list 0\n retry =>" },
};

void follow(const QString& text, Reflector::Rules rules)
{
    Reflector reflector(rules, [] { return 0.0; });
    std::chrono::milliseconds now { 1000 };
    for (const QString& line : text.split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList words = line.section(u"=>"_s, 0, 0).split(u' ', Qt::SkipEmptyParts);
        if (words.isEmpty())
            continue;
        if (words.first() == u"+") {
            now += std::chrono::milliseconds(words.at(1).toInt());
            continue;
        }
        const QString done = textOf(reflector.step(eventNamed(words), now));
        QVERIFY2(done == line.section(u"=>"_s, 1).trimmed(), qPrintable(line.trimmed() + u"   but: "_s + done));
    }
}

}

class ReflectorTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void followsTheRules_data()
    {
        QTest::addColumn<QString>("text");
        for (const Dialogue& dialogue : dialogues)
            QTest::newRow(dialogue.name)
                << QString::fromUtf8(dialogue.text).replace(u"LIVE"_s, QString::fromUtf8(live));
    }

    void followsTheRules()
    {
        QFETCH(QString, text);
        follow(text, {});
    }

    void streamsListsByTheRules_data()
    {
        QTest::addColumn<QString>("text");
        for (const Dialogue& dialogue : streams)
            QTest::newRow(dialogue.name)
                << QString::fromUtf8(dialogue.text)
                       .replace(u"STREAMED"_s, u"start => listing, stream newest\n open =>\n streamed 10 => live\n"_s);
    }

    void streamsListsByTheRules()
    {
        QFETCH(QString, text);
        follow(text, { .lists = Reflector::ListForm::Streamed });
    }

    void theVersionIsEmptyUntilListed()
    {
        Reflector reflector({}, [] { return 0.0; });
        QVERIFY(reflector.resourceVersion().isEmpty());
        (void)reflector.step(reflector_event::Start {}, 0ms);
        (void)reflector.step(reflector_event::PageListed { .resourceVersion = u"7"_s, .continueToken = {} }, 0ms);
        QCOMPARE(reflector.resourceVersion(), u"7"_s);
    }

    void aWatchLastsBetweenFiveAndTenMinutes_data()
    {
        QTest::addColumn<double>("random");
        QTest::addColumn<int>("configured");
        QTest::addColumn<int>("seconds");
        QTest::newRow("R21 shortest") << 0.0 << 300 << 300;
        QTest::newRow("R21 longest") << 0.999 << 300 << 599;
        QTest::newRow("R21 a setting under five minutes is ignored") << 0.0 << 10 << 300;
        QTest::newRow("R21 a longer setting counts") << 0.5 << 600 << 900;
    }

    void aWatchLastsBetweenFiveAndTenMinutes()
    {
        QFETCH(double, random);
        QFETCH(int, configured);
        QFETCH(int, seconds);
        Reflector reflector({ .shortestWatch = std::chrono::seconds(configured) }, [random] { return random; });
        (void)reflector.step(reflector_event::Start {}, 0ms);
        const auto commands
            = reflector.step(reflector_event::PageListed { .resourceVersion = u"1"_s, .continueToken = {} }, 0ms);
        QCOMPARE(std::get<reflector_command::Watch>(commands.back()).timeout, std::chrono::seconds(seconds));
    }

    void ownBackoffIsHonoured() // R13
    {
        Reflector::Rules rules;
        rules.backoff = { .first = 5ms, .factor = 3.0, .jitter = 0.0, .cap = 20ms };
        Reflector reflector(rules, [] { return 0.0; });
        (void)reflector.step(reflector_event::Start {}, 0ms);
        QStringList waits;
        for (int round = 0; round < 4; ++round) {
            waits << textOf(reflector.step(reflector_event::ListFailed { failureNamed(u"refused"_s) }, 0ms));
            (void)reflector.step(reflector_event::TimeCame {}, 0ms);
        }
        QCOMPARE(waits,
            (QStringList {
                u"retrying, wait 5"_s, u"retrying, wait 15"_s, u"retrying, wait 20"_s, u"retrying, wait 20"_s }));
    }

    void jitterAddsUpToTheWholeWaitBelowTheCap()
    {
        Backoff backoff({}, [] { return 0.5; });
        QCOMPARE(backoff.next(0ms), 1200ms);
        QCOMPARE(backoff.next(0ms), 2400ms);
        for (int round = 0; round < 5; ++round)
            QVERIFY(backoff.next(0ms) <= 30s);
    }
};

QTEST_GUILESS_MAIN(ReflectorTest)
#include "ReflectorTest.moc"
