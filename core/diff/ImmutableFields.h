#pragma once

#include "core/manifest/Value.h"

#include <QStringList>

namespace holdfast::diff {

/// The fields, as dotted paths, that differ between two states of an object and that a Kubernetes API server refuses to
/// change (the update validation of kubernetes/pkg/apis, 1.36): such an object has to be deleted and made anew. Empty
/// for kinds that no rule is known of.
[[nodiscard]] QStringList immutableChanges(const manifest::Value& before, const manifest::Value& after);

}
