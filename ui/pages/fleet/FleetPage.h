#pragma once

#include "core/base/Cancel.h"
#include "ui/pages/Page.h"
#include "ui/pages/fleet/BarStack.h"
#include "ui/pages/fleet/FacetRail.h"
#include "ui/pages/fleet/FleetLines.h"
#include "ui/pages/fleet/FleetToolBar.h"

#include <QTimer>

#include <unordered_map>

class QStackedWidget;

namespace holdfast::pages::fleet {

class FleetHeader;
class FleetView;

/// The list of all apps of all clusters: shows the fleet's models, sends the user where they want to go.
class FleetPage final : public Page {
    Q_OBJECT
public:
    FleetPage(const PageServices& services, QWidget* parent);
    ~FleetPage() override;

    void open(const Route& route) override;
    [[nodiscard]] QString title() const override { return tr("Fleet"); }
    [[nodiscard]] std::vector<KeyHint> keyHints() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] bool isComplete() const override;
    [[nodiscard]] int rows() const { return m_model->rowCount(); }

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void connectParts();
    void applyChanges(const session::AppChanges& changes);
    void applyCluster(const session::ClusterStatus& status);
    void project(foundation::ChangeSet<gitops::AppId, FleetRow> changes);
    void rechoose();
    void setFilter(const QString& text);
    void toggleFacet(FacetSection section, const QString& key);
    void chooseView(const QString& key);
    void removeChip(const Chip& chip);
    void clearFilters();
    void expand(const gitops::AppId& app);
    void collapse(const gitops::AppId& app);
    void readDetails(const gitops::AppId& app);
    void measureFields(const gitops::AppDetails& details, const CancelToken& token);
    void pressButton(const QString& id);
    void pressBar(const BarNotice& notice, const QString& button);
    void askForViewName();
    void removeView(const QString& key);
    void rememberViews();
    void refresh(); ///< rail, notices, summary
    void refreshChips();
    void fitColumns();

    PageServices m_services;
    ClusterLooks m_clusters;
    FleetModel* m_model;
    FleetLines* m_lines;
    Tally m_tally;
    ListChoice m_choice;
    bool m_anyNote = false; ///< some app has shown the message of its commit
    QString m_view = QStringLiteral("all");
    std::vector<SavedView> m_views;
    std::unordered_map<QString, CancelSource> m_reads; ///< by app text; gone when collapsed
    QTimer m_tick;
    QTimer m_refresh;
    FleetHeader* m_header = nullptr;
    FleetView* m_list = nullptr;
    FleetToolBar* m_toolBar = nullptr;
    FacetRail* m_rail = nullptr;
    BarStack* m_bars = nullptr;
    QStackedWidget* m_stack = nullptr;
    foundation::NoticePanel* m_notice = nullptr;
};

}
