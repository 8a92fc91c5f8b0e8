#include "ui/shell/CommandPalette.h"

#include "ui/foundation/CellDelegate.h"
#include "ui/foundation/Fonts.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>

namespace holdfast::shell {

using foundation::scaled;

CommandPalette::CommandPalette(const ActionCatalog& catalog, const session::Fleet& fleet, QWidget* window)
    : QFrame(window)
    , m_catalog(catalog)
    , m_fleet(fleet)
    , m_model(new PaletteModel(this))
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
{
    setObjectName(QStringLiteral("palette.frame"));
    setAccessibleName(tr("Go to, filter or run a command"));
    m_field->setObjectName(QStringLiteral("palette.field"));
    m_field->setAccessibleName(tr("Name of an app, a page or a command"));
    m_field->setPlaceholderText(tr("Name of an app, a page or a command"));
    m_field->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("palette.list"));
    m_list->setAccessibleName(tr("Found"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new foundation::CellDelegate(30, m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(scaled(8), scaled(8), scaled(8), scaled(8));
    column->addWidget(m_field);
    column->addWidget(m_list);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) { choose(index.row()); });
    hide();
}

void CommandPalette::popUp()
{
    const QWidget* window = parentWidget();
    const int width = qMin(scaled(560), window->width() - scaled(40));
    setGeometry((window->width() - width) / 2, scaled(foundation::measures::topBar + 8), width, scaled(400));
    m_field->clear();
    search();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::search()
{
    m_model->show(paletteEntries(m_field->text(), m_catalog, m_fleet));
    m_list->setCurrentIndex(m_model->index(0));
}

void CommandPalette::choose(int row)
{
    if (row < 0 || row >= m_model->rowCount())
        return;
    const PaletteEntry entry = m_model->entry(row);
    dismiss();
    if (entry.route)
        Q_EMIT routeChosen(*entry.route);
    else
        Q_EMIT commandChosen(entry.command);
}

void CommandPalette::dismiss()
{
    hide();
    Q_EMIT closed();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field)
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut && isVisible())
        hide();
    if (event->type() != QEvent::KeyPress)
        return false;
    const int row = m_list->currentIndex().row();
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Down:
        m_list->setCurrentIndex(m_model->index(qMin(row + 1, m_model->rowCount() - 1)));
        return true;
    case Qt::Key_Up:
        m_list->setCurrentIndex(m_model->index(qMax(row - 1, 0)));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(row);
        return true;
    case Qt::Key_Escape:
        dismiss();
        return true;
    default:
        return false;
    }
}

void CommandPalette::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto& colours = foundation::coloursOf(palette());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.lineStrong);
    painter.setBrush(colours.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

}
