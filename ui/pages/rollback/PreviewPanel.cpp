#include "ui/pages/rollback/PreviewPanel.h"

#include "core/session/MeasureService.h"
#include "ui/commits/ChangesView.h"
#include "ui/foundation/CellDelegate.h"
#include "ui/foundation/ErrorText.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/PlainText.h"
#include "ui/foundation/StateBadge.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace holdfast::pages::rollback {

using namespace foundation;
using commits::ChangesView;
using commits::NamedChange;
using difference::SideLabel;
using workflow::AffectedApp;
using workflow::CommitPreview;
using workflow::Preview;
using workflow::PrunedObject;

namespace {

constexpr qsizetype mostNames = 4;
constexpr qsizetype mostFiles = 12;

QLabel* label(const QString& text, QWidget* parent)
{
    auto* made = new QLabel(plain(text, Lines::Many), parent);
    made->setTextFormat(Qt::PlainText);
    made->setWordWrap(true);
    made->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return made;
}

/// A state's shape without its word.
class Mark final : public QWidget {
public:
    Mark(State state, QWidget* parent)
        : QWidget(parent)
        , m_state(state)
    {
        setFixedSize(scaled(measures::badge), scaled(measures::badge) + scaled(3));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paintState(painter, QRectF(0, scaled(2), width(), width()), m_state, coloursOf(palette()));
    }

private:
    State m_state;
};

/// A cluster's square and name.
class ClusterName final : public QWidget {
public:
    ClusterName(const QString& name, int colour, QWidget* parent)
        : QWidget(parent)
        , m_name(plain(name))
        , m_colour(colour)
    {
        setFont(textFont(13));
        setAccessibleName(m_name);
        setFixedSize(fontMetrics().horizontalAdvance(m_name) + scaled(20), fontMetrics().height());
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Colours& colours = coloursOf(palette());
        QRect place = rect();
        if (m_colour >= 0)
            place.adjust(paintClusterMark(painter, place, m_colour, colours), 0, 0, 0);
        painter.setPen(colours.text);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, m_name);
    }

private:
    QString m_name;
    int m_colour;
};

QString placeOf(const CommitPreview& commit)
{
    return PreviewPanel::tr("%1 of %2").arg(plain(commit.branch), plain(commit.repository.section(u'/', -1)));
}

QString headline(const Preview& preview)
{
    if (preview.commits.empty())
        return PreviewPanel::tr("Nothing changes");
    const CommitPreview& first = preview.commits.front();
    for (const CommitPreview& commit : preview.commits)
        if (!commit.conflicts.empty())
            return PreviewPanel::tr("%1 cannot be reverted by itself on %2")
                .arg(commit.conflicts.front().commit.first(7), placeOf(commit));
    if (preview.commits.size() > 1)
        return PreviewPanel::tr("Go back on several repositories");
    if (first.undone.size() == 1)
        return PreviewPanel::tr("Revert %1 on %2").arg(first.undone.front().section(u' ', 0, 0), placeOf(first));
    return first.undone.isEmpty()
        ? PreviewPanel::tr("Go back to an earlier state on %1").arg(placeOf(first))
        : PreviewPanel::tr("Revert %n commit(s) on %1", nullptr, static_cast<int>(first.undone.size()))
              .arg(placeOf(first));
}

QString underHeadline(const Preview& preview)
{
    QStringList lines;
    for (const CommitPreview& commit : preview.commits)
        lines << (!commit.conflicts.empty()
                ? PreviewPanel::tr("Later commits changed the same lines. Undo them too, or go back to a state (D).")
                : commit.newTip == commit.tip
                ? PreviewPanel::tr("Nothing is left to undo on %1.").arg(plain(commit.branch))
                : PreviewPanel::tr("%n new commit(s) on top of %1. History is kept; nothing is forced.", nullptr,
                      static_cast<int>(commit.messages.size()))
                      .arg(commit.tip.first(7)));
    return lines.join(u'\n');
}

QString shortObject(const QString& object)
{
    return plain(object.section(u'/', -3, -3) + u' ' + object.section(u'/', -1));
}

QString changeText(const workflow::TextChange& change)
{
    QStringList facts;
    if (!change.note.isEmpty())
        facts << plain(change.note);
    if (change.restarts > 0)
        facts << PreviewPanel::tr("%n pod(s) restart", nullptr, change.restarts);
    else if (change.restarts == 0)
        facts << PreviewPanel::tr("pods restart");
    if (change.after.isEmpty())
        facts << PreviewPanel::tr("goes");
    else if (change.before.isEmpty())
        facts << PreviewPanel::tr("new");
    return facts.join(QStringLiteral(", "));
}

QString whatChanges(const AffectedApp& app)
{
    QStringList lines;
    for (const workflow::TextChange& object : app.objects) {
        if (lines.size() == mostNames) {
            lines << PreviewPanel::tr("and %1 more").arg(std::ssize(app.objects) - mostNames);
            break;
        }
        const QString text = changeText(object);
        lines << shortObject(object.name) + (text.isEmpty() ? QString() : QStringLiteral(": ") + text);
    }
    return lines.isEmpty() ? PreviewPanel::tr("renders as before") : lines.join(u'\n');
}

QString automation(const AffectedApp& app)
{
    switch (app.automation) {
    case gitops::AutomationMode::Auto:
        return PreviewPanel::tr("syncs by itself");
    case gitops::AutomationMode::Manual:
        return PreviewPanel::tr("automation is off");
    case gitops::AutomationMode::Suspended:
        return PreviewPanel::tr("suspended");
    }
    return {};
}

}

bool isDataAtRisk(const PrunedObject& object)
{
    return object.object.startsWith(QLatin1String("PersistentVolumeClaim/"))
        || object.object.startsWith(QLatin1String("Namespace/"));
}

PreviewPanel::PreviewPanel(const PageServices& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_scroll(new QScrollArea(this))
    , m_changes(new ChangesView(this))
{
    setObjectName(QStringLiteral("rollback.preview"));
    setAccessibleName(tr("What would be done"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_scroll);
    splitter->addWidget(m_changes);
    splitter->setSizes({ scaled(430), scaled(330) });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(splitter);
    connect(m_changes, &ChangesView::settled, this, &PreviewPanel::settled);
}

bool PreviewPanel::isSettled() const
{
    return m_changes->isSettled();
}

void PreviewPanel::clear()
{
    m_content = new QWidget(this);
    m_content->setAutoFillBackground(true);
    m_content->setBackgroundRole(QPalette::Base);
    m_column = new QVBoxLayout(m_content);
    m_column->setContentsMargins(scaled(18), scaled(14), scaled(18), scaled(18));
    m_column->setSpacing(scaled(6));
    m_grid = nullptr;
    m_scroll->setWidget(m_content);
}

QLabel* PreviewPanel::add(const QString& text, const char* tone)
{
    QLabel* made = label(text, m_content);
    if (tone != nullptr)
        made->setProperty("tone", QString::fromLatin1(tone));
    m_column->addWidget(made);
    return made;
}

void PreviewPanel::addSection(const QString& title)
{
    m_column->addSpacing(scaled(12));
    add(title.toUpper(), "mid")->setFont(textFont(11, Weight::Strong));
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(scaled(12));
    m_grid->setVerticalSpacing(scaled(5));
    m_column->addLayout(m_grid);
}

void PreviewPanel::addCheck(State state, const QString& name, const QString& text)
{
    const int row = m_grid->rowCount();
    m_grid->addWidget(new Mark(state, m_content), row, 0, Qt::AlignTop);
    QLabel* title = label(name, m_content);
    title->setFont(textFont(13, Weight::Strong));
    m_grid->addWidget(title, row, 1, Qt::AlignTop);
    m_grid->addWidget(label(text, m_content), row, 2, Qt::AlignTop);
    m_grid->setColumnStretch(2, 1);
}

void PreviewPanel::addApp(const AffectedApp& app, const Preview& preview)
{
    const int row = m_grid->rowCount();
    m_grid->addWidget(
        new Mark(app.changed.isEmpty() ? State::Synced : State::OutOfSync, m_content), row, 0, Qt::AlignTop);
    QLabel* name = label(app.app.name, m_content);
    name->setFont(textFont(13, Weight::Strong));
    m_grid->addWidget(name, row, 1, Qt::AlignTop);
    int colour = -1;
    for (const session::ClusterStatus& cluster : m_services.fleet->clusters())
        colour = cluster.context == app.app.context ? cluster.colour : colour;
    m_grid->addWidget(new ClusterName(app.app.context.text(), colour, m_content), row, 2, Qt::AlignTop);
    QStringList notes { automation(app) };
    if (app.part == AffectedApp::Part::SharesFiles)
        notes << tr("shares the files");
    if (!app.note.isEmpty() && app.automation != gitops::AutomationMode::Auto)
        notes << app.note;
    auto* what = new QVBoxLayout;
    what->setSpacing(0);
    what->addWidget(label(whatChanges(app), m_content));
    QLabel* note = label(notes.join(QStringLiteral(" · ")), m_content);
    note->setProperty("tone", QStringLiteral("mid"));
    note->setFont(textFont(12));
    what->addWidget(note);
    m_grid->addLayout(what, row, 3, Qt::AlignTop);
    const auto gone = std::ranges::count(preview.pruned, app.app, &PrunedObject::app);
    QLabel* count = label(tr("%n object(s)", nullptr, int(app.changed.size())) + QStringLiteral(" · ")
            + tr("%n pruned", nullptr, int(gone)),
        m_content);
    count->setWordWrap(false);
    count->setProperty("tone", gone > 0 ? QStringLiteral("bad") : QStringLiteral("mid"));
    m_grid->addWidget(count, row, 4, Qt::AlignTop);
    m_grid->setColumnStretch(3, 1);
}

void PreviewPanel::addChecks(const Preview& preview)
{
    addSection(tr("Checks"));
    QStringList conflicts;
    for (const CommitPreview& commit : preview.commits)
        for (const workflow::ConflictInfo& conflict : commit.conflicts)
            conflicts << tr("%1, undoing %2").arg(conflict.path, conflict.commit.first(7));
    if (conflicts.isEmpty())
        addCheck(State::Synced, tr("No conflict"), tr("git's own merge is clean"));
    else
        addCheck(State::Degraded, tr("Conflict"), conflicts.join(u'\n'));
    if (preview.pruned.empty() && conflicts.isEmpty())
        addCheck(State::Synced, tr("Nothing is deleted"), tr("every object stays or changes"));
    for (const AffectedApp& app : preview.apps)
        for (const QString& field : app.immutable)
            addCheck(State::Degraded, tr("Immutable field"),
                tr("%1: the server refuses this change; the object has to be deleted and made anew").arg(field));
    for (const QString& warning : preview.warnings)
        addCheck(State::OutOfSync, tr("Note"), warning);
    if (preview.refusal && conflicts.isEmpty())
        addCheck(State::Degraded, tr("Refused"), describeInOneLine(*preview.refusal));
}

void PreviewPanel::addCommits(const Preview& preview)
{
    for (const CommitPreview& commit : preview.commits) {
        addSection(tr("Commit"));
        add(tr("%1 of %2").arg(plain(commit.branch), plain(commit.repository)))->setFont(textFont(13, Weight::Strong));
        for (const QString& undone : commit.undone)
            add(tr("takes back %1").arg(undone), "mid");
        for (const QString& message : commit.messages)
            add(message.trimmed())->setFont(monoFont(12));
        add(tr("%n file(s) change", nullptr, static_cast<int>(commit.files.size())), "mid");
        QStringList files = commit.files.first(std::min(mostFiles, commit.files.size()));
        if (commit.files.size() > mostFiles)
            files << tr("and %1 more").arg(commit.files.size() - mostFiles);
        add(files.join(u'\n'))->setFont(monoFont(12));
    }
}

void PreviewPanel::showChanges(const Preview& preview)
{
    std::vector<NamedChange> changes;
    const auto append
        = [&](const workflow::TextChange& change, const QString& note, const SideLabel& left, const SideLabel& right) {
              changes.push_back({ .name = change.name,
                  .note = note,
                  .state = change.after.isEmpty() ? State::Missing
                      : change.before.isEmpty()   ? State::Progressing
                                                  : State::OutOfSync,
                  .left = left,
                  .right = right,
                  .rows = [measuring = m_services.measuring, before = change.before, after = change.after](
                              CancelToken token) { return measuring->linesBeside(before, after, std::move(token)); } });
          };
    for (const CommitPreview& commit : preview.commits)
        for (const workflow::ConflictInfo& conflict : commit.conflicts) {
            const SideLabel base { tr("As that commit left it"), conflict.commit.first(7), plain(commit.repository) };
            append({ .name = conflict.path, .before = conflict.base, .after = conflict.now },
                tr("conflict: what later commits changed"), base,
                { tr("Now"), commit.tip.first(7), plain(commit.branch) });
            append({ .name = conflict.path, .before = conflict.base, .after = conflict.undone },
                tr("conflict: what would be undone"), base,
                { tr("Before that commit"), conflict.commit.first(7) + u'^', plain(commit.repository) });
        }
    for (const CommitPreview& commit : preview.commits)
        for (const workflow::TextChange& file : commit.texts)
            append(file, tr("file of %1").arg(plain(commit.branch)),
                { tr("Now"), commit.tip.first(7), plain(commit.repository) },
                { tr("After the commit"), commit.newTip.first(7), plain(commit.branch) });
    for (const AffectedApp& app : preview.apps)
        for (const workflow::TextChange& object : app.objects)
            append(object, tr("rendered by %1 on %2").arg(plain(app.app.name), plain(app.app.context.text())),
                { tr("Now"), tr("rendered"), plain(app.app.name) },
                { tr("After the commit"), tr("rendered"), plain(app.app.name) });
    m_changes->setVisible(!changes.empty() && m_services.measuring != nullptr);
    if (m_changes->isVisibleTo(this))
        m_changes->setChanges(std::move(changes));
}

void PreviewPanel::show(const Preview& preview)
{
    clear();
    add(headline(preview))->setFont(textFont(17, Weight::Strong));
    add(underHeadline(preview), "mid");
    addSection(tr("What changes in the clusters"));
    for (const AffectedApp& app : preview.apps)
        addApp(app, preview);
    for (const PrunedObject& object : preview.pruned)
        add(isDataAtRisk(object) ? tr("DATA AT RISK: %1 of %2 would be deleted").arg(object.object, object.app.name)
                                 : tr("%1 of %2 would be deleted").arg(object.object, object.app.name),
            "bad");
    addChecks(preview);
    addCommits(preview);
    m_column->addStretch(1);
    showChanges(preview);
}

}
