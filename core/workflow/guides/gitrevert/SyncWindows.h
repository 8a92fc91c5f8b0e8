#pragma once

#include "core/workflow/guides/gitrevert/Drafts.h"

namespace holdfast::workflow::gitrevert {

/// One sentence for each Argo CD project whose sync windows may hold the apps back, with the windows as they are
/// written.
[[nodiscard]] QStringList windowWarnings(const std::vector<Draft>& drafts, const Around& around);

}
