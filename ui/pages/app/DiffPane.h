#pragma once

#include "core/session/Measurement.h"
#include "ui/foundation/StateBadge.h"
#include "ui/pages/Page.h"

#include <QWidget>

#include <optional>

class QStackedLayout;

namespace holdfast::difference {
class DiffView;
}
namespace holdfast::foundation {
class NoticePanel;
}

namespace holdfast::pages::app {

/// What runs beside what Git declares, for one object of an app; measured when it is first looked at, and again when
/// the app has changed.
class DiffPane final : public QWidget {
    Q_OBJECT
public:
    DiffPane(const PageServices& services, QWidget* parent = nullptr);
    /// The app whose objects are shown; another state of it is measured anew.
    void setApp(const gitops::App& app);
    /// Without an object it says how the measurement went.
    void show(const std::optional<manifest::ObjectKey>& object);
    void measureAgain();
    void clear();
    /// The controls of the view, for the page's tool bar.
    [[nodiscard]] QWidget* tools() const;
    void openFind();
    /// Whether it shows all that it can of the object.
    [[nodiscard]] bool isSettled() const { return m_settled; }

Q_SIGNALS:
    void settled();

private:
    void measure();
    void showObject();
    void showObjectOf(const session::MeasuredObject& object);
    void showNotice(foundation::State state, const QString& title, const QString& text);

    PageServices m_services;
    std::optional<gitops::App> m_app;
    std::optional<manifest::ObjectKey> m_object;
    std::optional<Result<session::Measurement>> m_measured;
    CancelSource m_measuring;
    CancelSource m_laying;
    difference::DiffView* m_view = nullptr;
    foundation::NoticePanel* m_notice = nullptr;
    QStackedLayout* m_stack = nullptr;
    bool m_settled = true;
    bool m_busy = false; ///< a measurement is under way
};

}
