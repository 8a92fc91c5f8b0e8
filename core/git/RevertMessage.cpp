#include "core/git/RevertMessage.h"

#include "core/git/GitProgram.h"

namespace holdfast::git {

namespace {

QByteArray title(const QByteArray& subject)
{
    static const QByteArray reverted = "Revert \"";
    if (subject.startsWith(reverted) && !subject.mid(reverted.size()).startsWith(reverted))
        return "Reapply \"" + subject.mid(reverted.size()) + '\n';
    return reverted + subject + "\"\n";
}

enum class Naming { Hash, Reference };

/// How the message names a commit: its hash, or abbreviated with subject and date.
Result<QByteArray> named(const RevertSubject& subject, const CommitId& commit, Naming naming, const CancelToken& cancel)
{
    if (naming == Naming::Hash)
        return commit.text().toLatin1();
    return gitOutput({ .repository = subject.repository,
                         .arguments = { QStringLiteral("log"), QStringLiteral("-1"), QStringLiteral("--no-patch"),
                             QStringLiteral("--format=reference"), commit.text() } },
        cancel);
}

Result<QByteArray> rawMessage(const RevertSubject& subject, const CancelToken& cancel)
{
    // %B is re-encoded to the configured output encoding, as git's own revert has it.
    return gitOutput(
        { .repository = subject.repository,
            .arguments = { QStringLiteral("log"), QStringLiteral("-1"), QStringLiteral("--no-patch"),
                QStringLiteral("--no-color"), QStringLiteral("--no-notes"), QStringLiteral("--no-show-signature"),
                QStringLiteral("--format=%B"), subject.commit.text() } },
        cancel);
}

Result<bool> hasSeveralParents(const RevertSubject& subject, const CancelToken& cancel)
{
    const Result<QByteArray> parents
        = gitOutput({ .repository = subject.repository,
                        .arguments = { QStringLiteral("rev-list"), QStringLiteral("--parents"), QStringLiteral("-n1"),
                            subject.commit.text() } },
            cancel);
    if (!parents)
        return std::unexpected(parents.error());
    return parents->count(' ') > 1;
}

}

QByteArray firstLine(const QByteArray& message)
{
    for (const QByteArray& line : message.split('\n')) {
        if (!line.trimmed().isEmpty())
            return line;
    }
    return {};
}

Result<QByteArray> revertMessage(const RevertSubject& subject, const CancelToken& cancel)
{
    const Result<QByteArray> raw = rawMessage(subject, cancel);
    if (!raw)
        return std::unexpected(raw.error());
    const Result<QByteArray> setting
        = gitOutput({ .repository = subject.repository,
                        .arguments = { QStringLiteral("config"), QStringLiteral("--type=bool"),
                            QStringLiteral("--default=false"), QStringLiteral("revert.reference") } },
            cancel);
    const Naming naming = setting && *setting == "true" ? Naming::Reference : Naming::Hash;
    const Result<QByteArray> commit = named(subject, subject.commit, naming, cancel);
    const Result<bool> merge = hasSeveralParents(subject, cancel);
    const Result<QByteArray> parent
        = subject.parent.isEmpty() ? Result<QByteArray>() : named(subject, subject.parent, naming, cancel);
    if (!commit || !merge || !parent)
        return std::unexpected(!commit ? commit.error() : !merge ? merge.error() : parent.error());
    const QByteArray head = naming == Naming::Reference
        ? QByteArray("# *** SAY WHY WE ARE REVERTING ON THE TITLE LINE ***\n")
        : title(firstLine(*raw));
    const QByteArray reversing = *merge ? ", reversing\nchanges made to " + *parent : QByteArray();
    return head + "\nThis reverts commit " + *commit + reversing + ".\n";
}

}
