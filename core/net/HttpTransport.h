#pragma once

#include "core/base/Cancel.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QFuture>
#include <QList>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace holdfast::net {

/// One header line; names compare without case.
struct Header {
    QByteArray name;
    QByteArray value;
    friend bool operator==(const Header&, const Header&) = default;
};

/// How the peer is trusted and who we are to it. PEM bytes; empty means "not set".
struct TlsOptions {
    QByteArray certificateAuthorities; ///< when set, nothing else is trusted
    QByteArray clientCertificate;
    QByteArray clientKey;
    QString serverName; ///< SNI and verification name in place of the URL's host
    bool insecureSkipVerify = false;
    friend bool operator==(const TlsOptions&, const TlsOptions&) = default;
};

/// Time and size limits; zero is none.
struct Limits {
    std::chrono::milliseconds connect { 10'000 };
    std::chrono::milliseconds total { 30'000 }; ///< of a request; streams use `silence`
    std::chrono::milliseconds silence { 0 }; ///< longest time without a byte; a List without one takes `total`
    qint64 bodyBytes = 256LL << 20; ///< after decompression; not of a Watch
    friend bool operator==(const Limits&, const Limits&) = default;
};

/// A request with everything that its connection needs; a value.
struct Request {
    QByteArray method = QByteArrayLiteral("GET");
    QUrl url;
    QList<Header> headers;
    QByteArray body;
    TlsOptions tls;
    QUrl proxy; ///< http, https or socks5; empty: HTTPS_PROXY and NO_PROXY of the environment
    bool compression = true;
    Limits limits;
};

/// Status line and headers of an answer.
struct ResponseHead {
    int status = 0;
    QList<Header> headers;
    [[nodiscard]] QByteArray header(QByteArrayView name) const; ///< the first of that name, or empty
};

struct Response {
    ResponseHead head;
    QByteArray body;
};

/// Receives a streamed answer on the transport's thread, in this order: head once, data any number of times, done once.
/// Return false from `head` or `data` to end the stream (done then says Cancelled).
struct StreamHandler {
    std::function<bool(const ResponseHead&)> head;
    std::function<bool(QByteArrayView)> data;
    std::function<void(Result<void>)> done;
};

/// Whether a stream may live for hours: watches have connections of their own.
enum class StreamKind { List, Watch };

/// HTTP/1.1 and HTTP/2 to an API server or a forge. Thread-safe. No redirect is followed, no cookie kept.
/// Errors: Unreachable, TlsRefused, LimitExceeded, Cancelled, InvalidInput (a request that cannot be sent); an HTTP
/// status of any kind is no error here. Unreachable with `retryAfter`: the connection stood and then broke, so that a
/// read may be sent once more.
class HttpTransport {
public:
    virtual ~HttpTransport() = default;
    [[nodiscard]] virtual QFuture<Result<Response>> send(Request request, CancelToken cancel) = 0;
    virtual void stream(Request request, StreamKind kind, StreamHandler handler, CancelToken cancel) = 0;
};

}
