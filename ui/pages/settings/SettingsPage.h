#pragma once

#include "ui/pages/Page.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QVBoxLayout;

namespace holdfast::pages::settings {

/// The few things that can be set, what is in use, and what the program is made of.
class SettingsPage final : public Page {
    Q_OBJECT
public:
    SettingsPage(const PageServices& services, QWidget* parent);
    void open(const Route& route) override;
    [[nodiscard]] QString title() const override { return tr("Settings"); }
    [[nodiscard]] std::vector<KeyHint> keyHints() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] bool isComplete() const override { return true; }

private:
    void addHeading(const QString& text);
    QLabel* addText(const QString& name, const QString& text);
    void buildTheme();
    void showClusters();
    void showTheme();
    void buildMeasuring();
    void showMeasuring();
    PageServices m_services;
    QWidget* m_content;
    QVBoxLayout* m_column;
    QComboBox* m_theme = nullptr;
    QCheckBox* m_measuring = nullptr;
    QLabel* m_clusters = nullptr;
};

}
