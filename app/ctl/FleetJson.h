#pragma once

#include "core/gitops/AppDetails.h"
#include "core/manifest/Value.h"

namespace holdfast::ctl {

/// One entry of `apps`.
[[nodiscard]] manifest::Value appJson(const gitops::App& app);
/// One entry of `resources`.
[[nodiscard]] manifest::Value objectJson(const gitops::AppObject& object);
/// The answer of `app`: the entry of `apps` with the app's conditions and events.
[[nodiscard]] manifest::Value detailsJson(const gitops::AppDetails& details);

}
