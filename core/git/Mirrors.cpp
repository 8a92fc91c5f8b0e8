#include "core/git/Mirrors.h"

#include "core/git/GitProgram.h"
#include "core/git/RemoteTalk.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QRegularExpression>

#include <algorithm>
#include <chrono>

namespace holdfast::git {

namespace {

/// How long one look at another's lock takes.
constexpr std::chrono::milliseconds lockLook { 100 };

/// So many commits get their changed-path filters per fetch; the others follow with the next.
constexpr QLatin1String filtersPerFetch { "--max-new-filters=20000" };

/// What the remote has, in the words of `git ls-remote`.
struct RemoteRefs {
    QByteArray head; ///< the branch that HEAD names; empty: none
    QByteArrayList refs; ///< `HASH\tNAME`, sorted
};

RemoteRefs parsed(const QByteArray& listing)
{
    RemoteRefs remote;
    for (const QByteArray& line : listing.split('\n')) {
        if (line.startsWith("ref: ") && line.endsWith("\tHEAD"))
            remote.head = line.sliced(5, line.size() - 10);
        else if (line.contains("\trefs/") && !line.endsWith("^{}"))
            remote.refs.append(line);
    }
    std::ranges::sort(remote.refs);
    return remote;
}

Result<RemoteRefs> remoteRefs(const QString& repository, const QString& url, const CancelToken& cancel)
{
    const Result<GitOutcome> listed = talkToRemote(
        { .repository = repository,
            .url = url,
            .arguments = { QStringLiteral("ls-remote"), QStringLiteral("--symref"), QStringLiteral("--"), url,
                QStringLiteral("HEAD"), QStringLiteral("refs/heads/*"), QStringLiteral("refs/tags/*") } },
        cancel);
    if (!listed)
        return std::unexpected(listed.error());
    if (!listed->succeeded())
        return std::unexpected(remoteError(url, *listed));
    return parsed(listed->output);
}

Result<QByteArrayList> ownRefs(const QString& repository, const CancelToken& cancel)
{
    const Result<QByteArray> listed = gitOutput(
        { .repository = repository,
            .arguments = { QStringLiteral("for-each-ref"), QStringLiteral("--format=%(objectname)%09%(refname)"),
                QStringLiteral("refs/heads"), QStringLiteral("refs/tags") } },
        cancel);
    if (!listed)
        return std::unexpected(listed.error());
    QByteArrayList refs = listed->isEmpty() ? QByteArrayList() : listed->split('\n');
    std::ranges::sort(refs);
    return refs;
}

Result<void> make(const QString& repository, const CancelToken& cancel)
{
    if (QFileInfo(repository + QStringLiteral("/HEAD")).isFile())
        return {};
    const Result<QByteArray> made
        = gitOutput({ .repository = {},
                        .arguments = { QStringLiteral("init"), QStringLiteral("--quiet"), QStringLiteral("--bare"),
                            QStringLiteral("--template="), QStringLiteral("--"), repository } },
            cancel);
    if (!made)
        return fail(ErrorCode::Io, FilePlace { .file = repository }, made.error().detail);
    return {};
}

/// Locks of a git that was ended in the middle. Whoever writes references here holds the mirror's own lock, or is done
/// within moments.
bool removeStaleLocks(const QString& repository)
{
    constexpr qint64 stale = 10; // seconds
    bool removed = false;
    QDirIterator files(
        repository, { QStringLiteral("*.lock") }, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QFileInfo file = files.nextFileInfo();
        if (file.lastModified().secsTo(QDateTime::currentDateTime()) >= stale)
            removed = QFile::remove(file.filePath()) || removed;
    }
    return removed;
}

/// Sets a damaged mirror aside, in place of the one before: whoever wants to know can look into it.
Result<void> setAside(const QString& repository)
{
    const QString aside = repository + QStringLiteral(".damaged");
    if (QDir(aside).removeRecursively() && QFile::rename(repository, aside))
        return {};
    return fail(ErrorCode::Io, FilePlace { .file = repository },
        QStringLiteral("the local copy of the repository is damaged and cannot be set aside; remove it"));
}

enum class Attempt { First, Second };
Result<void> fetchAll(
    const QString& repository, const QString& url, const CancelToken& cancel, Attempt attempt = Attempt::First)
{
    const Result<GitOutcome> fetched = talkToRemote(
        { .repository = repository,
            .url = url,
            .arguments = { QStringLiteral("fetch"), QStringLiteral("--progress"), QStringLiteral("--prune"),
                QStringLiteral("--no-tags"), QStringLiteral("--force"), QStringLiteral("--no-write-fetch-head"),
                QStringLiteral("--no-auto-maintenance"), QStringLiteral("--"), url,
                QStringLiteral("+refs/heads/*:refs/heads/*"), QStringLiteral("+refs/tags/*:refs/tags/*") } },
        cancel);
    if (!fetched)
        return std::unexpected(fetched.error());
    if (!fetched->succeeded() && attempt == Attempt::First && fetched->errors.contains(".lock': File exists")
        && removeStaleLocks(repository))
        return fetchAll(repository, url, cancel, Attempt::Second);
    if (!fetched->succeeded())
        return std::unexpected(remoteError(url, *fetched));
    // Makes histories of a path fast; without it they are only slower.
    const Result<QByteArray> graph
        = gitOutput({ .repository = repository,
                        .arguments = { QStringLiteral("commit-graph"), QStringLiteral("write"),
                            QStringLiteral("--reachable"), QStringLiteral("--split"), QStringLiteral("--changed-paths"),
                            filtersPerFetch, QStringLiteral("--no-progress") } },
            cancel);
    return {};
}

Result<void> pointHead(const QString& repository, const QByteArray& branch, const CancelToken& cancel)
{
    if (branch.isEmpty())
        return {};
    const Result<QByteArray> pointed = gitOutput(
        { .repository = repository,
            .arguments = { QStringLiteral("symbolic-ref"), QStringLiteral("HEAD"), QString::fromUtf8(branch) } },
        cancel);
    if (!pointed)
        return std::unexpected(pointed.error());
    return {};
}

Result<void> lock(QLockFile& file, const CancelToken& cancel)
{
    file.setStaleLockTime(std::chrono::milliseconds(0)); // the holder's death is noticed by its process id
    while (!file.tryLock(lockLook)) {
        if (file.error() != QLockFile::LockFailedError)
            return fail(ErrorCode::Io, FilePlace { .file = file.fileName() },
                QStringLiteral("the lock of the mirror cannot be written"));
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled, FilePlace { .file = file.fileName() }, QStringLiteral("cancelled"));
    }
    return {};
}

Result<void> checkUrl(const QString& url)
{
    static const QRegularExpression server(
        QStringLiteral("^((https?|ssh|git)://[^/]|(?!file:)([A-Za-z0-9._-]+@)?[A-Za-z0-9.-]+:(?!//))"));
    if (!url.startsWith(QLatin1Char('-')) && server.match(url).hasMatch() && !url.contains(QLatin1String("::")))
        return {};
    return fail(ErrorCode::InvalidInput, UrlPlace { .url = withoutCredentials(url) },
        QStringLiteral("this is no address of a Git server (https, http, ssh or git)"));
}

Result<void> makePrivateFolder(const QString& folder)
{
    if (QDir().mkpath(folder)
        && QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner))
        return {};
    return fail(ErrorCode::Io, FilePlace { .file = folder }, QStringLiteral("the folder cannot be made"));
}

Result<void> bring(const QString& repository, const QString& url, const CancelToken& cancel)
{
    if (QFileInfo::exists(repository + QLatin1Char('/') + damagedMark)) {
        if (const Result<void> aside = setAside(repository); !aside)
            return aside;
    }
    if (const Result<void> made = make(repository, cancel); !made)
        return made;
    const Result<RemoteRefs> remote = remoteRefs(repository, url, cancel);
    if (!remote)
        return std::unexpected(remote.error());
    const Result<QByteArrayList> own = ownRefs(repository, cancel);
    if (!own)
        return std::unexpected(own.error());
    if (*own != remote->refs) {
        if (const Result<void> fetched = fetchAll(repository, url, cancel); !fetched)
            return fetched;
    }
    if (const Result<void> pointed = pointHead(repository, remote->head, cancel); !pointed)
        return pointed;
    QFile mark(repository + QLatin1Char('/') + fetchedMark);
    if (!mark.open(QIODevice::WriteOnly))
        return fail(ErrorCode::Io, FilePlace { .file = mark.fileName() }, mark.errorString());
    return {};
}

}

Mirrors::Mirrors(QString folder)
    : m_folder(std::move(folder))
{
}

QString Mirrors::pathOf(const QString& url) const
{
    static const QRegularExpression unfit(QStringLiteral("[^A-Za-z0-9._-]+"));
    QString name = url.section(QRegularExpression(QStringLiteral("[/:]")), -1, -1, QString::SectionSkipEmpty);
    name.replace(unfit, QStringLiteral("-"));
    const QByteArray hash = QCryptographicHash::hash(url.toUtf8(), QCryptographicHash::Sha256).toHex().first(16);
    return QStringLiteral("%1/%2-%3.git").arg(m_folder, name.left(40), QString::fromLatin1(hash));
}

Result<QString> Mirrors::refresh(const QString& url, const CancelToken& cancel) const
{
    if (const Result<void> address = checkUrl(url); !address)
        return std::unexpected(address.error());
    if (const Result<void> folder = makePrivateFolder(m_folder); !folder)
        return std::unexpected(folder.error());
    const QString repository = pathOf(url);
    QLockFile file(repository + QStringLiteral(".lock"));
    if (const Result<void> locked = lock(file, cancel); !locked)
        return std::unexpected(locked.error());
    if (const Result<void> brought = bring(repository, url, cancel); !brought)
        return std::unexpected(brought.error());
    return repository;
}

Result<QString> Mirrors::recent(const QString& url, std::chrono::seconds oldest, const CancelToken& cancel) const
{
    const QString repository = pathOf(url);
    const QDateTime brought = QFileInfo(repository + QLatin1Char('/') + fetchedMark).lastModified();
    if (brought.isValid() && brought.addSecs(oldest.count()) > QDateTime::currentDateTimeUtc())
        return repository;
    return refresh(url, cancel);
}

Result<QString> Mirrors::known(const QString& url) const
{
    const QString repository = pathOf(url);
    if (QFileInfo::exists(repository + QLatin1Char('/') + fetchedMark))
        return repository;
    return fail(ErrorCode::NotFound, UrlPlace { .url = withoutCredentials(url) },
        QStringLiteral("the repository was never fetched"));
}

}
