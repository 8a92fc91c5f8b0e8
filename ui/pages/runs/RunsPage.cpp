#include "ui/pages/runs/RunsPage.h"

#include "core/base/Async.h"
#include "ui/foundation/ErrorText.h"
#include "ui/foundation/Notice.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace holdfast::pages::runs {

using namespace foundation;
using namespace std::chrono_literals;

RunsPage::RunsPage(const PageServices& services, QWidget* parent)
    : Page(parent)
    , m_services(services)
    , m_notice(new NoticePanel(QStringLiteral("runs.notice"), this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("runs.page"));
    setAccessibleName(tr("Runs"));
    auto model = makeRunModel(services.clock);
    m_model = model.get();
    m_table = new FactTable(std::move(model), { 170, 0, 280, 110, 100, 190 }, this);
    m_table->setObjectName(QStringLiteral("runs.list"));
    m_table->setAccessibleName(tr("Runs"));
    m_stack->addWidget(m_notice);
    m_stack->addWidget(m_table);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_stack);
    m_soon.setSingleShot(true);
    m_soon.setInterval(200ms);
    connect(&m_soon, &QTimer::timeout, this, &RunsPage::read);
    connect(m_table, &QAbstractItemView::activated, this, &RunsPage::openRun);
    const auto soon = [this] {
        if (isVisible())
            m_soon.start();
    };
    connect(m_services.fleet, &session::Fleet::appsChanged, this, soon);
    if (m_services.runs == nullptr)
        return;
    connect(m_services.runs, &workflow::RunService::runChanged, this, soon);
    connect(m_services.runs, &workflow::RunService::runEnded, this, soon);
}

void RunsPage::open(const Route&)
{
    m_complete = false;
    if (m_services.runs == nullptr)
        return say(tr("No fleet is open"), tr("Open a kubeconfig or the practice fleet first."));
    read();
}

void RunsPage::read()
{
    onDone(
        m_services.runs->runs(), this, [this](const Result<std::vector<workflow::RunInfo>>& runs) { showRuns(runs); });
}

void RunsPage::showRuns(const Result<std::vector<workflow::RunInfo>>& runs)
{
    if (!runs)
        return say(tr("The journal cannot be read"), describeInOneLine(runs.error()));
    std::vector<RunRow> rows = runRows(*runs, m_services.fleet->apps());
    if (rows.empty())
        return say(tr("Nothing has been rolled back yet"),
            tr("R on an app of the fleet opens its way back; its run is then kept here, also through a crash."));
    const QString current
        = m_table->currentIndex().isValid() ? m_model->row(m_table->currentIndex().row())->run.run.text() : QString();
    // The order says what needs a person, so the rows are laid out anew.
    m_model->apply({ .upserts = {}, .removals = {}, .replaces = [](const RunRow&) { return true; } });
    m_model->apply({ .upserts = std::move(rows), .removals = {}, .replaces = {} });
    const QModelIndex place = m_model->indexOf(current);
    m_table->setCurrentIndex(place.isValid() ? place : m_model->index(0, 0));
    m_stack->setCurrentWidget(m_table);
    if (isVisible() && !m_complete)
        m_table->setFocus();
    m_complete = true;
    Q_EMIT summaryChanged();
    Q_EMIT completed();
}

void RunsPage::say(const QString& title, const QString& text)
{
    m_notice->setNotice({ .state = State::None, .title = title, .text = text.trimmed() });
    m_stack->setCurrentWidget(m_notice);
    m_complete = true;
    Q_EMIT summaryChanged();
    Q_EMIT completed();
}

void RunsPage::openRun(const QModelIndex& index)
{
    if (index.isValid())
        Q_EMIT routeRequested({ QStringLiteral("rollback"), m_model->row(index.row())->run.run.text() });
}

std::vector<KeyHint> RunsPage::keyHints() const
{
    return { { QStringLiteral("↑ ↓"), tr("move") }, { tr("Enter"), tr("open") } };
}

QString RunsPage::summary() const
{
    const auto open = std::ranges::count_if(
        m_model->rows(), [](const RunModel::RowPointer& row) { return row->run.state == workflow::RunState::Open; });
    return tr("%n run(s)", nullptr, m_model->rowCount()) + QStringLiteral(" · ")
        + tr("%n open", nullptr, static_cast<int>(open));
}

}
