#include "ui/pages/fleet/FleetView.h"

#include "ui/foundation/AgeText.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/SinceText.h"
#include "ui/pages/fleet/FleetHeader.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace holdfast::pages::fleet {

using foundation::scaled;

FleetView::FleetView(FleetLines& lines, FleetHeader* header, std::shared_ptr<const Clock> clock, QWidget* parent)
    : QTreeView(parent)
    , m_lines(lines)
    , m_header(header)
    , m_clock(std::move(clock))
    , m_painter(std::make_unique<FleetRowPainter>())
{
    setObjectName(QStringLiteral("fleet.list"));
    setAccessibleName(tr("Apps"));
    setHeader(header);
    setModel(&lines);
    header->restore();
    setItemDelegate(new foundation::CellDelegate(foundation::measures::row, this));
    setUniformRowHeights(true);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setIndentation(0);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(&lines, &FleetLines::aboutToRearrange, this, &FleetView::keepPlace);
    connect(&lines, &FleetLines::rearranged, this, &FleetView::restorePlace);
}

int FleetView::currentLine() const
{
    return currentIndex().isValid() ? currentIndex().row() : -1;
}

const FleetRow* FleetView::currentApp() const
{
    const int line = currentLine();
    return line < 0 ? nullptr : m_lines.app(line);
}

void FleetView::select(const gitops::AppId& app)
{
    m_current = app;
    if (const int line = m_lines.lineOf(app); line >= 0)
        setCurrentIndex(m_lines.index(line, 0));
}

std::vector<gitops::AppId> FleetView::marked() const
{
    std::vector<std::pair<int, gitops::AppId>> lines;
    for (const gitops::AppId& app : m_marked)
        if (const int line = m_lines.lineOf(app); line >= 0)
            lines.emplace_back(line, app);
    std::ranges::sort(lines, {}, &std::pair<int, gitops::AppId>::first);
    std::vector<gitops::AppId> apps;
    for (auto& [line, app] : lines)
        apps.push_back(std::move(app));
    return apps;
}

void FleetView::clearMarks()
{
    m_marked.clear();
    viewport()->update();
    Q_EMIT marksChanged();
}

/// Marks the app of the line and goes on to the next one, so that several in a row are one key each.
void FleetView::toggleMark(int line)
{
    const FleetRow* row = line < 0 ? nullptr : m_lines.app(line);
    if (!row)
        return;
    if (!m_marked.remove(row->id))
        m_marked.insert(row->id);
    viewport()->update();
    Q_EMIT marksChanged();
    step(1);
}

void FleetView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    if (m_rearranging || !current.isValid())
        return;
    const FleetRow* row = m_lines.app(current.row());
    m_current = row ? std::optional(row->id) : std::nullopt;
}

void FleetView::keepPlace()
{
    m_rearranging = true;
    m_top.reset();
    if (verticalScrollBar()->value() == 0)
        return;
    const QModelIndex top = indexAt(QPoint(2, 0));
    if (const FleetRow* row = top.isValid() ? m_lines.app(top.row()) : nullptr; row) {
        m_top = row->id;
        m_topOffset = visualRect(top).top();
    }
}

void FleetView::restorePlace()
{
    if (m_current) {
        const FleetRow* row = currentApp();
        if (!row || row->id != *m_current) {
            if (const int line = m_lines.lineOf(*m_current); line >= 0)
                selectionModel()->setCurrentIndex(
                    m_lines.index(line, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        }
    }
    m_rearranging = false;
    if (!m_top)
        return;
    const int line = m_lines.lineOf(*m_top);
    if (line < 0)
        return;
    executeDelayedItemsLayout();
    verticalScrollBar()->setValue(line * scaled(foundation::measures::row) - m_topOffset);
}

void FleetView::tick()
{
    for (const Column column : { Column::DiffersSince, Column::Checked, Column::Automation }) {
        if (!m_header->isSectionHidden(int(column)))
            viewport()->update(QRect(m_header->sectionViewportPosition(int(column)), 0,
                m_header->sectionSize(int(column)), viewport()->height()));
    }
}

void FleetView::paintEvent(QPaintEvent* event)
{
    m_region = event->region();
    m_painter->colours = &foundation::coloursOf(palette());
    m_painter->now = m_clock->now();
    QTreeView::paintEvent(event);
}

void FleetView::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QRect row(0, option.rect.top(), viewport()->width(), option.rect.height());
    const int line = index.row();
    const bool isCurrent = selectionModel()->isRowSelected(line);
    if (const GroupLine* group = m_lines.group(line)) {
        m_painter->paintGroup(*painter, row, *group, { .selected = isCurrent, .current = isCurrent, .hovered = false });
        return;
    }
    const FleetRow* app = m_lines.app(line);
    if (!app)
        return;
    const bool ofCurrent = isCurrent || (m_current && *m_current == app->id);
    const DetailLine* detail = m_lines.detail(line);
    foundation::paintRowFrame(
        *painter, row, { .selected = isCurrent, .current = ofCurrent, .hovered = false }, *m_painter->colours);
    if (m_marked.contains(app->id))
        m_painter->paintMark(*painter, row);
    if (detail) {
        m_painter->paintDetail(*painter, row, *detail);
        return;
    }
    for (int column = 0; column < columnCount; ++column) {
        if (m_header->isSectionHidden(column))
            continue;
        const QRect cell(
            m_header->sectionViewportPosition(column), row.top(), m_header->sectionSize(column), row.height());
        if (m_region.intersects(cell))
            m_painter->paintCell(*painter, cell, *app, Column(column));
    }
}

void FleetView::step(int by)
{
    const int count = m_lines.rowCount();
    if (count == 0)
        return;
    const int next = currentLine() < 0 ? 0 : qBound(0, currentLine() + by, count - 1);
    setCurrentIndex(m_lines.index(next, 0));
}

void FleetView::unfold(int line)
{
    if (line < 0)
        return;
    if (const GroupLine* group = m_lines.group(line)) {
        if (group->collapsed)
            m_lines.toggleGroup(line);
    } else if (m_lines.line(line).kind == LineKind::App) {
        Q_EMIT expandRequested(m_lines.app(line)->id);
    }
}

void FleetView::fold(int line)
{
    if (line < 0)
        return;
    if (const GroupLine* group = m_lines.group(line)) {
        if (!group->collapsed)
            m_lines.toggleGroup(line);
        return;
    }
    const gitops::AppId app = m_lines.app(line)->id;
    if (m_lines.line(line).kind == LineKind::Detail)
        select(app);
    Q_EMIT collapseRequested(app);
}

void FleetView::openDiff(int line)
{
    const FleetRow* row = line < 0 ? nullptr : m_lines.app(line);
    if (!row)
        return;
    const DetailLine* detail = m_lines.detail(line);
    Q_EMIT diffRequested(row->id, detail && detail->key ? manifest::objectText(*detail->key) : QString());
}

void FleetView::keyPressEvent(QKeyEvent* event)
{
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        QTreeView::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_J:
        return step(1);
    case Qt::Key_K:
        return step(-1);
    case Qt::Key_Right:
        return unfold(currentLine());
    case Qt::Key_Left:
        return fold(currentLine());
    case Qt::Key_D:
        return openDiff(currentLine());
    case Qt::Key_Space:
        return toggleMark(currentLine());
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentLine() >= 0 && m_lines.detail(currentLine()) && m_lines.detail(currentLine())->key)
            return openDiff(currentLine());
        if (const FleetRow* row = currentApp())
            Q_EMIT opened(row->id);
        else if (currentLine() >= 0)
            m_lines.toggleGroup(currentLine());
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Home:
    case Qt::Key_End:
        return QTreeView::keyPressEvent(event);
    default:
        // Letters are commands of the shell, not a search that jumps about in the list.
        event->ignore();
    }
}

void FleetView::mouseReleaseEvent(QMouseEvent* event)
{
    QTreeView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid() && m_lines.group(index.row()))
        m_lines.toggleGroup(index.row());
}

void FleetView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && m_lines.detail(index.row()) && m_lines.detail(index.row())->key)
        openDiff(index.row());
    else if (const FleetRow* row = index.isValid() ? m_lines.app(index.row()) : nullptr; row)
        Q_EMIT opened(row->id);
}

void FleetView::resizeEvent(QResizeEvent* event)
{
    m_header->shareWidth(viewport()->width());
    QTreeView::resizeEvent(event);
}

void FleetView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        m_painter->reset();
    QTreeView::changeEvent(event);
}

bool FleetView::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QTreeView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QModelIndex index = indexAt(help->pos());
    const QString text = index.isValid() ? tip(index.row(), m_header->logicalIndexAt(help->pos().x())) : QString();
    // Escaped, so that a tooltip never takes outside text for markup.
    QToolTip::showText(help->globalPos(),
        text.isEmpty() ? text
                       : QStringLiteral("<span style='white-space:pre-wrap'>%1</span>").arg(text.toHtmlEscaped()),
        this);
    return true;
}

QString FleetView::tip(int line, int column) const
{
    if (const DetailLine* detail = m_lines.detail(line))
        return detail->field.isEmpty() ? detail->note : detail->field + u'\n' + detail->note;
    const FleetRow* row = m_lines.app(line);
    if (!row || column < 0)
        return {};
    switch (Column(column)) {
    case Column::Sync:
    case Column::Health:
        return row->message.isEmpty() ? cellText(*row, Column(column)) : row->message;
    case Column::App:
        return gitops::word(row->id.kind) + u'/' + row->nameSpace + u'/' + row->name;
    case Column::Revision:
        return row->revisionNote.isEmpty()
            ? row->revisionFull
            : QStringList { row->revisionFull, row->revisionNote,
                  row->author + QStringLiteral(" · ") + foundation::dateText(row->committedAt) }
                  .join(u'\n');
    case Column::WhatDiffers:
        return row->what;
    case Column::Checked:
        //: when the agent last looked
        return tr("Last checked by the agent: %1").arg(foundation::dateText(row->checkedAt));
    case Column::Automation:
        if (row->run)
            return tr("Run %1 of %2, open since %3")
                .arg(row->run->run, row->run->by, foundation::dateText(row->run->since));
        if (row->automation.lease)
            return tr("Held by %1 until %2: %3")
                .arg(row->automation.lease->by, foundation::dateText(row->automation.lease->until),
                    row->automation.lease->reason);
        return automationText(*row, m_clock->now());
    case Column::DiffersSince:
        return foundation::sinceText(row->differsSince, row->sinceProof);
    case Column::Cluster:
    case Column::Team:
    case Column::Source:
        break;
    }
    return cellText(*row, Column(column));
}

}
