#pragma once

#include "core/base/Cancel.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>

namespace holdfast::render {

/// What a renderer may use; beyond it it is stopped.
struct ToolLimits {
    std::chrono::milliseconds time { 60'000 };
    qint64 output = 64LL << 20U; ///< bytes
    quint64 memory = 2ULL << 30U; ///< bytes of address space
};

/// One call of a renderer over an exported tree.
struct ToolCall {
    QString program; ///< absolute
    QStringList arguments;
    QString tree; ///< the only folder of the user's that it sees, read-only
    QString folder; ///< where it starts, relative to the tree
};

/// Whether the tool had the network, the home directory and the rest of the disk out of its reach.
enum class Containment { Sandboxed, LimitsOnly };

/// Runs other people's templates: in bubblewrap without network where that works, always with limits and in a process
/// group that is killed as a whole. Thread-safe.
class ToolRunner final {
public:
    explicit ToolRunner(ToolLimits limits = {});

    [[nodiscard]] Containment containment() const { return m_containment; }
    /// The standard output. InvalidInput with the tool's own words where it fails, LimitExceeded beyond a limit,
    /// Cancelled, Unsupported where it cannot be started. Blocks.
    [[nodiscard]] Result<QByteArray> run(const ToolCall& call, const CancelToken& cancel) const;

private:
    [[nodiscard]] ToolCall contained(const ToolCall& call) const;

    ToolLimits m_limits;
    QString m_bubblewrap;
    Containment m_containment = Containment::LimitsOnly;
};

}
