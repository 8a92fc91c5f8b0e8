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

Result<SourceCommit> SourceTrees::find(const SourceRevision& source, const CancelToken& cancel) const
{
    static const QRegularExpression wholeHash(QStringLiteral("^[0-9a-f]{40}$"));
    const bool isCommit = wholeHash.match(source.revision).hasMatch();
    if (isCommit) { // what it is never changes
        const Result<QString> known = m_mirrors.known(source.url);
        const auto commit
            = known.and_then([&](const QString& mirror) { return git::commitNamed(mirror, source.revision, cancel); });
        if (commit)
            return SourceCommit { .mirror = *known, .commit = *commit };
    }
    const Result<QString> mirror
        = m_mirrors.recent(source.url, isCommit ? std::chrono::seconds(0) : source.oldest, cancel);
    if (!mirror)
        return std::unexpected(mirror.error());
    const Result<git::CommitId> commit
        = git::commitNamed(*mirror, source.revision.isEmpty() ? QStringLiteral("HEAD") : source.revision, cancel);
    if (!commit)
        return fail(ErrorCode::NotFound, UrlPlace { .url = source.url },
            QStringLiteral("the repository has no revision \"%1\"").arg(source.revision));
    return SourceCommit { .mirror = *mirror, .commit = *commit };
}

Result<SourceTree> SourceTrees::exported(const SourceCommit& commit, const CancelToken& cancel) const
{
    const auto folder = std::make_shared<QTemporaryDir>();
    if (!folder->isValid())
        return fail(ErrorCode::Io, FilePlace { .file = folder->path() }, folder->errorString());
    if (const Result<void> done = git::exportTree(commit.mirror, commit.commit, folder->path(), cancel); !done)
        return std::unexpected(done.error());
    return SourceTree { .folder = folder, .path = folder->path(), .commit = commit.commit };
}

Result<SourceTree> SourceTrees::exported(const SourceRevision& source, const CancelToken& cancel) const
{
    return find(source, cancel).and_then([&](const SourceCommit& commit) { return exported(commit, cancel); });
}

Result<QString> SourceTrees::addTo(const SourceTree& tree, const SourceCommit& commit, const CancelToken& cancel) const
{
    QString name;
    for (int number = 0;
        name.isEmpty() || QFileInfo(tree.path + u'/' + name).exists() || QFileInfo(tree.path + u'/' + name).isSymLink();
        ++number)
        name = QStringLiteral(".holdfast-source-%1").arg(number);
    if (!QDir(tree.path).mkdir(name))
        return fail(ErrorCode::Io, FilePlace { .file = name }, QStringLiteral("the folder cannot be made"));
    return git::exportTree(commit.mirror, commit.commit, tree.path + u'/' + name, cancel).transform([&name] {
        return name;
    });
}

}
