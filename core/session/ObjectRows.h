#pragma once

#include "core/diff/Compare.h"
#include "core/diff/SideBySide.h"

namespace holdfast::session {

/// An object's two manifests side by side, live on the left, both as compared: what a rule hides is muted and names the
/// rule, the values of Secrets are masked. Cancelled only.
[[nodiscard]] Result<diff::SideBySide> rowsOf(const diff::Comparison& comparison, const CancelToken& cancel);

}
