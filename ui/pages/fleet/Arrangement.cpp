#include "ui/pages/fleet/Arrangement.h"

#include <QCoreApplication>

#include <algorithm>

namespace holdfast::pages::fleet {

using foundation::State;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Fleet)
};

constexpr std::array<const char*, columnCount> columnWords { "sync", "app", "cluster", "differs", "what", "health",
    "revision", "automation", "checked", "team", "source" };
constexpr std::array<const char*, 5> groupingWords { "attention", "cluster", "team", "engine", "none" };

/// Unknown times come last whatever the direction of the rest.
std::strong_ordering compareTimes(const QDateTime& left, const QDateTime& right)
{
    if (left.isValid() != right.isValid())
        return left.isValid() ? std::strong_ordering::less : std::strong_ordering::greater;
    return left.isValid() ? left.toMSecsSinceEpoch() <=> right.toMSecsSinceEpoch() : std::strong_ordering::equal;
}

std::strong_ordering compareText(const QString& left, const QString& right)
{
    return QString::compare(left, right) <=> 0;
}

/// Names of the API have no capitals.
std::strong_ordering compareNames(const FleetRow& left, const FleetRow& right)
{
    const auto order = compareText(left.name, right.name);
    return order == 0 ? compareText(left.nameSpace, right.nameSpace) : order;
}

int automationRank(const gitops::Automation& automation)
{
    if (automation.lease)
        return 0;
    return automation.mode == gitops::AutomationMode::Suspended ? 1
        : automation.mode == gitops::AutomationMode::Manual     ? 2
        : automation.selfHeal                                   ? 4
                                                                : 3;
}

std::strong_ordering compareColumn(const FleetRow& left, const FleetRow& right, Column column)
{
    switch (column) {
    case Column::Sync:
        return int(right.sync) <=> int(left.sync);
    case Column::App:
        return compareNames(left, right);
    case Column::Cluster:
        return compareText(left.context, right.context);
    case Column::DiffersSince:
        return compareTimes(left.differsSince, right.differsSince);
    case Column::WhatDiffers:
        return compareText(left.what, right.what);
    case Column::Health:
        return int(right.health) <=> int(left.health);
    case Column::Revision:
        return compareText(left.revisionFull, right.revisionFull);
    case Column::Automation:
        return automationRank(left.automation) <=> automationRank(right.automation);
    case Column::Checked:
        return compareTimes(left.checkedAt, right.checkedAt);
    case Column::Team:
        return compareText(left.team, right.team);
    case Column::Source:
        return compareText(left.source, right.source);
    }
    return std::strong_ordering::equal;
}

std::strong_ordering compareUrgency(const FleetRow& left, const FleetRow& right)
{
    if (const auto rank = left.rank <=> right.rank; rank != 0)
        return rank;
    return left.attention ? compareTimes(left.differsSince, right.differsSince) : std::strong_ordering::equal;
}

std::strong_ordering compareGroups(const FleetRow& left, const FleetRow& right, Grouping grouping)
{
    switch (grouping) {
    case Grouping::Attention:
        return int(right.attention) <=> int(left.attention);
    case Grouping::Cluster:
        return compareText(left.context, right.context);
    case Grouping::Team:
        return compareText(left.team, right.team);
    case Grouping::Engine:
        return int(left.engine) <=> int(right.engine);
    case Grouping::None:
        break;
    }
    return std::strong_ordering::equal;
}

QString stateKey(State state)
{
    return QString::number(int(state));
}

QStringList automationKeys(const FleetRow& row)
{
    QStringList keys;
    if (row.automation.lease)
        keys.append(QStringLiteral("lease"));
    if (row.automation.mode == gitops::AutomationMode::Suspended)
        keys.append(QStringLiteral("suspended"));
    else if (row.automation.mode == gitops::AutomationMode::Manual)
        keys.append(QStringLiteral("manual"));
    else if (!row.automation.selfHeal && row.engine == Engine::ArgoCd)
        keys.append(QStringLiteral("noheal"));
    return keys;
}

}

QString columnText(Column column)
{
    switch (column) {
    case Column::Sync:
        return Words::tr("Sync");
    case Column::App:
        return Words::tr("App");
    case Column::Cluster:
        return Words::tr("Cluster");
    case Column::DiffersSince:
        return Words::tr("Differs since");
    case Column::WhatDiffers:
        return Words::tr("What differs");
    case Column::Health:
        return Words::tr("Health");
    case Column::Revision:
        return Words::tr("Revision");
    case Column::Automation:
        return Words::tr("Automation");
    case Column::Checked:
        //: column: when the agent last looked at the app
        return Words::tr("Checked");
    case Column::Team:
        return Words::tr("Team");
    case Column::Source:
        return Words::tr("Source");
    }
    return {};
}

QString columnWord(Column column)
{
    return QLatin1String(columnWords[std::size_t(column)]);
}

std::optional<Column> columnOfWord(const QString& word)
{
    const auto* found
        = std::ranges::find_if(columnWords, [&](const char* known) { return word == QLatin1String(known); });
    if (found == columnWords.end())
        return std::nullopt;
    return Column(found - columnWords.begin());
}

QString groupingText(Grouping grouping)
{
    switch (grouping) {
    case Grouping::Attention:
        return Words::tr("attention");
    case Grouping::Cluster:
        return Words::tr("cluster");
    case Grouping::Team:
        return Words::tr("team");
    case Grouping::Engine:
        return Words::tr("engine");
    case Grouping::None:
        return Words::tr("none");
    }
    return {};
}

QString groupingWord(Grouping grouping)
{
    return QLatin1String(groupingWords[std::size_t(grouping)]);
}

std::vector<Grouping> groupings()
{
    return { Grouping::Attention, Grouping::Cluster, Grouping::Team, Grouping::Engine, Grouping::None };
}

QString facetSectionText(FacetSection section)
{
    switch (section) {
    case FacetSection::View:
        return Words::tr("View");
    case FacetSection::Sync:
        return Words::tr("Sync");
    case FacetSection::Health:
        return Words::tr("Health");
    case FacetSection::Automation:
        return Words::tr("Automation");
    case FacetSection::Engine:
        return Words::tr("Engine");
    case FacetSection::Team:
        return Words::tr("Team");
    case FacetSection::Cluster:
        return Words::tr("Cluster");
    }
    return {};
}

QStringList facetKeys(const FleetRow& row, FacetSection section)
{
    switch (section) {
    case FacetSection::View:
        return row.attention ? QStringList { QStringLiteral("attention") } : QStringList {};
    case FacetSection::Sync:
        return isStale(row) ? QStringList { stateKey(row.sync), QStringLiteral("stale") }
                            : QStringList { stateKey(row.sync) };
    case FacetSection::Health:
        return { stateKey(row.health) };
    case FacetSection::Automation:
        return automationKeys(row);
    case FacetSection::Engine:
        return { engineText(row.engine) };
    case FacetSection::Team:
        return { row.team };
    case FacetSection::Cluster:
        return { row.context };
    }
    return {};
}

bool passes(const FleetRow& row, const FacetChoice& choice)
{
    for (int section = 0; section < facetSectionCount; ++section) {
        const QSet<QString>& wanted = choice[std::size_t(section)];
        if (wanted.isEmpty())
            continue;
        const QStringList keys = facetKeys(row, FacetSection(section));
        if (std::ranges::none_of(keys, [&](const QString& key) { return wanted.contains(key); }))
            return false;
    }
    return true;
}

QString groupKey(const FleetRow& row, Grouping grouping)
{
    switch (grouping) {
    case Grouping::Attention:
        return row.attention ? QStringLiteral("0") : QStringLiteral("1");
    case Grouping::Cluster:
        return row.context;
    case Grouping::Team:
        return row.team;
    case Grouping::Engine:
        return engineText(row.engine);
    case Grouping::None:
        break;
    }
    return {};
}

QString groupText(const QString& key, Grouping grouping)
{
    if (grouping == Grouping::Attention)
        return key == u'0' ? Words::tr("Needs attention") : Words::tr("In sync");
    if (grouping == Grouping::None)
        return Words::tr("All apps");
    return key.isEmpty() ? Words::tr("No team") : key;
}

bool isAbove(const FleetRow& left, const FleetRow& right, Grouping grouping, const Sorting& sorting)
{
    if (const auto group = compareGroups(left, right, grouping); group != 0)
        return group < 0;
    auto order = sorting.column ? compareColumn(left, right, *sorting.column) : compareUrgency(left, right);
    if (sorting.order == Qt::DescendingOrder)
        order = 0 <=> order;
    if (order == 0)
        order = compareNames(left, right);
    return order == 0 ? left.id < right.id : order < 0;
}

}
