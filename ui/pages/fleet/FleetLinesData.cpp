#include "ui/foundation/AgeText.h"
#include "ui/foundation/CellDelegate.h"
#include "ui/pages/fleet/FleetLines.h"

#include <QLocale>

namespace holdfast::pages::fleet {

using foundation::State;

QString automationText(const FleetRow& row, const QDateTime& now)
{
    if (row.run)
        //: a guided run goes on with the app; %1 is who began it
        return FleetLines::tr("in a run of %1").arg(row.run->by);
    if (row.automation.lease) {
        if (!row.automation.lease->until.isValid() || !now.isValid())
            return FleetLines::tr("lease");
        const auto left = std::chrono::milliseconds(now.msecsTo(row.automation.lease->until));
        //: a lease holds the automation back; %1 is what is left of it
        return left.count() > 0 ? FleetLines::tr("lease %1").arg(foundation::ageText(left))
                                : FleetLines::tr("lease expired");
    }
    switch (row.automation.mode) {
    case gitops::AutomationMode::Auto:
        return row.automation.selfHeal && row.engine == Engine::ArgoCd ? FleetLines::tr("auto · self-heal")
                                                                       : FleetLines::tr("auto");
    case gitops::AutomationMode::Manual:
        return FleetLines::tr("manual");
    case gitops::AutomationMode::Suspended:
        return FleetLines::tr("suspended");
    }
    return {};
}

QString cellText(const FleetRow& row, Column column)
{
    switch (column) {
    case Column::Sync:
        return row.detail == gitops::Detail::Quarantined ? FleetLines::tr("Unreadable")
                                                         : foundation::stateText(row.sync);
    case Column::App:
        return row.nameSpace.isEmpty() ? row.name : row.name + u' ' + row.nameSpace;
    case Column::Cluster:
        return row.context;
    case Column::DiffersSince:
        return row.differsSince.isValid() ? foundation::dateText(row.differsSince) : QString();
    case Column::WhatDiffers:
        return row.what;
    case Column::Health:
        return row.cluster.freshness == Freshness::Disconnected ? FleetLines::tr("stale")
                                                                : foundation::stateText(row.health);
    case Column::Revision:
        return row.revisionNote.isEmpty() ? row.revision : row.revision + u' ' + row.revisionNote;
    case Column::Automation:
        return automationText(row, {});
    case Column::Checked:
        return foundation::dateText(row.checkedAt);
    case Column::Team:
        return row.team;
    case Column::Source:
        return row.source;
    }
    return {};
}

int FleetLines::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int FleetLines::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : fleet::columnCount;
}

QVariant FleetLines::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = Column(index.column());
    const bool first = index.column() == 0;
    if (const GroupLine* heading = group(index.row())) {
        if (!first || role != Qt::DisplayRole)
            return {};
        //: a group's heading and how many apps it has
        return tr("%1, %2").arg(heading->text, QLocale().toString(heading->count));
    }
    if (const DetailLine* shown = detail(index.row())) {
        if (first && role == Qt::DisplayRole)
            return QStringList { foundation::stateText(shown->verdict), shown->object + shown->field, shown->note }
                .join(u' ');
        return {};
    }
    const FleetRow* row = app(index.row());
    if (!row)
        return {};
    if (role == Qt::DisplayRole)
        return cellText(*row, column);
    if (role == foundation::StateRole && (column == Column::Sync || column == Column::Health))
        return int(column == Column::Sync ? row->sync : row->health);
    if (role == foundation::ClusterColourRole && column == Column::Cluster)
        return row->cluster.colour;
    return {};
}

QVariant FleetLines::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= fleet::columnCount)
        return {};
    return columnText(Column(section));
}

Qt::ItemFlags FleetLines::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

}
