#pragma once

#include "app/sandbox/api/HttpServer.h"

#include <QSslSocket>

#include <optional>

namespace holdfast::sandbox {

/// Takes bytes, gives requests. No I/O.
class HttpParser final {
public:
    void feed(const QByteArray& bytes) { m_buffer += bytes; }
    enum class State { NeedsMore, Complete, Malformed };
    State next(HttpRequest& request);
    /// Whether the client waits for `100 Continue` before it sends its body; asked once.
    [[nodiscard]] bool takeExpectation();

private:
    State readHead();
    State readBody();
    State readChunks();

    QByteArray m_buffer;
    HttpRequest m_request;
    bool m_headDone = false;
    bool m_expects = false;
    bool m_chunked = false;
    qint64 m_length = 0;
};

/// One client connection: reads requests one after the other and writes their answers in order.
class HttpConnection final : public HttpExchange {
    Q_OBJECT
public:
    HttpConnection(QSslSocket* socket, HttpHandler handler);

    void respond(const HttpResponse& response) override;
    void begin(const HttpResponse& head) override;
    void write(const QByteArray& bytes) override;
    void end() override;

private:
    void read();
    void advance();
    void finish();
    [[nodiscard]] QByteArray headOf(const HttpResponse& response, const QByteArray& framing) const;

    QSslSocket* m_socket;
    HttpHandler m_handler;
    HttpParser m_parser;
    bool m_busy = false;
    bool m_closing = false;
    bool m_headOnly = false; ///< HEAD: the answer's length without its body
};

}
