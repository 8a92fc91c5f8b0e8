#pragma once

#include "core/net/HttpTransport.h"

#include <thread>

namespace holdfast::net {

struct LoopSettings;
class NetworkLoop;

/// HttpTransport over libcurl: one network thread, HTTP/2 where the server offers it, watches on connections of their
/// own. Handlers and promises run on the network thread. Destroying it ends everything with Cancelled.
class CurlTransport final : public HttpTransport {
public:
    CurlTransport(); ///< proxies as the environment says
    explicit CurlTransport(LoopSettings settings);
    ~CurlTransport() override;
    CurlTransport(const CurlTransport&) = delete;
    CurlTransport& operator=(const CurlTransport&) = delete;

    [[nodiscard]] QFuture<Result<Response>> send(Request request, CancelToken cancel) override;
    void stream(Request request, StreamKind kind, StreamHandler handler, CancelToken cancel) override;

    /// `holdfast/<version>`: servers treat a User-Agent of curl differently.
    [[nodiscard]] static QByteArray userAgent();

private:
    std::shared_ptr<NetworkLoop> m_loop;
    std::thread m_thread;
};

}
