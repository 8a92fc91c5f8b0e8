#include "app/sandbox/api/HttpServer.h"

#include "app/sandbox/api/HttpConnection.h"

#include <QDateTime>
#include <QLocale>
#include <QSslServer>
#include <QUuid>

namespace holdfast::sandbox {

namespace {

constexpr qint64 MaxUnread = 256 << 20; // a watcher that does not read is cut off

QByteArray reasonOf(int status)
{
    static const QHash<int, QByteArray> reasons { { 200, "OK" }, { 201, "Created" }, { 202, "Accepted" },
        { 301, "Moved Permanently" }, { 304, "Not Modified" }, { 400, "Bad Request" }, { 401, "Unauthorized" },
        { 403, "Forbidden" }, { 404, "Not Found" }, { 405, "Method Not Allowed" }, { 406, "Not Acceptable" },
        { 409, "Conflict" }, { 410, "Gone" }, { 413, "Request Entity Too Large" }, { 415, "Unsupported Media Type" },
        { 422, "Unprocessable Entity" }, { 429, "Too Many Requests" }, { 500, "Internal Server Error" },
        { 501, "Not Implemented" }, { 503, "Service Unavailable" }, { 504, "Gateway Timeout" } };
    return reasons.value(status, "Unknown");
}

QByteArray httpDate()
{
    return QLocale::c()
        .toString(QDateTime::currentDateTimeUtc(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"))
        .toLatin1();
}

}

HttpServer::HttpServer(const QSslConfiguration& tls, HttpHandler handler, QObject* parent)
    : QObject(parent)
    , m_server(std::make_unique<QSslServer>())
    , m_handler(std::move(handler))
{
    m_server->setSslConfiguration(tls);
    m_server->setListenBacklogSize(256);
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (auto* socket = qobject_cast<QSslSocket*>(m_server->nextPendingConnection()))
            new HttpConnection(socket, m_handler); // owned by its socket
    });
}

HttpServer::~HttpServer() = default;

bool HttpServer::listen(quint16 port)
{
    return m_server->listen(QHostAddress::LocalHost, port);
}

quint16 HttpServer::port() const
{
    return m_server->serverPort();
}

QString HttpServer::errorText() const
{
    return m_server->errorString();
}

HttpConnection::HttpConnection(QSslSocket* socket, HttpHandler handler)
    : m_socket(socket)
    , m_handler(std::move(handler))
{
    setParent(socket);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(socket, &QSslSocket::readyRead, this, &HttpConnection::read);
    connect(socket, &QSslSocket::disconnected, this, [this] {
        Q_EMIT closed();
        m_socket->deleteLater();
    });
    if (socket->bytesAvailable() > 0)
        read();
}

void HttpConnection::read()
{
    m_parser.feed(m_socket->readAll());
    if (!m_busy)
        advance();
}

void HttpConnection::advance()
{
    HttpRequest request;
    switch (m_parser.next(request)) {
    case HttpParser::State::NeedsMore:
        if (m_parser.takeExpectation())
            m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
        return;
    case HttpParser::State::Malformed:
        m_socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        m_socket->disconnectFromHost();
        return;
    case HttpParser::State::Complete:
        break;
    }
    m_busy = true;
    m_headOnly = request.method == "HEAD";
    m_closing = QByteArray::fromStdString(request.header("connection")).toLower() == "close";
    m_handler(request, *this);
}

QByteArray HttpConnection::headOf(const HttpResponse& response, const QByteArray& framing) const
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reasonOf(response.status) + "\r\n";
    head += "Audit-Id: " + QUuid::createUuid().toByteArray(QUuid::WithoutBraces) + "\r\n";
    bool caches = false;
    for (const auto& [name, value] : response.headers) {
        head += name + ": " + value + "\r\n";
        caches = caches || name == "Cache-Control";
    }
    if (!caches)
        head += "Cache-Control: no-cache, private\r\n";
    if (!response.contentType.isEmpty())
        head += "Content-Type: " + response.contentType + "\r\n";
    return head + "Date: " + httpDate() + "\r\n" + framing + "\r\n";
}

void HttpConnection::respond(const HttpResponse& response)
{
    const QByteArray length = response.status == 304
        ? QByteArray()
        : "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    m_socket->write(headOf(response, length) + (m_headOnly ? QByteArray() : response.body));
    finish();
}

void HttpConnection::begin(const HttpResponse& head)
{
    m_socket->write(headOf(head, "Transfer-Encoding: chunked\r\n"));
}

void HttpConnection::write(const QByteArray& bytes)
{
    if (bytes.isEmpty() || m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    m_socket->write(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
    if (m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite() > MaxUnread)
        m_socket->abort();
}

void HttpConnection::end()
{
    m_socket->write("0\r\n\r\n");
    finish();
}

void HttpConnection::finish()
{
    Q_EMIT closed();
    m_busy = false;
    if (m_closing) {
        m_socket->disconnectFromHost();
        return;
    }
    // From the event loop, so that a long pipeline does not pile up calls.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_busy)
                advance();
        },
        Qt::QueuedConnection);
}

}
