#pragma once

#include "core/manifest/Value.h"

#include <string_view>

namespace holdfast::diff {

// What the live object would be after the desired one was applied, by each of the ways that agents apply.

/// Argo CD's default: a three-way patch of the last-applied annotation, the desired and the live object. Without the
/// annotation what Git no longer names stays. Kubernetes' own kinds merge lists by their patch keys, others whole.
[[nodiscard]] manifest::Value predictedByPatch(const manifest::Value& desired, const manifest::Value& live);

/// Server-side apply by a manager, conflicts overridden: what the manager alone owns (an Apply entry of the live
/// object's managedFields) and the desired object no longer names goes; what others own stays.
[[nodiscard]] manifest::Value predictedByApply(
    const manifest::Value& desired, const manifest::Value& live, std::string_view manager);

/// The server's answer to a dry run, where what a webhook or anybody but the manager would change is put back to what
/// is live (Argo CD without IncludeMutationWebhook).
[[nodiscard]] manifest::Value withoutOthersChanges(
    const manifest::Value& predicted, const manifest::Value& live, std::string_view manager);

}
