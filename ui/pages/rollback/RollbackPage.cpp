#include "ui/pages/rollback/RollbackPage.h"

#include "core/base/Async.h"
#include "ui/commits/CommitList.h"
#include "ui/commits/CommitModel.h"
#include "ui/commits/HistoryReader.h"
#include "ui/foundation/AgeText.h"
#include "ui/foundation/ErrorText.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Notice.h"
#include "ui/foundation/PlainText.h"
#include "ui/foundation/Theme.h"
#include "ui/guides/GuidePanel.h"
#include "ui/pages/Router.h"
#include "ui/pages/rollback/PreviewPanel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QUrlQuery>

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

}

void RollbackPage::open(const Route& route)
{
    m_reader->stop();
    m_planning = CancelSource();
    m_complete = false;
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

void RollbackPage::openChoice(const QString& wanted)
{
    const QString names = wanted.section(u'?', 0, 0);
    const QUrlQuery chosen(wanted.section(u'?', 1));
    m_purpose = Purpose::Choose;
    m_apps = appsIn(names);
    m_changesKnown = false;
    m_beginning = false;
    m_mainline = 1;
    m_parents->hide();
    m_propose->setChecked(chosen.hasQueryItem(QStringLiteral("propose")));
    if (m_apps.empty())
        return say(tr("No such app"), tr("\"%1\" names no app.").arg(plain(names)));
    m_model->clear();
    const QString to = chosen.queryItemValue(QStringLiteral("to"));
    const QString undo = chosen.queryItemValue(QStringLiteral("undo"));
    if (!undo.isEmpty() || !to.isEmpty())
        m_model->choose(undo.split(u',', Qt::SkipEmptyParts));
    m_to = to; // choosing commits takes it back
    m_notice->setNotice({ .state = State::Progressing,
        .title = tr("Reading the history of %1").arg(commits::namesOf(m_apps)),
        .text = tr("Its repository is fetched and its deployments are read.") });
    m_stack->setCurrentWidget(m_notice);
    m_reader->read(m_apps);
}

void RollbackPage::showHistory(const std::vector<HistoryEntry>& entries)
{
    if (entries.empty())
        return say(tr("There is nothing to go back behind"),
            tr("No commit touched what %1 is made of.").arg(commits::namesOf(m_apps)));
    const QModelIndex before = m_list->currentIndex();
    const git::CommitId current = before.isValid() ? m_model->entry(before.row()).commit.id : git::CommitId();
    const QString to = m_to;
    m_model->setHistory(entries, m_reader->judgement());
    m_to = to;
    if (m_stack->currentIndex() != 1 || (to.isEmpty() && m_model->chosenCommits().isEmpty()))
        planSoon();
    const bool moved = before.isValid() && before.row() != 0;
    const int row = moved ? m_model->rowOf(current) : m_model->startRow();
    m_list->setCurrentIndex(m_model->index(std::max(row, 0)));
    showHeading();
    if (m_stack->currentIndex() == 1)
        return;
    m_list->setFocus();
    m_stack->setCurrentIndex(1);
    Q_EMIT summaryChanged();
}

void RollbackPage::showHeading()
{
    const QString count = tr("%n commit(s)", nullptr, m_model->rowCount());
    m_heading->setText(commits::namesOf(m_apps) + QStringLiteral(" · ")
        + (m_changesKnown ? count : tr("%1, looking at what each changed…").arg(count)));
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
    if (m_to.isEmpty() && commits.isEmpty() && !m_changesKnown) {
        m_hint->setNotice({ .state = State::Progressing,
            .title = tr("Looking for the suspect"),
            .text = tr("The app is rendered at each commit. Choose without waiting: Space undoes a commit.") });
        m_right->setCurrentWidget(m_hint);
        return;
    }
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
        .mainline = m_mainline,
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
        showParents();
        m_preview->show(*preview);
        m_right->setCurrentWidget(m_preview);
    } else {
        const ErrorText words = describe(preview.error());
        m_hint->setNotice({ .state = State::Degraded,
            .title = tr("This way back cannot be planned"),
            .text = (words.sentence + u'\n' + words.advice).trimmed() });
        m_right->setCurrentWidget(m_hint);
    }
    showBar();
    if (!preview || m_preview->isSettled())
        finish();
}

/// Offers the choice between the parents of the first merge that is taken back.
void RollbackPage::showParents()
{
    std::optional<workflow::MergeInfo> merge;
    for (const workflow::CommitPreview& commit : m_plan->commits)
        if (!merge && !commit.merges.empty())
            merge = commit.merges.front();
    m_parents->setVisible(merge.has_value());
    if (!merge)
        return;
    const QSignalBlocker quiet(m_parents);
    m_parents->clear();
    for (const QString& parent : merge->parents)
        m_parents->addItem(tr("%1 is a merge: back to parent %2, %3")
                .arg(merge->commit.section(u' ', 0, 0))
                .arg(m_parents->count() + 1)
                .arg(plain(parent)));
    m_parents->setCurrentIndex(merge->mainline - 1);
}

QString RollbackPage::obstacle() const
{
    if (!m_plan)
        return tr("Nothing has been reviewed yet.");
    if (m_beginning)
        return tr("It is being recorded.");
    for (const workflow::CommitPreview& commit : m_plan->commits)
        if (!commit.conflicts.empty())
            return tr("Later commits changed the same lines of %1.").arg(plain(commit.conflicts.front().path));
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
        QStringList clusters;
        QStringList servers; // two clusters may bear one name
        for (const workflow::AffectedApp& app : m_plan->apps) {
            if (clusters.contains(app.app.context.text()))
                continue;
            clusters << app.app.context.text();
            servers << app.app.context.text() + u' ' + app.server;
        }
        lines << tr("clusters: %1").arg(plain(clusters.join(QStringLiteral(", "))));
        m_bound->setToolTip(plain(servers.join(u'\n'), Lines::Many).toHtmlEscaped());
    }
    m_confirm->setText(m_propose->isChecked() ? tr("Open pull request")
            : branch.isEmpty()                ? tr("Revert and push")
                                              : tr("Revert and push to %1").arg(branch));
    m_bound->setText(why.isEmpty() ? lines.join(QStringLiteral(" · ")) : why);
    m_bound->setProperty("tone", why.isEmpty() || !m_plan ? QStringLiteral("mid") : QStringLiteral("bad"));
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
            sayWhoseRun(run, found.error());
    });
}

/// A run that this journal does not have is somebody else's where an app says so.
void RollbackPage::sayWhoseRun(const workflow::RunId& run, const Error& error)
{
    for (const gitops::App& app : m_services.fleet->apps())
        if (app.openRun && app.openRun->run == run.text())
            return say(tr("Run %1 goes on elsewhere").arg(plain(run.text())),
                tr("%1 began it %2 ago, and its journal is on that machine: there it is resumed, taken back or given "
                   "up. "
                   "%3 can be rolled back here once the mark of the run is off the app.")
                    .arg(plain(app.openRun->by), ageText(app.openRun->since, m_services.clock->now()),
                        plain(app.id.name)));
    say(tr("No such run"), describeInOneLine(error));
}

/// The same once more, on what the remote has now.
void RollbackPage::startOver(workflow::PushChoice push)
{
    if (!m_run)
        return;
    QString chosen
        = m_run->to.isEmpty() ? QStringLiteral("undo=") + m_run->undone.join(u',') : QStringLiteral("to=") + m_run->to;
    if (push == workflow::PushChoice::PullRequest)
        chosen += QStringLiteral("&propose=1");
    Q_EMIT routeRequested(rollbackRoute(m_run->apps, chosen));
}

guides::RunView RollbackPage::viewOf(const RunInfo& run) const
{
    guides::RunView view { .run = run, .now = m_services.clock->now() };
    for (const session::ClusterStatus& cluster : m_services.fleet->clusters())
        view.colours.insert(cluster.context, cluster.colour);
    return view;
}

void RollbackPage::showRun(const RunInfo& run)
{
    if (m_purpose != Purpose::Follow || run.run != m_runId)
        return;
    m_run = run;
    m_guide->show(viewOf(run));
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
    showNotice({ .state = State::Degraded, .title = title, .text = text.trimmed() });
}

void RollbackPage::showNotice(const Notice& notice)
{
    m_notice->setNotice(notice);
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
    return m_apps.size() == 1 ? tr("Roll back") : tr("Roll back %1").arg(commits::namesOf(m_apps));
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
        return m_run && m_run->state == workflow::RunState::Open
            ? tr("run %1 is also shown to colleagues on these apps").arg(plain(m_run->run.text()))
            : QString();
    return tr("%n chosen", nullptr, static_cast<int>(m_model->chosenCommits().size()));
}

}
