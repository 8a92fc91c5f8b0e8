#include "core/git/Repository.h"

#include "core/git/GitProgram.h"
#include "core/git/Objects.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QStringDecoder>

namespace holdfast::git {

namespace {

std::unexpected<Error> refused(const QString& repository, const QString& reason)
{
    return fail(ErrorCode::Unsupported, FilePlace { .file = repository }, reason);
}

Result<void> checkKind(const QString& repository, const CancelToken& cancel)
{
    const Result<QByteArray> shallow
        = gitOutput({ .repository = repository,
                        .arguments = { QStringLiteral("rev-parse"), QStringLiteral("--is-shallow-repository"),
                            QStringLiteral("--show-object-format") } },
            cancel);
    if (!shallow)
        return fail(ErrorCode::NotFound, FilePlace { .file = repository },
            QStringLiteral("this is no Git repository: ") + shallow.error().detail);
    if (shallow->startsWith("true"))
        return refused(repository, QStringLiteral("the repository is shallow; fetch its whole history first"));
    if (!shallow->endsWith("sha1"))
        return refused(
            repository, QStringLiteral("the repository names its objects by SHA-256, which is not supported"));
    const Result<GitOutcome> partial
        = runGit({ .repository = repository,
                     .arguments = { QStringLiteral("config"), QStringLiteral("--get-regexp"),
                         QStringLiteral("^(extensions\\.partialclone|remote\\..*\\.promisor)$") } },
            cancel);
    if (!partial)
        return std::unexpected(partial.error());
    if (partial->succeeded())
        return refused(
            repository, QStringLiteral("the repository is a partial clone; it lacks objects that are needed"));
    return {};
}

bool isUtf8(const QByteArray& bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    return !decoder.hasError() && !text.isNull();
}

}

Result<QString> openRepository(const QString& folder, const CancelToken& cancel)
{
    const QFileInfo info(folder);
    if (!info.isDir())
        return fail(ErrorCode::NotFound, FilePlace { .file = folder }, QStringLiteral("there is no such folder"));
    QString repository = info.absoluteFilePath();
    if (const QFileInfo inner(repository + QStringLiteral("/.git")); inner.isDir())
        repository = inner.absoluteFilePath();
    const Result<void> kind = checkKind(repository, cancel);
    if (!kind)
        return std::unexpected(kind.error());
    return repository;
}

Result<CommitId> branchTip(const QString& repository, const QString& branch, const CancelToken& cancel)
{
    const Result<CommitId> tip = commitNamed(repository, QStringLiteral("refs/heads/") + branch, cancel);
    if (!tip && tip.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::NotFound, FilePlace { .file = repository },
            QStringLiteral("the repository has no branch \"%1\"").arg(branch));
    return tip;
}

Result<CommitId> commitNamed(const QString& repository, const QString& name, const CancelToken& cancel)
{
    static const QRegularExpression whole(QStringLiteral("^[0-9a-f]{40}$"));
    if (whole.match(name).hasMatch() && readCommit(repository, CommitId(name)))
        return CommitId(name);
    const Result<GitOutcome> found
        = runGit({ .repository = repository,
                     .arguments = { QStringLiteral("rev-parse"), QStringLiteral("--verify"), QStringLiteral("--quiet"),
                         QStringLiteral("--end-of-options"), name + QStringLiteral("^{commit}") } },
            cancel);
    if (!found)
        return std::unexpected(found.error());
    const QString id = QString::fromLatin1(found->output.trimmed());
    if (!found->succeeded() || id.size() != 40)
        return fail(ErrorCode::NotFound, CommitPlace { .repository = repository, .commit = name },
            QStringLiteral("the repository has no such commit"));
    return CommitId(id);
}

Result<bool> isAncestor(
    const QString& repository, const CommitId& older, const CommitId& newer, const CancelToken& cancel)
{
    const Result<GitOutcome> answer = runGit({ .repository = repository,
                                                 .arguments = { QStringLiteral("merge-base"),
                                                     QStringLiteral("--is-ancestor"), older.text(), newer.text() } },
        cancel);
    if (!answer)
        return std::unexpected(answer.error());
    return answer->succeeded();
}

QByteArray quotedPath(const QByteArray& path)
{
    if (isUtf8(path))
        return path;
    static const QHash<char, char> letters { { '\a', 'a' }, { '\b', 'b' }, { '\t', 't' }, { '\n', 'n' }, { '\v', 'v' },
        { '\f', 'f' }, { '\r', 'r' }, { '"', '"' }, { '\\', '\\' } };
    QByteArray quoted = "\"";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (const auto letter = letters.find(c); letter != letters.end())
            quoted += QByteArray("\\") + *letter;
        else if (byte < 0x20 || byte >= 0x7f)
            quoted += '\\' + QByteArray::number(byte, 8).rightJustified(3, '0');
        else
            quoted += c;
    }
    return quoted + '"';
}

}
