#include "ui/pages/runs/RunTable.h"

#include "ui/foundation/AgeText.h"
#include "ui/foundation/StateBadge.h"
#include "ui/guides/GuidePanel.h"

#include <QCoreApplication>

#include <algorithm>

namespace holdfast::pages::runs {

using namespace foundation;
using workflow::RunInfo;
using workflow::RunState;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(RunTable)
};

bool isHeld(const RunRow& row)
{
    return row.place == RunRow::Place::Here && row.run.state == RunState::Open && row.run.pace == RunInfo::Pace::Held;
}

QString stateText(const RunRow& row)
{
    if (row.place == RunRow::Place::Elsewhere)
        return Text::tr("on another machine");
    switch (row.run.state) {
    case RunState::Open:
        return isHeld(row) ? Text::tr("waits for you") : Text::tr("under way");
    case RunState::Done:
        return Text::tr("done");
    case RunState::Failed:
        return Text::tr("failed");
    case RunState::Undone:
        return Text::tr("taken back");
    }
    return {};
}

State shapeOf(const RunRow& row)
{
    switch (row.run.state) {
    case RunState::Open:
        return isHeld(row) ? State::OutOfSync : State::Progressing;
    case RunState::Done:
        return State::Synced;
    case RunState::Failed:
        return State::Degraded;
    case RunState::Undone:
        return State::Suspended;
    }
    return State::None;
}

QVariant stateLook(const RunRow& row, int role)
{
    if (role == StateRole)
        return int(shapeOf(row));
    if (role == TextStyleRole)
        return int(isHeld(row) ? TextStyle::Strong : TextStyle::Text);
    return role == ToneRole ? QVariant(int(isHeld(row) ? Tone::Drift : Tone::Normal)) : QVariant();
}

QString appNames(const RunRow& row)
{
    QStringList names;
    for (const gitops::AppId& app : row.run.apps)
        names << app.name + QStringLiteral(" (") + app.context.text() + u')';
    return names.join(QStringLiteral(", "));
}

QString stepText(const RunRow& row)
{
    if (row.run.problem)
        return row.run.problem->detail;
    return row.run.state == RunState::Open && row.run.current < row.run.steps.size()
        ? guides::stepTitle(row.run.steps[row.run.current])
        : QString();
}

QString commitText(const RunRow& row)
{
    QStringList commits;
    for (const workflow::CommitInfo& commit : row.run.commits)
        if (!commit.commit.isEmpty())
            commits << commit.commit.first(std::min<qsizetype>(7, commit.commit.size()));
    return commits.join(QStringLiteral(", "));
}

int rankOf(const RunRow& row)
{
    if (row.run.state != RunState::Open)
        return 2;
    return isHeld(row) ? 0 : 1;
}

}

std::vector<RunRow> runRows(std::vector<RunInfo> kept, const std::vector<gitops::App>& apps)
{
    std::vector<RunRow> rows;
    for (RunInfo& run : kept)
        rows.push_back({ .run = std::move(run), .place = RunRow::Place::Here });
    for (const gitops::App& app : apps) {
        if (!app.openRun)
            continue;
        const auto same
            = std::ranges::find(rows, app.openRun->run, [](const RunRow& row) { return row.run.run.text(); });
        if (same == rows.end())
            rows.push_back({ .run = { .run = workflow::RunId(app.openRun->run),
                                 .apps = { app.id },
                                 .startedAt = app.openRun->since,
                                 .by = app.openRun->by },
                .place = RunRow::Place::Elsewhere });
        else if (same->place == RunRow::Place::Elsewhere)
            same->run.apps.push_back(app.id);
    }
    std::ranges::stable_sort(rows, [](const RunRow& left, const RunRow& right) {
        return std::pair(rankOf(left), right.run.startedAt) < std::pair(rankOf(right), left.run.startedAt);
    });
    return rows;
}

std::unique_ptr<RunModel> makeRunModel(const std::shared_ptr<const Clock>& clock)
{
    std::vector<TableColumn<RunRow>> columns {
        factColumn<RunRow>(Text::tr("State"), stateText, stateLook),
        factColumn<RunRow>(Text::tr("Apps"), appNames, factLook<RunRow>(TextStyle::Strong, Tone::Normal)),
        factColumn<RunRow>(Text::tr("Step"), stepText, factLook<RunRow>(TextStyle::Text, Tone::Mid)),
        factColumn<RunRow>(Text::tr("Commit"), commitText, factLook<RunRow>(TextStyle::Mono, Tone::Normal)),
        factColumn<RunRow>(
            Text::tr("Started"), [clock](const RunRow& row) { return ageText(row.run.startedAt, clock->now()); },
            factLook<RunRow>(TextStyle::Text, Tone::Mid)),
        factColumn<RunRow>(
            Text::tr("By"), [](const RunRow& row) { return row.run.by; }, factLook<RunRow>(TextStyle::Text, Tone::Mid)),
    };
    return std::make_unique<RunModel>(
        [](const RunRow& row) { return row.run.run.text(); }, std::move(columns), nullptr);
}

}
