#include "ui/pages/rollback/CommitList.h"

#include "ui/foundation/AgeText.h"
#include "ui/foundation/CellDelegate.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/PlainText.h"
#include "ui/pages/rollback/CommitModel.h"

#include <QKeyEvent>
#include <QPainter>

namespace holdfast::pages::rollback {

using namespace foundation;

namespace {

constexpr int rowHeight = 68;
constexpr int textLeft = 50;
constexpr int dotCentre = 22;

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

void paintDot(QPainter& painter, const QRect& row, const CommitModel& model, int at)
{
    const bool suspect = model.suspicion().suspect == static_cast<std::size_t>(at);
    const bool deployed = !model.entry(at).deployments.empty();
    const QPoint centre(row.left() + scaled(dotCentre), row.top() + scaled(17));
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

void paintHistoryLine(QPainter& painter, const QRect& row, const QModelIndex& index, const Colours& colours)
{
    const auto* model = qobject_cast<const CommitModel*>(index.model());
    const int x = row.left() + scaled(dotCentre);
    const int middle = row.top() + scaled(17);
    painter.setPen(QPen(colours.mid, 2));
    painter.drawLine(
        x, index.row() == 0 ? middle : row.top(), x, index.row() + 1 == model->rowCount() ? middle : row.bottom() + 1);
    const bool suspect = model->suspicion().suspect == static_cast<std::size_t>(index.row());
    const bool deployed = !model->entry(index.row()).deployments.empty();
    painter.setPen(QPen(suspect ? colours.bad : deployed ? colours.accent : colours.mid, 2));
    painter.setBackground(colours.background);
    paintDot(painter, row, *model, index.row());
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

CommitDelegate::CommitDelegate(std::shared_ptr<const Clock> clock, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_clock(std::move(clock))
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
    paintHistoryLine(*painter, option.rect, index, colours);
    paintCheck(*painter, option.rect, model->isChosen(index.row()), colours);
    const git::CommitLine& commit = model->entry(index.row()).commit;
    const QRect text(option.rect.left() + scaled(textLeft), option.rect.top() + scaled(7),
        option.rect.width() - scaled(textLeft) - scaled(36), scaled(20));
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

CommitList::CommitList(CommitModel* model, std::shared_ptr<const Clock> clock, QWidget* parent)
    : QListView(parent)
    , m_commits(model)
{
    setObjectName(QStringLiteral("rollback.commits"));
    setAccessibleName(tr("Commits"));
    setModel(model);
    setItemDelegate(new CommitDelegate(std::move(clock), this));
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setSelectionMode(SingleSelection);
}

void CommitList::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space)
        m_commits->toggle(currentIndex().row());
    else if (event->key() == Qt::Key_D && currentIndex().isValid())
        Q_EMIT stateRequested(currentIndex().row());
    else
        QListView::keyPressEvent(event);
}

void CommitList::mousePressEvent(QMouseEvent* event)
{
    QListView::mousePressEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && event->position().x() > visualRect(index).right() - scaled(40))
        m_commits->toggle(index.row());
}

}
