#include "tests/core/kube/Doubles.h"

#include "core/base/Async.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

namespace holdfast::tests {

void ManualTimers::after(std::chrono::milliseconds delay, QObject* context, std::function<void()> work)
{
    m_waiting.push_back({ m_clock->monotonic() + delay, context, std::move(work) });
}

void ManualTimers::advance(std::chrono::milliseconds by)
{
    const auto end = m_clock->monotonic() + by;
    for (;;) {
        settle();
        const auto next = std::ranges::min_element(m_waiting, {}, &Waiting::due);
        if (next == m_waiting.end() || next->due > end)
            break;
        const Waiting due = *next;
        m_waiting.erase(next);
        m_clock->advance(std::max(due.due - m_clock->monotonic(), std::chrono::milliseconds(0)));
        if (due.context)
            due.work();
    }
    m_clock->advance(end - m_clock->monotonic());
    settle();
}

std::vector<std::chrono::milliseconds> ManualTimers::delays() const
{
    std::vector<std::chrono::milliseconds> all;
    for (const Waiting& waiting : m_waiting) {
        if (waiting.context)
            all.push_back(waiting.due - m_clock->monotonic());
    }
    return all;
}

QString ScriptedCall::target() const
{
    return request.url.path(QUrl::FullyEncoded)
        + (request.url.hasQuery() ? QLatin1Char('?') + request.url.query(QUrl::FullyEncoded) : QString());
}

void ScriptedCall::head(int status, QList<net::Header> headers)
{
    if (m_over)
        return;
    net::ResponseHead head { .status = status, .headers = std::move(headers) };
    if (head.header("Content-Type").isEmpty())
        head.headers.append({ .name = "Content-Type", .value = "application/json" });
    if (!m_handler.head(head))
        finish(fail(ErrorCode::Cancelled, {}, QStringLiteral("the handler ended it")));
}

void ScriptedCall::data(const QByteArray& bytes)
{
    if (!m_over && !m_handler.data(bytes))
        finish(fail(ErrorCode::Cancelled, {}, QStringLiteral("the handler ended it")));
}

void ScriptedCall::end()
{
    finish({});
    settle();
}

void ScriptedCall::breakOff(ErrorCode code)
{
    finish(std::unexpected(Error { .code = code,
        .where = {},
        .detail = QStringLiteral("the connection broke"),
        .retryAfter = std::chrono::seconds(1) }));
    settle();
}

void ScriptedCall::answer(int status, const QByteArray& body, const QList<net::Header>& headers)
{
    head(status, headers);
    data(body);
    end();
}

void ScriptedCall::finish(const Result<void>& result)
{
    if (!std::exchange(m_over, true))
        m_handler.done(result);
}

QFuture<Result<net::Response>> ScriptedTransport::send(net::Request, CancelToken)
{
    return ready<net::Response>(fail(ErrorCode::Unsupported, {}, QStringLiteral("only streams are scripted")));
}

void ScriptedTransport::stream(
    net::Request request, net::StreamKind kind, net::StreamHandler handler, CancelToken cancel)
{
    auto call = std::make_shared<ScriptedCall>();
    call->request = std::move(request);
    call->kind = kind;
    call->m_handler = std::move(handler);
    calls.push_back(call);
    call->m_cancellation = cancel.onCancelled([weak = std::weak_ptr(call)] {
        if (const auto alive = weak.lock())
            alive->finish(fail(ErrorCode::Cancelled, {}, QStringLiteral("cancelled by the caller")));
    });
}

QStringList ScriptedTransport::targets() const
{
    QStringList all;
    for (const auto& call : calls)
        all << call->target();
    return all;
}

QFuture<Result<kube::Authorization>> CountingCredentials::authorize(CancelToken)
{
    ++authorized;
    if (refusal)
        return ready<kube::Authorization>(std::unexpected(*refusal));
    kube::Authorization authorization;
    authorization.tls = tls;
    authorization.headers = { { .name = "Authorization", .value = "Bearer t" + QByteArray::number(renewed) } };
    return ready<kube::Authorization>(authorization);
}

bool CountingCredentials::renewAfterUnauthorized()
{
    ++renewed;
    return renewable;
}

KubeBench::KubeBench()
{
    kube::Context context;
    context.name = ContextName(QStringLiteral("bench"));
    context.cluster.server = QUrl(QStringLiteral("https://cluster.example:6443/base/"));
    client = std::make_shared<kube::KubeClient>(context, transport, credentials, timers);
}

void settle()
{
    for (int round = 0; round < 8; ++round)
        QCoreApplication::sendPostedEvents();
}

QByteArray recording(const QString& name)
{
    QFile file(QStringLiteral(HOLDFAST_TEST_DATA "/core/kube/data/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

kube::ApiResource configMaps()
{
    return { .group = {},
        .version = QStringLiteral("v1"),
        .plural = QStringLiteral("configmaps"),
        .kind = QStringLiteral("ConfigMap"),
        .namespaced = true,
        .verbs = {} };
}

}
