#include "core/git/IgnoredFiles.h"

#include "core/git/GitProgram.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace holdfast::git {

namespace {

Result<void> written(const QString& path, const QStringList& lines)
{
    QFile file(path);
    const QByteArray content = lines.join(QLatin1Char('\n')).toUtf8() + '\n';
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.flush())
        return {};
    return fail(ErrorCode::Io, FilePlace { .file = path }, file.errorString());
}

}

Result<void> removeIgnored(const QString& tree, const IgnorePatterns& patterns, const CancelToken& cancel)
{
    const QTemporaryDir folder; // git matches its patterns only for a repository
    const QString repository = folder.filePath(QStringLiteral("empty.git"));
    const QString first = folder.filePath(QStringLiteral("first"));
    if (const Result<void> kept = written(first, patterns.first); !kept)
        return kept;
    const Result<QByteArray> made = gitOutput(
        { .repository = {},
            .arguments = { QStringLiteral("init"), QStringLiteral("--quiet"), QStringLiteral("--bare"), repository } },
        cancel);
    if (!made)
        return std::unexpected(made.error());
    QStringList arguments { QStringLiteral("-c"), QStringLiteral("core.bare=false"), QStringLiteral("-C"), tree,
        QStringLiteral("--work-tree=") + tree, QStringLiteral("ls-files"), QStringLiteral("--others"),
        QStringLiteral("--ignored"), QStringLiteral("-z"), QStringLiteral("--exclude-from=") + first,
        QStringLiteral("--exclude-per-directory=") + patterns.perDirectoryFile };
    for (const QString& pattern : patterns.last)
        arguments << QStringLiteral("--exclude=") + pattern;
    const Result<QByteArray> ignored = gitOutput({ .repository = repository, .arguments = arguments }, cancel);
    if (!ignored)
        return std::unexpected(ignored.error());
    if (cancel.isCancelled())
        return fail(ErrorCode::Cancelled, {}, QStringLiteral("cancelled"));
    for (const QByteArray& name : ignored->split('\0')) {
        const QString path = tree + QLatin1Char('/') + QFile::decodeName(name);
        if (!name.isEmpty() && !QFile::remove(path))
            return fail(ErrorCode::Io, FilePlace { .file = path }, QStringLiteral("it cannot be removed"));
    }
    return {};
}

}
