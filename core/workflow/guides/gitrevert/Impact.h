#pragma once

#include "core/workflow/guides/gitrevert/Drafts.h"

namespace holdfast::workflow::gitrevert {

/// Adds to the preview what the commits change in the render of each app that goes back or shares the files: objects
/// that change, workloads whose pods are made anew, fields that a server refuses to change, objects that go. A warning
/// stands where an app cannot be rendered here.
void addImpact(const std::vector<Draft>& drafts, Preview& preview, const Around& around);

}
