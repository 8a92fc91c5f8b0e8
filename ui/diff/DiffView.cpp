#include "ui/diff/DiffView.h"

#include "ui/diff/DiffSide.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Notice.h"

#include <QKeyEvent>
#include <QLabel>
#include <QScrollBar>
#include <QSplitter>
#include <QTextBlock>
#include <QVBoxLayout>

namespace holdfast::difference {

using namespace foundation;

namespace {

/// Rows that stay visible above a change.
constexpr int context = 4;

}

DiffView::DiffView(QWidget* parent)
    : QWidget(parent)
    , m_left(new DiffSide(Side::Left, this))
    , m_right(new DiffSide(Side::Right, this))
    , m_leftTitle(new ElidedLabel(this))
    , m_rightTitle(new ElidedLabel(this))
    , m_count(new QLabel(this))
{
    m_left->setObjectName(QStringLiteral("diff.left"));
    m_left->setAccessibleName(tr("As it runs"));
    m_right->setObjectName(QStringLiteral("diff.right"));
    m_right->setAccessibleName(tr("As Git has it"));
    m_count->setObjectName(QStringLiteral("diff.count"));
    m_count->setTextFormat(Qt::PlainText);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setHandleWidth(1);
    split->setChildrenCollapsible(false);
    split->addWidget(makeSide(m_left, m_leftTitle));
    split->addWidget(makeSide(m_right, m_rightTitle));
    split->setSizes({ 1000, 1000 });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(split, 1);
    for (const auto& [from, to] : { std::pair(m_left, m_right), std::pair(m_right, m_left) }) {
        connect(from->verticalScrollBar(), &QScrollBar::valueChanged, to->verticalScrollBar(), &QScrollBar::setValue);
        connect(
            from->horizontalScrollBar(), &QScrollBar::valueChanged, to->horizontalScrollBar(), &QScrollBar::setValue);
        from->installEventFilter(this);
    }
}

QWidget* DiffView::makeSide(DiffSide* side, ElidedLabel* title)
{
    auto* box = new QWidget(this);
    auto* heading = new QHBoxLayout;
    heading->setContentsMargins(scaled(12), scaled(6), scaled(12), scaled(6));
    heading->addWidget(title, 1);
    if (side == m_right)
        heading->addWidget(m_count);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(heading);
    column->addWidget(side, 1);
    return box;
}

void DiffView::setContent(const diff::SideBySide& content, const QString& leftTitle, const QString& rightTitle)
{
    m_changes = content.changes;
    m_current = -1;
    m_left->show(content);
    m_right->show(content);
    m_leftTitle->setText(leftTitle);
    m_rightTitle->setText(rightTitle);
    m_count->setText(
        m_changes.empty() ? tr("No line differs.") : tr("%n place(s) differ(s)", nullptr, int(m_changes.size())));
    if (!m_changes.empty())
        goTo(0);
}

void DiffView::goToNextChange()
{
    goTo(qMin(m_current + 1, int(m_changes.size()) - 1));
}

void DiffView::goToPreviousChange()
{
    goTo(qMax(m_current - 1, 0));
}

void DiffView::goTo(int change)
{
    if (change < 0 || change >= int(m_changes.size()))
        return;
    m_current = change;
    const int row = m_changes[static_cast<std::size_t>(change)];
    for (DiffSide* side : { m_left, m_right })
        side->setTextCursor(QTextCursor(side->document()->findBlockByNumber(row)));
    m_right->verticalScrollBar()->setValue(qMax(0, row - context));
    m_count->setText(tr("Change %1 of %2").arg(change + 1).arg(m_changes.size()));
}

bool DiffView::takesKey(const QKeyEvent* event)
{
    if (!event->modifiers().testFlag(Qt::AltModifier))
        return false;
    if (event->key() == Qt::Key_Down)
        goToNextChange();
    else if (event->key() == Qt::Key_Up)
        goToPreviousChange();
    else
        return false;
    return true;
}

void DiffView::keyPressEvent(QKeyEvent* event)
{
    if (!takesKey(event))
        QWidget::keyPressEvent(event);
}

bool DiffView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && takesKey(static_cast<QKeyEvent*>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

}
