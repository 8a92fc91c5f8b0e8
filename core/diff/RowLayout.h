#pragma once

#include "core/diff/SideBySide.h"
#include "core/diff/YamlPaths.h"

namespace holdfast::diff {

/// One object of each side; a side may be empty. `leftFirst` and `rightFirst` are where their lines begin in the whole.
struct ObjectLines {
    Lines left;
    Lines right;
    int leftFirst = 0;
    int rightFirst = 0;
};

/// Cuts two streams at `---` and pairs their objects by identity; those of the right side in its order, between them
/// what only the left one has.
[[nodiscard]] std::vector<ObjectLines> pairedObjects(const Lines& left, const Lines& right);

/// Appends the rows of one object: first the lines' partners by field and text, then those of the same field beside
/// each other. Cancelled only.
[[nodiscard]] Result<void> layRows(
    SideBySide& content, const ObjectLines& object, const std::vector<FieldMark>& marks, const CancelToken& cancel);

/// Finds runs that only moved: at least three lines that are gone here and new there, word for word.
void markMoves(SideBySide& content);

}
