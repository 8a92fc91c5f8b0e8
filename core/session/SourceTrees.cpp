#include "core/session/SourceTrees.h"

#include "core/git/Tree.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>

namespace holdfast::session {

SourceTrees::SourceTrees(const QString& mirrors)
    : m_mirrors(mirrors)
{
}

Result<SourceTrees::Found> SourceTrees::find(const SourceRevision& source, const CancelToken& cancel) const
{
    static const QRegularExpression wholeHash(QStringLiteral("^[0-9a-f]{40}$"));
    if (wholeHash.match(source.revision).hasMatch()) { // what a commit is never changes
        const Result<QString> known = m_mirrors.known(source.url);
        const auto commit
            = known.and_then([&](const QString& mirror) { return git::commitNamed(mirror, source.revision, cancel); });
        if (commit)
            return Found { .mirror = *known, .commit = *commit };
    }
    const Result<QString> mirror = m_mirrors.refresh(source.url, cancel);
    if (!mirror)
        return std::unexpected(mirror.error());
    const Result<git::CommitId> commit
        = git::commitNamed(*mirror, source.revision.isEmpty() ? QStringLiteral("HEAD") : source.revision, cancel);
    if (!commit)
        return fail(ErrorCode::NotFound, UrlPlace { .url = source.url },
            QStringLiteral("the repository has no revision \"%1\"").arg(source.revision));
    return Found { .mirror = *mirror, .commit = *commit };
}

Result<git::CommitId> SourceTrees::writeTo(
    const QString& folder, const SourceRevision& source, const CancelToken& cancel) const
{
    const Result<Found> found = find(source, cancel);
    if (!found)
        return std::unexpected(found.error());
    if (const Result<void> done = git::exportTree(found->mirror, found->commit, folder, cancel); !done)
        return std::unexpected(done.error());
    return found->commit;
}

Result<SourceTree> SourceTrees::exported(const SourceRevision& source, const CancelToken& cancel) const
{
    const auto folder = std::make_shared<QTemporaryDir>();
    if (!folder->isValid())
        return fail(ErrorCode::Io, FilePlace { .file = folder->path() }, folder->errorString());
    const Result<git::CommitId> commit = writeTo(folder->path(), source, cancel);
    if (!commit)
        return std::unexpected(commit.error());
    return SourceTree { .folder = folder, .path = folder->path(), .commit = *commit };
}

Result<QString> SourceTrees::addTo(
    const SourceTree& tree, const SourceRevision& source, const CancelToken& cancel) const
{
    QString name;
    for (int number = 0;
        name.isEmpty() || QFileInfo(tree.path + u'/' + name).exists() || QFileInfo(tree.path + u'/' + name).isSymLink();
        ++number)
        name = QStringLiteral(".holdfast-source-%1").arg(number);
    if (!QDir(tree.path).mkdir(name))
        return fail(ErrorCode::Io, FilePlace { .file = name }, QStringLiteral("the folder cannot be made"));
    return writeTo(tree.path + u'/' + name, source, cancel).transform([&name](const git::CommitId&) { return name; });
}

}
