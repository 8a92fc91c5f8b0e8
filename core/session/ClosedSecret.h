#pragma once

#include "core/manifest/Value.h"

#include <QStringList>

namespace holdfast::session {

/// An object whose encrypted values do not count.
struct OpenedSecret {
    manifest::Value desired;
    QStringList findings; ///< what was left out, one sentence
};

/// Gives every value that SOPS has closed the live object's in its place, and takes the `sops` block away: closed
/// values are never decrypted and never compared. Without such a block the object is as it was.
[[nodiscard]] OpenedSecret withoutClosedValues(const manifest::Value& desired, const manifest::Value& live);

}
