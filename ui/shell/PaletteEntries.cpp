#include "ui/foundation/CellDelegate.h"
#include "ui/foundation/PlainText.h"
#include "ui/pages/Router.h"
#include "ui/shell/CommandPalette.h"
#include "ui/shell/FuzzyMatch.h"

#include <QHash>

#include <algorithm>

namespace holdfast::shell {

namespace {

constexpr std::size_t mostEntries = 40;

void addCommands(std::vector<PaletteEntry>& entries, const QString& typed, const ActionCatalog& catalog)
{
    for (const Command& command : catalog.commands()) {
        if (const auto score = fuzzyScore(typed, command.text.toCaseFolded()))
            entries.push_back({ .text = command.text,
                .detail = command.shortcut.toString(QKeySequence::NativeText),
                .command = command.id,
                .route = {},
                .score = *score + 20 });
    }
}

void addApps(std::vector<PaletteEntry>& entries, const QString& typed, const session::Fleet& fleet)
{
    QHash<ContextName, int> colours;
    for (const auto& cluster : fleet.clusters())
        colours.insert(cluster.context, cluster.colour);
    for (const auto& app : fleet.apps()) {
        const QString name = app.id.name + u' ' + app.id.nameSpace + u' ' + app.id.context.text();
        const auto score = fuzzyScore(typed, name.toCaseFolded());
        if (!score)
            continue;
        entries.push_back({ .text = foundation::plain(app.id.name + u' ' + app.id.nameSpace),
            .detail = foundation::plain(app.id.context.text()),
            .clusterColour = colours.value(app.id.context),
            .command = {},
            .route = pages::appRoute(app.id),
            .score = *score });
    }
}

}

std::vector<PaletteEntry> paletteEntries(
    const QString& typed, const ActionCatalog& catalog, const session::Fleet& fleet)
{
    const QString folded = typed.trimmed().toCaseFolded();
    std::vector<PaletteEntry> entries;
    addCommands(entries, folded, catalog);
    if (!folded.isEmpty())
        addApps(entries, folded, fleet);
    if (const auto route = pages::parseRoute(typed);
        route && (typed.contains(u'/') || typed.startsWith(QLatin1String("holdfast:"))))
        entries.push_back({ .text = CommandPalette::tr("Go to %1").arg(foundation::plain(pages::routeText(*route))),
            .detail = {},
            .command = {},
            .route = route,
            .score = 2000 });
    const auto better = [](const PaletteEntry& left, const PaletteEntry& right) { return left.score > right.score; };
    const auto kept = std::min(entries.size(), mostEntries);
    if (!folded.isEmpty())
        std::ranges::partial_sort(entries, entries.begin() + std::ptrdiff_t(kept), better);
    entries.resize(kept);
    return entries;
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const PaletteEntry& entry = m_entries[std::size_t(index.row())];
    if (role == Qt::DisplayRole)
        return entry.text;
    if (role == foundation::DimTextRole && !entry.detail.isEmpty())
        return entry.detail;
    if (role == foundation::ClusterColourRole && entry.clusterColour >= 0)
        return entry.clusterColour;
    return {};
}

void PaletteModel::show(std::vector<PaletteEntry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

}
