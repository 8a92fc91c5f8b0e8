#pragma once

#include "ui/diff/DiffFolding.h"
#include "ui/diff/RowColours.h"

#include <QRect>

class QFontMetricsF;

namespace holdfast::difference {

enum class Wrapping { Off, On };

/// A letter of the text in sight, by item and position in it.
struct TextPlace {
    int item = 0;
    int column = 0;
    friend auto operator<=>(const TextPlace&, const TextPlace&) = default;
};

/// Where a point lies.
struct HitPlace {
    TextPlace text;
    Side side = Side::Left;
};

/// Where every item stands and how wide the columns are, in pixels from the top of the document. Letters are all of
/// one width.
class DiffPlan final {
public:
    void setContent(Content content, std::vector<Item> items, Arrangement arrangement);
    /// `gutter` digits wide enough for the longest line number.
    void setFont(const QFontMetricsF& metrics, int lineHeight);
    void setWidth(int width, Wrapping wrapping);

    [[nodiscard]] const diff::SideBySide& content() const { return *m_content; }
    [[nodiscard]] const std::vector<Item>& items() const { return m_items; }
    [[nodiscard]] const Item& item(int index) const { return m_items[static_cast<std::size_t>(index)]; }
    [[nodiscard]] int count() const { return static_cast<int>(m_items.size()); }
    [[nodiscard]] Arrangement arrangement() const { return m_arrangement; }
    [[nodiscard]] Wrapping wrapping() const { return m_wrapping; }

    [[nodiscard]] int height() const { return m_tops.back(); }
    [[nodiscard]] int top(int index) const { return m_tops[static_cast<std::size_t>(index)]; }
    [[nodiscard]] int heightOf(int index) const { return top(index + 1) - top(index); }
    [[nodiscard]] int lineHeight() const { return m_lineHeight; }
    [[nodiscard]] double letterWidth() const { return m_letterWidth; }
    /// The item at this height, the nearest one outside; -1 where there is none at all.
    [[nodiscard]] int itemAt(int y) const;
    /// The item of a row, or the fold that hides it; -1 for none.
    [[nodiscard]] int itemOfRow(int row) const;

    /// Columns of the whole height: x and width only.
    [[nodiscard]] QRect gutter(Side side) const;
    [[nodiscard]] QRect text(Side side) const;
    [[nodiscard]] QRect band() const; ///< between the sides; empty in the unified arrangement
    [[nodiscard]] int lettersPerLine() const;
    /// Letters of the longest line.
    [[nodiscard]] int longestLine() const { return m_longest; }

    /// The side whose text an item shows at a point; in the unified arrangement that of the item.
    [[nodiscard]] Side sideOf(int index, Side under) const;
    [[nodiscard]] const QString& lineOf(int index, Side side) const;
    [[nodiscard]] bool hasLine(int index, Side side) const;
    [[nodiscard]] HitPlace place(QPoint point, int scrolledX) const;

private:
    void layOut();
    [[nodiscard]] int linesOf(const Item& item) const;

    Content m_content = std::make_shared<const diff::SideBySide>();
    std::vector<Item> m_items;
    std::vector<int> m_tops { 0 }; ///< per item, and the whole height
    Arrangement m_arrangement = Arrangement::SideBySide;
    Wrapping m_wrapping = Wrapping::Off;
    int m_lineHeight = 19;
    double m_letterWidth = 7;
    int m_width = 0;
    int m_gutter = 40;
    int m_longest = 0;
};

}
