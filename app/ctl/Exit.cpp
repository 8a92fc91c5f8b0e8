#include "app/ctl/Exit.h"

namespace holdfast::ctl {

Exit exitOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
    case ErrorCode::Invalid:
    case ErrorCode::LimitExceeded:
    case ErrorCode::Unsupported:
    case ErrorCode::Io:
        return Exit::Unreadable;
    case ErrorCode::ConsentNeeded:
    case ErrorCode::Precondition:
        return Exit::Refused;
    case ErrorCode::Conflict:
    case ErrorCode::AlreadyExists:
        return Exit::Conflict;
    case ErrorCode::Cancelled:
    case ErrorCode::NotFound:
    case ErrorCode::Unreachable:
    case ErrorCode::TlsRefused:
    case ErrorCode::Unauthorized:
    case ErrorCode::Forbidden:
    case ErrorCode::Gone:
    case ErrorCode::TooManyRequests:
    case ErrorCode::ServerError:
    case ErrorCode::Internal:
        return Exit::Unreachable;
    }
    return Exit::Unreachable;
}

}
