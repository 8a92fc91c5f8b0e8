#include "core/net/CurlTransport.h"

#include "core/net/NetworkLoop.h"

#include <QPromise>

#include <algorithm>

namespace holdfast::net {

namespace {

constexpr qint64 mostReserved = 64LL << 20; ///< what a server claims of its body is believed up to here

LoopSettings defaultSettings()
{
    // client-go's switch for servers and proxies that break HTTP/2
    const bool isHttp2Off = !qEnvironmentVariableIsEmpty("DISABLE_HTTP2");
    return { .proxies = ProxyRules::fromEnvironment(),
        .hosts = {},
        .protocol = isHttp2Off ? TransferSetup::Protocol::Http11 : TransferSetup::Protocol::Http2,
        .userAgent = CurlTransport::userAgent() };
}

/// Collects a whole answer for a promise.
struct Collector {
    QPromise<Result<Response>> promise;
    Result<Response> answer = Response {};

    bool takeHead(const ResponseHead& head)
    {
        answer->head = head;
        const qint64 length = head.header("Content-Length").toLongLong();
        answer->body.reserve(std::clamp<qint64>(length, 0, mostReserved));
        return !promise.isCanceled();
    }
    bool takeData(QByteArrayView data)
    {
        answer->body.append(data);
        return !promise.isCanceled();
    }
    void finish(const Result<void>& result)
    {
        if (!result)
            answer = std::unexpected(result.error());
        promise.addResult(std::move(answer));
        promise.finish();
    }
};

}

CurlTransport::CurlTransport()
    : CurlTransport(defaultSettings())
{
}

CurlTransport::CurlTransport(LoopSettings settings)
    : m_loop(std::make_shared<NetworkLoop>(std::move(settings)))
    , m_thread([loop = m_loop] { loop->run(); })
{
}

CurlTransport::~CurlTransport()
{
    m_loop->stop();
    // The last owner may be a handler, on the network thread itself.
    if (m_thread.get_id() == std::this_thread::get_id())
        m_thread.detach();
    else
        m_thread.join();
}

QFuture<Result<Response>> CurlTransport::send(Request request, CancelToken cancel)
{
    const auto collector = std::make_shared<Collector>();
    collector->promise.start();
    StreamHandler handler { .head = [collector](const ResponseHead& head) { return collector->takeHead(head); },
        .data = [collector](QByteArrayView data) { return collector->takeData(data); },
        .done = [collector](const Result<void>& result) { collector->finish(result); } };
    QFuture<Result<Response>> future = collector->promise.future();
    m_loop->submit(std::make_unique<Exchange>(std::move(request), ExchangeKind::Whole, std::move(handler)), cancel);
    return future;
}

void CurlTransport::stream(Request request, StreamKind kind, StreamHandler handler, CancelToken cancel)
{
    const ExchangeKind exchangeKind = kind == StreamKind::Watch ? ExchangeKind::Watch : ExchangeKind::List;
    m_loop->submit(std::make_unique<Exchange>(std::move(request), exchangeKind, std::move(handler)), cancel);
}

QByteArray CurlTransport::userAgent()
{
    return QByteArrayLiteral("holdfast/" HOLDFAST_VERSION);
}

}
