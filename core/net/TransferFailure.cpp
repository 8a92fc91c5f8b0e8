#include "core/net/TransferFailure.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdfast::net {

namespace {

QString durationText(std::chrono::milliseconds time)
{
    if (time.count() % 1000 == 0)
        return u"%1 s"_s.arg(time.count() / 1000);
    return u"%1 ms"_s.arg(time.count());
}

QString hostAndPort(const QUrl& url)
{
    const int port = url.port(url.scheme() == "https"_L1 ? 443 : 80);
    const QString host = url.host();
    return host.contains(u':') ? u"[%1]:%2"_s.arg(host).arg(port) : u"%1:%2"_s.arg(host).arg(port);
}

QString expectedName(const Request& request)
{
    return request.tls.serverName.isEmpty() ? request.url.host() : request.tls.serverName;
}

QString certificateText(const CertificateFacts& facts)
{
    return u"subject %1, issuer %2, valid %3 to %4, SHA-256 fingerprint %5"_s.arg(facts.subject, facts.issuer,
        facts.notBefore.toString(Qt::ISODate), facts.notAfter.toString(Qt::ISODate), facts.fingerprint);
}

QString nameMismatch(const Request& request, const PeerCheck& check)
{
    return u"the server's certificate is for %1, not for %2 (%3)"_s.arg(
        check.leaf.names.join(", "_L1), expectedName(request), certificateText(check.leaf));
}

QString certificateReason(const Request& request, const TransferOutcome& outcome, const PeerCheck& check)
{
    const QString shown = certificateText(check.leaf);
    const QString whose = check.flawed == check.leaf
        ? u"the server's certificate"_s
        : u"the authority %1 in the server's chain"_s.arg(check.flawed.subject);
    switch (check.flaw) {
    case CertificateFlaw::UnknownAuthority:
        return u"the server's certificate is signed by an authority that is not trusted (%1; %2)"_s.arg(
            shown, check.reason);
    case CertificateFlaw::Expired:
        return u"%1 expired on %2 (%3)"_s.arg(whose, check.flawed.notAfter.toString(Qt::ISODate), shown);
    case CertificateFlaw::NotYetValid:
        return u"%1 is not yet valid: it begins on %2, and this computer's clock says %3; check the local clock (%4)"_s
            .arg(whose, check.flawed.notBefore.toString(Qt::ISODate),
                QDateTime::currentDateTimeUtc().toString(Qt::ISODate), shown);
    case CertificateFlaw::NoAlternativeName:
        return u"the server's certificate has no subject alternative name; a common name alone is not accepted (%1)"_s
            .arg(shown);
    case CertificateFlaw::Other:
        return u"the server's certificate was not accepted: %1 (%2)"_s.arg(check.reason, shown);
    case CertificateFlaw::None:
        break;
    }
    if (check.leaf != CertificateFacts {})
        return nameMismatch(request, check);
    return u"the server's certificate was not accepted: %1"_s.arg(outcome.words);
}

QString connectReason(const Request& request, const TransferOutcome& outcome, const QUrl& proxy)
{
    const QString peer = proxy.isEmpty() ? hostAndPort(request.url) : u"the proxy "_s + hostAndPort(proxy);
    if (outcome.systemError == ECONNREFUSED)
        return u"connection refused by %1"_s.arg(peer);
    const QString why
        = outcome.systemError ? QString::fromLocal8Bit(std::strerror(outcome.systemError)) : outcome.words;
    return u"no connection to %1: %2"_s.arg(peer, why);
}

QString proxyReason(const TransferOutcome& outcome, const QUrl& proxy)
{
    const QString name = hostAndPort(proxy);
    if (outcome.proxyStatus == 407)
        return u"the proxy %1 asks for authentication (407); put user and password into proxy-url or HTTPS_PROXY"_s.arg(
            name);
    if (outcome.proxyStatus != 0)
        return u"the proxy %1 refused to connect (status %2)"_s.arg(name).arg(outcome.proxyStatus);
    return u"the proxy %1 refused to connect: %2"_s.arg(name, outcome.words);
}

/// The words for all faults but those of certificates, proxies and limits.
QString plainReason(const Request& request, const TransferOutcome& outcome, const QUrl& proxy)
{
    switch (outcome.fault) {
    case TransferFault::HostUnknown:
        return u"the host name %1 cannot be resolved"_s.arg(request.url.host());
    case TransferFault::ProxyUnknown:
        return u"the host name of the proxy, %1, cannot be resolved"_s.arg(proxy.host());
    case TransferFault::NotConnected:
        return connectReason(request, outcome, proxy);
    case TransferFault::Broken:
        return u"the connection was broken: %1"_s.arg(outcome.words);
    case TransferFault::Truncated:
        return u"the answer ended before it was complete: %1"_s.arg(outcome.words);
    case TransferFault::Undecodable:
        return u"the answer's compression cannot be read: %1"_s.arg(outcome.words);
    case TransferFault::NotHttp:
        return u"%1 does not speak HTTP: %2"_s.arg(hostAndPort(request.url), outcome.words);
    case TransferFault::NoTls:
        return u"no TLS connection with %1; is it an https server of TLS 1.2 or later? (%2)"_s.arg(
            hostAndPort(request.url), outcome.words);
    case TransferFault::ClientCertificateUnusable:
        return u"the client certificate or its key cannot be used: %1"_s.arg(outcome.words);
    case TransferFault::ClientCertificateRefused:
        return request.tls.clientCertificate.isEmpty()
            ? u"the server wants a client certificate, and none is configured: %1"_s.arg(outcome.words)
            : u"the server refused the client certificate: %1"_s.arg(outcome.words);
    case TransferFault::AuthoritiesUnusable:
        return u"the certificate authority data is not usable PEM: %1"_s.arg(outcome.words);
    case TransferFault::None:
    case TransferFault::TimedOut:
    case TransferFault::StoppedBySink:
    case TransferFault::HeadersTooLarge:
    case TransferFault::CertificateRefused:
    case TransferFault::ProxyRefused:
    case TransferFault::BadRequest:
    case TransferFault::Other:
        break;
    }
    return outcome.words;
}

ErrorCode codeOf(TransferFault fault)
{
    switch (fault) {
    case TransferFault::CertificateRefused:
    case TransferFault::ClientCertificateUnusable:
    case TransferFault::ClientCertificateRefused:
    case TransferFault::AuthoritiesUnusable:
    case TransferFault::NoTls:
        return ErrorCode::TlsRefused;
    case TransferFault::HeadersTooLarge:
        return ErrorCode::LimitExceeded;
    case TransferFault::StoppedBySink:
        return ErrorCode::Cancelled;
    case TransferFault::BadRequest:
        return ErrorCode::InvalidInput;
    case TransferFault::None:
    case TransferFault::HostUnknown:
    case TransferFault::ProxyUnknown:
    case TransferFault::NotConnected:
    case TransferFault::TimedOut:
    case TransferFault::Broken:
    case TransferFault::Truncated:
    case TransferFault::Undecodable:
    case TransferFault::NotHttp:
    case TransferFault::ProxyRefused:
    case TransferFault::Other:
        break;
    }
    return ErrorCode::Unreachable;
}

Error made(ErrorCode code, const Request& request, QString detail)
{
    return { .code = code, .where = placeOf(request), .detail = std::move(detail) };
}

bool isOneLine(const QByteArray& text)
{
    return std::ranges::none_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

}

UrlPlace placeOf(const Request& request)
{
    return { request.url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment) };
}

Result<void> resultOf(const Request& request, const TransferOutcome& outcome, const PeerCheck& check, const QUrl& proxy)
{
    switch (outcome.fault) {
    case TransferFault::None:
        return {};
    case TransferFault::TimedOut:
        return std::unexpected(limitError(request, BrokenLimit::Connect));
    case TransferFault::StoppedBySink:
        return std::unexpected(cancelledError(request));
    case TransferFault::CertificateRefused:
        return std::unexpected(made(ErrorCode::TlsRefused, request, certificateReason(request, outcome, check)));
    case TransferFault::ProxyRefused:
        return std::unexpected(made(ErrorCode::Unreachable, request, proxyReason(outcome, proxy)));
    case TransferFault::Broken:
    case TransferFault::Truncated: {
        // client-go resends a GET whose connection broke, after a second; what never connected is not resent.
        Error error = made(ErrorCode::Unreachable, request, plainReason(request, outcome, proxy));
        error.retryAfter = 1s;
        return std::unexpected(std::move(error));
    }
    case TransferFault::HostUnknown:
    case TransferFault::ProxyUnknown:
    case TransferFault::NotConnected:
    case TransferFault::Undecodable:
    case TransferFault::HeadersTooLarge:
    case TransferFault::ClientCertificateUnusable:
    case TransferFault::ClientCertificateRefused:
    case TransferFault::AuthoritiesUnusable:
    case TransferFault::NoTls:
    case TransferFault::NotHttp:
    case TransferFault::BadRequest:
    case TransferFault::Other:
        break;
    }
    return std::unexpected(made(codeOf(outcome.fault), request, plainReason(request, outcome, proxy)));
}

Error limitError(const Request& request, BrokenLimit limit)
{
    const Limits& limits = request.limits;
    switch (limit) {
    case BrokenLimit::Connect:
        return made(ErrorCode::Unreachable, request,
            u"timeout: no connection to %1 within %2"_s.arg(hostAndPort(request.url), durationText(limits.connect)));
    case BrokenLimit::Total:
        return made(ErrorCode::Unreachable, request,
            u"timeout: no complete answer from %1 within %2"_s.arg(
                hostAndPort(request.url), durationText(limits.total)));
    case BrokenLimit::Silence: {
        const auto time = limits.silence.count() > 0 ? limits.silence : limits.total;
        return made(ErrorCode::Unreachable, request,
            u"timeout: %1 sent nothing, or next to nothing, for %2"_s.arg(
                hostAndPort(request.url), durationText(time)));
    }
    case BrokenLimit::BodySize:
        break;
    }
    return made(
        ErrorCode::LimitExceeded, request, u"the answer is larger than the limit of %1 bytes"_s.arg(limits.bodyBytes));
}

Error cancelledError(const Request& request)
{
    return made(ErrorCode::Cancelled, request, u"cancelled"_s);
}

Result<void> checkRequest(const Request& request)
{
    const QString scheme = request.url.scheme();
    if (!request.url.isValid() || request.url.host().isEmpty() || (scheme != "https"_L1 && scheme != "http"_L1))
        return std::unexpected(made(ErrorCode::InvalidInput, request, u"not an http or https URL with a host"_s));
    if (const QString proxy = request.proxy.scheme(); !request.proxy.isEmpty() && proxy != "http"_L1
        && proxy != "https"_L1 && proxy != "socks5"_L1 && proxy != "socks5h"_L1)
        return std::unexpected(
            made(ErrorCode::InvalidInput, request, u"the proxy must be http, https or socks5, not %1"_s.arg(proxy)));
    for (const Header& header : request.headers) {
        if (!isOneLine(header.name) || !isOneLine(header.value))
            return std::unexpected(made(ErrorCode::InvalidInput, request,
                u"the header %1 contains a line break"_s.arg(QString::fromLatin1(header.name.simplified()))));
    }
    if (!isOneLine(request.method) || request.method.isEmpty())
        return std::unexpected(made(ErrorCode::InvalidInput, request, u"not a request method"_s));
    return {};
}

}
