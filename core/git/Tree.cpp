#include "core/git/Tree.h"

#include "core/git/GitProgram.h"
#include "core/git/Objects.h"

#include <QTemporaryDir>

namespace holdfast::git {

namespace {

constexpr QLatin1String emptyTree { "4b825dc642cb6eb9a060e54bf8d69288fbee4904" };

}

Result<void> exportTree(
    const QString& repository, const CommitId& commit, const QString& target, const CancelToken& cancel)
{
    // An index of its own: the mirror has none, and several exports may run at once.
    const QTemporaryDir folder;
    if (!folder.isValid())
        return fail(ErrorCode::Io, FilePlace { .file = folder.path() }, folder.errorString());
    const Result<QByteArray> written = gitOutput(
        { .repository = repository,
            .arguments = { QStringLiteral("-c"), QStringLiteral("core.autocrlf=false"), QStringLiteral("-c"),
                QStringLiteral("core.hooksPath=/dev/null"), QStringLiteral("--work-tree=") + target,
                QStringLiteral("read-tree"), QStringLiteral("-u"), QStringLiteral("--reset"), commit.text() },
            .environment = { { QStringLiteral("GIT_INDEX_FILE"), folder.filePath(QStringLiteral("index")) } } },
        cancel);
    if (!written)
        return std::unexpected(written.error());
    return {};
}

Result<QByteArray> fileAt(
    const QString& repository, const CommitId& commit, const QString& path, const CancelToken& cancel)
{
    if (std::optional<QByteArray> content = readFile(repository, commit, path))
        return *std::move(content);
    const QString name = commit.text() + QLatin1Char(':') + path;
    const Result<GitOutcome> file = runGit(
        { .repository = repository, .arguments = { QStringLiteral("cat-file"), QStringLiteral("blob"), name } },
        cancel);
    if (!file)
        return std::unexpected(file.error());
    if (!file->succeeded())
        return fail(ErrorCode::NotFound, CommitPlace { .repository = repository, .commit = commit.text() },
            QStringLiteral("the commit has no file \"%1\"").arg(path));
    return file->output;
}

Result<QByteArray> entriesAt(
    const QString& repository, const CommitId& commit, const QByteArrayList& paths, const CancelToken& cancel)
{
    GitCall call { .repository = repository,
        .arguments = { QStringLiteral("--literal-pathspecs"), QStringLiteral("ls-tree"), QStringLiteral("-z"),
            QStringLiteral("--full-tree"), commit.text() } };
    if (!paths.contains(".")) {
        call.arguments.append(QStringLiteral("--"));
        for (const QByteArray& path : paths)
            call.arguments.append(QString::fromUtf8(path));
    }
    return gitOutput(call, cancel);
}

Result<QByteArrayList> changedPaths(
    const QString& repository, const CommitId& from, const CommitId& to, const CancelToken& cancel)
{
    const Result<QByteArray> output
        = gitOutput({ .repository = repository,
                        .arguments = { QStringLiteral("diff-tree"), QStringLiteral("-r"), QStringLiteral("-z"),
                            QStringLiteral("--name-only"), QStringLiteral("--no-renames"),
                            from.isEmpty() ? QString(emptyTree) : from.text(), to.text() } },
            cancel);
    if (!output)
        return std::unexpected(output.error());
    QByteArrayList paths = output->split('\0');
    paths.removeAll(QByteArray());
    return paths;
}

}
