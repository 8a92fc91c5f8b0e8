#pragma once

#include "core/manifest/SecretMask.h"

#include <optional>

namespace holdfast::diff {

/// A Secret before and after, absent where there is none.
struct SecretPair {
    std::optional<manifest::Value> desired;
    std::optional<manifest::Value> live;
};

/// Argo CD's masking: of each key, every distinct value becomes a run of pluses of its own length, over both objects
/// and their last-applied annotations, so that equal values look equal. Objects that are no Secrets stay as they are.
[[nodiscard]] SecretPair plusMasked(const SecretPair& pair, const manifest::MaskOptions& options);

}
