#pragma once

#include "core/workflow/Targets.h"

#include <QHash>

namespace holdfast::workflow {

/// An app as seen from one of its repositories.
struct RenderSubject {
    gitops::AppId app; ///< whose render it is
    QString repository;
};

/// Some of the sources of one app, on one branch of one repository.
using BranchTargets = std::vector<Target>;
[[nodiscard]] std::vector<BranchTargets> byBranch(std::vector<Target> targets);
/// The paths of all of them.
[[nodiscard]] QByteArrayList pathsOf(
    const BranchTargets& targets, const git::CommitId& commit, const CancelToken& cancel);

[[nodiscard]] RenderSubject renderSubject(const Target& target);

/// The objects that the app renders to with the repository at a commit. Unsupported where the world renders nothing.
[[nodiscard]] Result<std::vector<manifest::Value>> renderedAt(
    const World& world, const RenderSubject& subject, const git::CommitId& commit, const CancelToken& cancel);

/// Renders each state of an app's branch once: commits that have the same files are the same state.
class Renders final {
public:
    Renders(const World& world, const BranchTargets& targets)
        : m_world(world)
        , m_targets(targets)
        , m_subject(renderSubject(targets.front()))
    {
    }
    [[nodiscard]] Result<std::vector<manifest::Value>> at(const git::CommitId& commit, const CancelToken& cancel);
    /// Before the commit: its first parent's, none before the first commit of all.
    [[nodiscard]] Result<std::vector<manifest::Value>> before(const git::CommitId& commit, const CancelToken& cancel);

private:
    const World& m_world;
    const BranchTargets& m_targets;
    RenderSubject m_subject;
    QHash<QByteArray, Result<std::vector<manifest::Value>>> m_known; ///< by what the files are
};

}
