#pragma once

#include "core/session/Fleet.h"

#include <QObject>

#include <optional>

class QWidget;

namespace holdfast::gui {

/// Milliseconds since this process was started, as the system counts them.
[[nodiscard]] qint64 processAge();

/// Watches one start of the window: first frame, all rows in a frame, all rows complete; writes them to a file once.
class StartupReport final : public QObject {
    Q_OBJECT
public:
    StartupReport(QString file, session::Fleet& fleet, QWidget& window);
    [[nodiscard]] bool isDone() const { return m_done; }

Q_SIGNALS:
    void done();
    void failed(const QString& sentence);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void look();
    void painted();
    void write();
    QString m_file;
    session::Fleet& m_fleet;
    QWidget& m_window;
    std::optional<qint64> m_firstPaint;
    std::optional<qint64> m_rowsPainted;
    std::optional<qint64> m_complete;
    bool m_rowsThere = false;
    bool m_done = false;
};

}
