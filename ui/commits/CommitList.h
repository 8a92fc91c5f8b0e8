#pragma once

#include "core/base/Clock.h"

#include <QListView>
#include <QStyledItemDelegate>

#include <memory>

namespace holdfast::commits {

class CommitModel;

enum class Choosing {
    One, ///< the current commit is what is looked at
    Several ///< commits have boxes to tick
};

/// Paints a commit of a CommitModel: its dot in the graph, subject, author and age, marks.
class CommitDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    CommitDelegate(std::shared_ptr<const Clock> clock, Choosing choosing, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    std::shared_ptr<const Clock> m_clock;
    Choosing m_choosing;
};

/// The list of commits: Space chooses, D asks for the state of a deployment.
class CommitList final : public QListView {
    Q_OBJECT
public:
    CommitList(CommitModel* model, std::shared_ptr<const Clock> clock, Choosing choosing, QWidget* parent);

Q_SIGNALS:
    /// The state that the app had at this commit is wanted.
    void stateRequested(int row);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    CommitModel* m_commits;
    Choosing m_choosing;
};

}
