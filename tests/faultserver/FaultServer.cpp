#include "tests/faultserver/FaultServer.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace holdfast::tests {

namespace {

constexpr int patience = 20'000;

}

FaultServer::FaultServer()
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(u"python3"_s, { QStringLiteral(HOLDFAST_FAULTSERVER) });
}

FaultServer::~FaultServer()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(patience))
        m_process.kill();
}

bool FaultServer::start(const QJsonObject& script)
{
    const QJsonObject reply = ask({ { u"do"_s, u"start"_s }, { u"script"_s, script } });
    m_error = reply.value("error"_L1).toString();
    m_url = QUrl(reply.value("url"_L1).toString());
    m_authority = reply.value("authority"_L1).toString().toLatin1();
    m_clientCertificate = reply.value("clientCertificate"_L1).toString().toLatin1();
    m_clientKey = reply.value("clientKey"_L1).toString().toLatin1();
    return m_error.isEmpty() && m_url.isValid() && !m_url.isEmpty();
}

void FaultServer::stop()
{
    std::ignore = ask({ { u"do"_s, u"stop"_s } });
}

QUrl FaultServer::url(const QString& pathAndQuery) const
{
    return m_url.resolved(QUrl(pathAndQuery));
}

QList<QJsonObject> FaultServer::records()
{
    QList<QJsonObject> records;
    const QJsonArray all = ask({ { u"do"_s, u"records"_s } }).value("records"_L1).toArray();
    for (const QJsonValue& record : all)
        records.append(record.toObject());
    return records;
}

QList<QJsonObject> FaultServer::records(QLatin1StringView event)
{
    QList<QJsonObject> matching = records();
    matching.removeIf([event](const QJsonObject& record) { return record.value("event"_L1).toString() != event; });
    return matching;
}

QList<QJsonObject> FaultServer::requests()
{
    return records("request"_L1);
}

void FaultServer::release(const QString& gate)
{
    std::ignore = ask({ { u"do"_s, u"release"_s }, { u"gate"_s, gate } });
}

void FaultServer::blackHole()
{
    std::ignore = ask({ { u"do"_s, u"blackhole"_s } });
}

QJsonObject FaultServer::ask(const QJsonObject& command)
{
    m_process.write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
    const QDeadlineTimer deadline(patience);
    while (!m_process.canReadLine()) {
        if (deadline.hasExpired() || !m_process.waitForReadyRead(static_cast<int>(deadline.remainingTime())))
            return { { u"error"_s, u"the fault server did not answer: "_s + m_process.errorString() } };
    }
    return QJsonDocument::fromJson(m_process.readLine()).object();
}

QJsonObject script(const char* json)
{
    return QJsonDocument::fromJson(json).object();
}

}
