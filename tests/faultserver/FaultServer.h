#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QUrl>

namespace holdfast::tests {

/// A scripted HTTP server that fails on demand (server.py; README.md describes the script). One thread.
class FaultServer final {
public:
    FaultServer();
    ~FaultServer();
    FaultServer(const FaultServer&) = delete;
    FaultServer& operator=(const FaultServer&) = delete;

    /// Starts, or starts anew with another script on another port; records are emptied. False: see error().
    [[nodiscard]] bool start(const QJsonObject& script);
    void stop(); ///< closes the port and all connections

    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] QUrl url(const QString& pathAndQuery = {}) const;
    [[nodiscard]] int port() const { return m_url.port(); }
    [[nodiscard]] QByteArray authority() const { return m_authority; } ///< PEM; empty without TLS
    [[nodiscard]] QByteArray clientCertificate() const { return m_clientCertificate; }
    [[nodiscard]] QByteArray clientKey() const { return m_clientKey; }

    /// Everything that happened so far, in order: objects with "event" (connection, open, request, proxy, failed, ...).
    [[nodiscard]] QList<QJsonObject> records();
    /// The records of one event; `requests()` are those with method, target, headers (names in lower case), body.
    [[nodiscard]] QList<QJsonObject> records(QLatin1StringView event);
    [[nodiscard]] QList<QJsonObject> requests();

    void release(const QString& gate); ///< lets steps go on that wait for this gate
    void blackHole(); ///< present connections neither read nor write any more

private:
    [[nodiscard]] QJsonObject ask(const QJsonObject& command);

    QProcess m_process;
    QString m_error;
    QUrl m_url;
    QByteArray m_authority;
    QByteArray m_clientCertificate;
    QByteArray m_clientKey;
};

/// A script as JSON text, for raw string literals; an empty object where it does not parse.
[[nodiscard]] QJsonObject script(const char* json);

}
