#include "ui/pages/fleet/FleetToolBar.h"

#include "ui/foundation/Fonts.h"
#include "ui/foundation/Palette.h"
#include "ui/foundation/Theme.h"
#include "ui/pages/fleet/FleetHeader.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStyle>

namespace holdfast::pages::fleet {

using foundation::scaled;

namespace {

/// The filter field, with the key that leads to it at its left end.
class FilterField final : public QLineEdit {
public:
    explicit FilterField(QWidget* parent)
        : QLineEdit(parent)
    {
        setTextMargins(scaled(16), 0, 0, 0);
    }

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QLineEdit::paintEvent(event);
        QPainter painter(this);
        painter.setPen(foundation::coloursOf(palette()).dim);
        painter.drawText(
            QRect(scaled(11), 0, scaled(12), height()), Qt::AlignVCenter | Qt::AlignLeft, QStringLiteral("/"));
    }
};

QPushButton* menuButton(const QString& name, QWidget* parent)
{
    auto* button = new QPushButton(parent);
    button->setObjectName(name);
    auto* menu = new QMenu(button);
    menu->setObjectName(name + QStringLiteral("Menu"));
    menu->setAccessibleName(name);
    button->setMenu(menu);
    return button;
}

}

FleetToolBar::FleetToolBar(FleetHeader* header, QWidget* parent)
    : QWidget(parent)
    , m_filter(new FilterField(this))
    , m_error(new QLabel(this))
    , m_save(new QPushButton(tr("Save view…"), this))
    , m_group(menuButton(QStringLiteral("fleet.group"), this))
    , m_columns(menuButton(QStringLiteral("fleet.columns"), this))
    , m_header(header)
{
    setObjectName(QStringLiteral("fleet.toolbar"));
    setFixedHeight(scaled(foundation::measures::toolBar));
    m_filter->setObjectName(QStringLiteral("fleet.filter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter, like team:payments !suspended /api-.*/"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(scaled(200));
    m_filter->setMaximumWidth(scaled(404));
    m_filter->installEventFilter(this);
    m_error->setObjectName(QStringLiteral("fleet.filterError"));
    m_error->setTextFormat(Qt::PlainText);
    m_error->setProperty("tone", QStringLiteral("bad"));
    m_error->setFont(foundation::textFont(12));
    m_error->hide();
    m_save->setObjectName(QStringLiteral("fleet.saveView"));
    m_save->setAccessibleName(m_save->text());
    m_save->hide();
    m_columns->setText(tr("Columns ▾"));
    m_columns->setAccessibleName(tr("Columns"));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(scaled(foundation::measures::padding), 0, scaled(foundation::measures::padding), 1);
    row->setSpacing(scaled(8));
    row->addWidget(m_filter, 3);
    m_chipRow = new QHBoxLayout;
    m_chipRow->setSpacing(scaled(6));
    row->addLayout(m_chipRow);
    row->addWidget(m_error, 2);
    row->addStretch(1);
    for (auto* button : { m_save, m_group, m_columns })
        row->addWidget(button);

    for (const Grouping grouping : groupings())
        m_group->menu()->addAction(groupingText(grouping), this, [this, grouping] { Q_EMIT groupingChosen(grouping); });
    connect(m_columns->menu(), &QMenu::aboutToShow, this, [this] { fillColumnMenu(m_columns->menu()); });
    connect(m_filter, &QLineEdit::textChanged, this, &FleetToolBar::filterChanged);
    connect(m_save, &QPushButton::clicked, this, &FleetToolBar::saveRequested);
}

QString FleetToolBar::filterText() const
{
    return m_filter->text();
}

void FleetToolBar::setFilterText(const QString& text)
{
    m_filter->setText(text);
}

void FleetToolBar::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void FleetToolBar::setError(const QString& sentence)
{
    m_error->setText(sentence);
    m_error->setAccessibleName(sentence);
    m_error->setToolTip(Qt::convertFromPlainText(sentence));
    m_error->setVisible(!sentence.isEmpty());
    m_save->setVisible(sentence.isEmpty() && !m_filter->text().trimmed().isEmpty());
    m_filter->setAccessibleDescription(sentence);
    if (m_filter->property("invalid").toBool() != !sentence.isEmpty()) {
        m_filter->setProperty("invalid", !sentence.isEmpty());
        m_filter->style()->unpolish(m_filter);
        m_filter->style()->polish(m_filter);
    }
}

void FleetToolBar::setChips(const std::vector<Chip>& chips)
{
    if (chips == m_chips)
        return;
    m_chips = chips;
    for (auto* button : std::exchange(m_chipButtons, {}))
        button->deleteLater();
    for (const Chip& chip : chips) {
        auto* button = new QPushButton(chip.text.left(40) + QStringLiteral(" ×"), this);
        button->setObjectName(QStringLiteral("fleet.chip"));
        button->setAccessibleName(tr("Remove the filter %1").arg(chip.text));
        foundation::setButtonKind(*button, "chip");
        connect(button, &QPushButton::clicked, this, [this, chip] { Q_EMIT chipRemoved(chip); });
        m_chipRow->addWidget(button);
        m_chipButtons.push_back(button);
    }
}

void FleetToolBar::setGrouping(Grouping grouping)
{
    //: the button that chooses how the list is grouped
    m_group->setText(tr("Group: %1 ▾").arg(groupingText(grouping)));
    m_group->setAccessibleName(tr("Group by %1").arg(groupingText(grouping)));
}

void FleetToolBar::fillColumnMenu(QMenu* menu)
{
    menu->clear();
    for (int place = 0; place < columnCount; ++place) {
        const auto column = Column(m_header->logicalIndex(place));
        QAction* action = menu->addAction(columnText(column));
        action->setCheckable(true);
        action->setChecked(m_header->isChosen(column));
        action->setEnabled(column != Column::Sync && column != Column::App);
        connect(action, &QAction::toggled, this,
            [this, column](bool on) { m_header->choose(column, on ? Qt::Checked : Qt::Unchecked); });
    }
}

bool FleetToolBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_filter || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Escape:
        m_filter->clear();
        Q_EMIT filterLeft();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        Q_EMIT filterLeft();
        return true;
    default:
        return false;
    }
}

void FleetToolBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto& colours = foundation::coloursOf(palette());
    painter.fillRect(rect(), colours.panel);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colours.line);
}

}
