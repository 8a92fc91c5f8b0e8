#pragma once

#include <QObject>

namespace holdfast::sandbox {

/// Turns SIGTERM and SIGINT into a signal of the event loop.
class SignalWatch final : public QObject {
    Q_OBJECT
public:
    explicit SignalWatch(QObject* parent = nullptr);
    ~SignalWatch() override;

Q_SIGNALS:
    void stopRequested();

private:
    int m_pipe[2] = { -1, -1 };
};

}
