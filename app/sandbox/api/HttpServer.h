#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSslConfiguration>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

class QSslServer;
class QSslSocket;

namespace holdfast::sandbox {

/// One request as it came over the wire.
struct HttpRequest {
    std::string method;
    std::string target; ///< as sent, with the query
    std::vector<std::string> path; ///< decoded segments
    std::map<std::string, std::string, std::less<>> query; ///< decoded; of equal names the last
    std::map<std::string, std::string, std::less<>> headers; ///< names in lower case
    QByteArray body;
    bool bodyTooLarge = false;

    [[nodiscard]] std::string header(std::string_view name) const;
    [[nodiscard]] std::string parameter(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const { return query.contains(name); }
};

struct HttpResponse {
    int status = 200;
    QByteArray contentType = "application/json";
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
};

/// The answering side of one request; it outlives its connection harmlessly.
class HttpExchange : public QObject {
    Q_OBJECT
public:
    virtual void respond(const HttpResponse& response) = 0;
    /// Begins an answer of unknown length.
    virtual void begin(const HttpResponse& head) = 0;
    virtual void write(const QByteArray& bytes) = 0;
    virtual void end() = 0;

Q_SIGNALS:
    /// The answer is complete or the client has gone.
    void closed();
};

using HttpHandler = std::function<void(const HttpRequest&, HttpExchange&)>;

/// An HTTP/1.1 server over TLS on loopback: keep-alive, pipelined requests, chunked streams. One thread.
class HttpServer final : public QObject {
    Q_OBJECT
public:
    HttpServer(const QSslConfiguration& tls, HttpHandler handler, QObject* parent = nullptr);
    ~HttpServer() override;
    [[nodiscard]] bool listen(quint16 port);
    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QString errorText() const;

private:
    std::unique_ptr<QSslServer> m_server;
    HttpHandler m_handler;
};

}
