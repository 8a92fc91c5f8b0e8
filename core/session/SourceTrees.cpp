#include "core/session/SourceTrees.h"

#include "core/git/Tree.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

namespace holdfast::session {

SourceTrees::SourceTrees(const QString& mirrors)
    : m_mirrors(mirrors)
{
}

Result<git::CommitId> SourceTrees::writeTo(
    const QString& folder, const SourceRevision& source, const CancelToken& cancel) const
{
    const Result<QString> mirror = m_mirrors.refresh(source.url, cancel);
    if (!mirror)
        return std::unexpected(mirror.error());
    const Result<git::CommitId> commit
        = git::commitNamed(*mirror, source.revision.isEmpty() ? QStringLiteral("HEAD") : source.revision, cancel);
    if (!commit)
        return fail(ErrorCode::NotFound, UrlPlace { .url = source.url },
            QStringLiteral("the repository has no revision \"%1\"").arg(source.revision));
    if (const Result<void> done = git::exportTree(*mirror, *commit, folder, cancel); !done)
        return std::unexpected(done.error());
    return *commit;
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
