#pragma once

#include "ui/foundation/Notice.h"
#include "ui/pages/Page.h"
#include "ui/pages/Router.h"
#include "ui/shell/ActionCatalog.h"
#include "ui/shell/NotificationCenter.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

class QShortcut;
class QStackedWidget;

namespace holdfast::shell {

class CommandPalette;
class FootBar;
class NavigationBar;
class TopBar;

enum class WindowStyle { Full, Kiosk };

/// The frame: navigation, top bar, one page, foot bar. Makes each page when it is first gone to.
class MainWindow final : public QWidget {
    Q_OBJECT
public:
    MainWindow(const pages::PageServices& services, WindowStyle style, QWidget* parent = nullptr);
    ~MainWindow() override;

    void go(const pages::Route& route);
    /// The page that is shown; null where the route leads nowhere.
    [[nodiscard]] pages::Page* page() const { return m_page; }
    /// Why the route cannot be shown; empty where it can.
    [[nodiscard]] QString routeError() const { return m_routeError; }
    [[nodiscard]] ActionCatalog& actions() { return m_actions; }
    [[nodiscard]] NotificationCenter& notifications() { return m_notifications; }
    [[nodiscard]] pages::Router& router() { return m_router; }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build(WindowStyle style);
    void connectParts();
    void fillCatalog();
    void bindShortcut(const QString& id);
    void showRoute(const pages::Route& route);
    void showNoRoute(const pages::Route& route);
    [[nodiscard]] const pages::PageFactory* factoryOf(const pages::Route& route) const;
    pages::Page* pageFor(const pages::Route& route);
    void showClusters();
    void showFoot();
    void showBreadcrumb();
    void showKeys();
    void chooseTheme(const QString& word);

    pages::PageServices m_services;
    std::vector<pages::PageFactory> m_factories;
    ActionCatalog m_actions;
    NotificationCenter m_notifications;
    pages::Router m_router;
    QHash<QString, pages::Page*> m_pages;
    QHash<QString, QShortcut*> m_shortcuts;
    pages::Page* m_page = nullptr;
    QString m_routeError;
    QTimer m_tick;
    NavigationBar* m_navigation = nullptr;
    TopBar* m_top = nullptr;
    Banners* m_banners = nullptr;
    QStackedWidget* m_stack = nullptr;
    foundation::NoticePanel* m_noRoute = nullptr;
    FootBar* m_foot = nullptr;
    CommandPalette* m_palette = nullptr;
};

}
