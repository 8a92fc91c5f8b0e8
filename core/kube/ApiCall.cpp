#include "core/kube/ApiCall.h"

#include "core/base/Async.h"
#include "core/kube/StatusError.h"

namespace holdfast::kube {

namespace {

constexpr qsizetype errorBodyBytes = 64 << 10;

/// The running answer of a streamed call; touched on the transport's thread only.
struct StreamedAnswer {
    BodySink sink;
    net::Response response;
    std::optional<Error> refused;
    QPromise<Result<net::Response>> promise;

    bool takesBody() const
    {
        return response.head.status >= 200 && response.head.status < 300 && isJson(response.head);
    }

    bool take(QByteArrayView bytes)
    {
        if (!takesBody()) {
            response.body.append(bytes.first(std::min(bytes.size(), errorBodyBytes - response.body.size())));
            return response.body.size() < errorBodyBytes;
        }
        if (auto taken = sink.data(bytes); !taken)
            refused = taken.error();
        return !refused;
    }

    void finish(const Result<void>& end)
    {
        if (end && takesBody() && !refused) {
            if (const auto whole = sink.end(); !whole)
                refused = whole.error();
        }
        if (refused)
            promise.addResult(std::unexpected(*refused));
        else if (end || (!takesBody() && response.head.status > 0))
            promise.addResult(std::move(response));
        else
            promise.addResult(std::unexpected(end.error()));
        promise.finish();
    }
};

}

net::Request authorised(net::Request request, const Authorization& authorization)
{
    request.headers += authorization.headers;
    request.tls = authorization.tls;
    request.proxy = authorization.proxy;
    request.compression = authorization.compression;
    return request;
}

QFuture<Result<net::Response>> sendStreamed(
    net::HttpTransport& transport, net::Request request, BodySink sink, CancelToken cancel)
{
    auto answer = std::make_shared<StreamedAnswer>();
    answer->sink = std::move(sink);
    answer->promise.start();
    auto future = answer->promise.future();
    transport.stream(std::move(request), net::StreamKind::List,
        { .head =
                [answer](const net::ResponseHead& head) {
                    answer->response.head = head;
                    answer->sink.begin();
                    return true;
                },
            .data = [answer](QByteArrayView bytes) { return answer->take(bytes); },
            .done = [answer](const Result<void>& end) { answer->finish(end); } },
        std::move(cancel));
    return future;
}

ApiCall::ApiCall(CallServices services, ApiRequest request, CancelToken cancel)
    : m_services(std::move(services))
    , m_request(std::move(request))
    , m_cancel(std::move(cancel))
{
}

QFuture<Result<net::Response>> ApiCall::start(QObject* home)
{
    m_home = home;
    m_promise.start();
    authorise();
    return m_promise.future();
}

void ApiCall::authorise()
{
    if (m_cancel.isCancelled())
        return finish(fail(ErrorCode::Cancelled, {}, QStringLiteral("cancelled")));
    onDone(m_services.credentials->authorize(m_cancel), m_home,
        [self = shared_from_this()](const Result<Authorization>& authorization) {
            if (authorization)
                self->attempt(*authorization);
            else
                self->finish(std::unexpected(authorization.error()));
        });
}

void ApiCall::attempt(const Authorization& authorization)
{
    net::Request request = authorised(m_request.request, authorization);
    onDone(sendStreamed(*m_services.transport, std::move(request), m_request.sink, m_cancel), m_home,
        [self = shared_from_this()](const Result<net::Response>& outcome) { self->finished(outcome); });
}

void ApiCall::finished(const Result<net::Response>& outcome)
{
    const Result<net::ResponseHead> head
        = outcome ? Result<net::ResponseHead>(outcome->head) : std::unexpected(outcome.error());
    const RetryDecision decision = decideRetry(head, m_request.repeatable, m_tries);
    switch (decision.action) {
    case RetryDecision::Action::Finish:
        return finish(outcome);
    case RetryDecision::Action::RenewCredentials:
        return renew(outcome);
    case RetryDecision::Action::Repeat:
        ++m_tries.retries;
        m_tries.reconnected = m_tries.reconnected || !outcome;
        m_services.timers->after(decision.after, m_home, [self = shared_from_this()] { self->authorise(); });
    }
}

void ApiCall::renew(const Result<net::Response>& outcome)
{
    m_tries.renewed = true;
    if (m_services.credentials->renewAfterUnauthorized())
        authorise();
    else
        finish(outcome);
}

void ApiCall::finish(const Result<net::Response>& outcome)
{
    m_promise.addResult(outcome);
    m_promise.finish();
}

}
