#pragma once

#include "ui/pages/Page.h"

#include <QAbstractButton>

namespace holdfast::shell {

/// One page in the navigation bar: icon above text.
class NavigationButton final : public QAbstractButton {
    Q_OBJECT
public:
    NavigationButton(const pages::PageFactory& page, QWidget* parent);
    [[nodiscard]] const QString& page() const { return m_page; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_page;
    QString m_icon;
};

/// The pages at the left edge; only those that exist.
class NavigationBar final : public QWidget {
    Q_OBJECT
public:
    NavigationBar(const std::vector<pages::PageFactory>& factories, QWidget* parent);
    void setCurrent(const QString& page);

Q_SIGNALS:
    void pageChosen(const QString& page);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<NavigationButton*> m_buttons;
};

}
