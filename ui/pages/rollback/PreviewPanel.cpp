#include "ui/pages/rollback/PreviewPanel.h"

#include "ui/foundation/ErrorText.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/PlainText.h"
#include "ui/foundation/StateBadge.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>

namespace holdfast::pages::rollback {

using namespace foundation;
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

QString placeOf(const CommitPreview& commit)
{
    return PreviewPanel::tr("%1 of %2").arg(plain(commit.branch), plain(commit.repository.section(u'/', -1)));
}

QString headline(const Preview& preview)
{
    if (preview.commits.empty())
        return PreviewPanel::tr("Nothing changes");
    const CommitPreview& first = preview.commits.front();
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
        lines << (commit.newTip == commit.tip
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

QString whatChanges(const AffectedApp& app)
{
    QStringList names;
    for (const QString& object : app.changed.first(std::min(mostNames, app.changed.size())))
        names << (app.restarted.contains(object) ? PreviewPanel::tr("%1 (pods restart)").arg(shortObject(object))
                                                 : shortObject(object));
    if (app.changed.size() > mostNames)
        names << PreviewPanel::tr("and %1 more").arg(app.changed.size() - mostNames);
    return names.isEmpty() ? PreviewPanel::tr("renders as before") : names.join(QStringLiteral(", "));
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

PreviewPanel::PreviewPanel(QWidget* parent)
    : QScrollArea(parent)
{
    setObjectName(QStringLiteral("rollback.preview"));
    setAccessibleName(tr("What would be done"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void PreviewPanel::clear()
{
    m_content = new QWidget(this);
    m_column = new QVBoxLayout(m_content);
    m_column->setContentsMargins(scaled(18), scaled(14), scaled(18), scaled(18));
    m_column->setSpacing(scaled(6));
    m_grid = nullptr;
    setWidget(m_content);
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

void PreviewPanel::addRow(State state, const QStringList& cells)
{
    const int row = m_grid->rowCount();
    m_grid->addWidget(new Mark(state, m_content), row, 0, Qt::AlignTop);
    for (int column = 0; column < static_cast<int>(cells.size()); ++column) {
        QLabel* cell = label(cells[column], m_content);
        if (column == 0)
            cell->setFont(textFont(13, Weight::Strong));
        m_grid->addWidget(cell, row, column + 1, Qt::AlignTop);
    }
    m_grid->setColumnStretch(static_cast<int>(cells.size()), 1);
}

void PreviewPanel::addApps(const Preview& preview)
{
    addSection(tr("What changes in the clusters"));
    for (const AffectedApp& app : preview.apps) {
        const bool shares = app.part == AffectedApp::Part::SharesFiles;
        const QString what = QStringList { whatChanges(app), app.note }
                                 .filter(QRegularExpression(QStringLiteral(".")))
                                 .join(QStringLiteral(" · "));
        addRow(app.changed.isEmpty() ? State::Synced : State::OutOfSync,
            { app.app.name, app.app.context.text(),
                shares ? tr("%1, shares the files").arg(automation(app)) : automation(app), what });
    }
    for (const PrunedObject& object : preview.pruned)
        add(isDataAtRisk(object) ? tr("DATA AT RISK: %1 of %2 would be deleted").arg(object.object, object.app.name)
                                 : tr("%1 of %2 would be deleted").arg(object.object, object.app.name),
            "bad");
}

void PreviewPanel::addChecks(const Preview& preview)
{
    addSection(tr("Checks"));
    QStringList conflicts;
    for (const CommitPreview& commit : preview.commits)
        for (const workflow::ConflictInfo& conflict : commit.conflicts)
            conflicts << tr("%1, undoing %2").arg(conflict.path, conflict.commit.first(7));
    if (conflicts.isEmpty())
        addRow(State::Synced, { tr("No conflict"), tr("git's own merge is clean") });
    else
        addRow(State::Degraded, { tr("Conflict"), conflicts.join(u'\n') });
    if (preview.pruned.empty())
        addRow(State::Synced, { tr("Nothing is deleted"), tr("every object stays or changes") });
    for (const QString& warning : preview.warnings)
        addRow(State::OutOfSync, { tr("Note"), warning });
    if (preview.refusal)
        addRow(State::Degraded, { tr("Refused"), describeInOneLine(*preview.refusal) });
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

void PreviewPanel::show(const Preview& preview)
{
    clear();
    add(headline(preview))->setFont(textFont(17, Weight::Strong));
    add(underHeadline(preview), "mid");
    addApps(preview);
    addChecks(preview);
    addCommits(preview);
    m_column->addStretch(1);
}

}
