#include "core/base/Async.h"
#include "core/session/MeasureService.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Preferences.h"
#include "ui/pages/Router.h"
#include "ui/pages/fleet/DetailLines.h"
#include "ui/pages/fleet/FleetHeader.h"
#include "ui/pages/fleet/FleetPage.h"
#include "ui/pages/fleet/FleetView.h"

#include <QInputDialog>
#include <QKeyEvent>
#include <QLocale>

#include <algorithm>

// What the user can do on the fleet page.
namespace holdfast::pages::fleet {

void FleetPage::rechoose()
{
    m_choice.sorting = m_header->sorting();
    m_toolBar->setGrouping(m_choice.grouping);
    m_lines->setChoice(m_choice);
    refreshChips();
    refresh();
}

void FleetPage::setFilter(const QString& text)
{
    const auto filter = foundation::FilterText::parse(text, filterFields());
    m_toolBar->setError(filter.error());
    if (m_view.startsWith(QLatin1String("view:")))
        m_view = QStringLiteral("all");
    if (!filter.error().isEmpty())
        return; // the last filter that could be read stays in force
    m_choice.filter = filter;
    rechoose();
}

void FleetPage::toggleFacet(FacetSection section, const QString& key)
{
    if (section == FacetSection::View)
        return chooseView(key);
    auto& chosen = m_choice.facets[std::size_t(section)];
    if (!chosen.remove(key))
        chosen.insert(key);
    rechoose();
}

void FleetPage::chooseView(const QString& key)
{
    auto& chosen = m_choice.facets[std::size_t(FacetSection::View)];
    chosen.clear();
    if (key == QLatin1String("attention"))
        chosen.insert(key);
    if (key == QLatin1String("all"))
        m_choice.facets = {};
    const auto saved = std::ranges::find_if(
        m_views, [&](const SavedView& view) { return QStringLiteral("view:") + view.name == key; });
    m_toolBar->setFilterText(saved == m_views.end() ? QString() : saved->filter);
    m_view = key;
    rechoose();
}

void FleetPage::removeChip(const Chip& chip)
{
    if (chip.section == FacetSection::View)
        chooseView(QStringLiteral("all"));
    else
        toggleFacet(chip.section, chip.key);
}

void FleetPage::clearFilters()
{
    m_choice.facets = {};
    m_view = QStringLiteral("all");
    m_toolBar->setFilterText({});
    rechoose();
}

void FleetPage::refreshChips()
{
    std::vector<Chip> chips;
    for (int section = 0; section < facetSectionCount; ++section) {
        QStringList keys = m_choice.facets[std::size_t(section)].values();
        keys.sort();
        for (const QString& key : std::as_const(keys))
            chips.push_back({ FacetSection(section), key, facetText(FacetSection(section), key) });
    }
    m_toolBar->setChips(chips);
}

void FleetPage::expand(const gitops::AppId& app)
{
    if (m_lines->isExpanded(app))
        return;
    m_lines->setDetails(app, waitingLines());
    readDetails(app);
}

void FleetPage::readDetails(const gitops::AppId& app)
{
    CancelSource& source = m_reads[gitops::appText(app)];
    source = CancelSource();
    onDone(m_services.fleet->details(app, source.token()), this,
        [this, app, token = source.token()](const Result<gitops::AppDetails>& details) {
            if (token.isCancelled() || !m_lines->isExpanded(app))
                return;
            m_lines->setDetails(app, detailLines(details));
            if (details && m_services.measuring && anyDiffers(*details))
                measureFields(*details, token);
        });
}

void FleetPage::measureFields(const gitops::AppDetails& details, const CancelToken& token)
{
    const session::ComparedSide live { .kind = session::SideKind::Live, .app = details.app, .revision = {} };
    const session::ComparedSide git { .kind = session::SideKind::Desired, .app = details.app, .revision = {} };
    onDone(m_services.measuring->between({ git, live }, token), this,
        [this, details, token](const Result<session::SideComparison>& measured) {
            if (measured && !token.isCancelled() && m_lines->isExpanded(details.app.id))
                m_lines->setDetails(details.app.id, detailLines(details, *measured));
        });
}

void FleetPage::collapse(const gitops::AppId& app)
{
    m_reads.erase(gitops::appText(app));
    m_lines->collapse(app);
}

void FleetPage::pressButton(const QString& id)
{
    if (id == QLatin1String("clear")) {
        clearFilters();
        m_list->setFocus();
    } else if (id == QLatin1String("practice")) {
        Q_EMIT commandRequested(QStringLiteral("practice.start"));
    } else if (id == QLatin1String("retry")) {
        for (const auto& cluster : m_services.fleet->clusters())
            m_services.fleet->retry(cluster.context);
    }
}

void FleetPage::pressBar(const BarNotice& notice, const QString& button)
{
    if (button == QLatin1String("allow") && notice.consent)
        m_services.fleet->allowExec(*notice.consent);
    else if (button == QLatin1String("retry"))
        m_services.fleet->retry(notice.context);
}

void FleetPage::askForViewName()
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("fleet.viewName"));
    dialog->setAccessibleName(tr("Save this view"));
    dialog->setWindowTitle(tr("Save this view"));
    dialog->setLabelText(tr("Name of the view with the filter %1").arg(m_toolBar->filterText()));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) {
        if (name.trimmed().isEmpty())
            return;
        std::erase_if(m_views, [&](const SavedView& view) { return view.name == name.trimmed(); });
        m_views.push_back({ name.trimmed(), m_toolBar->filterText() });
        rememberViews();
        m_view = QStringLiteral("view:") + name.trimmed();
        refresh();
    });
    dialog->open();
}

void FleetPage::removeView(const QString& key)
{
    if (std::erase_if(m_views, [&](const SavedView& view) { return QStringLiteral("view:") + view.name == key; }) == 0)
        return;
    rememberViews();
    if (m_view == key)
        clearFilters();
    refresh();
}

void FleetPage::rememberViews()
{
    QStringList views;
    for (const SavedView& view : m_views)
        views.append(view.name + u'\n' + view.filter);
    if (m_services.preferences)
        m_services.preferences->setList(QStringLiteral("fleet/views"), views);
}

void FleetPage::keyPressEvent(QKeyEvent* event)
{
    const FleetRow* row = m_list->currentApp();
    std::vector<gitops::AppId> chosen = m_list->marked(); // they count wherever the current line is
    if (chosen.empty() && row != nullptr)
        chosen.push_back(row->id);
    if (event->key() == Qt::Key_Slash) {
        m_toolBar->focusFilter();
        event->accept();
    } else if (!chosen.empty() && event->key() == Qt::Key_R && event->modifiers() == Qt::NoModifier) {
        Q_EMIT routeRequested(rollbackRoute(chosen));
        event->accept();
    } else if (event->key() == Qt::Key_Escape && !m_list->marked().empty()) {
        m_list->clearMarks();
        event->accept();
    } else if (event->key() == Qt::Key_Escape
        && (!m_toolBar->filterText().isEmpty() || m_view != QLatin1String("all")
            || m_lines->shownApps() != m_model->rowCount())) {
        clearFilters();
        m_list->setFocus();
        event->accept();
    } else {
        Page::keyPressEvent(event);
    }
}

}
