#pragma once

#include "core/base/Cancel.h"
#include "core/kube/Credentials.h"
#include "core/kube/RetryRule.h"
#include "core/kube/Timers.h"
#include "core/net/HttpTransport.h"

#include <QFuture>
#include <QObject>
#include <QPromise>

#include <functional>
#include <memory>

namespace holdfast::kube {

/// Takes the JSON body of a 2xx answer while it arrives, on the transport's thread; each try begins anew. `end` comes
/// after the last byte of a whole body.
struct BodySink {
    std::function<void()> begin;
    std::function<Result<void>(QByteArrayView)> data;
    std::function<Result<void>()> end;
};

/// One request of ours as the caller means it.
struct ApiRequest {
    net::Request request; ///< but for what Credentials supply
    Repeatable repeatable = Repeatable::Read;
    BodySink sink; ///< what it takes is not in the Response
};

/// What every call of a client shares.
struct CallServices {
    std::shared_ptr<net::HttpTransport> transport;
    std::shared_ptr<Credentials> credentials;
    std::shared_ptr<Timers> timers;
};

/// Adds to `request` what Authorization holds.
[[nodiscard]] net::Request authorised(net::Request request, const Authorization& authorization);

/// One request through all its tries, to the answer that counts. Lives on the thread of its `home`; any HTTP status
/// is an answer.
class ApiCall final : public std::enable_shared_from_this<ApiCall> {
public:
    ApiCall(CallServices services, ApiRequest request, CancelToken cancel);

    /// Call once, on the thread of `home`.
    [[nodiscard]] QFuture<Result<net::Response>> start(QObject* home);

private:
    void authorise();
    void attempt(const Authorization& authorization);
    void finished(const Result<net::Response>& outcome);
    void renew(const Result<net::Response>& outcome);
    void finish(const Result<net::Response>& outcome);

    CallServices m_services;
    ApiRequest m_request;
    CancelToken m_cancel;
    QObject* m_home = nullptr;
    TriesSoFar m_tries;
    QPromise<Result<net::Response>> m_promise;
};

/// A stream as a future: the head, and the body where the sink does not take it (error bodies up to 64 KiB).
[[nodiscard]] QFuture<Result<net::Response>> sendStreamed(
    net::HttpTransport& transport, net::Request request, BodySink sink, CancelToken cancel);

}
