#pragma once

#include "core/base/Cancel.h"
#include "core/kube/FeedInbox.h"
#include "core/kube/FeedIntake.h"
#include "core/kube/Reflector.h"
#include "core/kube/ResourceFeed.h"
#include "core/kube/Timers.h"

#include <QPointer>

namespace holdfast::kube {

/// After so long without a word the server is asked on another connection whether it is alive.
inline constexpr std::chrono::seconds quietBeforeProbe { 30 };

/// Does what the Reflector says, on the feed's thread: requests, timers, and the delivery of batches and states. The
/// transport's thread only ever posts to it.
class FeedDriver final : public QObject, public std::enable_shared_from_this<FeedDriver> {
public:
    /// Deletes the driver on its own thread, whoever lets go of it last.
    [[nodiscard]] static std::shared_ptr<FeedDriver> make(
        FeedSubject subject, QObject* context, ResourceFeed::Handler handler);

    void tune(FeedTuning tuning);
    void start();
    void retryNow();
    void stop();

private:
    FeedDriver(FeedSubject subject, QObject* context, ResourceFeed::Handler handler);
    void handle(const ReflectorEvent& event);
    void receive(FeedBatch batch, const std::optional<ReflectorEvent>& event);
    void run(const reflector_command::List& command);
    void run(const reflector_command::Watch& command);
    void run(const reflector_command::StreamList& command);
    void run(const reflector_command::Wait& command);
    void run(const reflector_command::CloseWatch& command);
    void run(const reflector_command::Discover& command);
    void run(const reflector_command::Forget& command);
    void run(const reflector_command::Tell& command);
    void request(
        const QList<std::pair<QString, QString>>& query, net::StreamKind kind, const ReflectorCommand& command);
    void send(net::Request request, net::StreamKind kind);
    [[nodiscard]] bool renewed(const ReflectorEvent& event);
    void discovered(const Result<std::vector<ApiResource>>& resources);
    void heard();
    void watchOverList();
    void watchOverSilence(std::chrono::milliseconds pause);
    void checkSilence();
    void scheduleFlush();
    void flush();
    void publish();
    [[nodiscard]] bool isOver() const { return m_stopped || !m_context; }

    FeedSubject m_subject;
    QPointer<QObject> m_context;
    ResourceFeed::Handler m_handler;
    FeedTuning m_tuning;
    std::unique_ptr<Reflector> m_reflector;
    std::shared_ptr<FeedIntake> m_intake;
    FeedInbox m_inbox;
    FeedStatus m_status;
    CancelSource m_stream;
    std::optional<Error> m_cut; ///< why we ended the stream ourselves
    ReflectorCommand m_command; ///< the request under way
    int m_turn = 0; ///< counts requests and waits; what was meant for an earlier one is void
    std::chrono::milliseconds m_heardAt { 0 };
    std::optional<std::chrono::milliseconds> m_published;
    bool m_watching = false;
    bool m_renewed = false;
    bool m_flushing = false;
    bool m_stopped = false;
};

}
