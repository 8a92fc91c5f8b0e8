#pragma once

#include "core/diff/SideBySide.h"

namespace holdfast::diff {

/// What the two files of a patch are called, with `a/` and `b/`; empty: that side has no such file.
struct PatchNames {
    QString left;
    QString right;
};

/// A unified diff with three lines around each change, as `git apply` and `patch` read it, of the rows of one manifest;
/// empty where nothing differs. Rows that a rule hides or whose values are masked are in it as they are shown.
[[nodiscard]] QString unifiedDiff(const SideBySide& content, const PatchNames& names);

}
