#pragma once

#include "core/render/AppRender.h"

namespace holdfast::render {

/// A variable of Argo CD's build environment; empty for any other name.
[[nodiscard]] QString environmentOf(const AppTree& app, const QString& name);

/// `$NAME` and `${NAME}` replaced; a name that no build has is empty, `$$` stands for `$`.
[[nodiscard]] QString withEnvironment(const AppTree& app, const QString& text);

}
