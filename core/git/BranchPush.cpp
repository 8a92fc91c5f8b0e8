#include "core/git/BranchPush.h"

#include "core/git/RemoteTalk.h"
#include "core/git/RemoteWords.h"

namespace holdfast::git {

namespace {

/// The commit of the remote's branch, empty where it has none.
Result<CommitId> remoteTip(const PushRequest& request, const QString& ref, const CancelToken& cancel)
{
    const Result<GitOutcome> answer
        = talkToRemote({ .repository = request.repository,
                           .url = request.remote,
                           .arguments = { QStringLiteral("ls-remote"), QStringLiteral("--"), request.remote, ref } },
            cancel);
    if (!answer)
        return std::unexpected(answer.error());
    if (!answer->succeeded())
        return std::unexpected(remoteError(request.remote, *answer));
    return CommitId(QString::fromLatin1(answer->output.split('\t').front().trimmed()));
}

PushOutcome notTaken(const PushRequest& request, PushReason reason, const QString& message)
{
    return { .pushed = false, .commit = request.commit, .reason = reason, .message = message };
}

}

Result<PushOutcome> pushNewBranch(const PushRequest& request, const CancelToken& cancel)
{
    const QString ref = QStringLiteral("refs/heads/") + request.branch;
    // An empty lease: the server takes it only where there is no such branch.
    const Result<GitOutcome> sent
        = talkToRemote({ .repository = request.repository,
                           .url = request.remote,
                           .arguments = { QStringLiteral("push"), QStringLiteral("--porcelain"),
                               QStringLiteral("--no-verify"), QStringLiteral("--force-with-lease=%1:").arg(ref),
                               QStringLiteral("--"), request.remote, request.commit.text() + u':' + ref } },
            cancel);
    if (!sent)
        return std::unexpected(sent.error());
    const Result<CommitId> tip = remoteTip(request, ref, cancel);
    if (!tip && sent->succeeded())
        return PushOutcome {
            .commit = request.commit, .reason = PushReason::Unknown, .message = errorText(tip.error())
        };
    if (!tip)
        return notTaken(request, connectionReason(sent->errors), remoteWords(*sent));
    if (*tip == request.commit)
        return PushOutcome { .pushed = true, .commit = request.commit, .tip = *tip };
    if (!tip->isEmpty())
        return notTaken(request, PushReason::Moved, QStringLiteral("the branch is at another commit"));
    return notTaken(request, PushReason::Refused, remoteWords(*sent));
}

}
