#pragma once

#include "app/sandbox/sim/HttpRequest.h"
#include "app/sandbox/sim/Repositories.h"

#include <QTcpServer>

class QTcpSocket;

namespace holdfast::sandbox::sim {

/// Serves the bare repositories on loopback: `git http-backend` behind HTTP.
class GitHost final : public QObject {
public:
    GitHost(Repositories& repositories, Processes& processes, QObject* parent = nullptr);
    /// Empty where no port could be had. The URL has no slash at its end.
    [[nodiscard]] QString listen(quint16 port = 0);

private:
    void accept(QTcpSocket* socket);
    void read(QTcpSocket* socket, HttpReader& reader);
    void answer(QTcpSocket* socket, const HttpRequest& request);

    Repositories& m_repositories;
    Processes& m_processes;
    QTcpServer m_server;
};

/// The answer to a request from what a CGI program wrote.
[[nodiscard]] QByteArray answerFromCgi(const QByteArray& output);

}
