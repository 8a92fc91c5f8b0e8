#pragma once

#include "core/gitops/Application.h"
#include "ui/pages/Page.h"

#include <QObject>

#include <optional>

namespace holdfast::pages {

/// `fleet`, `app/<app>/diff/<object>` or a `holdfast:` link of the same; nothing where the text is no route.
[[nodiscard]] std::optional<Route> parseRoute(const QString& text);
[[nodiscard]] QString routeText(const Route& route);
/// The route of an app's page, `rest` being what stands behind the app: "", "diff/apps/Deployment/a/web".
[[nodiscard]] Route appRoute(const gitops::AppId& app, const QString& rest = {});
/// Where the way back of these apps begins. `choice`: what is chosen already, `undo=<commit>[,...]` or `to=<commit>`.
[[nodiscard]] Route rollbackRoute(const std::vector<gitops::AppId>& apps, const QString& choice = {});
/// What stands behind `app/`: the app and the rest. KIND/NAMESPACE/NAME has a fixed number of parts.
struct AppPlace {
    gitops::AppId app;
    QString rest;
    friend bool operator==(const AppPlace&, const AppPlace&) = default;
};
[[nodiscard]] std::optional<AppPlace> parseAppPlace(const QString& routeRest);

/// Where the window is, was and can go back to. Going somewhere never fails: unknown pages are the shell's to explain.
class Router final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] const Route& current() const { return m_current; }
    [[nodiscard]] bool canGoBack() const { return !m_back.empty(); }
    [[nodiscard]] bool canGoForward() const { return !m_forward.empty(); }
    void go(const Route& route);
    void back();
    void forward();

Q_SIGNALS:
    void routeChanged(const holdfast::pages::Route& route);

private:
    void show(const Route& route);
    Route m_current;
    std::vector<Route> m_back;
    std::vector<Route> m_forward;
};

}
