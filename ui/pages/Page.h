#pragma once

#include "core/base/Clock.h"
#include "core/session/Fleet.h"

#include <QString>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace holdfast::foundation {
class Preferences;
}

namespace holdfast::session {
class MeasureService;
}

namespace holdfast::workflow {
class HistoryService;
class RunService;
}

namespace holdfast::pages {

/// A place in the console, as in contract.md: `fleet`, `app/prod-eu:application/argocd/checkout`, `settings`.
struct Route {
    QString page;
    QString rest; ///< what follows the first slash; the page reads it
    friend bool operator==(const Route&, const Route&) = default;
};

/// A key that works now, for the foot bar: "R", "roll back".
struct KeyHint {
    QString key;
    QString text;
};

/// One screen between the navigation and the foot bar. Pages hold no logic: they show models and send commands.
class Page : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// Shows this place; called again when only `rest` changes.
    virtual void open(const Route& route) = 0;
    [[nodiscard]] virtual QString title() const = 0; ///< breadcrumb text; updates with titleChanged
    /// The one app that the page is about, for the breadcrumb.
    [[nodiscard]] virtual std::optional<gitops::AppId> subject() const { return std::nullopt; }
    /// The page of the navigation bar that leads here, for the breadcrumb.
    [[nodiscard]] virtual QString above() const { return QStringLiteral("fleet"); }
    [[nodiscard]] virtual std::vector<KeyHint> keyHints() const = 0;
    [[nodiscard]] virtual QString summary() const = 0; ///< right end of the foot bar
    /// True once what the route names is on screen (for --render and the start report).
    [[nodiscard]] virtual bool isComplete() const = 0;

Q_SIGNALS:
    void titleChanged();
    void summaryChanged();
    void completed();
    void routeRequested(const holdfast::pages::Route& route);
    /// One of the shell's commands by its id (`practice.start`, `app.copyLink`); those it does not have do nothing.
    void commandRequested(const QString& id);
};

/// What a page is made with; all outlive it.
struct PageServices {
    session::Fleet* fleet = nullptr;
    std::shared_ptr<const Clock> clock;
    foundation::Preferences* preferences = nullptr;
    QStringList kubeconfigFiles; ///< those in use, for people to read
    const session::MeasureService* measuring = nullptr; ///< null: nothing is measured
    const workflow::HistoryService* history = nullptr; ///< null: nothing is known of the past
    workflow::RunService* runs = nullptr; ///< null: nothing can be rolled back
};

/// One folder below ui/pages: its name in routes, its navigation entry, and how to make it.
struct PageFactory {
    QString name; ///< first segment of its routes
    QString appPart = {}; ///< of a page on one app: the segment behind the app (`app/<app>/history`); empty: none
    QString navigationText = {}; ///< empty: not in the navigation bar
    QString icon = {}; ///< resource path of an SVG
    int order = 0; ///< position in the navigation bar
    std::function<Page*(const PageServices&, QWidget* parent)> make;
};

/// Every folder below ui/pages, made by extension_point().
[[nodiscard]] std::vector<PageFactory> pageFactoryRegistry();

}
