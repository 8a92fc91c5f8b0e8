#pragma once

#include "app/gui/Options.h"
#include "ui/foundation/Preferences.h"

#include <memory>

class QApplication;

namespace holdfast::gui {

class Practice;
class StartupReport;

/// One run of the program: a fleet, the window on it, and what follows from the command line.
class Console final : public QObject {
    Q_OBJECT
public:
    Console(Options options, QApplication& application);
    ~Console() override;
    /// Shows the window, or draws the picture and ends the application.
    void start();

private:
    void openFleet();
    void openWindow();
    void tellOfHeldRuns();
    void measureAsChosen();
    void startPractice();
    void enterPractice(const QString& kubeconfig);
    void applyChosenTheme();
    void watchPicture();
    void draw(int exitCode);
    void finish(int exitCode, const QString& sentence);
    [[nodiscard]] bool isDrawable() const;

    Options m_options;
    QApplication& m_application;
    std::unique_ptr<foundation::Preferences> m_preferences;
    std::unique_ptr<Practice> m_practice;
    std::unique_ptr<app::Composition> m_composition;
    std::unique_ptr<session::Fleet> m_noFleet;
    session::Fleet* m_fleet = nullptr;
    std::unique_ptr<shell::MainWindow> m_window;
    std::unique_ptr<StartupReport> m_report;
    QTimer m_limit;
    bool m_unreadable = false; ///< the kubeconfig; the window says why
    bool m_finished = false;
};

}
