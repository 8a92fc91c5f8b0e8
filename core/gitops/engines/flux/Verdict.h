#pragma once

#include "core/gitops/engines/flux/FluxObject.h"

namespace holdfast::gitops::flux {

/// What a row says of an applier's state.
struct Verdict {
    AgentVerdict agent;
    Health health;
    QDateTime differsSince;
    SinceProof sinceProof = SinceProof::Seen;
    QString whatDiffers;
};

/// The verdict table: from conditions, the applied revision and the artifact on offer. While the agent works the
/// settled state stands; where none is known yet, the one that the object itself still tells.
[[nodiscard]] Verdict verdictOf(
    AppKind kind, const manifest::Value& object, const SourceState& source, const std::optional<Settled>& settled);

/// The revision that is applied: lastAppliedRevision, or the chart version of the newest release.
[[nodiscard]] QString appliedRevision(AppKind kind, const manifest::Value& object);

}
