#include "ui/pages/app/ObjectPane.h"

#include "ui/foundation/CellDelegate.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/PageKeys.h"
#include "ui/pages/app/ObjectDelegate.h"
#include "ui/pages/app/ObjectTreeModel.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace holdfast::pages::app {

using namespace foundation;

/// A tree whose selection covers the whole row, the indentation included.
class ObjectTree final : public QTreeView {
public:
    using QTreeView::QTreeView;

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const bool selected = selectionModel()->isSelected(index);
        const QRect row(0, option.rect.top(), viewport()->width(), option.rect.height());
        const Colours& colours = coloursOf(palette());
        if (selected) {
            painter->fillRect(row, colours.selection);
            painter->fillRect(QRect(0, row.top(), 3, row.height()), colours.accent);
        }
        QTreeView::drawRow(painter, option, index);
    }

    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override
    {
        if (!model()->hasChildren(index) || !index.parent().isValid())
            return;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(coloursOf(palette()).dim);
        painter->translate(rect.right() - scaled(3), rect.center().y() + 0.5);
        painter->rotate(isExpanded(index) ? 90 : 0);
        painter->drawPolygon(QPolygonF({ { -2.5, -3.5 }, { 2.5, 0 }, { -2.5, 3.5 } }));
        painter->restore();
    }
};

ObjectPane::ObjectPane(QWidget* parent)
    : QWidget(parent)
    , m_filter(new QLineEdit(this))
    , m_tree(new ObjectTree(this))
    , m_model(new ObjectTreeModel(this))
    , m_proxy(new QSortFilterProxyModel(this))
{
    m_filter->setObjectName(QStringLiteral("app.objectFilter"));
    m_filter->setAccessibleName(tr("Filter objects"));
    m_filter->setPlaceholderText(tr("/  filter objects"));
    m_filter->setClearButtonEnabled(true);
    m_tree->setObjectName(QStringLiteral("app.objects"));
    m_tree->setAccessibleName(tr("Objects of this app"));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(scaled(17));
    m_tree->setRootIsDecorated(false);
    m_tree->setItemDelegate(new ObjectDelegate(m_tree));
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_proxy->setSourceModel(m_model);
    m_proxy->setRecursiveFilteringEnabled(true);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_tree->setModel(m_proxy);
    setFocusProxy(m_tree);
    leaveTypedKeysToThePage(*m_tree);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, scaled(10), 0, 0);
    column->setSpacing(scaled(8));
    auto* filterRow = new QHBoxLayout;
    filterRow->setContentsMargins(scaled(10), 0, scaled(10), 0);
    filterRow->addWidget(m_filter);
    column->addLayout(filterRow);
    column->addWidget(m_tree, 1);

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_proxy->setFilterFixedString(text);
        m_tree->expandAll();
    });
    connect(m_filter, &QLineEdit::returnPressed, m_tree, qOverload<>(&QWidget::setFocus));
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &ObjectPane::currentChanged);
}

void ObjectPane::setApp(const gitops::App& app, std::vector<gitops::AppObject> objects)
{
    const auto selected = m_selected;
    const auto reset = std::make_shared<bool>(false);
    const QMetaObject::Connection watch
        = connect(m_model, &QAbstractItemModel::modelReset, this, [reset] { *reset = true; });
    m_model->setApp(app, std::move(objects));
    disconnect(watch);
    if (*reset)
        expandOwners();
    const QModelIndex kept = selected ? m_model->indexOf(*selected) : QModelIndex();
    if (kept.isValid() && *reset)
        select(kept);
    else if (!kept.isValid())
        select(m_model->firstOfInterest());
}

void ObjectPane::choose(const manifest::ObjectKey& object)
{
    m_selected = object;
    if (const QModelIndex there = m_model->indexOf(object); there.isValid())
        select(there);
}

void ObjectPane::clear()
{
    m_selected.reset();
    m_filter->clear();
    m_model->setApp({}, {});
}

void ObjectPane::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void ObjectPane::select(const QModelIndex& source)
{
    const QModelIndex index = m_proxy->mapFromSource(source);
    if (!index.isValid())
        return;
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
}

void ObjectPane::expandOwners()
{
    constexpr int shownBelow = 12; // an app with hundreds of pods opens with its own objects only
    const QModelIndex root = m_proxy->index(0, 0);
    m_tree->expand(root);
    for (int row = 0; row < m_proxy->rowCount(root); ++row) {
        const QModelIndex object = m_proxy->index(row, 0, root);
        if (m_proxy->rowCount(object) <= shownBelow)
            m_tree->expandRecursively(object, 3);
    }
}

void ObjectPane::currentChanged(const QModelIndex& current)
{
    const gitops::AppObject* object = m_model->object(m_proxy->mapToSource(current));
    if (object == nullptr || m_selected == object->key)
        return;
    m_selected = object->key;
    Q_EMIT objectSelected(object->key);
}

}
