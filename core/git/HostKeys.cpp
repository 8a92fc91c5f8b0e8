#include "core/git/HostKeys.h"

#include "core/git/RemoteTalk.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QProcess>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace holdfast::git {

namespace {

constexpr int longestScan = 20'000; ///< milliseconds
constexpr int standardPort = 22;

struct Program {
    QString name;
    QStringList arguments;
};

/// The program's output whatever its exit code; ssh-keyscan's is no help.
Result<QByteArray> outputOf(const Program& program, const CancelToken& cancel)
{
    constexpr int look = 50;
    QProcess process;
    process.start(program.name, program.arguments);
    if (!process.waitForStarted())
        return fail(ErrorCode::NotFound, {}, QStringLiteral("%1 is not installed").arg(program.name));
    process.closeWriteChannel();
    for (int waited = 0; process.state() != QProcess::NotRunning && !process.waitForFinished(look); waited += look) {
        if (!cancel.isCancelled() && waited < longestScan)
            continue;
        process.kill();
        process.waitForFinished(look);
        return cancel.isCancelled()
            ? fail(ErrorCode::Cancelled, {}, QStringLiteral("cancelled"))
            : fail(ErrorCode::LimitExceeded, {}, QStringLiteral("%1 took too long").arg(program.name));
    }
    return process.readAllStandardOutput();
}

/// An ssh URL or `user@host:path` as host and port.
struct Address {
    QString host;
    int port = -1;
};

Result<Address> addressOf(const QString& url)
{
    static const QRegularExpression scp(QStringLiteral("^(?:[^@/]+@)?([A-Za-z0-9._-]+):(?!/)"));
    Address address;
    if (const QUrl read(url); url.contains(QLatin1String("://")) && read.scheme() == QLatin1String("ssh"))
        address = { .host = read.host(), .port = read.port() };
    else if (const auto match = scp.match(url); match.hasMatch() && !url.contains(QLatin1String("://")))
        address.host = match.captured(1);
    if (address.host.isEmpty() || address.host.startsWith(u'-'))
        return fail(ErrorCode::InvalidInput, UrlPlace { .url = withoutCredentials(url) },
            QStringLiteral("this is no address of an ssh server"));
    return address;
}

/// What ssh makes of the address: `ssh -G`, through the command that git would use.
Result<QHash<QString, QString>> settingsOf(const Address& address, const CancelToken& cancel)
{
    const QString command = qEnvironmentVariable("GIT_SSH_COMMAND", QStringLiteral("ssh"));
    QStringList arguments { QStringLiteral("-c"), command + QStringLiteral(" \"$@\""), QStringLiteral("ssh"),
        QStringLiteral("-G") };
    if (address.port > 0)
        arguments << QStringLiteral("-p") << QString::number(address.port);
    const Result<QByteArray> output
        = outputOf({ QStringLiteral("sh"), arguments << QStringLiteral("--") << address.host }, cancel);
    if (!output)
        return std::unexpected(output.error());
    QHash<QString, QString> settings;
    for (const QString& line : QString::fromUtf8(*output).split(u'\n', Qt::SkipEmptyParts))
        settings.insert(line.section(u' ', 0, 0), line.section(u' ', 1));
    if (!settings.contains(QStringLiteral("hostname")))
        return fail(ErrorCode::Unsupported, {}, QStringLiteral("ssh does not tell its configuration"));
    return settings;
}

/// A server as ssh reaches it and as known_hosts names it.
struct Server {
    QString host;
    QString port;
    QString name;
    QStringList files; ///< of known hosts; the first is the user's
};

Result<Server> serverOf(const QString& url, const CancelToken& cancel)
{
    const Result<Address> address = addressOf(url);
    if (!address)
        return std::unexpected(address.error());
    const Result<QHash<QString, QString>> settings = settingsOf(*address, cancel);
    if (!settings)
        return std::unexpected(settings.error());
    const QString jump = settings->value(QStringLiteral("proxyjump")) + settings->value(QStringLiteral("proxycommand"));
    if (!jump.isEmpty() && jump != QLatin1String("none"))
        return fail(ErrorCode::Unsupported, UrlPlace { .url = withoutCredentials(url) },
            QStringLiteral("the host lies behind a jump host; connect to it once with ssh"));
    Server server { .host = settings->value(QStringLiteral("hostname")),
        .port = settings->value(QStringLiteral("port")),
        .name = settings->value(QStringLiteral("hostkeyalias")),
        .files = {} };
    if (server.name.isEmpty())
        server.name = server.port.toInt() == standardPort ? server.host
                                                          : QStringLiteral("[%1]:%2").arg(server.host, server.port);
    for (const char* setting : { "userknownhostsfile", "globalknownhostsfile" })
        server.files += settings->value(QLatin1String(setting)).split(u' ', Qt::SkipEmptyParts);
    server.files.removeAll(QStringLiteral("none"));
    return server;
}

QString fingerprintOf(const QString& key)
{
    const QByteArray hash
        = QCryptographicHash::hash(QByteArray::fromBase64(key.toLatin1()), QCryptographicHash::Sha256);
    return QStringLiteral("SHA256:") + QString::fromLatin1(hash.toBase64(QByteArray::OmitTrailingEquals));
}

Result<std::vector<HostKey>> scanned(const Server& server, const CancelToken& cancel)
{
    const Result<QByteArray> output = outputOf({ QStringLiteral("ssh-keyscan"),
                                                   { QStringLiteral("-T"), QStringLiteral("10"), QStringLiteral("-p"),
                                                       server.port, QStringLiteral("--"), server.host } },
        cancel);
    if (!output)
        return std::unexpected(output.error());
    std::vector<HostKey> keys;
    for (const QString& line : QString::fromUtf8(*output).split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList words = line.split(u' ', Qt::SkipEmptyParts);
        if (line.startsWith(u'#') || words.size() < 3)
            continue;
        keys.push_back(
            { .host = server.name, .type = words[1], .fingerprint = fingerprintOf(words[2]), .key = words[2] });
    }
    std::ranges::sort(keys, {}, &HostKey::type);
    if (keys.empty())
        return fail(ErrorCode::Unreachable,
            UrlPlace { .url = QStringLiteral("ssh://%1:%2").arg(server.host, server.port) },
            QStringLiteral("no ssh server answers there"));
    return keys;
}

/// Keys that the user's files have of the host already must not be others than these, nor revoked.
Result<void> nothingSpeaksAgainst(const Server& server, const std::vector<HostKey>& keys, const CancelToken& cancel)
{
    for (const QString& file : server.files) {
        if (!QFileInfo::exists(file))
            continue;
        const Result<QByteArray> found = outputOf(
            { QStringLiteral("ssh-keygen"), { QStringLiteral("-F"), server.name, QStringLiteral("-f"), file } },
            cancel);
        if (!found)
            return std::unexpected(found.error());
        for (const QString& line : QString::fromUtf8(*found).split(u'\n', Qt::SkipEmptyParts)) {
            if (line.startsWith(u'#'))
                continue;
            const bool revoked = line.startsWith(QLatin1String("@revoked"));
            for (const HostKey& key : keys)
                if (revoked ? line.contains(key.key) : line.contains(key.type) && !line.contains(key.key))
                    return fail(ErrorCode::Precondition, FilePlace { .file = file },
                        revoked
                            ? QStringLiteral("the key that %1 shows is revoked there").arg(server.name)
                            : QStringLiteral("it has another key of %1: somebody may stand between; ask who runs the "
                                             "host before anything is changed there")
                                  .arg(server.name));
        }
    }
    return {};
}

}

bool isUnknownHost(const Error& error)
{
    return error.detail.contains(QLatin1String("Host key verification failed"))
        && !error.detail.contains(QLatin1String("IDENTIFICATION HAS CHANGED"))
        && !error.detail.contains(QLatin1String("revoked"), Qt::CaseInsensitive);
}

Result<std::vector<HostKey>> offeredHostKeys(const QString& url, const CancelToken& cancel)
{
    const Result<Server> server = serverOf(url, cancel);
    if (!server)
        return std::unexpected(server.error());
    Result<std::vector<HostKey>> keys = scanned(*server, cancel);
    if (!keys)
        return keys;
    if (const Result<void> fine = nothingSpeaksAgainst(*server, *keys, cancel); !fine)
        return std::unexpected(fine.error());
    return keys;
}

Result<void> trustHostKeys(const QString& url, const std::vector<HostKey>& keys, const CancelToken& cancel)
{
    if (keys.empty())
        return {};
    const Result<Server> server = serverOf(url, cancel);
    if (!server)
        return std::unexpected(server.error());
    if (const Result<void> fine = nothingSpeaksAgainst(*server, keys, cancel); !fine)
        return fine;
    QFile file(server->files.value(0, QDir::homePath() + QStringLiteral("/.ssh/known_hosts")));
    const FilePlace place { .file = file.fileName() };
    const QString folder = QFileInfo(file).absolutePath();
    const bool made = QFileInfo::exists(folder)
        || (QDir().mkpath(folder)
            && QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner));
    const bool isNew = !file.exists();
    if (!made || !file.open(QIODevice::ReadWrite))
        return fail(ErrorCode::Io, place, file.errorString());
    if (isNew)
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const QByteArray before = file.readAll();
    QByteArray lines = before.isEmpty() || before.endsWith('\n') ? QByteArray() : QByteArray("\n");
    for (const HostKey& key : keys) {
        const QString line = QStringList { key.host, key.type, key.key }.join(u' ');
        if (!before.contains(line.toUtf8()))
            lines += line.toUtf8() + '\n';
    }
    if (file.write(lines) != lines.size() || !file.flush())
        return fail(ErrorCode::Io, place, file.errorString());
    return {};
}

}
