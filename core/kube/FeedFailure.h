#pragma once

#include "core/base/Result.h"
#include "core/kube/FeedStatus.h"
#include "core/kube/StatusError.h"
#include "core/net/HttpTransport.h"

namespace holdfast::kube {

/// What a failed list or watch means for what to do next.
enum class FailureKind {
    Unreachable, ///< no connection, a broken stream, silence
    TooManyRequests,
    Internal, ///< 500 InternalError
    Expired, ///< 410: the resource version or continue token is too old
    VersionTooLarge, ///< the server has not seen this resource version
    Denied, ///< 401, 403, or nobody has allowed the exec plugin
    Missing, ///< 404: the path is not served
    TooBig, ///< over our limits
    Other
};

struct Failure {
    FailureKind kind = FailureKind::Other;
    Error error;
    friend bool operator==(const Failure&, const Failure&) = default;
};

/// From an answer that is not 2xx.
[[nodiscard]] Failure failureOf(const net::ResponseHead& head, QByteArrayView body, const Where& where);
/// From the Status of an ERROR event.
[[nodiscard]] Failure failureOf(const StatusError& status, const Where& where);
/// From a transport or decoding error.
[[nodiscard]] Failure failureOf(const Error& error);

}
