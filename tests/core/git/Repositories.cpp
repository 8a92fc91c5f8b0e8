#include "tests/core/git/Repositories.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace holdfast::git {

namespace {

constexpr int patience = 30'000;

QByteArray lineOf(QProcess& process)
{
    while (!process.canReadLine() && process.waitForReadyRead(patience)) { }
    return process.readLine();
}

}

QByteArray gitAtShell(const QString& folder, const QStringList& arguments)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(QStringLiteral("git"), arguments);
    if (!process.waitForFinished(patience) || process.exitCode() != 0)
        qFatal("git %s: %s", qPrintable(arguments.join(QLatin1Char(' '))), process.readAllStandardError().constData());
    return process.readAllStandardOutput().trimmed();
}

WorkTree::WorkTree()
{
    git({ QStringLiteral("init"), QStringLiteral("-q"), QStringLiteral("-b"), QStringLiteral("main") });
    git({ QStringLiteral("config"), QStringLiteral("user.name"), QStringLiteral("Ann") });
    git({ QStringLiteral("config"), QStringLiteral("user.email"), QStringLiteral("ann@example.com") });
}

void WorkTree::write(const QString& file, const QByteArray& content) const
{
    const QString name = path() + QLatin1Char('/') + file;
    QDir().mkpath(QFileInfo(name).path());
    QFile out(name);
    if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(name));
}

void WorkTree::remove(const QString& file) const
{
    QFile::remove(path() + QLatin1Char('/') + file);
}

CommitId WorkTree::commit(const QString& subject) const
{
    git({ QStringLiteral("add"), QStringLiteral("-A") });
    git({ QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("-m"), subject });
    return CommitId(QString::fromLatin1(git({ QStringLiteral("rev-parse"), QStringLiteral("HEAD") })));
}

GitServer::GitServer()
{
    const QString script = QStringLiteral(HOLDFAST_TEST_DATA "/gitserver/gitserver.py");
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QStringLiteral("python3"),
        { QStringLiteral("-B"), script, m_folder.path() + QStringLiteral("/server"), QStringLiteral("apps") });
    const QJsonObject answer = QJsonDocument::fromJson(lineOf(m_process)).object();
    m_url = answer.value(QStringLiteral("url")).toString();
    m_bare = answer.value(QStringLiteral("bare")).toString();
    m_certificate = answer.value(QStringLiteral("certificate")).toString();
    if (m_url.isEmpty())
        qFatal("the Git server did not start");
}

GitServer::~GitServer()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(patience))
        m_process.kill();
}

int GitServer::setFault(const QByteArray& fault)
{
    m_process.write(fault + '\n');
    return lineOf(m_process).trimmed().toInt();
}

}
