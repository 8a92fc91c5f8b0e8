#pragma once

#include "core/base/Cancel.h"
#include "ui/diff/DiffPainter.h"

namespace holdfast::difference {

/// All places of a text on both sides, in the order of rows, the left side first; in lines that both share once. Upper
/// and lower case count as soon as the text has an upper-case letter. Nothing where it was cancelled.
[[nodiscard]] std::vector<Match> placesOf(
    const QString& text, const diff::SideBySide& content, const CancelToken& cancel);

}
