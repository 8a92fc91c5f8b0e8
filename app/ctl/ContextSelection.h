#pragma once

#include "app/ctl/Command.h"
#include "core/kube/Kubeconfig.h"

#include <expected>

namespace holdfast::ctl {

/// Narrows a kubeconfig to the contexts that the options, or the name of an app, ask for. Without either that is the
/// current context, or the only one.
[[nodiscard]] std::expected<kube::Kubeconfig, UsageError> selectContexts(
    const kube::Kubeconfig& config, const GlobalOptions& options, const ContextName& ofApp);

}
