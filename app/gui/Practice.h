#pragma once

#include "core/base/Result.h"

#include <QObject>
#include <QProcess>

namespace holdfast::gui {

/// The practice fleet: holdfast-sandbox as a child of this process, ended with it.
class Practice final : public QObject {
    Q_OBJECT
public:
    explicit Practice(QString program, QObject* parent = nullptr);
    ~Practice() override;
    void start();
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

Q_SIGNALS:
    void started(const QString& kubeconfig);
    void failed(const holdfast::Error& error);

private:
    void readLine();
    void fail(const QString& detail);
    QString m_program;
    QProcess m_process;
    bool m_answered = false;
};

}
