#pragma once

#include "core/base/Result.h"
#include "core/kube/Kubeconfig.h"
#include "core/kube/KubeconfigFile.h"

namespace holdfast::kube {

/// A context with what it names: null where the merged files have no such entry.
struct ContextParts {
    const RawContext* context = nullptr;
    const RawCluster* cluster = nullptr;
    const RawUser* user = nullptr;
};

/// Checks a context as clientcmd's validation.go does, and a few things that client-go finds only on use. The error
/// stands at the entry that is to be mended. A context that names no user is anonymous.
[[nodiscard]] Result<Context> checkContext(const ContextParts& parts);

}
