#include "tests/core/net/Probe.h"

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdfast::tests {

namespace {

constexpr auto patience = 20s;

}

net::StreamHandler StreamProbe::handler()
{
    return { .head =
                 [state = m_state](const net::ResponseHead& head) {
                     const std::scoped_lock lock(state->mutex);
                     state->head = head;
                     return true;
                 },
        .data =
            [state = m_state](QByteArrayView bytes) {
                const std::scoped_lock lock(state->mutex);
                state->data.append(bytes);
                state->changed.notify_all();
                return ++state->pieces != state->refusedPiece;
            },
        .done =
            [state = m_state](const Result<void>& result) {
                const std::scoped_lock lock(state->mutex);
                state->done = result;
                state->changed.notify_all();
            } };
}

void StreamProbe::refuseAfter(int pieces)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->refusedPiece = pieces;
}

bool StreamProbe::waitForData(const QByteArray& text)
{
    std::unique_lock lock(m_state->mutex);
    return m_state->changed.wait_for(lock, patience, [&] { return m_state->data.contains(text); });
}

bool StreamProbe::waitForDone()
{
    std::unique_lock lock(m_state->mutex);
    return m_state->changed.wait_for(lock, patience, [this] { return m_state->done.has_value(); });
}

QByteArray StreamProbe::data()
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->data;
}

int StreamProbe::status()
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->head.status;
}

Result<void> StreamProbe::result()
{
    if (!waitForDone())
        return fail(ErrorCode::Internal, {}, u"the stream did not end"_s);
    const std::scoped_lock lock(m_state->mutex);
    return *m_state->done;
}

net::LoopSettings directSettings(QList<QByteArray> hosts)
{
    return { .proxies = {}, .hosts = std::move(hosts), .userAgent = net::CurlTransport::userAgent() };
}

net::Request requestFor(FaultServer& server, const QString& pathAndQuery)
{
    net::Request request;
    request.url = server.url(pathAndQuery);
    request.url.setUserInfo("visitor:"_L1 + QLatin1StringView(canary));
    request.headers = { { "Authorization", QByteArray("Bearer ") + canary } };
    request.tls.certificateAuthorities = server.authority();
    request.limits.connect = 10s;
    request.limits.total = 10s;
    return request;
}

Result<net::Response> fetch(net::HttpTransport& transport, net::Request request)
{
    QFuture<Result<net::Response>> future = transport.send(std::move(request), {});
    future.waitForFinished();
    if (future.resultCount() == 0)
        return fail(ErrorCode::Internal, {}, u"no result"_s);
    return future.result();
}

QString harmlessText(const Error& error)
{
    const QString text = errorText(error);
    if (text.contains(QLatin1StringView(canary)))
        QTest::qFail(qPrintable(u"a secret is in the error: "_s + text), __FILE__, __LINE__);
    return text;
}

}
