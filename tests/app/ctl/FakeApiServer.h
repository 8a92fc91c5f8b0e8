#pragma once

#include <QHash>
#include <QHostAddress>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <memory>

namespace holdfast::ctl {

/// As much of an API server as a read of the fleet needs: legacy discovery, lists, watches that stay silent, objects.
class FakeApiServer final : public QObject {
public:
    FakeApiServer()
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = m_server.nextPendingConnection())
                serve(socket);
        });
    }

    [[nodiscard]] QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort()); }

    /// What a GET of the path answers; everything else is 404.
    void answer(const QString& path, const QByteArray& body, int status = 200) { m_answers[path] = { status, body }; }

    /// A resource with its list, and discovery of it.
    void addList(
        const QByteArray& groupVersion, const QByteArray& plural, const QByteArray& kind, const QByteArray& items)
    {
        const QByteArray base = groupVersion.contains('/') ? "/apis/" + groupVersion : "/api/" + groupVersion;
        m_resources[groupVersion].append(R"({"name":")" + plural + R"(","singularName":"","namespaced":true,"kind":")"
            + kind + R"(","verbs":["get","list","watch"]})");
        answer(QString::fromLatin1(base + '/' + plural),
            R"({"kind":")" + kind + R"(List","apiVersion":")" + groupVersion
                + R"(","metadata":{"resourceVersion":"10"},"items":[)" + items + "]}");
        discover();
    }

    [[nodiscard]] const QStringList& requests() const { return m_requests; }

private:
    struct Answer {
        int status = 404;
        QByteArray body;
    };

    void discover()
    {
        QByteArrayList groups;
        for (const auto& [groupVersion, resources] : m_resources.asKeyValueRange()) {
            const bool core = !groupVersion.contains('/');
            const QByteArray base = core ? "/api/" : "/apis/";
            answer(QString::fromLatin1(base + groupVersion),
                R"({"kind":"APIResourceList","apiVersion":"v1","groupVersion":")" + groupVersion + R"(","resources":[)"
                    + resources.join(',') + "]}");
            if (core)
                continue;
            const QByteArray group = groupVersion.left(groupVersion.indexOf('/'));
            const QByteArray version = groupVersion.mid(groupVersion.indexOf('/') + 1);
            const QByteArray both = R"({"groupVersion":")" + groupVersion + R"(","version":")" + version + "\"}";
            groups.append(
                R"({"name":")" + group + R"(","versions":[)" + both + R"(],"preferredVersion":)" + both + "}");
        }
        answer(QStringLiteral("/api"), R"({"kind":"APIVersions","versions":["v1"]})");
        answer(QStringLiteral("/apis"),
            R"({"kind":"APIGroupList","apiVersion":"v1","groups":[)" + groups.join(',') + "]}");
        answer(QStringLiteral("/version"), R"({"gitVersion":"v1.33.0"})");
    }

    void serve(QTcpSocket* socket)
    {
        auto pending = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, socket, [this, socket, pending] {
            *pending += socket->readAll();
            for (qsizetype end = pending->indexOf("\r\n\r\n"); end >= 0; end = pending->indexOf("\r\n\r\n")) {
                const QByteArray head = pending->left(end);
                pending->remove(0, end + 4);
                respond(socket, QString::fromLatin1(head.split(' ').value(1)));
            }
        });
    }

    void respond(QTcpSocket* socket, const QString& target)
    {
        m_requests.append(target);
        if (target.contains(QLatin1String("watch=true")) || target.contains(QLatin1String("watch=1"))) {
            socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            return;
        }
        const Answer found = m_answers.value(QUrl(target).path(), Answer { 404, status(404, "NotFound") });
        const QByteArray length = QByteArray::number(found.body.size());
        socket->write("HTTP/1.1 " + QByteArray::number(found.status)
            + " Said\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n" + found.body);
    }

public:
    static QByteArray status(int code, const QByteArray& reason)
    {
        return R"({"kind":"Status","apiVersion":"v1","status":"Failure","message":"said so","reason":")" + reason
            + R"(","code":)" + QByteArray::number(code) + "}";
    }

private:
    QTcpServer m_server;
    QHash<QString, Answer> m_answers;
    QMap<QByteArray, QByteArrayList> m_resources;
    QStringList m_requests;
};

}
