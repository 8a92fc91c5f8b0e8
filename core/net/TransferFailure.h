#pragma once

#include "core/net/Curl.h"

namespace holdfast::net {

/// A limit of ours that ended a transfer.
enum class BrokenLimit { Connect, Total, Silence, BodySize };

/// The URL of a request as an error may show it: without user, password, query and fragment.
[[nodiscard]] UrlPlace placeOf(const Request& request);

/// What a finished transfer says; success for TransferFault::None. `proxy` is the one that was used, or empty.
[[nodiscard]] Result<void> resultOf(
    const Request& request, const TransferOutcome& outcome, const PeerCheck& check, const QUrl& proxy);

/// Unreachable, or LimitExceeded for the size.
[[nodiscard]] Error limitError(const Request& request, BrokenLimit limit);

/// Says that nobody wants the answer any more.
[[nodiscard]] Error cancelledError(const Request& request);

/// Refuses what must not be sent: a scheme that is not http or https, a line break in a header.
[[nodiscard]] Result<void> checkRequest(const Request& request);

}
