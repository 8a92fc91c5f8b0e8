#pragma once

#include "core/base/Cancel.h"
#include "core/base/Clock.h"
#include "core/kube/ExecCredential.h"
#include "core/kube/ExecProcess.h"

#include <chrono>
#include <functional>
#include <memory>

namespace holdfast::kube {

/// A plugin to ask, with everything that makes its answer what it is.
struct ExecRequest {
    QString program; ///< absolute
    ExecPlugin plugin;
    QByteArray info; ///< KUBERNETES_EXEC_INFO

    /// Equal requests share one answer.
    [[nodiscard]] QByteArray key() const;
};

/// When a plugin runs again.
struct ExecPolicy {
    ExecLimits limits;
    std::chrono::milliseconds between { 10'000 }; ///< at least, where the answer has expired on arrival
    std::chrono::milliseconds afterFailure { 5'000 }; ///< as long a failure stands
};

/// Runs exec plugins and keeps what they gave: one run at a time per request, which others wait for; a run that nobody
/// waits for any more is killed. Thread-safe; shared by all contexts.
class ExecPlugins final {
public:
    using Done = std::function<void(Result<ExecCredential>)>;

    explicit ExecPlugins(std::shared_ptr<const Clock> clock, ExecPolicy policy = {});
    ~ExecPlugins();
    ExecPlugins(const ExecPlugins&) = delete;
    ExecPlugins& operator=(const ExecPlugins&) = delete;

    /// Calls `done` once: at once where the answer is known, else on another thread.
    void credential(const ExecRequest& request, const CancelToken& cancel, Done done);
    /// The server refused what the last run gave: true where asking again may help, which is once per answer.
    [[nodiscard]] bool renew(const ExecRequest& request);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

}
