#pragma once

#include "core/diff/SideBySide.h"

namespace holdfast::diff {

/// What the two files of a patch are called, with `a/` and `b/`; empty: that side has no such file.
struct PatchNames {
    QString left;
    QString right;
};

/// A unified diff with three lines around each change, as `git apply` and `patch` read it, of the rows of one manifest;
/// empty where nothing counts: what a rule hides stays as the left side has it. Masked values are in it as they are
/// shown.
[[nodiscard]] QString unifiedDiff(const SideBySide& content, const PatchNames& names);

}
