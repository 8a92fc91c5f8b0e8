#include "ui/pages/fleet/FleetRowPainter.h"

#include "ui/foundation/AgeText.h"
#include "ui/foundation/Fonts.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace holdfast::pages::fleet {

using foundation::scaled;
using foundation::State;
using foundation::TextStyle;

namespace {

constexpr double faded = 0.6;
constexpr qint64 warnAfter = 5 * 60 * 1000;
constexpr qint64 pageAfter = 15 * 60 * 1000;
constexpr int barWidth = 34;
constexpr int detailIndent = 46;

void paintArrow(QPainter& painter, const QRect& place, const QColor& colour, bool collapsed)
{
    const QPointF middle = QRectF(place).center();
    const double r = scaled(3) + 0.5;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    if (collapsed)
        painter.drawPolygon(
            QPolygonF { middle + QPointF(-r * 0.8, -r), middle + QPointF(r, 0), middle + QPointF(-r * 0.8, r) });
    else
        painter.drawPolygon(
            QPolygonF { middle + QPointF(-r, -r * 0.8), middle + QPointF(r, -r * 0.8), middle + QPointF(0, r) });
    painter.restore();
}

}

void FleetRowPainter::paintGroup(QPainter& painter, const QRect& row, const GroupLine& group, foundation::RowLook look)
{
    painter.fillRect(row, look.selected ? colours->selection : colours->sunken);
    painter.fillRect(QRect(row.left(), row.bottom(), row.width(), 1), colours->line);
    if (look.current)
        painter.fillRect(QRect(row.left(), row.top(), 3, row.height()), colours->accent);
    QRect place = row.adjusted(scaled(foundation::measures::padding), 0, 0, 0);
    paintArrow(painter, QRect(place.left(), place.top(), scaled(8), place.height()), colours->mid, group.collapsed);
    place.adjust(scaled(13), 0, 0, 0);
    place.adjust(
        m_text.draw(painter, place, { group.text, TextStyle::SmallStrong, colours->text }) + scaled(8), 0, 0, 0);
    place.adjust(m_text.draw(painter, place, { QLocale().toString(group.count), TextStyle::SmallStrong, colours->dim })
            + scaled(8),
        0, 0, 0);
    if (group.overdue > 0)
        m_text.draw(painter, place,
            { FleetLines::tr("· %Ln past 15 min", nullptr, group.overdue), TextStyle::Small, colours->bad });
}

void FleetRowPainter::paintState(QPainter& painter, QRect cell, const StateRun& run)
{
    const int side = scaled(foundation::measures::badge);
    foundation::paintState(
        painter, QRectF(cell.left(), cell.top() + (cell.height() - side) / 2, side, side), run.state, *colours);
    cell.adjust(side + scaled(7), 0, 0, 0);
    const bool strong = run.style == TextStyle::Strong;
    m_text.draw(painter, cell,
        { run.word, run.style, strong ? foundation::stateTextColour(run.state, *colours) : colours->text });
}

void FleetRowPainter::paintCell(QPainter& painter, const QRect& cell, const FleetRow& row, Column column)
{
    const QRect place
        = cell.adjusted(column == Column::Sync ? scaled(foundation::measures::padding) : 0, 0, -scaled(8), -1);
    const bool stale = isStale(row) || isVerdictOld(row, now);
    painter.setOpacity(stale && column != Column::Checked ? faded : 1.0);
    switch (column) {
    case Column::Sync:
        paintState(painter, place,
            { row.detail == gitops::Detail::Quarantined ? State::Unknown : row.sync, cellText(row, column),
                TextStyle::Strong });
        break;
    case Column::App: {
        const int used = m_text.draw(painter, place, { row.name, TextStyle::Strong, colours->text, Qt::ElideMiddle });
        m_text.draw(
            painter, place.adjusted(used + scaled(5), 0, 0, 0), { row.nameSpace, TextStyle::Text, colours->dim });
        break;
    }
    case Column::Cluster: {
        const int mark = foundation::paintClusterMark(painter, place, row.cluster.colour, *colours);
        m_text.draw(
            painter, place.adjusted(mark, 0, 0, 0), { row.context, TextStyle::Text, colours->text, Qt::ElideMiddle });
        break;
    }
    case Column::DiffersSince:
        paintDiffersSince(painter, place, row);
        break;
    case Column::WhatDiffers:
        paintWhat(painter, place, row);
        break;
    case Column::Health:
        paintState(painter, place,
            { row.cluster.freshness == Freshness::Disconnected ? State::Unknown : row.health, cellText(row, column),
                TextStyle::Text });
        break;
    case Column::Revision: {
        const int used = m_text.draw(painter, place, { row.revision, TextStyle::Mono, colours->text });
        if (place.width() - used > scaled(60))
            m_text.draw(painter, place.adjusted(used + scaled(6), 0, 0, 0),
                { row.revisionNote, TextStyle::Text, colours->mid });
        break;
    }
    case Column::Automation:
        paintAutomation(painter, place, row);
        break;
    case Column::Checked:
        paintChecked(painter, place, row);
        break;
    case Column::Team:
    case Column::Source:
        m_text.draw(painter, place, { cellText(row, column), TextStyle::Text, colours->mid });
        break;
    }
    painter.setOpacity(1);
}

void FleetRowPainter::paintMark(QPainter& painter, const QRect& row) const
{
    painter.fillRect(row.adjusted(0, 0, 0, -1), foundation::mixed(colours->accent, colours->background, 0.14));
    painter.fillRect(QRect(row.left(), row.top(), scaled(5), row.height() - 1), colours->accent);
}

void FleetRowPainter::paintDiffersSince(QPainter& painter, const QRect& cell, const FleetRow& row)
{
    if (!row.differsSince.isValid()) {
        m_text.draw(painter, cell, { QStringLiteral("–"), TextStyle::Text, colours->dim });
        return;
    }
    const qint64 age = std::max<qint64>(0, row.differsSince.msecsTo(now));
    const double share = std::clamp(double(age) / double(pageAfter), 0.04, 1.0);
    const QColor ink = age >= pageAfter ? colours->bad : age >= warnAfter ? colours->drift : colours->progressing;
    const double height = scaled(5);
    const QRectF bar(cell.left(), cell.top() + (cell.height() - height) / 2, scaled(barWidth), height);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours->line);
    painter.drawRoundedRect(bar, 2, 2);
    painter.setBrush(ink);
    painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(bar.width() * share, height)), 2, 2);
    painter.restore();
    m_text.draw(painter, cell.adjusted(scaled(barWidth + 6), 0, scaled(8), 0),
        { foundation::ageText(row.differsSince, now), TextStyle::Number, colours->text });
}

void FleetRowPainter::paintWhat(QPainter& painter, const QRect& cell, const FleetRow& row)
{
    if (row.cluster.freshness == Freshness::Disconnected) {
        const QString since = row.cluster.lastHeard.isValid()
            ? FleetLines::tr("stale · nothing heard since %1")
                  .arg(QLocale().toString(row.cluster.lastHeard.toLocalTime().time(), QStringLiteral("HH:mm")))
            : FleetLines::tr("stale · nothing heard yet");
        m_text.draw(painter, cell, { since, TextStyle::Text, colours->mid });
        return;
    }
    if (row.detail == gitops::Detail::Remembered && row.what.isEmpty()) {
        m_text.draw(painter, cell, { FleetLines::tr("remembered; asking again"), TextStyle::Text, colours->dim });
        return;
    }
    const bool unreadable = row.detail == gitops::Detail::Quarantined;
    const bool differs = row.differsSince.isValid() || row.attention;
    m_text.draw(painter, cell,
        { row.what, TextStyle::Text,
            unreadable    ? colours->bad
                : differs ? colours->text
                          : colours->dim });
}

void FleetRowPainter::paintAutomation(QPainter& painter, const QRect& cell, const FleetRow& row)
{
    const QString text = automationText(row, now);
    if (row.automation.lease || row.run)
        m_text.draw(painter, cell, { text, TextStyle::Strong, colours->drift });
    else
        m_text.draw(painter, cell,
            { text, TextStyle::Text,
                row.automation.mode == gitops::AutomationMode::Auto ? colours->text : colours->mid });
}

void FleetRowPainter::paintChecked(QPainter& painter, const QRect& cell, const FleetRow& row)
{
    const QDateTime at = row.cluster.freshness == Freshness::Disconnected && row.cluster.lastHeard.isValid()
        ? row.cluster.lastHeard
        : row.checkedAt;
    const bool late = isStale(row) || isVerdictOld(row, now);
    m_text.draw(painter, cell.adjusted(0, 0, scaled(8), 0),
        { foundation::ageText(at, now), TextStyle::Number, late ? colours->bad : colours->dim });
}

void FleetRowPainter::paintDetail(QPainter& painter, const QRect& row, const DetailLine& detail)
{
    QRect place = row.adjusted(scaled(detailIndent), 0, -scaled(8), -1);
    const int side = scaled(foundation::measures::badge);
    if (detail.verdict != State::None)
        foundation::paintState(painter, QRectF(place.left(), place.top() + (place.height() - side) / 2, side, side),
            detail.verdict, *colours);
    place.adjust(side + scaled(7), 0, 0, 0);
    const int objectWidth = std::min(scaled(300), place.width() / 2);
    if (!detail.field.isEmpty()) {
        place.adjust(scaled(16), 0, 0, 0);
        const QRect field(place.left(), place.top(), place.width() * 3 / 5, place.height());
        const int used = m_text.draw(painter, field, { detail.field, TextStyle::Mono, colours->mid, Qt::ElideLeft });
        place.adjust(used + scaled(16), 0, 0, 0);
        m_text.draw(painter, place, { detail.note, TextStyle::Text, colours->text });
        return;
    }
    if (!detail.object.isEmpty()) {
        const QRect object(place.left(), place.top(), objectWidth - scaled(12), place.height());
        const int used = m_text.draw(painter, object, { detail.object, TextStyle::Text, colours->text });
        m_text.draw(
            painter, object.adjusted(used + scaled(6), 0, 0, 0), { detail.nameSpace, TextStyle::Text, colours->dim });
        place.adjust(objectWidth, 0, 0, 0);
    }
    if (detail.verdict != State::None && !detail.object.isEmpty()) {
        const QRect verdict(place.left(), place.top(), scaled(104), place.height());
        m_text.draw(painter, verdict,
            { foundation::stateText(detail.verdict), TextStyle::Text,
                foundation::stateTextColour(detail.verdict, *colours) });
        place.adjust(scaled(104), 0, 0, 0);
    }
    if (detail.health != State::None) {
        paintState(painter, QRect(place.left(), place.top(), scaled(124), place.height()),
            { detail.health, foundation::stateText(detail.health), TextStyle::Text });
        place.adjust(scaled(124), 0, 0, 0);
    }
    m_text.draw(painter, place, { detail.note, TextStyle::Text, colours->mid });
}

}
