#pragma once

#include "core/session/SideComparison.h"
#include "ui/diff/RowColours.h"
#include "ui/foundation/StateBadge.h"
#include "ui/pages/Page.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QMenu;
class QStackedLayout;

namespace holdfast::difference {
class DiffView;
}
namespace holdfast::foundation {
class NoticeBar;
class NoticePanel;
struct NoticeButton;
}
namespace holdfast::session {
class ExternalDiff;
}
namespace holdfast::workflow {
struct FieldOrigin;
}

namespace holdfast::pages::app {

/// Two sides of one object of an app: what runs beside what Git declares, or whatever else was chosen. Measured when it
/// is first looked at, and again when the app has changed.
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
    /// The view has the keyboard, now or as soon as there is something to show.
    void takeFocus();
    /// What stands left and right now.
    [[nodiscard]] std::pair<session::ComparedSide, session::ComparedSide> sides() const;
    void choose(difference::Side side, const session::ComparedSide& what);
    /// Whether it shows all that it can of the object.
    [[nodiscard]] bool isSettled() const { return m_settled; }

Q_SIGNALS:
    void settled();
    void commitWanted(const holdfast::git::CommitId& commit);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void connectView();
    void measure();
    void showObject();
    void showObjectOf(const session::ComparedObject& object);
    void showLabels();
    void showNotice(foundation::State state, const QString& title, const QString& text);
    void tellNotes();
    void tell(const QString& sentence, const std::vector<foundation::NoticeButton>& buttons = {});
    void askForOrigin(); ///< of the field below the cursor
    void tellOrigin(const QString& field, const Result<workflow::FieldOrigin>& origin);
    void offerSides(difference::Side side, const QPoint& at);
    void addOthers(QMenu& menu, difference::Side side);
    void askForSide(difference::Side side);
    void askForPatchFile();
    void savePatch(const QString& path);
    void openExternally();

    PageServices m_services;
    std::optional<gitops::App> m_app;
    std::optional<manifest::ObjectKey> m_object;
    std::optional<session::ComparedSide> m_left; ///< none: what runs
    std::optional<session::ComparedSide> m_right; ///< none: what Git declares
    std::optional<Result<session::SideComparison>> m_measured;
    std::optional<session::ComparedObject> m_shown;
    QStringList m_toldNotes;
    CancelSource m_measuring;
    CancelSource m_laying;
    CancelSource m_asking;
    git::CommitId m_origin; ///< the commit that the bar tells of
    QTimer m_second; ///< ages grow
    difference::DiffView* m_view = nullptr;
    session::ExternalDiff* m_external = nullptr;
    foundation::NoticeBar* m_told = nullptr;
    foundation::NoticePanel* m_notice = nullptr;
    QStackedLayout* m_stack = nullptr;
    bool m_wantsFocus = false;
    bool m_settled = true;
    bool m_busy = false; ///< a measurement is under way
};

}
