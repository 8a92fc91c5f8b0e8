#include "core/workflow/guides/gitrevert/PushFacts.h"

#include "core/workflow/Facts.h"

#include <algorithm>

namespace holdfast::workflow::gitrevert {

using manifest::Value;

namespace {

QString word(git::PushReason reason)
{
    switch (reason) {
    case git::PushReason::None:
        return {};
    case git::PushReason::Moved:
        return QStringLiteral("moved");
    case git::PushReason::Diverged:
        return QStringLiteral("diverged");
    case git::PushReason::Refused:
        return QStringLiteral("refused");
    case git::PushReason::Denied:
        return QStringLiteral("denied");
    case git::PushReason::Unreachable:
        return QStringLiteral("unreachable");
    case git::PushReason::Unknown:
        return QStringLiteral("unknown");
    }
    return {};
}

ErrorCode codeOf(git::PushReason reason)
{
    switch (reason) {
    case git::PushReason::None:
        return ErrorCode::Internal;
    case git::PushReason::Moved:
    case git::PushReason::Diverged:
        return ErrorCode::Conflict;
    case git::PushReason::Refused:
        return ErrorCode::Precondition;
    case git::PushReason::Denied:
        return ErrorCode::Forbidden;
    case git::PushReason::Unreachable:
    case git::PushReason::Unknown:
        return ErrorCode::Unreachable;
    }
    return ErrorCode::Internal;
}

}

Value commitFacts(const StepContext& context, const Plan& plan, std::size_t repository, CommitInfo commit)
{
    std::vector<CommitInfo> all = commits(context.run.facts);
    for (std::size_t index = all.size(); index < plan.repositories.size(); ++index)
        all.push_back({ .repository = plan.repositories[index].url, .branch = plan.repositories[index].branch });
    const PlannedRepository& planned = plan.repositories.at(repository);
    commit.repository = planned.url;
    commit.branch = planned.head.isEmpty() ? planned.branch : planned.head;
    all[repository] = std::move(commit);
    return Value(Value::Map { { "commits", commitsValue(all) } });
}

Effect notTaken(const StepContext& context, const Plan& plan, std::size_t repository, const git::PushOutcome& outcome)
{
    const PlannedRepository& planned = plan.repositories.at(repository);
    const QString reason = word(outcome.reason);
    const Error problem { .code = codeOf(outcome.reason),
        .where = UrlPlace { .url = planned.url },
        .detail = QStringLiteral("the push of %1 was not taken (%2): %3")
            .arg(planned.head.isEmpty() ? planned.branch : planned.head, reason, outcome.message) };
    const bool final = outcome.reason == git::PushReason::Moved || outcome.reason == git::PushReason::Diverged
        || outcome.reason == git::PushReason::Refused;
    const bool first = std::ranges::all_of(
        commits(context.run.facts), [](const CommitInfo& commit) { return commit.commit.isEmpty(); });
    return { .kind = final && first ? Effect::Kind::Refused : Effect::Kind::Stuck,
        .note = errorText(problem),
        .facts = commitFacts(context, plan, repository, { .reason = reason, .message = outcome.message }),
        .problem = problem };
}

}
