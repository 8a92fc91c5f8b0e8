#pragma once

#include "app/ctl/Command.h"
#include "core/gitops/Application.h"

#include <expected>
#include <vector>

namespace holdfast::ctl {

/// The context that an app's name begins with; empty where it has none.
[[nodiscard]] ContextName contextOf(const QString& name);
/// Finds the app that a person named: `[CONTEXT:]KIND/NAMESPACE/NAME`, or NAME where only one app has it.
[[nodiscard]] std::expected<gitops::App, UsageError> findApp(const std::vector<gitops::App>& apps, const QString& name);

}
