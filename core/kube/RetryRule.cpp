#include "core/kube/RetryRule.h"

#include "core/kube/StatusError.h"

namespace holdfast::kube {

namespace {

constexpr int mostRetries = 10;
constexpr std::chrono::seconds reconnectPause { 1 };

}

RetryDecision decideRetry(const Result<net::ResponseHead>& outcome, Repeatable repeatable, const TriesSoFar& tries)
{
    using Action = RetryDecision::Action;
    if (!outcome) {
        const bool again = outcome.error().code == ErrorCode::Unreachable && repeatable == Repeatable::Read
            && !tries.reconnected && outcome.error().retryAfter.has_value();
        return again ? RetryDecision { .action = Action::Repeat, .after = reconnectPause } : RetryDecision {};
    }
    const int status = outcome->status;
    if (status == 401 && !tries.renewed)
        return { .action = Action::RenewCredentials };
    const auto wait = retryAfter(*outcome);
    if ((status != 429 && status < 500) || !wait || tries.retries >= mostRetries || repeatable == Repeatable::Write)
        return {};
    return { .action = Action::Repeat, .after = *wait };
}

}
