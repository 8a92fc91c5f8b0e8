#pragma once

#include "core/base/Result.h"
#include "core/net/HttpTransport.h"

#include <chrono>
#include <optional>

namespace holdfast::kube {

/// Whether sending a request twice can do harm.
enum class Repeatable { Read, ConditionalWrite, Write };

/// What has been tried so far.
struct TriesSoFar {
    int retries = 0;
    bool reconnected = false;
    bool renewed = false;
};

/// What to do with the outcome of one try.
struct RetryDecision {
    enum class Action { Finish, Repeat, RenewCredentials };
    Action action = Action::Finish;
    std::chrono::milliseconds after { 0 };
    friend bool operator==(const RetryDecision&, const RetryDecision&) = default;
};

/// client-go's with_retry.go, stricter for writes: a plain integer Retry-After on 429 or 5xx (at most ten times, a
/// minute each), a broken connection once for reads, 401 once with fresh credentials.
[[nodiscard]] RetryDecision decideRetry(
    const Result<net::ResponseHead>& outcome, Repeatable repeatable, const TriesSoFar& tries);

}
