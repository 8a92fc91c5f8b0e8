#include "ui/shell/MainWindow.h"

#include "ui/foundation/PlainText.h"
#include "ui/foundation/Preferences.h"
#include "ui/shell/CommandPalette.h"
#include "ui/shell/KeysDialog.h"
#include "ui/shell/NavigationBar.h"
#include "ui/shell/TopBar.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QShortcut>
#include <QStackedWidget>

#include <algorithm>

namespace holdfast::shell {

using pages::Page;
using pages::Route;

MainWindow::MainWindow(const pages::PageServices& services, WindowStyle style, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_factories(pages::pageFactoryRegistry())
{
    std::ranges::sort(m_factories, {}, &pages::PageFactory::order);
    setObjectName(QStringLiteral("window.main"));
    setWindowTitle(QStringLiteral("Holdfast"));
    setAccessibleName(windowTitle());
    build(style);
    connectParts();
    fillCatalog();
    showClusters();
}

MainWindow::~MainWindow() = default;

void MainWindow::build(WindowStyle style)
{
    m_navigation = new NavigationBar(m_factories, this);
    m_top = new TopBar(this);
    m_banners = new Banners(m_notifications, this);
    m_stack = new QStackedWidget(this);
    m_stack->setObjectName(QStringLiteral("window.pages"));
    m_stack->setAccessibleName(tr("Page"));
    m_noRoute = new foundation::NoticePanel(QStringLiteral("window.noRoute"), m_stack);
    m_stack->addWidget(m_noRoute);
    m_foot = new FootBar(this);
    m_palette = new CommandPalette(m_actions, *m_services.fleet, this);
    auto* right = new QVBoxLayout;
    right->setContentsMargins({});
    right->setSpacing(0);
    right->addWidget(m_top);
    right->addWidget(m_banners);
    right->addWidget(m_stack, 1);
    auto* upper = new QHBoxLayout;
    upper->setContentsMargins({});
    upper->setSpacing(0);
    upper->addWidget(m_navigation);
    upper->addLayout(right, 1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins({});
    all->setSpacing(0);
    all->addLayout(upper, 1);
    all->addWidget(m_foot);
    m_navigation->setVisible(style == WindowStyle::Full);
    m_foot->setVisible(style == WindowStyle::Full);
    m_tick.setInterval(1000);
    m_tick.start();
}

void MainWindow::connectParts()
{
    connect(&m_router, &pages::Router::routeChanged, this, &MainWindow::showRoute);
    connect(m_navigation, &NavigationBar::pageChosen, this, [this](const QString& page) { m_router.go({ page, {} }); });
    connect(m_top, &TopBar::paletteRequested, m_palette, &CommandPalette::popUp);
    connect(
        m_top, &TopBar::retryRequested, this, [this](const ContextName& context) { m_services.fleet->retry(context); });
    connect(&m_top->breadcrumb(), &Breadcrumb::routeChosen, this, &MainWindow::go);
    connect(m_palette, &CommandPalette::routeChosen, this, &MainWindow::go);
    connect(m_palette, &CommandPalette::commandChosen, &m_actions, &ActionCatalog::run);
    connect(m_palette, &CommandPalette::closed, this, [this] {
        if (m_page)
            m_page->setFocus();
    });
    connect(m_noRoute, &foundation::NoticePanel::buttonPressed, &m_actions, &ActionCatalog::run);
    connect(&m_actions, &ActionCatalog::commandAdded, this, &MainWindow::bindShortcut);
    connect(m_services.fleet, &session::Fleet::clusterChanged, this, &MainWindow::showClusters);
    connect(&m_tick, &QTimer::timeout, this, &MainWindow::showClusters);
}

void MainWindow::fillCatalog()
{
    for (const pages::PageFactory& factory : m_factories) {
        if (factory.navigationText.isEmpty())
            continue;
        const QString letter = factory.name.left(1).toUpper();
        m_actions.add({ QStringLiteral("go.") + factory.name, tr("Go to %1").arg(factory.navigationText),
            QKeySequence(QStringLiteral("G, ") + letter), [this, page = factory.name] { m_router.go({ page, {} }); } });
    }
    m_actions.add(
        { QStringLiteral("go.back"), tr("Back"), QKeySequence(Qt::ALT | Qt::Key_Left), [this] { m_router.back(); } });
    m_actions.add({ QStringLiteral("go.forward"), tr("Forward"), QKeySequence(Qt::ALT | Qt::Key_Right),
        [this] { m_router.forward(); } });
    m_actions.add({ QStringLiteral("palette.open"), tr("Go to, filter or run a command"),
        QKeySequence(Qt::CTRL | Qt::Key_K), [this] { m_palette->popUp(); } });
    m_actions.add(
        { QStringLiteral("keys.show"), tr("Show all keys"), QKeySequence(Qt::Key_Question), [this] { showKeys(); } });
    m_actions.add({ QStringLiteral("link.copy"), tr("Copy a link to this place"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), [this] {
            QGuiApplication::clipboard()->setText(QStringLiteral("holdfast:") + pages::routeText(m_router.current()));
        } });
    m_actions.add(
        { QStringLiteral("theme.light"), tr("Light colours"), {}, [this] { chooseTheme(QStringLiteral("light")); } });
    m_actions.add(
        { QStringLiteral("theme.dark"), tr("Dark colours"), {}, [this] { chooseTheme(QStringLiteral("dark")); } });
    m_actions.add({ QStringLiteral("theme.system"), tr("Colours of the system"), {},
        [this] { chooseTheme(QStringLiteral("system")); } });
    m_actions.add(
        { QStringLiteral("clusters.retry"), tr("Ask all clusters again"), QKeySequence(Qt::SHIFT | Qt::Key_R), [this] {
             for (const auto& cluster : m_services.fleet->clusters())
                 m_services.fleet->retry(cluster.context);
         } });
}

void MainWindow::bindShortcut(const QString& id)
{
    const Command* command = m_actions.find(id);
    if (command->shortcut.isEmpty() || m_shortcuts.contains(id))
        return;
    auto* shortcut = new QShortcut(command->shortcut, this);
    connect(shortcut, &QShortcut::activated, this, [this, id] { m_actions.run(id); });
    m_shortcuts.insert(id, shortcut);
}

void MainWindow::go(const Route& route)
{
    m_router.go(route);
}

/// The page of a route by its first segment, or of one app by what stands behind the app.
const pages::PageFactory* MainWindow::factoryOf(const Route& route) const
{
    if (route.page == QLatin1String("app"))
        if (const auto place = pages::parseAppPlace(route.rest); place && !place->rest.isEmpty()) {
            const QString part = place->rest.section(u'/', 0, 0);
            const auto own = std::ranges::find(m_factories, part, &pages::PageFactory::appPart);
            if (own != m_factories.end())
                return &*own;
        }
    const auto found = std::ranges::find(m_factories, route.page, &pages::PageFactory::name);
    return found == m_factories.end() ? nullptr : &*found;
}

Page* MainWindow::pageFor(const Route& route)
{
    const pages::PageFactory* factory = factoryOf(route);
    if (factory == nullptr)
        return nullptr;
    const QString& name = factory->name;
    if (Page* known = m_pages.value(name))
        return known;
    Page* page = factory->make(m_services, m_stack);
    connect(page, &Page::titleChanged, this, &MainWindow::showBreadcrumb);
    connect(page, &Page::summaryChanged, this, &MainWindow::showFoot);
    connect(page, &Page::routeRequested, this, &MainWindow::go);
    connect(page, &Page::commandRequested, &m_actions, &ActionCatalog::run);
    if (page->objectName().isEmpty())
        page->setObjectName(name + QStringLiteral(".page"));
    m_stack->addWidget(page);
    m_pages.insert(name, page);
    return page;
}

void MainWindow::showRoute(const Route& route)
{
    m_palette->hide();
    m_page = pageFor(route);
    m_navigation->setCurrent(route.page);
    m_routeError.clear();
    if (!m_page) {
        showNoRoute(route);
    } else {
        const bool entered = m_stack->currentWidget() != m_page;
        m_stack->setCurrentWidget(m_page);
        if (entered)
            m_page->setFocus(); // else the first field of the page has it, and takes the letters that are its keys
        m_page->open(route);
    }
    showBreadcrumb();
    showFoot();
}

void MainWindow::showNoRoute(const Route& route)
{
    m_routeError = tr("There is no page “%1”.").arg(foundation::plain(pages::routeText(route)));
    m_noRoute->setNotice({ .state = foundation::State::Unknown,
        .title = m_routeError,
        .text = tr("The link may come from another version of Holdfast."),
        .lines = {},
        .buttons = { { QStringLiteral("go.fleet"), tr("Go to the fleet"), foundation::ButtonKind::Primary } } });
    m_stack->setCurrentWidget(m_noRoute);
}

void MainWindow::showClusters()
{
    const auto clusters = m_services.fleet->clusters();
    m_top->showClusters(clusters, m_services.clock->now());
    m_banners->showWarnings(standingWarnings(clusters));
}

void MainWindow::showFoot()
{
    if (sender() && sender() != m_page && qobject_cast<Page*>(sender()))
        return;
    m_foot->show(m_page ? m_page->keyHints() : std::vector<pages::KeyHint>(), m_page ? m_page->summary() : QString());
}

void MainWindow::showBreadcrumb()
{
    const Route& route = m_router.current();
    const auto own = std::ranges::find(m_factories, route.page, &pages::PageFactory::name);
    const QString title = m_page ? m_page->title() : foundation::plain(route.page);
    std::vector<Crumb> crumbs;
    const QString above = m_page ? m_page->above() : QStringLiteral("fleet");
    const auto entry = std::ranges::find(m_factories, above, &pages::PageFactory::name);
    if (entry != m_factories.end() && (own == m_factories.end() || own->navigationText.isEmpty()))
        crumbs.push_back({ entry->navigationText, Route { above, {} } });
    if (const auto app = m_page ? m_page->subject() : std::nullopt) {
        int colour = 0;
        for (const auto& cluster : m_services.fleet->clusters())
            colour = cluster.context == app->context ? cluster.colour : colour;
        crumbs.push_back({ foundation::plain(app->context.text()), std::nullopt, colour });
        const pages::PageFactory* shown = factoryOf(route);
        const bool isItsPage = route.page == QLatin1String("app") && shown != nullptr && shown->appPart.isEmpty();
        crumbs.push_back(
            { foundation::plain(app->name), isItsPage ? std::nullopt : std::optional(pages::appRoute(*app)) });
        if (!isItsPage)
            crumbs.push_back({ title, std::nullopt });
    } else {
        crumbs.push_back({ title, std::nullopt });
    }
    m_top->breadcrumb().show(crumbs);
    setWindowTitle(crumbs.back().text + QStringLiteral(" – Holdfast"));
}

void MainWindow::showKeys()
{
    auto* dialog = new KeysDialog(m_page ? m_page->keyHints() : std::vector<pages::KeyHint>(), m_actions, this);
    dialog->open();
}

void MainWindow::chooseTheme(const QString& word)
{
    if (m_services.preferences)
        m_services.preferences->setText(QStringLiteral("theme"), word);
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_router.canGoBack())
        m_router.back();
    else
        QWidget::keyPressEvent(event);
}

}
