#include "ui/pages/app/AppPage.h"

#include "core/base/Async.h"
#include "ui/foundation/AgeText.h"
#include "ui/foundation/ErrorText.h"
#include "ui/foundation/Notice.h"
#include "ui/foundation/PlainText.h"
#include "ui/pages/Router.h"
#include "ui/pages/app/AppStatus.h"
#include "ui/pages/app/DiffPane.h"
#include "ui/pages/app/FactTables.h"
#include "ui/pages/app/ManifestPane.h"
#include "ui/pages/app/ObjectPane.h"
#include "ui/pages/app/TabRow.h"

#include <QKeyEvent>
#include <QStackedWidget>

#include <algorithm>
#include <ranges>
#include <utility>

namespace holdfast::pages::app {

using namespace foundation;
using namespace std::chrono_literals;

namespace {

QString objectTitle(const gitops::App& app, const manifest::ObjectKey& object)
{
    const QString place = object.nameSpace.isEmpty() ? object.name : object.nameSpace + QLatin1Char('/') + object.name;
    return app.id.context.text() + QStringLiteral(" · ") + object.kind + QLatin1Char(' ') + place;
}

}

AppPage::AppPage(const PageServices& services, QWidget* parent)
    : Page(parent)
    , m_services(services)
{
    buildWidgets();
    connectFleet();
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, [this] {
        if (isVisible() && m_app)
            showFacts();
        m_manifest->refreshAge();
    });
    m_second.start();
    m_refetch.setSingleShot(true);
    m_refetch.setInterval(250ms); // a rollout changes many objects at once
    connect(&m_refetch, &QTimer::timeout, this, &AppPage::fetchDetails);
    m_again.setObjectName(QStringLiteral("app.again"));
    m_again.setInterval(5s);
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (isVisible() && m_details && m_details->upkeep == gitops::Upkeep::Polled)
            fetchDetails();
    });
    m_again.start();
}

AppPage::~AppPage() = default;

void AppPage::connectFleet()
{
    session::Fleet* fleet = m_services.fleet;
    connect(fleet, &session::Fleet::appsChanged, this, [this](const session::AppChanges& changes) {
        takeContext(changes.upserts);
        const auto mine = std::ranges::find(changes.upserts, m_id, &gitops::App::id);
        if (mine != changes.upserts.end()) {
            m_app = *mine;
            showApp();
        } else if (std::ranges::contains(changes.removals, m_id) || (changes.reset && *changes.reset == m_id.context)) {
            showNoSuchApp();
        }
    });
    connect(fleet, &session::Fleet::clusterChanged, this, [this](const session::ClusterStatus& status) {
        if (status.context != m_id.context && !m_id.context.isEmpty())
            return;
        if (!m_app)
            return m_id.name.isEmpty() ? void() : showNoSuchApp();
        showFacts();
        if (!m_details)
            fetchDetails();
    });
    connect(fleet, &session::Fleet::detailsChanged, this, [this](const gitops::AppId& app) {
        if (app == m_id && !m_refetch.isActive())
            m_refetch.start();
    });
}

void AppPage::open(const Route& route)
{
    const std::optional<AppPlace> place = parseAppPlace(route.rest);
    if (place && place->app == m_id && m_app)
        return openPart(place->rest);
    clear();
    if (!place) {
        m_notice->setNotice({ .state = State::Unknown,
            .title = tr("This is not the name of an app."),
            .text = tr("An app is named CONTEXT:KIND/NAMESPACE/NAME, such as prod:application/argocd/checkout.") });
        m_body->setCurrentWidget(m_notice);
        return finish();
    }
    m_id = place->app;
    openPart(place->rest);
    const std::vector<gitops::App> apps = m_services.fleet->apps();
    takeContext(apps);
    const auto found = std::ranges::find(apps, m_id, &gitops::App::id);
    if (found == apps.end())
        return showNoSuchApp();
    m_app = *found;
    showApp();
    setFocus(); // else the first button has it
}

/// A route may leave the context out: the first one that has such an app is meant.
void AppPage::takeContext(const std::vector<gitops::App>& apps)
{
    if (!m_id.context.isEmpty() || m_id.name.isEmpty())
        return;
    const auto found = std::ranges::find_if(apps, [this](const gitops::App& app) {
        return app.id.kind == m_id.kind && app.id.nameSpace == m_id.nameSpace && app.id.name == m_id.name;
    });
    if (found != apps.end())
        m_id.context = found->id.context;
}

/// `diff/OBJECT`: that object's comparison; `diff`: the one that is selected.
void AppPage::openPart(const QString& part)
{
    if (part.section(QLatin1Char('/'), 0, 0) != QLatin1String("diff"))
        return;
    if (const auto object = manifest::parseObjectText(part.section(QLatin1Char('/'), 1)))
        m_objects->choose(*object);
    m_tabs->setCurrent(DiffTab);
}

void AppPage::clear()
{
    m_id = {};
    m_app.reset();
    m_details.reset();
    m_error.reset();
    m_complete = false;
    m_detailsWork.cancel();
    m_detailsReading = Reading::None;
    m_manifestWork.cancel();
    m_manifestReading = Reading::None;
    m_following.cancel();
    m_followed.reset();
    m_objects->clear();
    m_diff->clear();
    m_unreadable->hide();
    m_tabs->setCurrent(ManifestTab);
    m_tabs->setCount(ConditionsTab, -1);
    m_tabs->setCount(EventsTab, -1);
}

void AppPage::showApp()
{
    m_body->setCurrentIndex(0);
    showFacts();
    m_objects->setApp(*m_app, m_details ? m_details->objects : std::vector<gitops::AppObject>());
    Q_EMIT titleChanged();
    if (!m_details && !m_refetch.isActive())
        fetchDetails();
}

void AppPage::showFacts()
{
    m_run->setVisible(m_app->openRun.has_value());
    if (const auto& run = m_app->openRun)
        m_run->setNotice(tr("Run %1 of %2 has been under way on this app for %3.")
                             .arg(plain(run->run), plain(run->by), ageText(run->since, m_services.clock->now())),
            { { .id = QStringLiteral("show"), .text = tr("Show the run") } });
    const auto measured = m_details ? m_details->measuredHealth : std::nullopt;
    m_strip->setCells(stripCells(*m_app, cluster(), m_services.clock->now(), measured), freshness(*m_app, cluster()));
}

void AppPage::fetchDetails()
{
    const auto link = cluster();
    if (!m_app || (link && link->state == session::LinkState::Connecting))
        return; // a remembered row: the cluster is asked once it has answered
    if (link && link->state != session::LinkState::Live && link->error && !m_details)
        return showDetails(std::unexpected(*link->error));
    follow();
    if (m_detailsReading != Reading::None) {
        m_detailsReading = Reading::Outdated;
        return;
    }
    m_detailsReading = Reading::UnderWay;
    m_detailsWork = CancelSource();
    onDone(m_services.fleet->details(m_id, m_detailsWork.token()), this,
        [this, token = m_detailsWork.token()](const Result<gitops::AppDetails>& details) {
            if (token.isCancelled())
                return; // of another app, or asked for anew
            const bool outdated = std::exchange(m_detailsReading, Reading::None) == Reading::Outdated;
            showDetails(details);
            if (outdated)
                m_refetch.start();
        });
}

void AppPage::follow()
{
    if (!isVisible() || m_followed == m_id)
        return;
    m_following = CancelSource();
    m_followed = m_id;
    m_services.fleet->follow(m_id, m_following.token());
}

void AppPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    if (m_app && !m_followed)
        fetchDetails(); // things have changed since
}

void AppPage::hideEvent(QHideEvent* event)
{
    m_following.cancel();
    m_followed.reset();
    Page::hideEvent(event);
}

void AppPage::showDetails(const Result<gitops::AppDetails>& details)
{
    if (!details) {
        m_error = details.error();
        m_unreadable->setNotice(describeInOneLine(details.error()), {});
        m_unreadable->show();
        m_manifest->showError(m_id.name, details.error());
        return finish();
    }
    m_error.reset();
    m_details = *details;
    m_app = details->app;
    showFacts();
    static_cast<ConditionModel*>(m_conditions->model())
        ->apply({ .upserts = details->conditions, .replaces = [](const auto&) { return true; } });
    static_cast<EventModel*>(m_events->model())->apply({ .upserts = details->events, .replaces = [](const auto&) {
                                                            return true;
                                                        } });
    m_tabs->setCount(ConditionsTab, int(details->conditions.size()));
    m_tabs->setCount(EventsTab, int(details->events.size()));
    QStringList sentences;
    for (const Error& error : details->unreadable)
        sentences << describeInOneLine(error);
    m_unreadable->setNotice(sentences.join(QStringLiteral("  ")), {});
    m_unreadable->setVisible(!sentences.isEmpty());
    m_diff->setApp(*m_app);
    m_objects->setApp(*m_app, details->objects);
    Q_EMIT summaryChanged();
    showDiff();
    if (const auto selected = m_objects->selected())
        fetchManifest(*selected);
    else
        finish();
}

void AppPage::select(const manifest::ObjectKey& object)
{
    fetchManifest(object);
    showDiff();
}

void AppPage::showDiff()
{
    if (m_details && m_tabs->current() == DiffTab)
        m_diff->show(m_objects->selected());
}

void AppPage::fetchManifest(const manifest::ObjectKey& object)
{
    if (!m_app || !m_details)
        return;
    const QString title = objectTitle(*m_app, object);
    const auto row = std::ranges::find(m_details->objects, object, &gitops::AppObject::key);
    if (row != m_details->objects.end() && row->verdict == gitops::ObjectVerdict::Missing) {
        m_manifestWork.cancel();
        m_manifestReading = Reading::None;
        m_manifest->showAbsent(title);
        return finish();
    }
    if (m_manifestReading != Reading::None && m_manifestOf == object) {
        m_manifestReading = Reading::Outdated;
        return;
    }
    m_manifest->showLoading(title);
    m_manifestOf = object;
    m_manifestReading = Reading::UnderWay;
    m_manifestWork = CancelSource();
    onDone(m_services.fleet->manifest(m_id, object, m_manifestWork.token()), this,
        [this, title, object, token = m_manifestWork.token()](const Result<session::ManifestText>& text) {
            if (token.isCancelled())
                return; // another object is being read
            const bool outdated = std::exchange(m_manifestReading, Reading::None) == Reading::Outdated;
            if (text)
                m_manifest->showManifest(title, *text);
            else
                m_manifest->showError(title, text.error());
            finish();
            if (outdated)
                fetchManifest(object);
        });
}

void AppPage::showNoSuchApp()
{
    const auto link = cluster();
    const auto waits = [](const session::ClusterStatus& status) {
        return (status.state == session::LinkState::Connecting || !status.detailsComplete) && !status.error;
    };
    const bool anywhere = m_id.context.isEmpty();
    const bool waiting = anywhere ? std::ranges::any_of(m_services.fleet->clusters(), waits) : link && waits(*link);
    m_app.reset();
    Notice notice { .state = waiting ? State::Progressing : State::Missing };
    notice.title = waiting ? tr("Looking for %1…").arg(plain(m_id.name))
                           : tr("There is no %1 in this fleet.").arg(plain(gitops::appText(m_id)));
    if (!link && !anywhere)
        notice.text = tr("No context of this name is open: %1.").arg(plain(m_id.context.text()));
    else if (link && link->error)
        notice.text = describeInOneLine(*link->error);
    else if (!waiting)
        notice.text = tr("It was deleted, or its name is spelled differently.");
    m_notice->setNotice(notice);
    m_body->setCurrentWidget(m_notice);
    Q_EMIT titleChanged();
    if (!waiting)
        finish();
}

void AppPage::finish()
{
    if (m_tabs->current() == DiffTab && !m_diff->isSettled())
        return; // comes again when it is
    m_complete = true;
    Q_EMIT summaryChanged();
    Q_EMIT completed();
}

std::optional<session::ClusterStatus> AppPage::cluster() const
{
    const std::vector<session::ClusterStatus> all = m_services.fleet->clusters();
    const auto found = std::ranges::find(all, m_id.context, &session::ClusterStatus::context);
    return found == all.end() ? std::nullopt : std::optional(*found);
}

QString AppPage::title() const
{
    return m_id.name.isEmpty() ? tr("App") : plain(m_id.context.text()) + QStringLiteral(" › ") + plain(m_id.name);
}

std::vector<KeyHint> AppPage::keyHints() const
{
    if (m_tabs->current() == DiffTab)
        return { { QStringLiteral("Alt ↑↓"), tr("change") }, { QStringLiteral("U"), tr("unified") },
            { QStringLiteral("W"), tr("wrap") }, { QStringLiteral("M"), tr("where it moved") },
            { QStringLiteral("O"), tr("commit that set it") }, { QStringLiteral("Ctrl F"), tr("find") },
            { QStringLiteral("F5"), tr("read again") }, { QStringLiteral("Esc"), tr("back") } };
    return { { QStringLiteral("↑↓"), tr("object") }, { QStringLiteral("/"), tr("filter objects") },
        { QStringLiteral("1 … 5"), tr("manifest, diff, conditions, events, history") },
        { QStringLiteral("Ctrl F"), tr("find") }, { QStringLiteral("R"), tr("roll back") },
        { QStringLiteral("F5"), tr("read again") }, { QStringLiteral("Esc"), tr("back") } };
}

QString AppPage::summary() const
{
    if (!m_details)
        return {};
    const auto differing = std::ranges::count_if(m_details->objects, [](const gitops::AppObject& object) {
        return object.verdict && *object.verdict != gitops::ObjectVerdict::Synced
            && *object.verdict != gitops::ObjectVerdict::Excluded;
    });
    const QString all = tr("%n object(s)", nullptr, int(m_details->objects.size()));
    return differing == 0 ? all : tr("%n of them differ(s)", nullptr, int(differing)) + QStringLiteral(" · ") + all;
}

bool AppPage::isComplete() const
{
    return m_complete;
}

void AppPage::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Find)) {
        if (m_tabs->current() == DiffTab)
            return m_diff->openFind();
        m_tabs->setCurrent(ManifestTab);
        m_manifest->openFind();
    } else if (event->matches(QKeySequence::Refresh)) {
        m_services.fleet->retry(m_id.context);
        m_diff->measureAgain();
        m_detailsWork.cancel(); // it may wait for who does not answer
        m_detailsReading = Reading::None;
        fetchDetails();
    } else if (event->key() == Qt::Key_Slash) {
        m_objects->focusFilter();
    } else if (event->key() == Qt::Key_R && event->modifiers() == Qt::NoModifier && m_app) {
        Q_EMIT routeRequested(rollbackRoute({ m_id }));
    } else if (event->key() >= Qt::Key_1 && event->key() <= Qt::Key_5 && event->modifiers() == Qt::NoModifier) {
        m_tabs->setCurrent(event->key() - Qt::Key_1);
    } else {
        Page::keyPressEvent(event);
    }
}

}
