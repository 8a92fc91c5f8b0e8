#include "ui/pages/fleet/FleetPage.h"

#include "core/base/Async.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Preferences.h"
#include "ui/pages/Router.h"
#include "ui/pages/fleet/DetailLines.h"
#include "ui/pages/fleet/FleetHeader.h"
#include "ui/pages/fleet/FleetView.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QStackedWidget>

#include <algorithm>

namespace holdfast::pages::fleet {

using session::AppChanges;
using session::ClusterStatus;
using session::LinkState;

namespace {

constexpr int wideRail = 208;
constexpr int narrowRail = 176;

}

FleetPage::FleetPage(const PageServices& services, QWidget* parent)
    : Page(parent)
    , m_services(services)
    , m_model(new FleetModel([](const FleetRow& row) { return row.id; }, {}, this))
    , m_lines(new FleetLines(*m_model, this))
{
    setObjectName(QStringLiteral("fleet.page"));
    setAccessibleName(title());
    build();
    connectParts();
    for (const ClusterStatus& status : services.fleet->clusters())
        m_clusters.insert(status.context, clusterLook(status));
    AppChanges first;
    first.upserts = services.fleet->apps();
    applyChanges(first);
    m_lines->tick(services.clock->now());
    rechoose();
    refresh();
}

FleetPage::~FleetPage() = default;

void FleetPage::build()
{
    m_header = new FleetHeader(m_services.preferences, this);
    m_toolBar = new FleetToolBar(m_header, this);
    m_list = new FleetView(*m_lines, m_header, m_services.clock, this);
    m_rail = new FacetRail(this);
    m_bars = new BarStack(this);
    m_notice = new foundation::NoticePanel(QStringLiteral("fleet.notice"), this);
    m_stack = new QStackedWidget(this);
    m_stack->setObjectName(QStringLiteral("fleet.stack"));
    m_stack->setAccessibleName(tr("Apps"));
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_notice);
    auto* right = new QVBoxLayout;
    right->setContentsMargins({});
    right->setSpacing(0);
    right->addWidget(m_bars);
    right->addWidget(m_toolBar);
    right->addWidget(m_stack, 1);
    auto* page = new QHBoxLayout(this);
    page->setContentsMargins({});
    page->setSpacing(0);
    page->addWidget(m_rail);
    page->addLayout(right, 1);
    setFocusProxy(m_list);
    m_tick.setInterval(1000);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(50);
    if (!m_services.preferences)
        return;
    for (const QString& saved : m_services.preferences->list(QStringLiteral("fleet/views"))) {
        const auto cut = saved.indexOf(u'\n');
        if (cut > 0)
            m_views.push_back({ saved.first(cut), saved.sliced(cut + 1) });
    }
    const QString grouping = m_services.preferences->text(QStringLiteral("fleet/grouping"));
    for (const Grouping known : groupings()) {
        if (groupingWord(known) == grouping)
            m_choice.grouping = known;
    }
}

void FleetPage::connectParts()
{
    const auto* fleet = m_services.fleet;
    connect(fleet, &session::Fleet::appsChanged, this, &FleetPage::applyChanges);
    connect(fleet, &session::Fleet::clusterChanged, this, &FleetPage::applyCluster);
    connect(fleet, &session::Fleet::detailsChanged, this, [this](const gitops::AppId& app) {
        if (m_reads.contains(gitops::appText(app)))
            readDetails(app);
    });
    connect(m_toolBar, &FleetToolBar::filterChanged, this, &FleetPage::setFilter);
    connect(m_toolBar, &FleetToolBar::filterLeft, m_list, qOverload<>(&QWidget::setFocus));
    connect(m_toolBar, &FleetToolBar::chipRemoved, this, &FleetPage::removeChip);
    connect(m_toolBar, &FleetToolBar::saveRequested, this, &FleetPage::askForViewName);
    connect(m_toolBar, &FleetToolBar::groupingChosen, this, [this](Grouping grouping) {
        m_choice.grouping = grouping;
        if (m_services.preferences)
            m_services.preferences->setText(QStringLiteral("fleet/grouping"), groupingWord(grouping));
        rechoose();
    });
    connect(m_header, &FleetHeader::sortingChanged, this, &FleetPage::rechoose);
    connect(m_rail, &FacetRail::toggled, this, &FleetPage::toggleFacet);
    connect(m_rail, &FacetRail::viewRemoved, this, &FleetPage::removeView);
    connect(
        m_list, &FleetView::opened, this, [this](const gitops::AppId& app) { Q_EMIT routeRequested(appRoute(app)); });
    connect(m_list, &FleetView::diffRequested, this, [this](const gitops::AppId& app, const QString& object) {
        Q_EMIT routeRequested(
            appRoute(app, object.isEmpty() ? QStringLiteral("diff") : QStringLiteral("diff/") + object));
    });
    connect(m_list, &FleetView::marksChanged, this, &FleetPage::summaryChanged);
    connect(m_list, &FleetView::expandRequested, this, &FleetPage::expand);
    connect(m_list, &FleetView::collapseRequested, this, &FleetPage::collapse);
    connect(m_notice, &foundation::NoticePanel::buttonPressed, this, &FleetPage::pressButton);
    connect(m_bars, &BarStack::pressed, this, &FleetPage::pressBar);
    connect(&m_refresh, &QTimer::timeout, this, &FleetPage::refresh);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_list->tick();
        m_lines->tick(m_services.clock->now());
    });
}

void FleetPage::open(const Route&)
{
    setFocus();
}

void FleetPage::resizeEvent(QResizeEvent* event)
{
    m_rail->setFixedWidth(foundation::scaled(width() < foundation::scaled(1150) ? narrowRail : wideRail));
    Page::resizeEvent(event);
}

void FleetPage::showEvent(QShowEvent* event)
{
    m_tick.start();
    Page::showEvent(event);
}

void FleetPage::applyChanges(const AppChanges& changes)
{
    foundation::ChangeSet<gitops::AppId, FleetRow> rows;
    rows.upserts.reserve(changes.upserts.size());
    for (const gitops::App& app : changes.upserts) {
        rows.upserts.push_back(fleetRow(app, m_clusters));
        m_anyNote = m_anyNote || !rows.upserts.back().revisionNote.isEmpty();
    }
    rows.removals = changes.removals;
    if (changes.reset)
        rows.replaces = [context = *changes.reset](const FleetRow& row) { return row.id.context == context; };
    project(std::move(rows));
}

void FleetPage::applyCluster(const ClusterStatus& status)
{
    const ClusterLook look = clusterLook(status);
    if (m_clusters.value(status.context) != look || !m_clusters.contains(status.context)) {
        m_clusters.insert(status.context, look);
        foundation::ChangeSet<gitops::AppId, FleetRow> rows;
        for (const auto& row : m_model->rows()) {
            if (row->id.context == status.context) {
                rows.upserts.push_back(*row);
                rows.upserts.back().cluster = look;
            }
        }
        project(std::move(rows));
    }
    if (!m_refresh.isActive())
        m_refresh.start();
}

void FleetPage::project(foundation::ChangeSet<gitops::AppId, FleetRow> changes)
{
    const auto count = [this](int first, int last, bool add) {
        for (int row = first; row <= last; ++row)
            add ? m_tally.add(*m_model->row(row)) : m_tally.remove(*m_model->row(row));
    };
    for (const FleetRow& row : changes.upserts) {
        if (const int old = m_model->rowOf(row.id); old >= 0)
            count(old, old, false);
    }
    QSet<gitops::AppId> counted;
    for (const FleetRow& row : changes.upserts)
        counted.insert(row.id);
    const auto removing = connect(
        m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this, [&](const QModelIndex&, int first, int last) {
            for (int row = first; row <= last; ++row) {
                if (!counted.contains(m_model->row(row)->id))
                    count(row, row, false);
            }
        });
    m_model->apply(std::move(changes));
    disconnect(removing);
    for (const gitops::AppId& id : std::as_const(counted)) {
        if (const int row = m_model->rowOf(id); row >= 0)
            count(row, row, true);
    }
    m_lines->settle();
    if (!m_refresh.isActive())
        m_refresh.start();
}

void FleetPage::refresh()
{
    m_rail->show(railEntries({ m_tally, m_choice.facets, m_views, m_clusters, m_view }));
    fitColumns();
    const auto clusters = m_services.fleet->clusters();
    const auto problems = m_services.fleet->problems();
    const auto notice = listNotice(clusters, problems, { .all = m_model->rowCount(), .shown = m_lines->shownApps() });
    if (notice)
        m_notice->setNotice(*notice);
    QWidget* const shown = notice ? static_cast<QWidget*>(m_notice) : m_list;
    const bool hadFocus = isAncestorOf(focusWidget()) && m_stack->isAncestorOf(focusWidget());
    setFocusProxy(shown);
    if (m_stack->currentWidget() != shown) {
        m_stack->setCurrentWidget(shown);
        if (hadFocus || !focusWidget())
            shown->setFocus();
    }
    m_rail->setVisible(m_model->rowCount() > 0);
    m_toolBar->setVisible(m_model->rowCount() > 0);
    m_bars->show(barNotices(clusters, problems, { .all = m_model->rowCount(), .shown = m_lines->shownApps() }));
    Q_EMIT summaryChanged();
    if (isComplete())
        Q_EMIT completed();
}

void FleetPage::fitColumns()
{
    // Names of clusters tell one row from the other, so they get what they need, to a limit.
    constexpr int mark = 32;
    constexpr int widest = 168;
    constexpr int shaAlone = 76;
    constexpr int shaAndNote = 186;
    const QFontMetrics metrics(foundation::textFont());
    int cluster = 0;
    for (auto look = m_clusters.keyBegin(); look != m_clusters.keyEnd(); ++look)
        cluster = std::max(cluster, metrics.horizontalAdvance(look->text()));
    m_header->wish(Column::Cluster, std::min(mark + cluster, widest));
    m_header->wish(Column::Revision, m_anyNote ? shaAndNote : shaAlone);
}

bool FleetPage::isComplete() const
{
    return !m_refresh.isActive() && std::ranges::all_of(m_services.fleet->clusters(), [](const ClusterStatus& cluster) {
        return cluster.state != LinkState::Connecting && (cluster.state != LinkState::Live || cluster.detailsComplete);
    });
}

std::vector<KeyHint> FleetPage::keyHints() const
{
    if (m_stack->currentWidget() == m_notice)
        return { { tr("Tab"), tr("next") }, { QStringLiteral("?"), tr("all keys") } };
    return { { QStringLiteral("↑ ↓"), tr("move") }, { QStringLiteral("→"), tr("what differs") },
        { tr("Enter"), tr("open") }, { QStringLiteral("D"), tr("diff") }, { tr("Space"), tr("mark") },
        { QStringLiteral("R"), tr("roll back") }, { QStringLiteral("/"), tr("filter") },
        { QStringLiteral("?"), tr("all keys") } };
}

QString FleetPage::summary() const
{
    const QLocale locale;
    const int all = m_model->rowCount();
    const QString clusters = tr("%Ln clusters", nullptr, int(m_services.fleet->clusters().size()));
    if (const int marked = int(m_list->marked().size()); marked > 0)
        return tr("%Ln marked", nullptr, marked) + QStringLiteral(" · ") + tr("%Ln apps", nullptr, all);
    if (m_lines->shownApps() == all)
        return tr("%Ln apps", nullptr, all) + QStringLiteral(" · ") + clusters;
    return tr("%1 of %Ln apps", nullptr, all).arg(locale.toString(m_lines->shownApps())) + QStringLiteral(" · ")
        + clusters;
}

}
