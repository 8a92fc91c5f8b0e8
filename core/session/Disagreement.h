#pragma once

#include "core/gitops/Application.h"

namespace holdfast::session {

/// How the agent's verdict and what Holdfast measured differ: a finding of its own.
enum class Disagreement {
    None, ///< they agree, or one of them is not known or not settled
    UnseenByAgent, ///< the agent says Synced, and yet fields differ
    SeenByAgentAlone ///< the agent says OutOfSync, and nothing differs by its rules as Holdfast reads them
};

[[nodiscard]] Disagreement disagreement(const gitops::App& app);

/// The finding as a sentence for people who read English and for scripts; empty where there is none.
[[nodiscard]] QString disagreementText(const gitops::App& app);

}
