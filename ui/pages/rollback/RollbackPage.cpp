#include "ui/pages/rollback/RollbackPage.h"

#include "core/base/Async.h"
#include "ui/foundation/ErrorText.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Notice.h"
#include "ui/foundation/PlainText.h"
#include "ui/foundation/Theme.h"
#include "ui/guides/GuidePanel.h"
#include "ui/pages/Router.h"
#include "ui/pages/rollback/CommitList.h"
#include "ui/pages/rollback/CommitModel.h"
#include "ui/pages/rollback/PreviewPanel.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace holdfast::pages::rollback {

using namespace foundation;
using namespace std::chrono_literals;
using workflow::HistoryEntry;
using workflow::Preview;
using workflow::RunInfo;

namespace {

const QString newPrefix = QStringLiteral("new/");

std::vector<gitops::AppId> appsIn(const QString& names)
{
    std::vector<gitops::AppId> apps;
    for (const QString& name : names.split(u',', Qt::SkipEmptyParts))
        if (const auto app = gitops::parseAppText(name))
            apps.push_back(*app);
    return apps;
}

QString namesOf(const std::vector<gitops::AppId>& apps)
{
    QStringList names;
    for (const gitops::AppId& app : apps)
        names << plain(app.name);
    return names.join(QStringLiteral(", "));
}

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

gitops::HealthStatus worstHealth(const session::Fleet& fleet, const std::vector<gitops::AppId>& apps)
{
    gitops::HealthStatus worst = gitops::HealthStatus::Healthy;
    for (const gitops::App& app : fleet.apps())
        if (std::ranges::contains(apps, app.id) && app.health.status != gitops::HealthStatus::Healthy)
            worst = app.health.status;
    return worst;
}

}

void RollbackPage::open(const Route& route)
{
    m_work = CancelSource();
    m_planning = CancelSource();
    m_complete = false;
    m_waiting = false;
    m_plan.reset();
    m_run.reset();
    if (m_services.runs == nullptr)
        return say(tr("No fleet is open"), tr("Open a kubeconfig or the practice fleet first."));
    if (route.rest.startsWith(newPrefix))
        openChoice(route.rest.sliced(newPrefix.size()));
    else
        openRun(workflow::RunId(route.rest));
    Q_EMIT titleChanged();
}

void RollbackPage::openChoice(const QString& names)
{
    m_purpose = Purpose::Choose;
    m_apps = appsIn(names);
    m_history.clear();
    m_to.clear();
    m_read = 0;
    m_beginning = false;
    m_propose->setChecked(false);
    if (m_apps.empty())
        return say(tr("No such app"), tr("\"%1\" names no app.").arg(plain(names)));
    m_notice->setNotice({ .state = State::Progressing,
        .title = tr("Reading the history of %1").arg(namesOf(m_apps)),
        .text = tr("Its repository is fetched and its deployments are read.") });
    m_stack->setCurrentWidget(m_notice);
    m_waiting = true;
    beginWhenKnown();
}

void RollbackPage::beginWhenKnown()
{
    if (!m_waiting)
        return;
    const std::vector<session::ClusterStatus> clusters = m_services.fleet->clusters();
    const std::vector<gitops::App> known = m_services.fleet->apps();
    for (const gitops::AppId& app : m_apps) {
        const auto cluster = std::ranges::find(clusters, app.context, &session::ClusterStatus::context);
        if (cluster == clusters.end())
            return say(tr("No such cluster"), tr("There is no context \"%1\" here.").arg(plain(app.context.text())));
        if (cluster->state != session::LinkState::Connecting && cluster->state != session::LinkState::Live)
            return say(tr("%1 cannot be asked").arg(plain(app.context.text())),
                cluster->error ? describeInOneLine(*cluster->error) : tr("The cluster is not connected."));
        const auto row = std::ranges::find(known, app, &gitops::App::id);
        if (row == known.end() && cluster->detailsComplete)
            return say(tr("No such app"), tr("%1 is not there.").arg(plain(gitops::appText(app))));
        if (row == known.end() || row->detail != gitops::Detail::Full)
            return; // it comes
    }
    m_waiting = false;
    readHistory();
}

void RollbackPage::readHistory()
{
    onDone(m_services.runs->history(m_apps[m_read], m_work.token()), this,
        [this, token = m_work.token()](const Result<std::vector<HistoryEntry>>& history) {
            if (!token.isCancelled())
                takeHistory(history);
        });
}

void RollbackPage::takeHistory(const Result<std::vector<HistoryEntry>>& history)
{
    if (!history) {
        const ErrorText words = describe(history.error());
        return say(tr("The history of %1 cannot be read").arg(plain(m_apps[m_read].name)),
            words.sentence + u'\n' + words.advice);
    }
    mergeInto(m_history, *history);
    if (++m_read < m_apps.size())
        return readHistory();
    showHistory();
}

void RollbackPage::showHistory()
{
    if (m_history.empty())
        return say(
            tr("There is nothing to go back behind"), tr("No commit touched what %1 is made of.").arg(namesOf(m_apps)));
    const workflow::Suspicion found = workflow::suspicion(m_history, worstHealth(*m_services.fleet, m_apps));
    m_model->setHistory(m_history, found);
    const auto start = found.suspect ? found.suspect : found.running;
    m_list->setCurrentIndex(m_model->index(static_cast<int>(start.value_or(0))));
    m_list->setFocus();
    m_heading->setText(tr("%1 · %n commit(s)", nullptr, m_model->rowCount()).arg(namesOf(m_apps)));
    m_stack->setCurrentIndex(1);
    Q_EMIT summaryChanged();
}

void RollbackPage::planSoon()
{
    m_planning = CancelSource();
    m_plan.reset();
    showBar();
    m_soon.start();
}

void RollbackPage::plan()
{
    const QStringList commits = m_model->chosenCommits();
    if (m_to.isEmpty() && commits.isEmpty()) {
        m_hint->setNotice({ .state = State::None,
            .title = tr("Choose what goes back"),
            .text = tr("Space chooses a commit to undo. D goes back to the state that the app had at a commit.") });
        m_right->setCurrentWidget(m_hint);
        finish();
        return;
    }
    m_hint->setNotice({ .state = State::Progressing,
        .title = tr("Looking at what would happen"),
        .text = tr("The remote's tip is fetched, git's own merge is tried, and every app is rendered.") });
    m_right->setCurrentWidget(m_hint);
    const workflow::RunRequest request { .guide = QStringLiteral("git-revert"),
        .apps = m_apps,
        .commits = m_to.isEmpty() ? commits : QStringList(),
        .to = m_to,
        .by = workflow::localUser(),
        .mainline = {},
        .sync = workflow::SyncChoice::WhereAutomationIsOff,
        .wait = workflow::WaitChoice::UntilConverged,
        .push = m_propose->isChecked() ? workflow::PushChoice::PullRequest : workflow::PushChoice::Branch };
    onDone(m_services.runs->plan(request, m_planning.token()), this,
        [this, token = m_planning.token()](const Result<Preview>& preview) {
            if (!token.isCancelled())
                showPlan(preview);
        });
}

void RollbackPage::showPlan(const Result<Preview>& preview)
{
    if (preview) {
        m_plan = *preview;
        m_preview->show(*preview);
        m_right->setCurrentWidget(m_preview);
    } else {
        const ErrorText words = describe(preview.error());
        m_hint->setNotice({ .state = State::Degraded, .title = words.sentence, .text = words.advice });
        m_right->setCurrentWidget(m_hint);
    }
    showBar();
    finish();
}

QString RollbackPage::obstacle() const
{
    if (!m_plan)
        return tr("Nothing has been reviewed yet.");
    if (m_beginning)
        return tr("It is being recorded.");
    if (m_plan->refusal)
        return describe(*m_plan->refusal).sentence;
    const std::vector<session::ClusterStatus> clusters = m_services.fleet->clusters();
    for (const gitops::AppId& app : m_apps) {
        const auto found = std::ranges::find(clusters, app.context, &session::ClusterStatus::context);
        if (found == clusters.end() || found->state != session::LinkState::Live)
            return tr("%1 is not connected, so what was reviewed may be stale.").arg(plain(app.context.text()));
    }
    return {};
}

void RollbackPage::showBar()
{
    const QString why = obstacle();
    m_confirm->setEnabled(why.isEmpty());
    QString branch;
    QStringList lines;
    if (m_plan) {
        for (const workflow::CommitPreview& commit : m_plan->commits) {
            branch = plain(commit.branch);
            lines << tr("%1 at %2 of %3").arg(branch, commit.tip.first(7), plain(commit.repository));
        }
        QStringList servers;
        for (const workflow::AffectedApp& app : m_plan->apps)
            if (!servers.contains(app.app.context.text()))
                servers << app.app.context.text();
        lines << tr("clusters: %1").arg(plain(servers.join(QStringLiteral(", "))));
    }
    m_confirm->setText(m_propose->isChecked() ? tr("Open pull request")
            : branch.isEmpty()                ? tr("Revert and push")
                                              : tr("Revert and push to %1").arg(branch));
    m_bound->setText(why.isEmpty() ? lines.join(QStringLiteral(" · ")) : why);
    m_bound->setProperty("tone", why.isEmpty() || !m_plan ? QStringLiteral("mid") : QStringLiteral("bad"));
    m_bound->setToolTip(m_bound->text());
}

void RollbackPage::begin()
{
    if (!m_plan || !obstacle().isEmpty())
        return;
    m_beginning = true;
    showBar();
    onDone(m_services.runs->begin(*m_plan), this, [this](const Result<RunInfo>& begun) {
        m_beginning = false;
        if (begun)
            Q_EMIT routeRequested({ QStringLiteral("rollback"), begun->run.text() });
        else
            showPlan(std::unexpected(begun.error()));
    });
}

void RollbackPage::openRun(const workflow::RunId& run)
{
    m_purpose = Purpose::Follow;
    m_runId = run;
    onDone(m_services.runs->run(run), this, [this, run](const Result<RunInfo>& found) {
        if (run != m_runId || m_run)
            return;
        if (found)
            showRun(*found);
        else
            say(tr("No such run"), describeInOneLine(found.error()));
    });
}

void RollbackPage::showRun(const RunInfo& run)
{
    if (m_purpose != Purpose::Follow || run.run != m_runId)
        return;
    m_run = run;
    m_guide->show({ .run = run, .now = m_services.clock->now() });
    m_stack->setCurrentWidget(m_guide);
    Q_EMIT titleChanged();
    Q_EMIT summaryChanged();
    finish();
}

void RollbackPage::steered(const Result<RunInfo>& run)
{
    if (run)
        return showRun(*run);
    if (!m_run)
        return;
    RunInfo shown = *m_run;
    shown.problem = run.error();
    showRun(shown);
}

void RollbackPage::say(const QString& title, const QString& text)
{
    m_waiting = false;
    m_notice->setNotice({ .state = State::Degraded, .title = title, .text = text.trimmed() });
    m_stack->setCurrentWidget(m_notice);
    finish();
}

void RollbackPage::finish()
{
    if (m_complete)
        return;
    m_complete = true;
    Q_EMIT completed();
}

QString RollbackPage::title() const
{
    if (m_purpose == Purpose::Follow)
        return m_run ? guides::runTitle(*m_run) : tr("Run");
    return tr("Roll back %1").arg(namesOf(m_apps));
}

std::vector<KeyHint> RollbackPage::keyHints() const
{
    if (m_purpose == Purpose::Follow)
        return { { tr("Tab"), tr("next") }, { tr("Esc"), tr("back") } };
    return { { QStringLiteral("↑ ↓"), tr("move") }, { tr("Space"), tr("choose") },
        { QStringLiteral("D"), tr("back to this state") }, { tr("Esc"), tr("cancel") } };
}

QString RollbackPage::summary() const
{
    if (m_purpose == Purpose::Follow)
        return m_run ? tr("run %1 is also shown to colleagues on these apps").arg(plain(m_run->run.text())) : QString();
    return tr("%n chosen", nullptr, static_cast<int>(m_model->chosenCommits().size()));
}

}
