#pragma once

#include "core/base/Clock.h"
#include "core/kube/KubeClient.h"
#include "core/kube/Timers.h"

#include <QPointer>

#include <vector>

namespace holdfast::tests {

/// Timers and clock that move only when told.
class ManualTimers final : public kube::Timers {
public:
    void after(std::chrono::milliseconds delay, QObject* context, std::function<void()> work) override;
    /// Runs what falls due on the way, in order.
    void advance(std::chrono::milliseconds by);
    [[nodiscard]] std::shared_ptr<ManualClock> clock() const { return m_clock; }
    [[nodiscard]] std::vector<std::chrono::milliseconds> delays() const; ///< of what still waits

private:
    struct Waiting {
        std::chrono::milliseconds due;
        QPointer<QObject> context;
        std::function<void()> work;
    };
    std::shared_ptr<ManualClock> m_clock
        = std::make_shared<ManualClock>(QDateTime::fromString(QStringLiteral("2026-01-01T00:00:00Z"), Qt::ISODate));
    std::vector<Waiting> m_waiting;
};

/// One request that reached the transport; the test answers it piece by piece.
class ScriptedCall final {
public:
    net::Request request;
    net::StreamKind kind = net::StreamKind::List;

    [[nodiscard]] QString target() const; ///< path and query
    [[nodiscard]] bool isOver() const { return m_over; }
    void head(int status, QList<net::Header> headers = {}); ///< adds a JSON Content-Type where there is none
    void data(const QByteArray& bytes);
    void end();
    void breakOff(ErrorCode code = ErrorCode::Unreachable);
    /// Head, body and end.
    void answer(int status, const QByteArray& body, const QList<net::Header>& headers = {});

private:
    friend class ScriptedTransport;
    void finish(const Result<void>& result);
    net::StreamHandler m_handler;
    CancelRegistration m_cancellation;
    bool m_over = false;
};

/// A transport without a network: keeps what was asked, in order.
class ScriptedTransport final : public net::HttpTransport {
public:
    [[nodiscard]] QFuture<Result<net::Response>> send(net::Request request, CancelToken cancel) override;
    void stream(net::Request request, net::StreamKind kind, net::StreamHandler handler, CancelToken cancel) override;

    [[nodiscard]] ScriptedCall& last() { return *calls.back(); }
    [[nodiscard]] QStringList targets() const;
    std::vector<std::shared_ptr<ScriptedCall>> calls;
};

/// Credentials that count how often they were asked.
class CountingCredentials final : public kube::Credentials {
public:
    [[nodiscard]] QFuture<Result<kube::Authorization>> authorize(CancelToken cancel) override;
    [[nodiscard]] bool renewAfterUnauthorized() override;
    std::optional<Error> refusal;
    net::TlsOptions tls;
    bool renewable = false;
    int authorized = 0;
    int renewed = 0;
};

/// A client over the doubles.
struct KubeBench {
    std::shared_ptr<ManualTimers> timers = std::make_shared<ManualTimers>();
    std::shared_ptr<ScriptedTransport> transport = std::make_shared<ScriptedTransport>();
    std::shared_ptr<CountingCredentials> credentials = std::make_shared<CountingCredentials>();
    std::shared_ptr<kube::KubeClient> client;
    KubeBench();
};

/// Delivers what was posted to this thread, and what that posts.
void settle();

/// A recording of kube-apiserver 1.36 (tests/core/kube/data).
[[nodiscard]] QByteArray recording(const QString& name);

[[nodiscard]] kube::ApiResource configMaps();

}
