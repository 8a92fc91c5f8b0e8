#include "core/kube/FeedFailure.h"

namespace holdfast::kube {

namespace {

FailureKind kindOf(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Unreachable:
        return FailureKind::Unreachable;
    case ErrorCode::TooManyRequests:
        return FailureKind::TooManyRequests;
    case ErrorCode::Gone:
        return FailureKind::Expired;
    case ErrorCode::Unauthorized:
    case ErrorCode::Forbidden:
    case ErrorCode::ConsentNeeded:
        return FailureKind::Denied;
    case ErrorCode::NotFound:
        return FailureKind::Missing;
    case ErrorCode::LimitExceeded:
        return FailureKind::TooBig;
    case ErrorCode::Cancelled:
    case ErrorCode::InvalidInput:
    case ErrorCode::TlsRefused:
    case ErrorCode::Conflict:
    case ErrorCode::AlreadyExists:
    case ErrorCode::Invalid:
    case ErrorCode::ServerError:
    case ErrorCode::Precondition:
    case ErrorCode::Unsupported:
    case ErrorCode::Io:
    case ErrorCode::Internal:
        break;
    }
    return FailureKind::Other;
}

FailureKind kindOf(const StatusError& status, const Error& error)
{
    if (status.isVersionTooLarge())
        return FailureKind::VersionTooLarge;
    if (status.code == 410 || status.reason == QLatin1String("Expired") || status.reason == QLatin1String("Gone"))
        return FailureKind::Expired;
    if (status.reason == QLatin1String("InternalError"))
        return FailureKind::Internal;
    return kindOf(error);
}

}

Failure failureOf(const net::ResponseHead& head, QByteArrayView body, const Where& where)
{
    const Error error = errorOf(head, body, where);
    if (const auto status = parseStatus(body))
        return { .kind = kindOf(*status, error), .error = error };
    return { .kind = kindOf(error), .error = error };
}

Failure failureOf(const StatusError& status, const Where& where)
{
    const Error error = errorOf(status, where);
    return { .kind = kindOf(status, error), .error = error };
}

Failure failureOf(const Error& error)
{
    return { .kind = kindOf(error), .error = error };
}

}
