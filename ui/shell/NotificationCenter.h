#pragma once

#include "core/session/Fleet.h"
#include "ui/foundation/Notice.h"

#include <QWidget>

class QVBoxLayout;

namespace holdfast::shell {

/// Something to tell the user that belongs to no page.
struct Notification {
    foundation::NoticeBar::Look look = foundation::NoticeBar::Look::Quiet;
    QString text;
    friend bool operator==(const Notification&, const Notification&) = default;
};

/// What has been told, newest last, until it is put away. Lives as long as the window.
class NotificationCenter final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    void post(const Notification& notification);
    void putAway(const QString& text);
    [[nodiscard]] const std::vector<Notification>& open() const { return m_open; }

Q_SIGNALS:
    void changed();

private:
    std::vector<Notification> m_open;
};

/// The standing warnings of these clusters: unverified certificates, acting as somebody else.
[[nodiscard]] std::vector<Notification> standingWarnings(const std::vector<session::ClusterStatus>& clusters);

/// The bars below the top bar: standing warnings, which cannot be put away, then notifications.
class Banners final : public QWidget {
    Q_OBJECT
public:
    Banners(NotificationCenter& center, QWidget* parent);
    void showWarnings(const std::vector<Notification>& warnings);

private:
    void rebuild();
    NotificationCenter& m_center;
    std::vector<Notification> m_warnings;
    QVBoxLayout* m_column;
    std::vector<QWidget*> m_bars;
};

}
