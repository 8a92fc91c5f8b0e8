#pragma once

#include "core/net/Curl.h"
#include "core/net/TransferFailure.h"

#include <optional>

namespace holdfast::net {

using TimePoint = std::chrono::steady_clock::time_point;

/// What an exchange is for: decides its connections and which limits hold.
enum class ExchangeKind { Whole, List, Watch };

/// One request on its way: turns lines and bytes into head and data, and keeps its limits. Network thread only.
class Exchange final : public TransferSink {
public:
    Exchange(Request request, ExchangeKind kind, StreamHandler handler);

    [[nodiscard]] const Request& request() const { return m_request; }
    [[nodiscard]] ExchangeKind kind() const { return m_kind; }

    /// What the caller's token does to it, for as long as it lives. Before it is handed to the network thread.
    void keep(CancelRegistration cancellation) { m_cancellation = std::move(cancellation); }
    /// Begins the clocks; `proxy` is the one that is used.
    void start(std::unique_ptr<CurlEasy> transfer, QUrl proxy);
    [[nodiscard]] CurlEasy& transfer() { return *m_transfer; }

    bool takeHeaderLine(QByteArrayView line) override;
    bool takeBody(QByteArrayView bytes) override;

    /// The limit that is broken now, if any.
    [[nodiscard]] std::optional<BrokenLimit> brokenLimit(TimePoint now);
    /// When to look again; nothing where no limit holds.
    [[nodiscard]] std::optional<TimePoint> nextDeadline() const;

    /// The answer to give when libcurl says that it is over.
    [[nodiscard]] Result<void> resultFor(const TransferOutcome& outcome) const;
    /// Tells the handler; the last call.
    void finish(const Result<void>& result);

private:
    [[nodiscard]] std::chrono::milliseconds silenceLimit() const;
    void noteProgress(qsizetype bytes);

    Request m_request;
    ExchangeKind m_kind;
    StreamHandler m_handler;
    CancelRegistration m_cancellation;
    std::unique_ptr<CurlEasy> m_transfer;
    QUrl m_proxy;
    ResponseHead m_head;
    enum class HeadState { Reading, Delivered } m_headState = HeadState::Reading;
    std::optional<BrokenLimit> m_broken;
    bool m_isConnected = false;
    qint64 m_bodyBytes = 0;
    qsizetype m_bytesSinceMark = 0;
    TimePoint m_start;
    TimePoint m_mark; ///< when enough bytes had last come
};

}
