#pragma once

#include "ui/diff/DiffView.h"
#include "ui/foundation/StateBadge.h"

#include <QFuture>
#include <QWidget>

#include <functional>

class QListView;
class QStackedWidget;
class QStandardItemModel;

namespace holdfast::foundation {
class NoticePanel;
}

namespace holdfast::commits {

/// A file or an object of which there are two states.
struct NamedChange {
    QString name;
    QString note; ///< dim, behind the name
    foundation::State state = foundation::State::OutOfSync;
    difference::SideLabel left;
    difference::SideLabel right;
    std::function<QFuture<Result<diff::SideBySide>>(CancelToken)> rows;
};

/// A list of changes, and the one that is chosen in full below it. Rows are asked for when they are looked at.
class ChangesView final : public QWidget {
    Q_OBJECT
public:
    explicit ChangesView(QWidget* parent = nullptr);
    /// The change of the same name stays the chosen one.
    void setChanges(std::vector<NamedChange> changes);
    /// A sentence instead of changes.
    void setNotice(foundation::State state, const QString& title, const QString& text);
    [[nodiscard]] difference::DiffView* view() const { return m_view; }
    /// Whether all that was asked for is on screen.
    [[nodiscard]] bool isSettled() const { return m_settled; }

Q_SIGNALS:
    void settled();

private:
    void show(int at);
    void settle();

    std::vector<NamedChange> m_changes;
    CancelSource m_laying;
    bool m_settled = true;
    QStandardItemModel* m_model = nullptr;
    QListView* m_list = nullptr;
    difference::DiffView* m_view = nullptr;
    foundation::NoticePanel* m_notice = nullptr;
    QStackedWidget* m_stack = nullptr;
};

}
