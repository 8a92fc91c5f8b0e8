#include "ui/guides/GuidePanel.h"

#include "ui/foundation/AgeText.h"
#include "ui/foundation/ErrorText.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/PlainText.h"
#include "ui/guides/StepList.h"

#include <QBoxLayout>
#include <QFrame>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>
#include <ranges>

namespace holdfast::guides {

using namespace foundation;
using workflow::CommitInfo;
using workflow::RunInfo;
using workflow::RunState;

namespace {

QPushButton* button(const QString& name, const QString& text, QWidget* parent)
{
    auto* made = new QPushButton(text, parent);
    made->setObjectName(name);
    made->setAccessibleName(text);
    return made;
}

QString commitLine(const CommitInfo& commit)
{
    const QString place = GuidePanel::tr("%1 of %2").arg(plain(commit.branch), plain(commit.repository));
    QStringList lines { commit.commit.isEmpty() ? GuidePanel::tr("%1: nothing was pushed").arg(place)
                                                : GuidePanel::tr("%1: %2").arg(place, commit.commit.first(7)) };
    if (!commit.message.isEmpty())
        lines << GuidePanel::tr("The server says: %1").arg(plain(commit.message, Lines::Many));
    if (!commit.pullRequest.isEmpty())
        lines << GuidePanel::tr("Pull request: %1").arg(plain(commit.pullRequest));
    for (const workflow::ConflictInfo& conflict : commit.conflicts)
        lines << GuidePanel::tr("Conflict in %1, undoing %2").arg(plain(conflict.path), conflict.commit.first(7));
    return lines.join(u'\n');
}

bool isHeld(const RunInfo& run)
{
    return run.state == RunState::Open && run.pace == RunInfo::Pace::Held;
}

bool isPushed(const RunInfo& run)
{
    return run.pushedAt.isValid();
}

bool wasRefused(const RunInfo& run)
{
    return std::ranges::contains(run.commits, QStringLiteral("refused"), &CommitInfo::reason);
}

QString revisionText(const gitops::RolloutRevision& revision)
{
    QStringList images;
    for (const QString& image : revision.images)
        images << plain(image.section(u'/', -1));
    const QString text = QStringLiteral("%1  %2").arg(revision.number).arg(images.join(QStringLiteral(", ")));
    return revision.current ? GuidePanel::tr("%1 · now").arg(text) : text;
}

/// `kubectl rollout history` of every workload that follows.
QString rolloutText(const RunInfo& run)
{
    constexpr std::ptrdiff_t most = 5;
    QStringList lines;
    for (const workflow::AppProgress& app : run.progress)
        for (const gitops::Rollout& rollout : app.rollouts) {
            lines << plain(rollout.workload.kind + u' ' + rollout.workload.name);
            for (const gitops::RolloutRevision& revision : rollout.history | std::views::take(most))
                lines << QStringLiteral("    ") + revisionText(revision);
        }
    return lines.join(u'\n');
}

/// Of a run that is over, when its last step was.
QDateTime endOf(const RunInfo& run, const QDateTime& now)
{
    if (run.state == RunState::Open)
        return now;
    QDateTime end = run.startedAt;
    for (const workflow::StepInfo& step : run.steps)
        if (step.at.isValid())
            end = std::max(end, step.at);
    return end;
}

QString hintOf(const RunInfo& run)
{
    switch (run.state) {
    case RunState::Done:
        return GuidePanel::tr("The clusters are as the commit says. Nothing is left to do.");
    case RunState::Failed:
        return isPushed(run) ? GuidePanel::tr("The commit is on the server; the run itself is over.")
                             : GuidePanel::tr("Nothing was written. Review again to start over.");
    case RunState::Undone:
        return GuidePanel::tr("Everything that this run had done was taken back.");
    case RunState::Open:
        break;
    }
    if (isHeld(run))
        return GuidePanel::tr(
            "Nothing runs by itself. Going on looks at Git and the clusters first, and does nothing twice.");
    return isPushed(run)
        ? GuidePanel::tr("Nothing is lost if this window closes. The commit is on the server; opening Holdfast again "
                         "looks at Git and the clusters first, then offers to go on.")
        : GuidePanel::tr("Nothing is lost if this window closes. Nothing is on the server yet.");
}

}

QString stepTitle(const workflow::StepInfo& step)
{
    const bool done = step.state == workflow::StepState::Done;
    if (step.name == QLatin1String("record"))
        return done ? GuidePanel::tr("Reviewed and recorded") : GuidePanel::tr("Record what was reviewed");
    if (step.name == QLatin1String("push"))
        return done ? GuidePanel::tr("Pushed, confirmed by the server") : GuidePanel::tr("Push the commit");
    if (step.name == QLatin1String("propose"))
        return done ? GuidePanel::tr("Pull request is open") : GuidePanel::tr("Open a pull request");
    if (step.name == QLatin1String("merge"))
        return done ? GuidePanel::tr("Pull request was merged") : GuidePanel::tr("Wait for the merge");
    if (step.name == QLatin1String("fetch"))
        return done ? GuidePanel::tr("Sources fetched") : GuidePanel::tr("Have the sources fetched");
    if (step.name == QLatin1String("refresh"))
        return done ? GuidePanel::tr("Apps told to look") : GuidePanel::tr("Tell the apps to look");
    if (step.name == QLatin1String("sync"))
        return done ? GuidePanel::tr("Apps synced") : GuidePanel::tr("Sync the apps whose automation is off");
    if (step.name == QLatin1String("watch"))
        return done ? GuidePanel::tr("The clusters equal the commit")
                    : GuidePanel::tr("Wait until the clusters equal the commit");
    if (step.name == QLatin1String("release"))
        return done ? GuidePanel::tr("Our mark taken off the apps") : GuidePanel::tr("Take our mark off the apps");
    return plain(step.name);
}

QString runTitle(const RunInfo& run)
{
    QStringList apps;
    for (const gitops::AppId& app : run.apps)
        apps << plain(app.name);
    const QString names = apps.join(QStringLiteral(", "));
    switch (run.state) {
    case RunState::Done:
        return GuidePanel::tr("%1 went back through Git").arg(names);
    case RunState::Failed:
        return GuidePanel::tr("Rolling back %1 failed").arg(names);
    case RunState::Undone:
        return GuidePanel::tr("Rolling back %1 was taken back").arg(names);
    case RunState::Open:
        break;
    }
    return isHeld(run) ? GuidePanel::tr("Rolling back %1 waits for you").arg(names)
                       : GuidePanel::tr("%1 is going back through Git").arg(names);
}

GuidePanel::GuidePanel(QWidget* parent)
    : QWidget(parent)
    , m_steps(new StepList(this))
{
    setObjectName(QStringLiteral("guide.panel"));
    setAccessibleName(tr("Guided run"));
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(scaled(24), scaled(16), scaled(24), scaled(16));
    column->setSpacing(scaled(10));
    column->addWidget(m_title = addText(content, QStringLiteral("guide.title")));
    m_title->setFont(textFont(17, Weight::Strong));
    column->addWidget(m_facts = addText(content, QStringLiteral("guide.facts")));
    m_facts->setProperty("tone", QStringLiteral("mid"));
    column->addWidget(m_problem = addText(content, QStringLiteral("guide.problem")));
    m_problem->setProperty("tone", QStringLiteral("bad"));
    column->addSpacing(scaled(6));
    column->addWidget(m_steps);
    column->addStretch(1);
    auto* area = new QScrollArea(this);
    area->setObjectName(QStringLiteral("guide.area"));
    area->setAccessibleName(accessibleName());
    area->setWidgetResizable(true);
    area->setWidget(content);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(0);
    row->addWidget(area, 1);
    auto* line = new QFrame(this);
    line->setProperty("role", QStringLiteral("hairline"));
    line->setFixedWidth(1);
    row->addWidget(line);
    row->addWidget(makeSide());
}

QLabel* GuidePanel::addText(QWidget* parent, const QString& name)
{
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QWidget* GuidePanel::makeSide()
{
    auto* side = new QWidget(this);
    side->setObjectName(QStringLiteral("guide.side"));
    side->setFixedWidth(scaled(380));
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(scaled(18), scaled(18), scaled(18), scaled(18));
    column->setSpacing(scaled(10));
    const auto heading = [&](const QString& text) {
        auto* label = addText(side, {});
        label->setText(text);
        label->setFont(textFont(13, Weight::Strong));
        column->addWidget(label);
        return label;
    };
    heading(tr("What happens next"));
    column->addWidget(m_hint = addText(side, QStringLiteral("guide.hint")));
    m_hint->setProperty("tone", QStringLiteral("mid"));
    heading(tr("Commits"));
    column->addWidget(m_commits = addText(side, QStringLiteral("guide.commits")));
    m_commits->setProperty("tone", QStringLiteral("mid"));
    heading(tr("What you can do now"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_resume = button(QStringLiteral("guide.resume"), tr("Go on"), side));
    m_resume->setProperty("kind", QStringLiteral("primary"));
    buttons->addWidget(m_undo = button(QStringLiteral("guide.undo"), tr("Take back"), side));
    buttons->addWidget(m_abandon = button(QStringLiteral("guide.abandon"), tr("Give up"), side));
    m_abandon->setProperty("kind", QStringLiteral("danger"));
    buttons->addWidget(m_review = button(QStringLiteral("guide.review"), tr("Review again"), side));
    m_review->setProperty("kind", QStringLiteral("primary"));
    buttons->addWidget(m_propose = button(QStringLiteral("guide.propose"), tr("As pull request"), side));
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addWidget(m_closing = addText(side, QStringLiteral("guide.closing")));
    m_closing->setProperty("tone", QStringLiteral("mid"));
    m_rolloutsTitle = heading(tr("Rollout history"));
    column->addWidget(m_rollouts = addText(side, QStringLiteral("guide.rollouts")));
    m_rollouts->setProperty("tone", QStringLiteral("mid"));
    column->addStretch(1);
    connect(m_resume, &QPushButton::clicked, this, &GuidePanel::resumeRequested);
    connect(m_undo, &QPushButton::clicked, this, &GuidePanel::undoRequested);
    connect(m_abandon, &QPushButton::clicked, this, &GuidePanel::abandonRequested);
    connect(m_review, &QPushButton::clicked, this, &GuidePanel::reviewRequested);
    connect(m_propose, &QPushButton::clicked, this, &GuidePanel::proposalRequested);
    return side;
}

void GuidePanel::show(const RunView& view)
{
    const RunInfo& run = view.run;
    m_title->setText(runTitle(run));
    m_facts->setText(tr("run %1 · started %2 by %3 · %4")
            .arg(plain(run.run.text()), QLocale().toString(run.startedAt.toLocalTime(), QLocale::ShortFormat),
                plain(run.by), ageText(run.startedAt, endOf(run, view.now))));
    m_problem->setVisible(run.problem.has_value());
    if (run.problem)
        m_problem->setText(describeInOneLine(*run.problem));
    m_steps->setRun(view);
    showSide(run);
}

void GuidePanel::showSide(const RunInfo& run)
{
    QStringList commits;
    for (const CommitInfo& commit : run.commits)
        commits << commitLine(commit);
    m_commits->setText(commits.isEmpty() ? tr("None yet.") : commits.join(u'\n'));
    m_hint->setText(hintOf(run));
    const bool open = run.state == RunState::Open;
    m_resume->setVisible(isHeld(run));
    m_undo->setVisible(open && !isPushed(run));
    m_abandon->setVisible(isHeld(run));
    const bool again = run.state == RunState::Failed && !isPushed(run) && !run.apps.empty();
    m_review->setVisible(again);
    m_propose->setVisible(again && wasRefused(run));
    const QString rollouts = rolloutText(run);
    m_rollouts->setText(rollouts);
    m_rollouts->setVisible(!rollouts.isEmpty());
    m_rolloutsTitle->setVisible(!rollouts.isEmpty());
    m_closing->setText(open && isPushed(run)
            ? tr("What is pushed is taken back by rolling back again: a revert of the revert is one more commit.")
            : open ? QString()
                   : tr("The run is over; it stays in the journal."));
}

}
