#include "ui/commits/CommitList.h"

#include "ui/commits/CommitModel.h"
#include "ui/foundation/AgeText.h"
#include "ui/foundation/CellDelegate.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/PlainText.h"

#include <QKeyEvent>
#include <QPainter>

namespace holdfast::commits {

using namespace foundation;

namespace {

constexpr int rowHeight = 68;
constexpr int firstLane = 22; ///< its middle
constexpr int laneWidth = 16;
constexpr int mostLanes = 6;

QColor inkOf(CommitMark::Look look, const Colours& colours)
{
    switch (look) {
    case CommitMark::Look::Bad:
        return colours.bad;
    case CommitMark::Look::Good:
        return colours.accent;
    case CommitMark::Look::Quiet:
        break;
    }
    return colours.mid;
}

QColor groundOf(CommitMark::Look look, const Colours& colours)
{
    switch (look) {
    case CommitMark::Look::Bad:
        return colours.badBackground;
    case CommitMark::Look::Good:
        return colours.accentBackground;
    case CommitMark::Look::Quiet:
        break;
    }
    return colours.muted;
}

void paintMarks(QPainter& painter, const QRect& line, const std::vector<CommitMark>& marks, const Colours& colours)
{
    painter.setFont(textFont(11));
    int left = line.left();
    for (const CommitMark& mark : marks) {
        const int width
            = std::min(painter.fontMetrics().horizontalAdvance(mark.text) + scaled(12), line.right() - left);
        if (width < scaled(40))
            return;
        const QRect tag(left, line.top(), width, line.height());
        painter.setPen(Qt::NoPen);
        painter.setBrush(groundOf(mark.look, colours));
        painter.drawRoundedRect(tag, measures::tagRadius, measures::tagRadius);
        painter.setPen(inkOf(mark.look, colours));
        painter.drawText(tag.adjusted(scaled(6), 0, -scaled(4), 0), Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(mark.text, Qt::ElideRight, width - scaled(10)));
        left += width + scaled(6);
    }
}

void paintDot(QPainter& painter, const QPoint& centre, const CommitModel& model, int row)
{
    const bool suspect = model.isSuspect(row);
    const bool deployed = !model.entry(row).deployments.empty();
    const int radius = scaled(suspect ? 7 : 5);
    painter.setBrush(suspect || deployed ? QBrush(painter.pen().color()) : QBrush(painter.background()));
    if (suspect) {
        const int cut = radius / 2;
        painter.drawPolygon(QPolygon({ centre + QPoint(-cut, -radius), centre + QPoint(cut, -radius),
            centre + QPoint(radius, -cut), centre + QPoint(radius, cut), centre + QPoint(cut, radius),
            centre + QPoint(-cut, radius), centre + QPoint(-radius, cut), centre + QPoint(-radius, -cut) }));
    } else {
        painter.drawEllipse(centre, radius, radius);
    }
}

/// The lanes that fit; lines further right are drawn in the last one.
int laneLeft(int lane)
{
    return scaled(firstLane + laneWidth * std::min(lane, mostLanes - 1));
}

void paintGraph(QPainter& painter, const QRect& row, const QModelIndex& index, const Colours& colours)
{
    const CommitModel& model = *qobject_cast<const CommitModel*>(index.model());
    const int at = index.row();
    const GraphRow& graph = model.graph(at);
    const QPoint dot(row.left() + laneLeft(graph.lane), row.top() + scaled(17));
    painter.setPen(QPen(colours.mid, 2));
    for (const int lane : graph.passing)
        painter.drawLine(row.left() + laneLeft(lane), row.top(), row.left() + laneLeft(lane), row.bottom() + 1);
    for (const int lane : graph.from)
        painter.drawLine(QPoint(row.left() + laneLeft(lane), row.top()), dot);
    for (const int lane : graph.to) {
        const int left = row.left() + laneLeft(lane);
        painter.drawLine(dot, QPoint(left, dot.y() + scaled(17)));
        painter.drawLine(left, dot.y() + scaled(17), left, row.bottom() + 1);
    }
    const bool deployed = !model.entry(at).deployments.empty();
    painter.setPen(QPen(model.isSuspect(at) ? colours.bad : deployed ? colours.accent : colours.mid, 2));
    painter.setBackground(colours.background);
    paintDot(painter, dot, model, at);
}

int textLeftOf(const CommitModel& model)
{
    return laneLeft(model.lanes() - 1) + scaled(28);
}

void paintCheck(QPainter& painter, const QRect& row, bool chosen, const Colours& colours)
{
    const QRect box(row.right() - scaled(28), row.top() + scaled(10), scaled(16), scaled(16));
    painter.setPen(QPen(chosen ? colours.accent : colours.lineStrong, 1.5));
    painter.setBrush(chosen ? QBrush(colours.accent) : QBrush(colours.panel));
    painter.drawRoundedRect(box, 4, 4);
    if (!chosen)
        return;
    painter.setPen(QPen(colours.onAccent, 2));
    painter.drawPolyline(QPolygon({ box.topLeft() + QPoint(box.width() / 4, box.height() / 2),
        box.topLeft() + QPoint(box.width() * 9 / 20, box.height() * 7 / 10),
        box.topLeft() + QPoint(box.width() * 3 / 4, box.height() * 3 / 10) }));
}

}

CommitDelegate::CommitDelegate(std::shared_ptr<const Clock> clock, Choosing choosing, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_clock(std::move(clock))
    , m_choosing(choosing)
{
}

QSize CommitDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return { scaled(200), scaled(rowHeight) };
}

void CommitDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* model = qobject_cast<const CommitModel*>(index.model());
    if (model == nullptr)
        return;
    const Colours& colours = coloursOf(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool current = option.state.testFlag(QStyle::State_Selected);
    paintRowFrame(*painter, option.rect, { .selected = current, .current = current }, colours);
    paintGraph(*painter, option.rect, index, colours);
    if (m_choosing == Choosing::Several)
        paintCheck(*painter, option.rect, model->isChosen(index.row()), colours);
    const git::CommitLine& commit = model->entry(index.row()).commit;
    const int left = textLeftOf(*model);
    const QRect text(
        option.rect.left() + left, option.rect.top() + scaled(7), option.rect.width() - left - scaled(36), scaled(20));
    painter->setFont(monoFont(12));
    painter->setPen(colours.text);
    const QString id = commit.id.text().first(7);
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter, id);
    const int gap = painter->fontMetrics().horizontalAdvance(id) + scaled(8);
    painter->setFont(textFont(13, Weight::Strong));
    painter->drawText(text.adjusted(gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(plain(commit.subject), Qt::ElideRight, text.width() - gap));
    painter->setFont(textFont(12));
    painter->setPen(colours.mid);
    painter->drawText(text.translated(0, scaled(18)), Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(
            plain(commit.author) + QStringLiteral(" · ") + ageText(commit.time, m_clock->now()), Qt::ElideRight,
            text.width()));
    paintMarks(*painter, QRect(text.left(), text.top() + scaled(39), text.width(), scaled(17)),
        marksOf(*model, index.row()), colours);
    painter->restore();
}

CommitList::CommitList(CommitModel* model, std::shared_ptr<const Clock> clock, Choosing choosing, QWidget* parent)
    : QListView(parent)
    , m_commits(model)
    , m_choosing(choosing)
{
    setAccessibleName(tr("Commits"));
    setModel(model);
    setItemDelegate(new CommitDelegate(std::move(clock), choosing, this));
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setSelectionMode(SingleSelection);
}

void CommitList::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && m_choosing == Choosing::Several)
        m_commits->toggle(currentIndex().row());
    else if (event->key() == Qt::Key_D && currentIndex().isValid())
        Q_EMIT stateRequested(currentIndex().row());
    else if (event->modifiers() == Qt::NoModifier && event->text().size() == 1 && event->text().front().isLetter())
        event->ignore(); // keys of the page, not the beginning of a name
    else
        QListView::keyPressEvent(event);
}

void CommitList::mousePressEvent(QMouseEvent* event)
{
    QListView::mousePressEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (m_choosing == Choosing::Several && index.isValid()
        && event->position().x() > visualRect(index).right() - scaled(40))
        m_commits->toggle(index.row());
}

}
