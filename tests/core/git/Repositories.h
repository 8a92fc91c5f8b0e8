#pragma once

#include "core/git/Repository.h"

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace holdfast::git {

/// Runs git as a user at a shell would, in a folder, and answers with what it printed.
QByteArray gitAtShell(const QString& folder, const QStringList& arguments);

/// A work tree in a temporary folder, with an identity of its own and no configuration but its own.
class WorkTree final {
public:
    WorkTree();

    [[nodiscard]] QString path() const { return m_folder.path(); }
    void write(const QString& file, const QByteArray& content) const;
    void remove(const QString& file) const;
    /// Commits everything that changed.
    CommitId commit(const QString& subject) const;
    QByteArray git(const QStringList& arguments) const { return gitAtShell(path(), arguments); }

private:
    QTemporaryDir m_folder;
};

/// A real Git server behind TLS: tests/gitserver in a process of its own.
class GitServer final {
public:
    GitServer();
    ~GitServer();
    Q_DISABLE_COPY_MOVE(GitServer)

    [[nodiscard]] QString url() const { return m_url; }
    [[nodiscard]] QString bare() const { return m_bare; }
    [[nodiscard]] QString certificate() const { return m_certificate; }
    /// From now on the server fails in this way; answers with the number of requests so far.
    int setFault(const QByteArray& fault);

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QString m_url;
    QString m_bare;
    QString m_certificate;
};

}
