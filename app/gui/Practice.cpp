#include "app/gui/Practice.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace holdfast::gui {

namespace {

constexpr int patienceMs = 3000;

}

Practice::Practice(QString program, QObject* parent)
    : QObject(parent)
    , m_program(std::move(program))
{
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &Practice::readLine);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(m_process.errorString());
    });
    connect(&m_process, &QProcess::finished, this, [this] {
        const QString words = QString::fromUtf8(m_process.readAllStandardError()).trimmed();
        fail(words.isEmpty() ? QStringLiteral("it ended before it answered") : words.section(u'\n', -1));
    });
}

Practice::~Practice()
{
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(patienceMs))
        m_process.kill();
}

void Practice::start()
{
    if (isRunning())
        return;
    m_answered = false;
    m_process.start(m_program, {});
}

void Practice::readLine()
{
    if (m_answered || !m_process.canReadLine())
        return;
    const QJsonObject answer = QJsonDocument::fromJson(m_process.readLine()).object();
    const QString kubeconfig = answer.value(QStringLiteral("kubeconfig")).toString();
    if (kubeconfig.isEmpty())
        return fail(QStringLiteral("its first line names no kubeconfig"));
    m_answered = true;
    Q_EMIT started(kubeconfig);
}

void Practice::fail(const QString& detail)
{
    if (m_answered)
        return;
    m_answered = true;
    Q_EMIT failed({ .code = ErrorCode::Io, .where = FilePlace { .file = m_program }, .detail = detail });
}

}
