#pragma once

#include <QString>

#include <optional>

namespace holdfast::shell {

/// How well `pattern` is found in `text` as letters in order: higher is better, nothing where it is not. Starts of
/// words and runs of letters count more, long texts a little less. Both case-folded.
[[nodiscard]] std::optional<int> fuzzyScore(const QString& pattern, const QString& text);

}
