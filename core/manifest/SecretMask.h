#pragma once

#include "core/manifest/Value.h"

#include <string>
#include <utility>
#include <vector>

namespace holdfast::manifest {

/// What else than `data`, `stringData` and the last-applied annotation of a Secret is hidden.
struct MaskOptions {
    std::vector<std::string> annotations; ///< keys whose values are hidden in Secrets
};

/// A core Secret, whatever its state: only these are masked.
[[nodiscard]] bool isSecret(const Value& object);

/// The object with the values of a Secret as `***`; any other object as it is. The one choke point: whatever leaves
/// core for a screen, a log, a file or a clipboard comes through here.
[[nodiscard]] Value maskSecret(const Value& object, const MaskOptions& options = {});

/// Two states of one object, masked so that what differs shows as `*** (before)` and `*** (after)`.
struct MaskedPair {
    Value previous;
    Value object;
};
[[nodiscard]] MaskedPair maskSecretPair(const Value& previous, const Value& object, const MaskOptions& options = {});
/// What was masked so, seen from the other side: `before` is `after`.
[[nodiscard]] Value withTurnedMarks(const Value& masked);

}
