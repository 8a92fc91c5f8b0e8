#pragma once

#include "core/session/Fleet.h"
#include "ui/pages/Page.h"

#include <QWidget>

class QPushButton;

namespace holdfast::shell {

class ClusterChips;

/// A place above the current one: its text and the route back to it.
struct Crumb {
    QString text;
    std::optional<pages::Route> route;
    int clusterColour = -1;
    friend bool operator==(const Crumb&, const Crumb&) = default;
};

/// Where one is, as a line of links.
class Breadcrumb final : public QWidget {
    Q_OBJECT
public:
    explicit Breadcrumb(QWidget* parent);
    void show(const std::vector<Crumb>& crumbs);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void routeChosen(const holdfast::pages::Route& route);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    std::vector<Crumb> m_crumbs;
    std::vector<QRect> m_places;
};

/// Breadcrumb, clusters, and the field that opens the palette.
class TopBar final : public QWidget {
    Q_OBJECT
public:
    explicit TopBar(QWidget* parent);
    [[nodiscard]] Breadcrumb& breadcrumb() { return *m_breadcrumb; }
    void showClusters(const std::vector<session::ClusterStatus>& clusters, const QDateTime& now);

Q_SIGNALS:
    void paletteRequested();
    void retryRequested(const holdfast::ContextName& context);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Breadcrumb* m_breadcrumb;
    ClusterChips* m_chips;
    QPushButton* m_palette;
};

/// The keys that work now, and what is in view.
class FootBar final : public QWidget {
    Q_OBJECT
public:
    explicit FootBar(QWidget* parent);
    void show(std::vector<pages::KeyHint> hints, const QString& summary);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<pages::KeyHint> m_hints;
    QString m_summary;
};

}
