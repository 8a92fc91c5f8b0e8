#pragma once

#include "core/diff/SideBySide.h"

#include <memory>
#include <vector>

namespace holdfast::difference {

using Content = std::shared_ptr<const diff::SideBySide>;

enum class Arrangement { SideBySide, Unified };

/// What stands at one height.
enum class ItemKind {
    Both, ///< a row of both sides
    Left, ///< one side of a row, in the unified arrangement
    Right,
    Fold, ///< rows that are equal and hidden
    Note ///< a sentence below a row
};

struct Item {
    ItemKind kind = ItemKind::Both;
    int row = 0; ///< of a fold the first that is hidden, of a note the row above it
    int count = 1; ///< rows that a fold hides; a note's index
    friend bool operator==(const Item&, const Item&) = default;
};

enum class Reveal { Above, Below, All };

/// Which rows of a comparison are in sight: those around the changes, the first ones, and what was asked for.
class DiffFolding final {
public:
    static constexpr int context = 3;
    static constexpr int step = 10; ///< rows revealed at a time
    static constexpr int head = 5; ///< the first rows say which object this is

    DiffFolding() = default;
    explicit DiffFolding(Content content);

    [[nodiscard]] std::vector<Item> items(Arrangement arrangement) const;
    /// `Above` shows the rows at the fold's upper end.
    void reveal(const Item& fold, Reveal what);
    /// For a place that something points to: it, and the rows around it.
    void revealRow(int row);
    void revealAll();
    [[nodiscard]] bool isVisible(int row) const;

private:
    void show(int from, int until);

    Content m_content;
    std::vector<char> m_shown; ///< per row
};

}
