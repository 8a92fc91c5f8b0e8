#pragma once

#include "core/base/Cancel.h"
#include "core/net/Exchange.h"
#include "core/net/ProxyRules.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace holdfast::net {

/// What all requests of a transport share.
struct LoopSettings {
    ProxyRules proxies;
    QList<QByteArray> hosts;
    TransferSetup::Protocol protocol = TransferSetup::Protocol::Http2;
    QByteArray userAgent;
    /// A dead peer is noticed within a ping and the user timeout of its socket (45 s): a minute together.
    std::chrono::milliseconds pingInterval { 15'000 };
    /// How long the machine has been suspended since its start; what was open before is then taken for dead.
    std::function<std::chrono::milliseconds()> suspended = timeSuspended;

    [[nodiscard]] static std::chrono::milliseconds timeSuspended();
};

/// The network thread: owns the exchanges and their connections, drives libcurl, keeps limits and ends what is
/// cancelled. submit() and stop() are thread-safe; all handlers run on the network thread.
class NetworkLoop final : public std::enable_shared_from_this<NetworkLoop> {
public:
    explicit NetworkLoop(LoopSettings settings);

    void submit(std::unique_ptr<Exchange> exchange, const CancelToken& cancel);
    void stop(); ///< every handler hears Cancelled, then run() returns
    void run(); ///< the body of the thread

private:
    using Ticket = quint64;

    /// Connections to one place for one use. After a timeout it takes no new exchange: its connections may be dead
    /// without knowing it, and HTTP/2 would put the next request on one of them.
    struct Pool {
        CurlMulti multi;
        std::map<Ticket, std::unique_ptr<Exchange>> exchanges;
        std::vector<Ticket> waiting; ///< may wait for the connection of another
        TimePoint lastUse;
        TimePoint lastPing;
        QString place;
        bool isRetired = false;
    };
    struct Arrival {
        Ticket ticket;
        std::unique_ptr<Exchange> exchange;
        CancelToken cancel;
    };
    struct Inbox {
        std::vector<Arrival> arrivals;
        std::vector<Ticket> cancellations;
        bool isStopped = false;
    };

    [[nodiscard]] Inbox takeInbox();
    void cancelLater(Ticket ticket);
    void begin(Arrival arrival);
    void end(Pool& pool, Ticket ticket, const Result<void>& result);
    void cancel(Ticket ticket);
    void endAll(Inbox rest);
    void performAll();
    void separate(Pool& pool);
    void enforceLimits(Pool& pool);
    void abandonAfterSuspend();
    void keepAlive(Pool& pool, TimePoint now) const;
    void dropUnused(TimePoint now);
    [[nodiscard]] Pool& poolFor(const Exchange& exchange, const QUrl& proxy);
    [[nodiscard]] std::chrono::milliseconds untilNextDeadline() const;
    void waitForWork();

    const LoopSettings m_settings;
    CurlMulti m_control;
    std::vector<std::unique_ptr<Pool>> m_pools;
    std::chrono::milliseconds m_suspended;

    std::mutex m_mutex; ///< guards what follows
    Inbox m_inbox;
    Ticket m_lastTicket = 0;
};

}
