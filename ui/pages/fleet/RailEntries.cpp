#include "ui/pages/fleet/FacetRail.h"

#include <QCoreApplication>

#include <algorithm>

namespace holdfast::pages::fleet {

using foundation::State;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Fleet)
};

QString syncText(State state)
{
    return state == State::OutOfSync ? Words::tr("Out of sync") : foundation::stateText(state);
}

RailEntry heading(FacetSection section)
{
    return { .section = section, .text = facetSectionText(section) };
}

/// Appends the section's states in this order, those that nobody has only where `always` holds them.
void addStates(
    std::vector<RailEntry>& entries, const RailInput& input, FacetSection section, const std::vector<State>& states)
{
    entries.push_back(heading(section));
    const auto& chosen = input.choice[std::size_t(section)];
    for (const State state : states) {
        const QString key = QString::number(int(state));
        const int count = input.tally.of(section, key);
        const bool rare = state == State::Drifted || state == State::Missing || state == State::Suspended
            || state == State::Unknown;
        if (count == 0 && rare && !chosen.contains(key))
            continue;
        entries.push_back({ .section = section,
            .key = key,
            .text = facetText(section, key),
            .state = state,
            .count = count,
            .chosen = chosen.contains(key) });
    }
}

void addKeys(std::vector<RailEntry>& entries, const RailInput& input, FacetSection section, const QStringList& keys)
{
    const auto& chosen = input.choice[std::size_t(section)];
    std::vector<RailEntry> found;
    for (const QString& key : keys) {
        const int count = input.tally.of(section, key);
        if (count > 0 || chosen.contains(key))
            found.push_back({ .section = section,
                .key = key,
                .text = facetText(section, key),
                .count = count,
                .chosen = chosen.contains(key) });
    }
    if (found.empty())
        return;
    entries.push_back(heading(section));
    std::ranges::copy(found, std::back_inserter(entries));
}

void addViews(std::vector<RailEntry>& entries, const RailInput& input)
{
    const auto view = [&](const QString& key, const QString& text, int count) {
        entries.push_back({ .section = FacetSection::View,
            .key = key,
            .text = text,
            .count = count,
            .chosen = input.activeView == key });
    };
    entries.push_back(heading(FacetSection::View));
    view(QStringLiteral("attention"), Words::tr("Needs attention"),
        input.tally.of(FacetSection::View, QStringLiteral("attention")));
    view(QStringLiteral("all"), Words::tr("All apps"), input.tally.total());
    for (const SavedView& saved : input.views)
        view(QStringLiteral("view:") + saved.name, saved.name, -1);
}

void addClusters(std::vector<RailEntry>& entries, const RailInput& input)
{
    const std::size_t before = entries.size();
    addKeys(entries, input, FacetSection::Cluster, input.tally.keys(FacetSection::Cluster));
    for (std::size_t at = before; at < entries.size(); ++at) {
        for (auto cluster = input.clusters.begin(); cluster != input.clusters.end(); ++cluster) {
            if (cluster.key().text() == entries[at].key)
                entries[at].clusterColour = cluster->colour;
        }
    }
}

}

QString facetText(FacetSection section, const QString& key)
{
    switch (section) {
    case FacetSection::View:
        return key == QLatin1String("attention") ? Words::tr("Needs attention") : key.mid(key.indexOf(u':') + 1);
    case FacetSection::Sync:
        return key == QLatin1String("stale") ? Words::tr("Stale") : syncText(State(key.toInt()));
    case FacetSection::Health:
        return foundation::stateText(State(key.toInt()));
    case FacetSection::Automation:
        if (key == QLatin1String("lease"))
            return Words::tr("Held by a lease");
        if (key == QLatin1String("suspended"))
            return Words::tr("Suspended");
        //: automation that nobody has switched on
        return key == QLatin1String("manual") ? Words::tr("Off") : Words::tr("Self-heal off");
    case FacetSection::Team:
        return key.trimmed().isEmpty() ? Words::tr("No team") : key;
    case FacetSection::Engine:
    case FacetSection::Cluster:
        break;
    }
    return key;
}

std::vector<RailEntry> railEntries(const RailInput& input)
{
    std::vector<RailEntry> entries;
    addViews(entries, input);
    addStates(entries, input, FacetSection::Sync,
        { State::OutOfSync, State::Drifted, State::Missing, State::Unknown, State::Synced });
    if (const int stale = input.tally.of(FacetSection::Sync, QStringLiteral("stale")); stale > 0) {
        const QString key = QStringLiteral("stale");
        entries.push_back({ .section = FacetSection::Sync,
            .key = key,
            .text = facetText(FacetSection::Sync, key),
            .state = State::Unknown,
            .count = stale,
            .chosen = input.choice[std::size_t(FacetSection::Sync)].contains(key) });
    }
    addStates(entries, input, FacetSection::Health,
        { State::Degraded, State::Progressing, State::Suspended, State::Missing, State::Unknown, State::Healthy });
    addKeys(entries, input, FacetSection::Automation,
        { QStringLiteral("lease"), QStringLiteral("suspended"), QStringLiteral("manual"), QStringLiteral("noheal") });
    addKeys(entries, input, FacetSection::Engine, input.tally.keys(FacetSection::Engine));
    addKeys(entries, input, FacetSection::Team, input.tally.keys(FacetSection::Team));
    addClusters(entries, input);
    return entries;
}

}
