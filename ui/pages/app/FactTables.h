#pragma once

#include "core/base/Clock.h"
#include "core/gitops/AppDetails.h"
#include "ui/foundation/FactTable.h"

#include <memory>

namespace holdfast::pages::app {

using ConditionModel = foundation::KeyedTableModel<QString, gitops::Condition>;
using EventModel = foundation::KeyedTableModel<QString, gitops::EventRecord>;

/// Conditions: type, status, reason, message, since.
[[nodiscard]] std::unique_ptr<ConditionModel> makeConditionModel(const std::shared_ptr<const Clock>& clock);
/// Events: last seen, type, reason, object, message, count.
[[nodiscard]] std::unique_ptr<EventModel> makeEventModel(const std::shared_ptr<const Clock>& clock);

}
