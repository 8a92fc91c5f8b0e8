#pragma once

#include "core/manifest/Value.h"

namespace holdfast::diff {

/// The Secret with `stringData` moved into `data` as base64. A value that is no text is taken over as it is, so that
/// applying it fails as it must; a null in `data` reads as empty.
[[nodiscard]] manifest::Value withMergedStringData(const manifest::Value& secret);

}
