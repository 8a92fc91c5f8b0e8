#pragma once

#include "app/sandbox/sim/Agenda.h"

#include <QObject>
#include <QProcessEnvironment>
#include <QStringList>

namespace holdfast::sandbox::sim {

struct ProcessRequest {
    QString program;
    QStringList arguments;
    QStringList environment; ///< `NAME=value`, added to a bare one
    QByteArray input;
};

struct ProcessResult {
    int exitCode = -1; ///< -1: not started, killed, or out of time
    QByteArray output;
    QByteArray errors; ///< says what happened where the program could not
};

/// Runs programs beside the event loop, a few at a time, each with a time limit; replayed time waits for them.
class Processes final : public QObject {
public:
    explicit Processes(Agenda& agenda, QObject* parent = nullptr);

    using Done = std::function<void(const ProcessResult&)>;
    /// Calls `done` once, unless `context` dies first.
    void run(const ProcessRequest& request, QObject* context, Done done);
    [[nodiscard]] static bool isInstalled(const QString& program);

private:
    struct Waiting {
        ProcessRequest request;
        QPointer<QObject> context;
        Done done;
        std::shared_ptr<void> hold;
    };
    void startNext();
    void start(const Waiting& work);

    Agenda& m_agenda;
    std::vector<Waiting> m_waiting;
    int m_running = 0;
};

}
