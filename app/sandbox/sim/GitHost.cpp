#include "app/sandbox/sim/GitHost.h"

#include <QDir>
#include <QFile>
#include <QTcpSocket>
#include <QUrl>

#include <memory>

namespace holdfast::sandbox::sim {

using namespace Qt::StringLiterals;

namespace {

QByteArray plain(const QByteArray& status, const QByteArray& text, const QByteArray& more = {})
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nContent-Length: " + QByteArray::number(text.size())
        + "\r\n" + more + "\r\n" + text;
}

QStringList cgiEnvironment(const HttpRequest& request, const QString& root)
{
    const auto query = request.target.indexOf('?');
    const auto path = QUrl::fromPercentEncoding(query < 0 ? request.target : request.target.left(query));
    const auto header = [&](const char* name) { return QString::fromUtf8(request.headers.value(name)); };
    return { u"GIT_PROJECT_ROOT="_s + root, u"GIT_HTTP_EXPORT_ALL=1"_s, u"REMOTE_USER=practice"_s,
        u"REMOTE_ADDR=127.0.0.1"_s, u"REQUEST_METHOD="_s + QString::fromUtf8(request.method), u"PATH_INFO="_s + path,
        u"QUERY_STRING="_s + (query < 0 ? QString() : QString::fromUtf8(request.target.sliced(query + 1))),
        u"CONTENT_TYPE="_s + header("content-type"), u"CONTENT_LENGTH="_s + QString::number(request.body.size()),
        u"HTTP_CONTENT_ENCODING="_s + header("content-encoding"), u"GIT_PROTOCOL="_s + header("git-protocol"),
        u"HTTP_GIT_PROTOCOL="_s + header("git-protocol") };
}

}

QByteArray answerFromCgi(const QByteArray& output)
{
    auto end = output.indexOf("\r\n\r\n");
    const auto gap = end < 0 ? 2 : 4;
    end = end < 0 ? output.indexOf("\n\n") : end;
    if (end < 0)
        return plain("500 Internal Server Error", "git http-backend gave no answer\n");
    const auto body = output.sliced(end + gap);
    QByteArray status = "200 OK";
    QByteArray headers;
    for (const auto& line : output.left(end).split('\n')) {
        const auto text = line.trimmed();
        if (text.toLower().startsWith("status:"))
            status = text.sliced(7).trimmed();
        else if (!text.toLower().startsWith("content-length:"))
            headers += text + "\r\n";
    }
    return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
        + body;
}

GitHost::GitHost(Repositories& repositories, Processes& processes, QObject* parent)
    : QObject(parent)
    , m_repositories(repositories)
    , m_processes(processes)
{
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (auto* socket = m_server.nextPendingConnection())
            accept(socket);
    });
}

QString GitHost::listen(quint16 port)
{
    if (!m_server.listen(QHostAddress::LocalHost, port))
        return {};
    return u"http://127.0.0.1:%1"_s.arg(m_server.serverPort());
}

void GitHost::accept(QTcpSocket* socket)
{
    auto reader = std::make_shared<HttpReader>();
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket, reader] {
        reader->add(socket->readAll());
        read(socket, *reader);
    });
}

void GitHost::read(QTcpSocket* socket, HttpReader& reader)
{
    switch (reader.poll()) {
    case HttpReader::State::NeedsMore:
        return;
    case HttpReader::State::WantsContinue:
        socket->write("HTTP/1.1 100 Continue\r\n\r\n");
        return;
    case HttpReader::State::Broken:
        socket->write(plain("400 Bad Request", "this is no request that the practice's Git server understands\n",
            "Connection: close\r\n"));
        socket->disconnectFromHost();
        return;
    case HttpReader::State::Ready:
        answer(socket, reader.take());
    }
}

void GitHost::answer(QTcpSocket* socket, const HttpRequest& request)
{
    const auto path = QUrl::fromPercentEncoding(request.target.left(request.target.indexOf('?')));
    if (m_repositories.isLocked(path)) {
        socket->write(
            plain("401 Unauthorized", "authentication required\n", "WWW-Authenticate: Basic realm=\"practice\"\r\n"));
        return;
    }
    const auto serve = [this, socket, request] {
        m_processes.run(
            { u"git"_s, { u"http-backend"_s }, cgiEnvironment(request, m_repositories.root()), request.body }, socket,
            [socket](const ProcessResult& result) { socket->write(answerFromCgi(result.output)); });
    };
    const auto folder = m_repositories.root() + path.chopped(path.endsWith(u"/info/refs") ? 10 : 0);
    const bool isPush = request.target.contains("service=git-receive-pack") && folder.endsWith(u".git");
    if (!isPush || path.contains(u"..") || QDir(folder).exists())
        return serve();
    // The first push to a name makes its repository.
    m_processes.run({ u"git"_s, { u"init"_s, u"-q"_s, u"--bare"_s, u"--initial-branch=main"_s, folder }, {}, {} },
        socket, [serve, folder](const ProcessResult&) {
            QFile config(folder + u"/config"_s);
            if (config.open(QIODevice::Append))
                config.write("[http]\n\treceivepack = true\n");
            config.close();
            serve();
        });
}

}
