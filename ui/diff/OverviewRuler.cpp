#include "ui/diff/OverviewRuler.h"

#include "ui/foundation/Fonts.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace holdfast::difference {

using namespace foundation;

OverviewRuler::OverviewRuler(const DiffPlan& plan, QWidget* parent)
    : QWidget(parent)
    , m_plan(plan)
{
    setObjectName(QStringLiteral("diff.ruler"));
    setAccessibleName(tr("Overview of the changes"));
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

QSize OverviewRuler::sizeHint() const
{
    return { scaled(24), scaled(100) };
}

void OverviewRuler::show(int top, int height)
{
    m_top = top;
    m_height = height;
    update();
}

void OverviewRuler::refresh()
{
    m_marks = {};
    update();
}

void OverviewRuler::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

void OverviewRuler::setMatches(const std::vector<int>& rows)
{
    m_matches = rows;
    update();
}

double OverviewRuler::scale() const
{
    return static_cast<double>(height()) / std::max({ m_plan.height(), m_height, 1 });
}

void OverviewRuler::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Colours& colours = coloursOf(palette());
    if (m_marks.deviceIndependentSize().toSize() != size()) {
        m_marks = QPixmap(size() * devicePixelRatioF());
        m_marks.setDevicePixelRatio(devicePixelRatioF());
        QPainter marks(&m_marks);
        marks.fillRect(rect(), colours.sunken);
        marks.fillRect(QRect(0, 0, 1, height()), colours.line);
        paintChanges(marks);
    }
    painter.drawPixmap(0, 0, m_marks);
    const double pixel = scale();
    for (const int row : m_matches) {
        if (const int item = m_plan.itemOfRow(row); item >= 0)
            painter.fillRect(QRectF(width() - 4, m_plan.top(item) * pixel, 4, 2), colours.drift);
    }
    if (m_height >= m_plan.height())
        return; // all is in sight
    const QRectF view(1.5, m_top * pixel + 0.5, width() - 3, std::max(8.0, m_height * pixel) - 1);
    QColor veil = colours.mid;
    veil.setAlphaF(0.10F);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(veil);
    painter.setPen(colours.dim);
    painter.drawRoundedRect(view, 2, 2);
}

void OverviewRuler::paintChanges(QPainter& painter) const
{
    const Colours& colours = coloursOf(palette());
    const std::vector<diff::SideRow>& rows = m_plan.content().rows;
    const double pixel = scale();
    int painted = -1; // pixels that have their mark
    for (int index = 0; index < m_plan.count();) {
        const Item& item = m_plan.item(index);
        const int y = static_cast<int>(m_plan.top(index) * pixel);
        const diff::SideRow* row = item.kind == ItemKind::Fold || item.kind == ItemKind::Note
            ? nullptr
            : &rows[static_cast<std::size_t>(item.row)];
        if (row != nullptr && row->kind != diff::RowKind::Same && y > painted) {
            const int tall = std::max(3, static_cast<int>(m_plan.heightOf(index) * pixel) + 1);
            const bool muted = row->tone == diff::RowTone::Muted;
            const QRect mark(4, y, width() - 8, tall);
            const QRect half(mark.left(), y, mark.width() / 2, tall);
            if (row->kind != diff::RowKind::OnlyRight)
                painter.fillRect(row->kind == diff::RowKind::OnlyLeft ? mark : half,
                    muted ? colours.lineStrong : mixed(colours.drift, colours.removedWord, 0.35));
            if (row->kind != diff::RowKind::OnlyLeft)
                painter.fillRect(row->kind == diff::RowKind::OnlyRight ? mark : mark.adjusted(half.width(), 0, 0, 0),
                    muted ? colours.lineStrong : mixed(colours.accent, colours.addedWord, 0.35));
            painted = y + 1;
        }
        // Items that share a pixel of the ruler are looked at once.
        const int next = m_plan.itemAt(static_cast<int>((y + 1) / pixel));
        index = row != nullptr && row->kind != diff::RowKind::Same ? std::max(index + 1, next) : index + 1;
    }
}

void OverviewRuler::mousePressEvent(QMouseEvent* event)
{
    request(event);
}

void OverviewRuler::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        request(event);
}

void OverviewRuler::request(const QMouseEvent* event)
{
    Q_EMIT placeRequested(static_cast<int>(event->position().y() / scale()));
}

}
