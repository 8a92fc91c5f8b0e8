#pragma once

#include "core/workflow/guides/gitrevert/Drafts.h"

namespace holdfast::workflow::gitrevert {

/// A sentence for each machine that would write again what the commits take back: an ImagePolicy of Flux whose marker
/// stands on a line that changes, and Argo CD Image Updater where an app is in its care.
[[nodiscard]] QStringList imageAutomationWarnings(
    const std::vector<Draft>& drafts, const std::vector<CommitPreview>& commits);

}
