#include "core/git/CommitWriter.h"

#include "core/git/GitProgram.h"

namespace holdfast::git {

Result<CommitId> writeCommit(const NewCommit& commit, const CancelToken& cancel)
{
    const Result<QByteArray> sign
        = gitOutput({ .repository = commit.repository,
                        .arguments = { QStringLiteral("config"), QStringLiteral("--type=bool"),
                            QStringLiteral("--default=false"), QStringLiteral("commit.gpgSign") } },
            cancel);
    QStringList arguments { QStringLiteral("commit-tree"), commit.tree.text(), QStringLiteral("-p"),
        commit.parent.text(), QStringLiteral("-F"), QStringLiteral("-") };
    if (sign && *sign == "true")
        arguments.insert(1, QStringLiteral("-S"));
    const Result<QByteArray> created
        = gitOutput({ .repository = commit.repository, .arguments = arguments, .input = commit.message }, cancel);
    if (!created
        && (created.error().detail.contains(QLatin1String("identity unknown"))
            || created.error().detail.contains(QLatin1String("ident name"))))
        return fail(ErrorCode::Precondition, {},
            QStringLiteral(
                "git does not know who you are; tell it with git config --global user.name \"Your Name\" and "
                "git config --global user.email you@example.org"));
    if (!created)
        return fail(ErrorCode::Precondition, FilePlace { .file = commit.repository },
            QStringLiteral("git could not make the commit: ") + created.error().detail);
    return CommitId(QString::fromLatin1(*created));
}

}
