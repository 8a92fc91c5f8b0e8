#include "core/net/Exchange.h"

#include <algorithm>

namespace holdfast::net {

namespace {

/// Fewer bytes than this in the time of the silence limit count as silence, except in a watch: a list that comes byte
/// by byte never ends.
constexpr qsizetype leastProgress = 1024;

QByteArray trimmed(QByteArrayView text)
{
    return text.trimmed().toByteArray();
}

}

Exchange::Exchange(Request request, ExchangeKind kind, StreamHandler handler)
    : m_request(std::move(request))
    , m_kind(kind)
    , m_handler(std::move(handler))
{
}

void Exchange::start(std::unique_ptr<CurlEasy> transfer, QUrl proxy)
{
    m_transfer = std::move(transfer);
    m_proxy = std::move(proxy);
    m_start = m_mark = std::chrono::steady_clock::now();
}

bool Exchange::takeHeaderLine(QByteArrayView line)
{
    if (m_headState == HeadState::Delivered)
        return true; // trailers
    noteProgress(leastProgress);
    const QByteArrayView text = line.trimmed();
    if (text.startsWith("HTTP/")) {
        const qsizetype space = text.indexOf(' ');
        m_head = {};
        m_head.status
            = space < 0 ? 0 : text.sliced(space + 1).first(std::min<qsizetype>(3, text.size() - space - 1)).toInt();
        return true;
    }
    if (!text.isEmpty()) {
        const qsizetype colon = text.indexOf(':');
        if (colon > 0)
            m_head.headers.append({ trimmed(text.first(colon)), trimmed(text.sliced(colon + 1)) });
        return true;
    }
    if (m_head.status < 200)
        return true; // 100 Continue: the answer follows
    m_headState = HeadState::Delivered;
    return !m_handler.head || m_handler.head(m_head);
}

bool Exchange::takeBody(QByteArrayView bytes)
{
    noteProgress(bytes.size());
    m_bodyBytes += bytes.size();
    const qint64 most = m_request.limits.bodyBytes;
    if (m_kind != ExchangeKind::Watch && most > 0 && m_bodyBytes > most) {
        m_broken = BrokenLimit::BodySize;
        return false;
    }
    return !m_handler.data || m_handler.data(bytes);
}

void Exchange::noteProgress(qsizetype bytes)
{
    m_bytesSinceMark += bytes;
    if (m_kind == ExchangeKind::Watch || m_bytesSinceMark >= leastProgress) {
        m_bytesSinceMark = 0;
        m_mark = std::chrono::steady_clock::now();
    }
}

std::chrono::milliseconds Exchange::silenceLimit() const
{
    const Limits& limits = m_request.limits;
    // A streamed list without a limit of its own must still not hang for ever.
    return limits.silence.count() == 0 && m_kind == ExchangeKind::List ? limits.total : limits.silence;
}

std::optional<BrokenLimit> Exchange::brokenLimit(TimePoint now)
{
    const Limits& limits = m_request.limits;
    if (!m_isConnected && m_transfer->isConnected()) {
        m_isConnected = true;
        m_mark = std::max(m_mark, now);
    }
    if (!m_isConnected && limits.connect.count() > 0 && now >= m_start + limits.connect)
        return BrokenLimit::Connect;
    if (m_kind == ExchangeKind::Whole && limits.total.count() > 0 && now >= m_start + limits.total)
        return BrokenLimit::Total;
    if (m_isConnected && silenceLimit().count() > 0 && now >= m_mark + silenceLimit())
        return BrokenLimit::Silence;
    return std::nullopt;
}

std::optional<TimePoint> Exchange::nextDeadline() const
{
    const Limits& limits = m_request.limits;
    std::optional<TimePoint> earliest;
    const auto consider = [&earliest](TimePoint start, std::chrono::milliseconds limit) {
        if (limit.count() > 0)
            earliest = earliest ? std::min(*earliest, start + limit) : start + limit;
    };
    if (!m_isConnected)
        consider(m_start, limits.connect);
    if (m_kind == ExchangeKind::Whole)
        consider(m_start, limits.total);
    if (m_isConnected)
        consider(m_mark, silenceLimit());
    return earliest;
}

Result<void> Exchange::resultFor(const TransferOutcome& outcome) const
{
    if (m_broken)
        return std::unexpected(limitError(m_request, *m_broken));
    return resultOf(m_request, outcome, m_transfer->peerCheck(), m_proxy);
}

void Exchange::finish(const Result<void>& result)
{
    if (m_handler.done)
        m_handler.done(result);
}

}
