#pragma once

#include "core/base/Executor.h"
#include "core/diff/SideBySide.h"
#include "core/session/Measurement.h"

#include <memory>

namespace holdfast::session {

/// Renders and measures apps off the calling thread.
class MeasureService final {
public:
    MeasureService(
        std::shared_ptr<workflow::ClusterAccess> clusters, const QString& mirrors, std::shared_ptr<Executor> executor);

    /// What Git declares.
    [[nodiscard]] QFuture<Result<DesiredState>> desired(const DesiredQuery& query, CancelToken cancel) const;
    /// What Git declares against what runs.
    [[nodiscard]] QFuture<Result<Measurement>> measured(const DesiredQuery& query, CancelToken cancel) const;

    /// An object's two manifests side by side, live on the left; both as compared, Secrets masked.
    [[nodiscard]] QFuture<Result<diff::SideBySide>> beside(const MeasuredObject& object, CancelToken cancel) const;

private:
    std::shared_ptr<workflow::ClusterAccess> m_clusters;
    std::shared_ptr<const DesiredStates> m_states;
    std::shared_ptr<Executor> m_executor;
};

}
