#include "ui/foundation/ErrorText.h"

#include "ui/foundation/PlainText.h"

#include <QCoreApplication>

namespace holdfast::foundation {

namespace {

struct ErrorWords {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

/// The technical detail with the causes below it.
QString reasonOf(const Error& error)
{
    QString reason = error.detail;
    for (auto cause = error.cause; cause; cause = cause->cause) {
        if (!cause->detail.isEmpty() && !reason.contains(cause->detail))
            reason += (reason.isEmpty() ? QString() : QStringLiteral(": ")) + cause->detail;
    }
    return plain(reason);
}

/// "Place: what: reason", without the parts that are not known.
QString joined(const QString& place, const QString& what, const QString& reason)
{
    QString text = place.isEmpty() ? what : ErrorWords::tr("%1: %2").arg(place, what);
    if (!reason.isEmpty())
        //: what happened, then the technical reason
        text = ErrorWords::tr("%1 (%2)").arg(text, reason);
    return text + u'.';
}

QString whatOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Cancelled:
        return ErrorWords::tr("stopped before it was done");
    case ErrorCode::InvalidInput:
        return ErrorWords::tr("cannot be read");
    case ErrorCode::NotFound:
        return ErrorWords::tr("not found");
    case ErrorCode::Unreachable:
        return ErrorWords::tr("no answer");
    case ErrorCode::TlsRefused:
        return ErrorWords::tr("the server's certificate was not accepted");
    case ErrorCode::Unauthorized:
        return ErrorWords::tr("the server does not accept your credentials");
    case ErrorCode::Forbidden:
        return ErrorWords::tr("you have no permission");
    case ErrorCode::Conflict:
        return ErrorWords::tr("somebody else changed it meanwhile");
    case ErrorCode::AlreadyExists:
        return ErrorWords::tr("it exists already");
    case ErrorCode::Gone:
        return ErrorWords::tr("the server no longer keeps that version");
    case ErrorCode::Invalid:
        return ErrorWords::tr("the server refused the content");
    case ErrorCode::TooManyRequests:
        return ErrorWords::tr("the server asks for fewer requests");
    case ErrorCode::ServerError:
        return ErrorWords::tr("the server failed");
    case ErrorCode::ConsentNeeded:
        return ErrorWords::tr("a program has to run for the credentials, and nobody has allowed it yet");
    case ErrorCode::Precondition:
        return ErrorWords::tr("refused before anything was sent");
    case ErrorCode::Unsupported:
        return ErrorWords::tr("not supported");
    case ErrorCode::LimitExceeded:
        return ErrorWords::tr("larger than allowed");
    case ErrorCode::Io:
        return ErrorWords::tr("cannot be read or written");
    case ErrorCode::Internal:
        return ErrorWords::tr("an internal error");
    }
    return {};
}

QString adviceOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Cancelled:
    case ErrorCode::NotFound:
    case ErrorCode::AlreadyExists:
    case ErrorCode::Invalid:
    case ErrorCode::Precondition:
    case ErrorCode::Unsupported:
    case ErrorCode::LimitExceeded:
        break;
    case ErrorCode::InvalidInput:
        return ErrorWords::tr("Mend it, then retry.");
    case ErrorCode::Unreachable:
        return ErrorWords::tr("Check the network, the VPN and the server address; Holdfast keeps trying.");
    case ErrorCode::TlsRefused:
        return ErrorWords::tr("Check the certificate authority and the server name in the kubeconfig.");
    case ErrorCode::Unauthorized:
        return ErrorWords::tr("Log in again, then retry.");
    case ErrorCode::Forbidden:
        return ErrorWords::tr("Ask an administrator of the cluster for the right to read it.");
    case ErrorCode::Conflict:
    case ErrorCode::Gone:
        return ErrorWords::tr("Look at the newer state, then try again.");
    case ErrorCode::TooManyRequests:
    case ErrorCode::ServerError:
        return ErrorWords::tr("Holdfast tries again by itself.");
    case ErrorCode::ConsentNeeded:
        return ErrorWords::tr("Look at the command, then allow it or not.");
    case ErrorCode::Io:
        return ErrorWords::tr("Check that it exists and that you may use it.");
    case ErrorCode::Internal:
        return ErrorWords::tr("This is a fault in Holdfast; please report it.");
    }
    return {};
}

}

ErrorText describe(const Error& error)
{
    return { joined(plain(placeText(error.where)), whatOf(error.code), reasonOf(error)), adviceOf(error.code) };
}

QString describeInOneLine(const Error& error)
{
    const ErrorText text = describe(error);
    return text.advice.isEmpty() ? text.sentence : text.sentence + u' ' + text.advice;
}

}
