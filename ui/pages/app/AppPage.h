#pragma once

#include "ui/pages/Page.h"

#include <QTimer>

#include <optional>

class QLabel;
class QStackedWidget;

namespace holdfast::foundation {
class ElidedLabel;
class FactTable;
class NoticeBar;
class NoticePanel;
}

namespace holdfast::pages::app {

class DiffPane;
class ManifestPane;
class ObjectPane;
class StatusStrip;
class TabRow;

/// One app: status strip, objects as a tree, the selected object's manifest, conditions and events.
class AppPage final : public Page {
    Q_OBJECT
public:
    AppPage(const PageServices& services, QWidget* parent);
    ~AppPage() override;
    void open(const Route& route) override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] std::optional<gitops::AppId> subject() const override
    {
        return m_id.name.isEmpty() ? std::nullopt : std::optional(m_id);
    }
    [[nodiscard]] std::vector<KeyHint> keyHints() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] bool isComplete() const override;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    enum Tab { ManifestTab, DiffTab, ConditionsTab, EventsTab, HistoryTab }; ///< the last one is a page of its own
    void buildWidgets();
    void buildStrip();
    void buildToolBar();
    void connectWidgets();
    void takeContext(const std::vector<gitops::App>& apps);
    void openPart(const QString& part);
    void connectFleet();
    void clear();
    void showApp();
    void showDetails(const Result<gitops::AppDetails>& details);
    void showFacts();
    void fetchDetails();
    void follow(); ///< has the app watched while the page is in sight
    void select(const manifest::ObjectKey& object);
    void fetchManifest(const manifest::ObjectKey& object);
    void showDiff(); ///< measures where the tab is in sight
    void showNoSuchApp();
    void finish(); ///< the page now shows all that it can
    [[nodiscard]] std::optional<session::ClusterStatus> cluster() const;

    PageServices m_services;
    gitops::AppId m_id;
    std::optional<gitops::App> m_app;
    std::optional<gitops::AppDetails> m_details;
    std::optional<Error> m_error;
    bool m_complete = false;
    /// What is read while something changes is shown and then read again; to begin anew each time would never end.
    enum class Reading { None, UnderWay, Outdated };
    CancelSource m_detailsWork;
    Reading m_detailsReading = Reading::None;
    CancelSource m_manifestWork;
    Reading m_manifestReading = Reading::None;
    std::optional<manifest::ObjectKey> m_manifestOf;
    CancelSource m_following;
    std::optional<gitops::AppId> m_followed;
    QTimer m_second;
    QTimer m_refetch;
    QTimer m_again { this }; ///< what may not be watched changes without a word

    StatusStrip* m_strip = nullptr;
    TabRow* m_tabs = nullptr;
    foundation::ElidedLabel* m_path = nullptr;
    foundation::NoticeBar* m_run = nullptr; ///< somebody's guided run on the app
    foundation::NoticeBar* m_unreadable = nullptr;
    foundation::NoticePanel* m_notice = nullptr;
    ObjectPane* m_objects = nullptr;
    ManifestPane* m_manifest = nullptr;
    DiffPane* m_diff = nullptr;
    foundation::FactTable* m_conditions = nullptr;
    foundation::FactTable* m_events = nullptr;
    QStackedWidget* m_content = nullptr; ///< in the order of Tab
    QStackedWidget* m_body = nullptr; ///< the page proper, or the notice
};

}
