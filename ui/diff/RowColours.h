#pragma once

#include "core/base/Cancel.h"
#include "ui/diff/DiffFolding.h"
#include "ui/foundation/Palette.h"

#include <QRgb>

#include <array>
#include <memory>

namespace holdfast::difference {

enum class Side { Left, Right };

/// A part of a line in one colour.
struct ColourRun {
    int from = 0;
    int length = 0;
    int style = 0; ///< index into the styles
};

/// The YAML colours of all rows, as KSyntaxHighlighting finds them, for both schemes.
struct RowColours {
    struct Style {
        std::array<QRgb, 2> colours {}; ///< by Scheme; transparent: that of plain text
    };
    struct Lines {
        std::vector<int> firstRun; ///< per row, and one behind the last
        std::vector<ColourRun> runs;
    };
    std::vector<Style> styles;
    std::array<Lines, 2> sides; ///< by Side

    [[nodiscard]] std::span<const ColourRun> of(Side side, int row) const;
    [[nodiscard]] QRgb colour(const ColourRun& run, foundation::Scheme scheme) const;
};

/// Finds the colours; keeps the syntax's definition. Not thread-safe: one thread at a time.
class RowHighlighter final {
public:
    RowHighlighter();
    ~RowHighlighter();
    /// Nothing where it was cancelled.
    [[nodiscard]] std::shared_ptr<const RowColours> colours(const diff::SideBySide& content, const CancelToken& cancel);

private:
    struct Engine;
    std::unique_ptr<Engine> m_engine;
};

}
