#pragma once

#include "ui/foundation/Palette.h"

#include <QCache>
#include <QFont>
#include <QRect>
#include <QStaticText>

#include <array>

class QPainter;

namespace holdfast::foundation {

enum class TextStyle { Text, Strong, Small, SmallStrong, Tiny, TinyStrong, Mono, Number };

/// One line of text and how it looks.
struct TextRun {
    QString text;
    TextStyle style = TextStyle::Text;
    QColor colour;
    Qt::TextElideMode elide = Qt::ElideRight;
};

enum class Tone { Normal, Mid, Dim, Accent, Drift, Bad };
[[nodiscard]] QColor toneColour(Tone tone, const Colours& colours);

/// Draws single lines of text, elided to their place, and remembers their layouts: a row costs no shaping twice.
class RowPainter final {
public:
    RowPainter();
    /// After the application's font has changed.
    void reset();
    /// Vertically centred from the left; returns the width that was used.
    int draw(QPainter& painter, const QRect& place, const TextRun& run);
    void drawRight(QPainter& painter, const QRect& place, const TextRun& run);
    [[nodiscard]] int width(const QString& text, TextStyle style) const;
    [[nodiscard]] const QFont& font(TextStyle style) const { return m_fonts[std::size_t(style)]; }

private:
    struct Layout {
        QStaticText text;
        int width = 0;
        int height = 0;
    };
    struct Key {
        QString text;
        int width;
        TextStyle style;
        friend bool operator==(const Key&, const Key&) = default;
        friend std::size_t qHash(const Key& key, std::size_t seed = 0)
        {
            return qHashMulti(seed, key.text, key.width, int(key.style));
        }
    };
    const Layout& layout(const TextRun& run, int width);

    std::array<QFont, 8> m_fonts;
    QCache<Key, Layout> m_layouts;
};

}
