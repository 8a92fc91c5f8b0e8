#pragma once

#include "core/net/CurlTransport.h"
#include "core/net/NetworkLoop.h"
#include "tests/faultserver/FaultServer.h"

#include <QTest>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

namespace holdfast::tests {

/// Planted wherever a request may carry a secret; must never come back in an error.
inline constexpr auto canary = "canary-7f3a";

/// Hears a stream on the network thread and lets the test wait for it.
class StreamProbe final {
public:
    [[nodiscard]] net::StreamHandler handler();
    [[nodiscard]] bool waitForData(const QByteArray& text); ///< until the data so far contains it
    [[nodiscard]] bool waitForDone();
    [[nodiscard]] QByteArray data();
    [[nodiscard]] int status();
    [[nodiscard]] Result<void> result(); ///< waits; Internal where it never came

    void refuseAfter(int pieces); ///< the handler says no to the piece of this number

private:
    struct State {
        std::mutex mutex;
        std::condition_variable changed;
        net::ResponseHead head;
        QByteArray data;
        int pieces = 0;
        int refusedPiece = -1;
        std::optional<Result<void>> done;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>(); // the network thread may outlive the probe
};

/// Settings without the machine's proxies. `hosts` as for LoopSettings.
[[nodiscard]] net::LoopSettings directSettings(QList<QByteArray> hosts = {});

/// A GET with a planted token, the server's authority pinned, and limits that keep a failing test short.
[[nodiscard]] net::Request requestFor(FaultServer& server, const QString& pathAndQuery);

/// Sends and waits, without an event loop.
[[nodiscard]] Result<net::Response> fetch(net::HttpTransport& transport, net::Request request);

/// The error as one line; fails the test where a planted secret is in it.
[[nodiscard]] QString harmlessText(const Error& error);

}
