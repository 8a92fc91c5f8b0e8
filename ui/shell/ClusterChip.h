#pragma once

#include "core/session/Fleet.h"

#include <QAbstractButton>

namespace holdfast::shell {

/// One cluster in the top bar: its colour, its name and how old what it says is.
class ClusterChip final : public QAbstractButton {
    Q_OBJECT
public:
    explicit ClusterChip(QWidget* parent);
    void show(const session::ClusterStatus& status, const QDateTime& now);
    [[nodiscard]] const session::ClusterStatus& status() const { return m_status; }
    [[nodiscard]] bool isTroubled() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    session::ClusterStatus m_status;
    QString m_name;
    QString m_note; ///< age, or what is wrong
};

/// All chips in a row, troubled ones first; those that do not fit are counted at the end.
class ClusterChips final : public QWidget {
    Q_OBJECT
public:
    explicit ClusterChips(QWidget* parent);
    void show(const std::vector<session::ClusterStatus>& clusters, const QDateTime& now);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void retryRequested(const holdfast::ContextName& context);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void place();
    void popUp(const ClusterChip& chip);
    std::vector<ClusterChip*> m_chips;
    int m_hiddenCount = 0;
};

}
