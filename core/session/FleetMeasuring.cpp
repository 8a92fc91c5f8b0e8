#include "core/session/FleetMeasuring.h"

#include "core/base/Async.h"
#include "core/workflow/AppObjects.h"

#include <algorithm>
#include <optional>

namespace holdfast::session {

using gitops::App;
using gitops::AppId;
using gitops::MeasuredVerdict;

namespace {

constexpr int atOnce = 2;
/// So old may a mirror be that an app is measured from.
constexpr std::chrono::seconds recentMirror { 60 };

/// What a verdict of ours depends on, as far as the list shows it. Between a new commit and its deployment only the
/// agent's reason and the health may tell that something was applied.
QByteArray stateOf(const App& app)
{
    QStringList parts { gitops::word(app.agent.verdict), app.revision.text(), app.whatDiffers, app.source.target,
        app.source.path, app.agent.reason, gitops::word(app.health.status),
        app.agent.reconciling ? QStringLiteral("reconciling") : QString() };
    for (const holdfast::Revision& revision : app.revisions)
        parts << revision.text();
    return parts.join(u'\n').toUtf8();
}

}

DesiredQuery queryAtItsCommit(const App& app)
{
    const bool settled = app.agent.verdict == gitops::SyncVerdict::Synced && app.agent.reason.isEmpty();
    DesiredQuery query { .app = app };
    if (settled || app.id.kind == gitops::AppKind::Application)
        query.revision = workflow::commitIn(app.revision.text());
    if (settled)
        query.oldest = recentMirror;
    return query;
}

FleetMeasuring::FleetMeasuring(Fleet& fleet, MeasuringParts parts, QObject* parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_parts(std::move(parts))
{
    connect(&fleet, &Fleet::appsChanged, this, &FleetMeasuring::take);
    connect(&m_round, &QTimer::timeout, this, &FleetMeasuring::wantOld);
    m_first.setSingleShot(true);
    connect(&m_first, &QTimer::timeout, this, [this] {
        m_started = true;
        take({ .upserts = m_fleet.apps() });
        m_round.start(m_parts.interval / 4);
    });
}

FleetMeasuring::~FleetMeasuring()
{
    m_requests.cancel();
}

void FleetMeasuring::start()
{
    if (!m_started)
        m_first.start(m_parts.pause);
}

void FleetMeasuring::stop()
{
    m_first.stop();
    m_round.stop();
    m_started = false;
    m_turns.clear();
    m_changed.clear();
    m_old.clear();
    m_requests = CancelSource();
}

void FleetMeasuring::take(const AppChanges& changes)
{
    for (const AppId& id : changes.removals)
        m_turns.remove(id);
    if (!m_started)
        return;
    for (const App& app : changes.upserts) {
        if (app.detail != gitops::Detail::Full)
            continue;
        Turn& turn = m_turns[app.id];
        const QByteArray state = stateOf(app);
        if (turn.state == state)
            continue;
        const bool isNew = turn.state.isEmpty();
        turn.app = app;
        turn.state = state;
        want(app.id, isNew ? m_old : m_changed);
    }
    next();
}

void FleetMeasuring::want(const AppId& id, std::deque<AppId>& queue)
{
    Turn& turn = m_turns[id];
    if (std::exchange(turn.waits, true))
        return;
    queue.push_back(id);
}

void FleetMeasuring::wantOld()
{
    const QDateTime due = m_parts.clock->now().addMSecs(-m_parts.interval.count());
    std::vector<std::pair<QDateTime, AppId>> old;
    for (auto turn = m_turns.cbegin(); turn != m_turns.cend(); ++turn) {
        if (!turn->waits && !turn->runs && turn->at <= due)
            old.emplace_back(turn->at, turn.key());
    }
    std::ranges::sort(old, {}, &std::pair<QDateTime, AppId>::first);
    for (const auto& [at, id] : old)
        want(id, m_old);
    next();
}

void FleetMeasuring::next()
{
    while (m_running < atOnce && !(m_changed.empty() && m_old.empty())) {
        std::deque<AppId>& queue = m_changed.empty() ? m_old : m_changed;
        const AppId id = queue.front();
        queue.pop_front();
        if (const auto turn = m_turns.find(id); turn != m_turns.end())
            begin(*turn);
    }
}

void FleetMeasuring::begin(Turn& turn)
{
    ++m_running;
    turn.waits = false;
    turn.runs = true;
    turn.at = m_parts.clock->now();
    onDone(m_parts.measure(turn.app, m_requests.token()), this,
        [this, id = turn.app.id, number = ++turn.begun](const Result<MeasuredVerdict>& verdict) {
            --m_running;
            if (const auto done = m_turns.find(id); done != m_turns.end() && done->begun == number) {
                done->runs = false;
                if (verdict)
                    Q_EMIT measured(id, *verdict);
            }
            next();
        });
}

}
