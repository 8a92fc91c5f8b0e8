#include "ui/commits/HistoryReader.h"

#include "core/base/Async.h"
#include "ui/foundation/ErrorText.h"
#include "ui/foundation/PlainText.h"

#include <algorithm>

namespace holdfast::commits {

using foundation::plain;
using foundation::State;
using workflow::HistoryDepth;
using workflow::HistoryEntry;

namespace {

const QString lookId = QStringLiteral("host.look");
const QString trustId = QStringLiteral("host.trust");

/// One history of several apps: each commit once, newest first.
void mergeInto(std::vector<HistoryEntry>& all, const std::vector<HistoryEntry>& more)
{
    for (const HistoryEntry& entry : more) {
        const auto same
            = std::ranges::find_if(all, [&entry](const HistoryEntry& one) { return one.commit.id == entry.commit.id; });
        if (same == all.end()) {
            all.push_back(entry);
        } else {
            std::ranges::copy(entry.deployments, std::back_inserter(same->deployments));
            if (entry.rendered == workflow::RenderChange::Changed)
                same->rendered = entry.rendered;
        }
    }
    std::ranges::stable_sort(
        all, [](const HistoryEntry& left, const HistoryEntry& right) { return left.commit.time > right.commit.time; });
}

gitops::HealthStatus healthOf(const session::Fleet& fleet, const gitops::AppId& app)
{
    const std::vector<gitops::App> apps = fleet.apps();
    const auto found = std::ranges::find(apps, app, &gitops::App::id);
    return found == apps.end() ? gitops::HealthStatus::Unknown : found->health.status;
}

}

QString namesOf(const std::vector<gitops::AppId>& apps)
{
    QStringList names;
    for (const gitops::AppId& app : apps)
        names << plain(app.name);
    return names.join(QStringLiteral(", "));
}

HistoryReader::HistoryReader(session::Fleet* fleet, const workflow::HistoryService* service, QObject* parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_service(service)
{
    connect(fleet, &session::Fleet::clusterChanged, this, &HistoryReader::beginWhenKnown);
    connect(fleet, &session::Fleet::appsChanged, this, &HistoryReader::beginWhenKnown);
    connect(fleet, &session::Fleet::appsChanged, this, &HistoryReader::judgeAgain);
}

void HistoryReader::read(std::vector<gitops::AppId> apps)
{
    stop();
    m_apps = std::move(apps);
    m_depth = HistoryDepth::Commits;
    m_history.clear();
    m_judgement = {};
    m_read = 0;
    if (m_service == nullptr)
        return fail({ .state = State::Degraded,
            .title = tr("No fleet is open"),
            .text = tr("Open a kubeconfig or the practice fleet first.") });
    m_waiting = true;
    beginWhenKnown();
}

void HistoryReader::stop()
{
    m_work = CancelSource();
    m_waiting = false;
    m_judged = false;
}

void HistoryReader::beginWhenKnown()
{
    if (!m_waiting)
        return;
    const std::vector<session::ClusterStatus> clusters = m_fleet->clusters();
    const std::vector<gitops::App> known = m_fleet->apps();
    for (const gitops::AppId& app : m_apps) {
        const auto cluster = std::ranges::find(clusters, app.context, &session::ClusterStatus::context);
        if (cluster == clusters.end())
            return fail({ .state = State::Degraded,
                .title = tr("No such cluster"),
                .text = tr("There is no context \"%1\" here.").arg(plain(app.context.text())) });
        if (cluster->state != session::LinkState::Connecting && cluster->state != session::LinkState::Live)
            return fail({ .state = State::Degraded,
                .title = tr("%1 cannot be asked").arg(plain(app.context.text())),
                .text = cluster->error ? foundation::describeInOneLine(*cluster->error)
                                       : tr("The cluster is not connected.") });
        const auto row = std::ranges::find(known, app, &gitops::App::id);
        if (row == known.end() && cluster->detailsComplete)
            return fail({ .state = State::Degraded,
                .title = tr("No such app"),
                .text = tr("%1 is not there.").arg(plain(gitops::appText(app))) });
        if (row == known.end() || row->detail != gitops::Detail::Full)
            return; // it comes
    }
    m_waiting = false;
    readNext();
}

void HistoryReader::readNext()
{
    onDone(m_service->history({ .app = m_apps[m_read], .depth = m_depth }, m_work.token()), this,
        [this, token = m_work.token()](const Result<Entries>& history) {
            if (!token.isCancelled())
                take(history);
        });
}

void HistoryReader::take(const Result<Entries>& history)
{
    if (!history)
        return showProblem(history.error());
    const bool known = m_depth == HistoryDepth::RenderedChanges;
    const gitops::HealthStatus health = healthOf(*m_fleet, m_apps[m_read]);
    m_judgement.add(*history, workflow::suspicion(*history, known ? health : gitops::HealthStatus::Healthy));
    if (known)
        m_degraded = m_degraded || health == gitops::HealthStatus::Degraded;
    mergeInto(m_history, *history);
    if (++m_read < m_apps.size())
        return readNext();
    if (m_depth == HistoryDepth::RenderedChanges) {
        m_judged = true;
        Q_EMIT changesRead(m_history);
        return;
    }
    const Entries commits = std::exchange(m_history, {});
    Q_EMIT commitsRead(commits);
    if (!commits.empty())
        readChanges();
}

void HistoryReader::readChanges()
{
    m_judgement = {};
    m_history.clear();
    m_depth = HistoryDepth::RenderedChanges;
    m_read = 0;
    m_judged = false;
    m_degraded = false;
    readNext();
}

/// An agent that tries once more leaves nobody to suspect for a while; who broke the app is asked when it is degraded.
void HistoryReader::judgeAgain(const session::AppChanges& changes)
{
    const auto isBroken = [this](const gitops::App& app) {
        return app.health.status == gitops::HealthStatus::Degraded && std::ranges::contains(m_apps, app.id);
    };
    if (m_judged && !m_degraded && std::ranges::any_of(changes.upserts, isBroken))
        readChanges();
}

void HistoryReader::showProblem(const Error& error)
{
    const foundation::ErrorText words = foundation::describe(error);
    foundation::Notice notice { .state = State::Degraded,
        .title = tr("The history of %1 cannot be read").arg(plain(m_apps[m_read].name)),
        .text = (words.sentence + u'\n' + words.advice).trimmed() };
    const auto* place = std::get_if<UrlPlace>(&error.where);
    m_unknownHost = place != nullptr && git::isUnknownHost(error) ? place->url : QString();
    if (!m_unknownHost.isEmpty())
        notice.buttons
            = { { .id = lookId, .text = tr("Look at the host's key"), .kind = foundation::ButtonKind::Primary } };
    fail(notice);
}

void HistoryReader::press(const QString& id)
{
    if (id == lookId && m_service != nullptr)
        lookAtHost();
    else if (id == trustId && m_service != nullptr)
        trustHost();
}

void HistoryReader::lookAtHost()
{
    onDone(m_service->hostKeys(m_unknownHost, m_work.token()), this,
        [this, token = m_work.token()](const Result<std::vector<git::HostKey>>& keys) {
            if (token.isCancelled())
                return;
            if (keys)
                showKeys(*keys);
            else
                fail({ .state = State::Degraded,
                    .title = tr("This host is not to be trusted"),
                    .text = foundation::describeInOneLine(keys.error()) });
        });
}

void HistoryReader::showKeys(const std::vector<git::HostKey>& keys)
{
    m_keys = keys;
    foundation::Notice notice { .state = State::Unknown,
        .title = tr("Is this %1?").arg(plain(keys.front().host)),
        .text
        = tr("ssh does not know the host yet. Compare a fingerprint with what those who run it publish; trusted keys "
             "go to your known_hosts file."),
        .lines = {},
        .buttons = { { .id = trustId, .text = tr("Trust these keys"), .kind = foundation::ButtonKind::Danger } } };
    for (const git::HostKey& key : keys)
        notice.lines << plain(key.type + u' ' + key.fingerprint);
    fail(notice);
}

void HistoryReader::trustHost()
{
    onDone(m_service->trustHost(m_unknownHost, m_keys, m_work.token()), this,
        [this, token = m_work.token()](const Result<std::size_t>& trusted) {
            if (token.isCancelled())
                return;
            if (trusted)
                read(m_apps);
            else
                fail({ .state = State::Degraded,
                    .title = tr("The keys could not be kept"),
                    .text = foundation::describeInOneLine(trusted.error()) });
        });
}

void HistoryReader::fail(const foundation::Notice& notice)
{
    stop();
    Q_EMIT failed(notice);
}

}
