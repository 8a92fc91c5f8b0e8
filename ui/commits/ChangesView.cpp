#include "ui/commits/ChangesView.h"

#include "core/base/Async.h"
#include "ui/diff/DiffTools.h"
#include "ui/foundation/CellDelegate.h"
#include "ui/foundation/ErrorText.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Notice.h"
#include "ui/foundation/PageKeys.h"
#include "ui/foundation/PlainText.h"

#include <QListView>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace holdfast::commits {

using namespace foundation;

namespace {

constexpr int mostRows = 5; ///< before the list scrolls

QFrame* hairline(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setProperty("role", QStringLiteral("hairline"));
    line->setFixedHeight(1);
    return line;
}

}

ChangesView::ChangesView(QWidget* parent)
    : QWidget(parent)
    , m_model(new QStandardItemModel(this))
    , m_list(new QListView(this))
    , m_view(new difference::DiffView(this))
    , m_notice(new NoticePanel(QStringLiteral("changes.notice"), this))
    , m_stack(new QStackedWidget(this))
{
    m_view->setSidesFixed();
    m_list->setObjectName(QStringLiteral("changes.list"));
    m_list->setAccessibleName(tr("What changes"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CellDelegate(scaled(measures::treeRow), m_list));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFrameShape(QFrame::NoFrame);
    leaveTypedKeysToThePage(*m_list);
    auto* shown = new QWidget(this);
    auto* tools = new QWidget(shown);
    auto* row = new QHBoxLayout(tools);
    row->setContentsMargins(scaled(measures::padding), scaled(4), scaled(measures::padding), scaled(4));
    row->addWidget(m_view->tools());
    auto* column = new QVBoxLayout(shown);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_list);
    column->addWidget(hairline(shown));
    column->addWidget(tools);
    column->addWidget(hairline(shown));
    column->addWidget(m_view, 1);
    m_stack->addWidget(m_notice);
    m_stack->addWidget(shown);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(m_stack);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& now) { show(now.row()); });
    connect(m_view, &difference::DiffView::completed, this, &ChangesView::settle);
}

void ChangesView::setChanges(std::vector<NamedChange> changes)
{
    const QModelIndex before = m_list->currentIndex();
    const QString chosen = before.isValid() ? m_changes[std::size_t(before.row())].name : QString();
    m_laying = CancelSource();
    m_changes.clear();
    m_model->clear(); // nothing is current now
    m_changes = std::move(changes);
    int current = 0;
    for (const NamedChange& change : m_changes) {
        auto* item = new QStandardItem(plain(change.name));
        item->setData(int(change.state), StateRole);
        item->setData(plain(change.note), DimTextRole);
        item->setAccessibleText(plain(change.name + QStringLiteral(", ") + change.note));
        if (change.name == chosen)
            current = m_model->rowCount();
        m_model->appendRow(item);
    }
    m_list->setFixedHeight(scaled(measures::treeRow) * std::min(mostRows, std::max(1, m_model->rowCount())));
    m_stack->setCurrentIndex(1);
    m_list->setCurrentIndex(m_model->index(current, 0));
}

void ChangesView::setNotice(State state, const QString& title, const QString& text)
{
    m_laying = CancelSource();
    m_notice->setNotice({ .state = state, .title = title, .text = text });
    m_stack->setCurrentIndex(0);
    m_settled = state != State::Progressing;
    if (m_settled)
        Q_EMIT settled();
}

void ChangesView::show(int at)
{
    if (at < 0 || at >= std::ssize(m_changes))
        return;
    m_laying = CancelSource();
    m_settled = false;
    const NamedChange& change = m_changes[std::size_t(at)];
    onDone(change.rows(m_laying.token()), this,
        [this, left = change.left, right = change.right, token = m_laying.token()](
            const Result<diff::SideBySide>& rows) {
            if (token.isCancelled())
                return;
            if (!rows)
                return setNotice(State::Unknown, tr("This cannot be shown."), describeInOneLine(rows.error()));
            m_view->setContent(std::make_shared<const diff::SideBySide>(*rows), left, right);
            if (m_view->isComplete())
                settle();
        });
}

void ChangesView::settle()
{
    m_settled = true;
    Q_EMIT settled();
}

}
