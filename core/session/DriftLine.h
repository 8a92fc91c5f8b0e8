#pragma once

#include "core/session/Measurement.h"

namespace holdfast::session {

/// What differs of an app in one line for a list, from Git to what runs: `replicas 3 → 7, image 2.3.0 → 2.3.1-hotfix`,
/// `CronJob report absent`. The kinds stand before the fields where several objects differ. Secrets are told of, not
/// told. Empty where nothing counts.
[[nodiscard]] QString driftLine(const std::vector<MeasuredObject>& objects);

}
