#pragma once

#include <QString>
#include <QStringList>

namespace holdfast::editor {

/// The field that a line of block-style YAML belongs to, as `spec.template.spec.containers[name=api].image`; `lines` is
/// the text from its first line to that line at least, `line` counts from 0. Items are named by their `name` where they
/// have one, else by position.
[[nodiscard]] QString fieldPath(const QStringList& lines, int line);

}
