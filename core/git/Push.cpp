#include "core/git/Push.h"

#include "core/git/GitProgram.h"
#include "core/git/RemoteTalk.h"
#include "core/git/RemoteWords.h"

namespace holdfast::git {

namespace {

/// Whether and where the remote has the branch.
struct RemoteTip {
    bool reached = false;
    CommitId tip; ///< empty: the remote has no such branch
    PushReason reason = PushReason::None;
    QString message;
};

/// A push in the making.
struct Work {
    const PushRequest& request;
    const CancelToken& cancel;
    CommitId commit;
    CommitId expected;
};

QString refName(const Work& work)
{
    return QStringLiteral("refs/heads/") + work.request.branch;
}

/// Talks to the remote. That nothing was heard is an answer, too.
Result<GitOutcome> talk(const Work& work, const QStringList& arguments)
{
    return talkToRemote(
        { .repository = work.request.repository, .url = work.request.remote, .arguments = arguments }, work.cancel);
}

Result<RemoteTip> askRemote(const Work& work)
{
    const Result<GitOutcome> answer
        = talk(work, { QStringLiteral("ls-remote"), QStringLiteral("--"), work.request.remote, refName(work) });
    if (!answer)
        return std::unexpected(answer.error());
    if (!answer->succeeded())
        return RemoteTip { .reason = connectionReason(answer->errors), .message = remoteWords(*answer) };
    RemoteTip found { .reached = true };
    const QByteArray name = '\t' + refName(work).toUtf8();
    for (const QByteArray& line : answer->output.split('\n')) {
        if (line.endsWith(name) && line.size() == 40 + name.size())
            found.tip = CommitId(QString::fromLatin1(line.first(40)));
    }
    return found;
}

/// Whether the branch at `tip` contains our commit; a tip that is not here is fetched where something was sent.
enum class Fetching { No, Yes };
Result<bool> holds(const Work& work, const CommitId& tip, Fetching fetching)
{
    if (tip.isEmpty() || tip == work.commit)
        return tip == work.commit;
    if (fetching == Fetching::Yes && tip != work.expected) {
        const Result<GitOutcome> fetched = talk(work,
            { QStringLiteral("fetch"), QStringLiteral("--quiet"), QStringLiteral("--no-tags"),
                QStringLiteral("--no-write-fetch-head"), QStringLiteral("--"), work.request.remote, refName(work) });
        if (!fetched)
            return std::unexpected(fetched.error());
    }
    return isAncestor(work.request.repository, work.commit, tip, work.cancel);
}

PushOutcome outcomeOf(const Work& work, const RemoteTip& remote, PushReason reason, const QString& message)
{
    return { .pushed = reason == PushReason::None,
        .commit = work.commit,
        .tip = remote.tip,
        .reason = reason,
        .message = message };
}

/// What stands in the way before anything is sent; nothing where the way is free.
Result<std::optional<PushOutcome>> obstacle(const Work& work, const RemoteTip& remote)
{
    if (!remote.reached) {
        PushOutcome outcome = outcomeOf(work, remote, remote.reason, remote.message);
        outcome.pushed = std::nullopt;
        return outcome;
    }
    const Result<bool> there = holds(work, remote.tip, Fetching::No);
    if (!there)
        return std::unexpected(there.error());
    if (*there)
        return outcomeOf(work, remote, PushReason::None, {});
    if (remote.tip.isEmpty())
        return outcomeOf(work, remote, PushReason::Moved,
            QStringLiteral("the remote has no branch \"%1\"").arg(work.request.branch));
    if (remote.tip != work.expected)
        return outcomeOf(work, remote, PushReason::Moved,
            QStringLiteral("the remote's branch is at %1, not at %2").arg(remote.tip.text(), work.request.expect));
    const Result<bool> descends = isAncestor(work.request.repository, remote.tip, work.commit, work.cancel);
    if (!descends)
        return std::unexpected(descends.error());
    if (!*descends)
        return outcomeOf(work, remote, PushReason::Diverged,
            QStringLiteral("%1 does not descend from the remote's %2").arg(work.commit.text(), remote.tip.text()));
    return std::optional<PushOutcome>();
}

/// The server's words and its answer for the reference.
QString pushWords(const GitOutcome& sent)
{
    const QString words = serverWords(sent.errors);
    const QString answer = refusal(sent.output);
    if (words.isEmpty())
        return answer.isEmpty() ? gitWords(sent.errors) : answer;
    return answer.isEmpty() || words.contains(answer) ? words : words + QLatin1Char('\n') + answer;
}

/// What became of the push, as the remote itself tells afterwards.
Result<PushOutcome> verdict(const Work& work, const GitOutcome& sent, const RemoteTip& remote)
{
    const QString words = pushWords(sent);
    if (!remote.reached) {
        PushOutcome outcome = outcomeOf(work, remote, PushReason::Unknown, words);
        outcome.pushed = std::nullopt;
        return outcome;
    }
    const Result<bool> there = holds(work, remote.tip, Fetching::Yes);
    if (!there)
        return std::unexpected(there.error());
    if (*there)
        return outcomeOf(work, remote, PushReason::None, serverWords(sent.errors));
    if (remote.tip != work.expected)
        return outcomeOf(work, remote, PushReason::Moved, words);
    if (sent.succeeded())
        return outcomeOf(work, remote, PushReason::Refused,
            QStringLiteral("the server accepted the push, but its branch did not move"));
    const bool answered = !refusal(sent.output).isEmpty() || !serverWords(sent.errors).isEmpty();
    const PushReason connection = connectionReason(sent.errors);
    return outcomeOf(
        work, remote, answered && !refusal(sent.output).isEmpty() ? PushReason::Refused : connection, words);
}

Result<void> checkNames(const PushRequest& request, const CancelToken& cancel)
{
    if (request.remote.isEmpty() || request.remote.startsWith(QLatin1Char('-')))
        return fail(ErrorCode::InvalidInput, UrlPlace { .url = request.remote },
            QStringLiteral("this is no address of a remote"));
    const Result<GitOutcome> valid = runGit(
        { .repository = request.repository,
            .arguments = { QStringLiteral("check-ref-format"), QStringLiteral("refs/heads/") + request.branch } },
        cancel);
    if (!valid)
        return std::unexpected(valid.error());
    if (!valid->succeeded())
        return fail(ErrorCode::NotFound, FilePlace { .file = request.repository },
            QStringLiteral("\"%1\" is no name of a branch").arg(request.branch));
    return {};
}

}

Result<PushOutcome> push(const PushRequest& request, const CancelToken& cancel)
{
    if (const Result<void> names = checkNames(request, cancel); !names)
        return std::unexpected(names.error());
    const Result<CommitId> commit = request.commit.isEmpty()
        ? branchTip(request.repository, request.branch, cancel)
        : commitNamed(request.repository, request.commit.text(), cancel);
    if (!commit)
        return std::unexpected(commit.error());
    const Result<CommitId> expected = commitNamed(request.repository, request.expect, cancel);
    const Work work { .request = request,
        .cancel = cancel,
        .commit = *commit,
        .expected = expected ? *expected : CommitId(request.expect) };
    const Result<RemoteTip> before = askRemote(work);
    if (!before)
        return std::unexpected(before.error());
    const Result<std::optional<PushOutcome>> stopped = obstacle(work, *before);
    if (!stopped)
        return std::unexpected(stopped.error());
    if (*stopped)
        return **stopped;
    const Result<GitOutcome> sent = talk(work,
        { QStringLiteral("push"), QStringLiteral("--porcelain"), QStringLiteral("--progress"), QStringLiteral("--"),
            request.remote, commit->text() + QLatin1Char(':') + refName(work) });
    if (!sent)
        return std::unexpected(sent.error());
    const Result<RemoteTip> after = askRemote(work);
    if (!after)
        return std::unexpected(after.error());
    return verdict(work, *sent, *after);
}

}
