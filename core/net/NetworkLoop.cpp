#include "core/net/NetworkLoop.h"

#include <algorithm>

#include <csignal>
#include <ctime>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdfast::net {

namespace {

constexpr auto unusedPoolLifetime = 120s;
constexpr auto longestWait = 5s; ///< so that the end of a suspend is soon noticed
constexpr auto harmlessSuspend = 5s;

QString placeKey(const Exchange& exchange, const QUrl& proxy)
{
    const Request& request = exchange.request();
    return QStringLiteral("%1 %2://%3 %4 %5")
        .arg(exchange.kind() == ExchangeKind::Watch ? "watch"_L1 : "request"_L1, request.url.scheme(),
            request.url.authority(), request.tls.serverName, proxy.toString());
}

/// A broken pipe must be an error of the one connection, not a signal to the whole program.
void blockSignals()
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}

NetworkLoop::NetworkLoop(LoopSettings settings)
    : m_settings(std::move(settings))
    , m_suspended(m_settings.suspended())
{
}

std::chrono::milliseconds LoopSettings::timeSuspended()
{
    timespec withSuspend {};
    timespec without {};
    clock_gettime(CLOCK_BOOTTIME, &withSuspend);
    clock_gettime(CLOCK_MONOTONIC, &without);
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::seconds(withSuspend.tv_sec - without.tv_sec)
        + std::chrono::nanoseconds(withSuspend.tv_nsec - without.tv_nsec));
}

void NetworkLoop::submit(std::unique_ptr<Exchange> exchange, const CancelToken& cancel)
{
    Ticket ticket = 0;
    {
        const std::scoped_lock lock(m_mutex);
        ticket = ++m_lastTicket;
    }
    // Cancelled before it arrives, it is not begun.
    exchange->keep(cancel.onCancelled([loop = weak_from_this(), ticket] {
        if (const auto alive = loop.lock())
            alive->cancelLater(ticket);
    }));
    {
        const std::scoped_lock lock(m_mutex);
        m_inbox.arrivals.push_back({ ticket, std::move(exchange), cancel });
    }
    m_control.wakeUp();
}

void NetworkLoop::cancelLater(Ticket ticket)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_inbox.cancellations.push_back(ticket);
    }
    m_control.wakeUp();
}

void NetworkLoop::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_inbox.isStopped = true;
    }
    m_control.wakeUp();
}

NetworkLoop::Inbox NetworkLoop::takeInbox()
{
    const std::scoped_lock lock(m_mutex);
    Inbox taken = std::exchange(m_inbox, {});
    m_inbox.isStopped = taken.isStopped;
    return taken;
}

void NetworkLoop::run()
{
    blockSignals();
    for (;;) {
        Inbox inbox = takeInbox();
        if (inbox.isStopped) {
            endAll(std::move(inbox));
            return;
        }
        abandonAfterSuspend();
        for (Arrival& arrival : inbox.arrivals)
            begin(std::move(arrival));
        for (const Ticket ticket : inbox.cancellations)
            cancel(ticket);
        performAll();
        waitForWork();
    }
}

NetworkLoop::Pool& NetworkLoop::poolFor(const Exchange& exchange, const QUrl& proxy)
{
    const QString place = placeKey(exchange, proxy);
    const auto found = std::ranges::find_if(
        m_pools, [&place](const auto& pool) { return !pool->isRetired && pool->place == place; });
    if (found != m_pools.end())
        return **found;
    m_pools.push_back(std::make_unique<Pool>());
    m_pools.back()->place = place;
    m_pools.back()->lastPing = std::chrono::steady_clock::now();
    return *m_pools.back();
}

void NetworkLoop::begin(Arrival arrival)
{
    Exchange& exchange = *arrival.exchange;
    if (arrival.cancel.isCancelled())
        return exchange.finish(std::unexpected(cancelledError(exchange.request())));
    if (const Result<void> checked = checkRequest(exchange.request()); !checked)
        return exchange.finish(checked);

    const Request& request = exchange.request();
    const QUrl proxy = request.proxy.isEmpty() ? m_settings.proxies.proxyFor(request.url) : request.proxy;
    const bool isPlain = !request.compression || exchange.kind() == ExchangeKind::Watch;
    const TransferSetup setup { .request = &request,
        .proxy = proxy,
        .userAgent = m_settings.userAgent,
        .hosts = m_settings.hosts,
        .protocol = m_settings.protocol,
        .encoding = isPlain ? TransferSetup::Encoding::Plain : TransferSetup::Encoding::Gzip };
    exchange.start(std::make_unique<CurlEasy>(setup, exchange), proxy);

    Pool& pool = poolFor(exchange, proxy);
    TransferOutcome outcome = exchange.transfer().setupOutcome();
    if (outcome.fault == TransferFault::None)
        outcome = pool.multi.add(exchange.transfer());
    if (outcome.fault != TransferFault::None)
        return exchange.finish(exchange.resultFor(outcome));
    pool.waiting.push_back(arrival.ticket);
    pool.exchanges.emplace(arrival.ticket, std::move(arrival.exchange));
}

void NetworkLoop::end(Pool& pool, Ticket ticket, const Result<void>& result)
{
    auto node = pool.exchanges.extract(ticket);
    if (node.empty())
        return;
    pool.multi.remove(node.mapped()->transfer());
    pool.lastUse = std::chrono::steady_clock::now();
    node.mapped()->finish(result);
}

void NetworkLoop::cancel(Ticket ticket)
{
    for (const auto& pool : m_pools) {
        if (const auto found = pool->exchanges.find(ticket); found != pool->exchanges.end())
            return end(*pool, ticket, std::unexpected(cancelledError(found->second->request())));
    }
}

void NetworkLoop::endAll(Inbox rest)
{
    for (const auto& pool : m_pools) {
        while (!pool->exchanges.empty()) {
            const auto& [ticket, exchange] = *pool->exchanges.begin();
            end(*pool, ticket, std::unexpected(cancelledError(exchange->request())));
        }
    }
    m_pools.clear();
    // A handler may have asked for more; that ends the same way.
    for (; !rest.arrivals.empty(); rest = takeInbox()) {
        for (const Arrival& arrival : rest.arrivals)
            arrival.exchange->finish(std::unexpected(cancelledError(arrival.exchange->request())));
    }
}

void NetworkLoop::performAll()
{
    const TimePoint now = std::chrono::steady_clock::now();
    for (const auto& pool : m_pools) {
        for (const CurlMulti::Finished& finished : pool->multi.perform()) {
            const auto found = std::ranges::find_if(pool->exchanges,
                [&finished](const auto& entry) { return &entry.second->transfer() == finished.transfer; });
            if (found == pool->exchanges.end())
                continue;
            pool->isRetired = pool->isRetired || finished.outcome.fault == TransferFault::TimedOut;
            const Ticket ticket = found->first;
            end(*pool, ticket, found->second->resultFor(finished.outcome));
        }
        separate(*pool);
        enforceLimits(*pool);
        keepAlive(*pool, now);
    }
    dropUnused(now);
}

/// A server of HTTP/1.1 serves one transfer at a time on a connection. Those that wait to share one would wait as long
/// as a watch lasts.
void NetworkLoop::separate(Pool& pool)
{
    if (pool.waiting.empty())
        return;
    const auto is = [&pool](CurlEasy::Sharing sharing) {
        return std::ranges::any_of(
            pool.exchanges, [sharing](const auto& entry) { return entry.second->transfer().sharing() == sharing; });
    };
    if (is(CurlEasy::Sharing::Alone)) {
        for (const Ticket ticket : pool.waiting)
            if (const auto found = pool.exchanges.find(ticket);
                found != pool.exchanges.end() && !found->second->transfer().isConnected())
                pool.multi.separate(found->second->transfer());
    } else if (!is(CurlEasy::Sharing::Shared)) {
        return;
    }
    pool.waiting.clear();
}

void NetworkLoop::enforceLimits(Pool& pool)
{
    const TimePoint now = std::chrono::steady_clock::now();
    std::vector<std::pair<Ticket, BrokenLimit>> broken;
    for (const auto& [ticket, exchange] : pool.exchanges) {
        if (const auto limit = exchange->brokenLimit(now))
            broken.emplace_back(ticket, *limit);
    }
    for (const auto& [ticket, limit] : broken) {
        pool.isRetired = true;
        end(pool, ticket, std::unexpected(limitError(pool.exchanges.at(ticket)->request(), limit)));
    }
}

/// Peers and the boxes between forget connections while a machine sleeps, and nobody tells it when it wakes.
void NetworkLoop::abandonAfterSuspend()
{
    const auto before = std::exchange(m_suspended, m_settings.suspended());
    if (m_suspended - before < harmlessSuspend)
        return;
    const TransferOutcome outcome { .fault = TransferFault::Broken, .words = u"this computer was suspended"_s };
    for (const auto& pool : m_pools) {
        pool->isRetired = true;
        while (!pool->exchanges.empty()) {
            const auto& [ticket, exchange] = *pool->exchanges.begin();
            end(*pool, ticket, exchange->resultFor(outcome));
        }
    }
}

void NetworkLoop::keepAlive(Pool& pool, TimePoint now) const
{
    if (pool.exchanges.empty() || now < pool.lastPing + m_settings.pingInterval)
        return;
    pool.lastPing = now;
    pool.multi.keepAlive();
}

void NetworkLoop::dropUnused(TimePoint now)
{
    std::erase_if(m_pools, [now](const std::unique_ptr<Pool>& pool) {
        return pool->exchanges.empty() && (pool->isRetired || now > pool->lastUse + unusedPoolLifetime);
    });
}

std::chrono::milliseconds NetworkLoop::untilNextDeadline() const
{
    const TimePoint now = std::chrono::steady_clock::now();
    TimePoint earliest = now + std::min<std::chrono::milliseconds>(longestWait, m_settings.pingInterval);
    for (const auto& pool : m_pools) {
        for (const auto& [ticket, exchange] : pool->exchanges) {
            if (const auto deadline = exchange->nextDeadline())
                earliest = std::min(earliest, *deadline);
        }
    }
    return std::chrono::ceil<std::chrono::milliseconds>(std::max(earliest - now, TimePoint::duration::zero()));
}

void NetworkLoop::waitForWork()
{
    std::vector<CurlMulti*> multis;
    multis.reserve(m_pools.size());
    for (const auto& pool : m_pools)
        multis.push_back(&pool->multi);
    m_control.wait(multis, untilNextDeadline());
}

}
