#pragma once

#include "core/gitops/Application.h"

namespace holdfast::foundation {

/// `Argo CD` or `Flux`.
[[nodiscard]] QString agentName(gitops::AppKind kind);

/// The finding that the agent's verdict and what Holdfast measured differ, as a line; empty where there is none.
[[nodiscard]] QString disagreementText(const gitops::App& app);

}
