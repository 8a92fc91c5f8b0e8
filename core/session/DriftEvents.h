#pragma once

#include "core/gitops/Application.h"
#include "core/manifest/Value.h"

#include <QDateTime>
#include <QHash>

#include <vector>

namespace holdfast::session {

/// Which Events tell when apps began to differ: a field selector.
[[nodiscard]] QString driftEventSelector();
/// When each app began to differ, by what its agent told last: Argo CD notes each step of an Application's sync status.
/// Left out: apps whose last step was another, or came from a state that says nothing.
[[nodiscard]] QHash<gitops::AppId, QDateTime> driftBeginnings(
    const ContextName& context, const std::vector<manifest::Value>& events);

}
