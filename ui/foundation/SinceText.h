#pragma once

#include "core/gitops/AppId.h"

#include <QDateTime>

namespace holdfast::foundation {

/// Since when an app differs, and what that time rests on: a date and a sentence, for tooltips; empty where unknown.
[[nodiscard]] QString sinceText(const QDateTime& since, gitops::SinceProof proof);

}
