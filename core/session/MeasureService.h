#pragma once

#include "core/base/Executor.h"
#include "core/diff/UnifiedDiff.h"
#include "core/session/SideComparison.h"

#include <memory>

namespace holdfast::session {

/// Where a patch goes, and the names of the two files in it.
struct PatchFile {
    QString path;
    diff::PatchNames names;
};

/// Renders and measures apps off the calling thread.
class MeasureService final {
public:
    MeasureService(std::shared_ptr<workflow::ClusterAccess> clusters, std::shared_ptr<const DesiredStates> states,
        std::shared_ptr<Executor> executor);

    /// What Git declares.
    [[nodiscard]] QFuture<Result<DesiredState>> desired(const DesiredQuery& query, CancelToken cancel) const;
    /// What Git declares against what runs.
    [[nodiscard]] QFuture<Result<Measurement>> measured(const DesiredQuery& query, CancelToken cancel) const;
    [[nodiscard]] QFuture<Result<gitops::MeasuredVerdict>> verdict(const DesiredQuery& query, CancelToken cancel) const;

    /// Any two sides of one app or two, such as two revisions, or what runs in two clusters.
    [[nodiscard]] QFuture<Result<SideComparison>> between(
        const std::pair<ComparedSide, ComparedSide>& sides, CancelToken cancel) const;

    /// The rows of an object's two manifests, `live` on the left.
    [[nodiscard]] QFuture<Result<diff::SideBySide>> beside(
        const diff::Comparison& comparison, CancelToken cancel) const;
    /// The rows of two texts.
    [[nodiscard]] QFuture<Result<diff::SideBySide>> linesBeside(
        const QString& left, const QString& right, CancelToken cancel) const;
    /// Writes a unified diff of the rows to a file.
    [[nodiscard]] QFuture<Result<void>> savePatch(
        std::shared_ptr<const diff::SideBySide> rows, const PatchFile& file, CancelToken cancel) const;

private:
    std::shared_ptr<workflow::ClusterAccess> m_clusters;
    std::shared_ptr<const DesiredStates> m_states;
    std::shared_ptr<Executor> m_executor;
};

}
