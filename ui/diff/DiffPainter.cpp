#include "ui/diff/DiffPainter.h"

#include "ui/foundation/Fonts.h"
#include "ui/foundation/PlainText.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace holdfast::difference {

using namespace foundation;

/// One side of one row, where its text stands.
struct DiffPainter::Line {
    QString text; ///< as drawn
    const diff::SideRow& row;
    int rowIndex = 0;
    int item = 0;
    Side side = Side::Left;
    QRect place;
    int perLine = 0; ///< letters; 0: not wrapped
    bool isWhole = true; ///< drawn as it is, so that places in it are those of the line itself
};

namespace {

const diff::WordDiff* wordsOf(const diff::SideBySide& content, int row)
{
    const auto found = std::ranges::lower_bound(content.words, row, {}, &diff::RowWords::row);
    return found != content.words.end() && found->row == row ? &found->words : nullptr;
}

/// Of a masked field the rows that hide a value; all of an ignored one.
bool isQuiet(diff::RowTone tone, const QString& text)
{
    return tone == diff::RowTone::Muted || (tone == diff::RowTone::Masked && text.contains(QLatin1String("***")));
}

}

DiffPainter::DiffPainter(const DiffPlan& plan, const DiffLook& look, const Colours& colours)
    : m_plan(plan)
    , m_look(look)
    , m_colours(colours)
    , m_mono(monoFont())
    , m_small(textFont(11))
{
    const QFontMetricsF metrics(m_mono);
    m_base = std::round((m_plan.lineHeight() - metrics.height()) / 2 + metrics.ascent());
}

const diff::SideRow& DiffPainter::rowOf(int index) const
{
    return m_plan.content().rows[static_cast<std::size_t>(m_plan.item(index).row)];
}

QRect DiffPainter::place(int index, const QRect& column) const
{
    return { column.left(), m_plan.top(index), column.width(), m_plan.heightOf(index) };
}

void DiffPainter::paint(QPainter& painter, int top, int bottom)
{
    painter.setFont(m_mono);
    for (int index = m_plan.itemAt(top); index >= 0 && index < m_plan.count() && m_plan.top(index) <= bottom; ++index) {
        switch (m_plan.item(index).kind) {
        case ItemKind::Both:
        case ItemKind::Left:
        case ItemKind::Right:
            paintRow(painter, index);
            break;
        case ItemKind::Fold:
            paintFold(painter, index);
            break;
        case ItemKind::Note:
            paintNote(painter, index);
            break;
        }
    }
}

QColor DiffPainter::ground(const diff::SideRow& row, Side side) const
{
    if (row.kind == diff::RowKind::Same)
        return {};
    if (row.tone == diff::RowTone::Muted)
        return m_colours.muted;
    const QColor colour = side == Side::Left ? m_colours.removed : m_colours.added;
    return row.move >= 0 ? mixed(colour, m_colours.panel, 0.45) : colour;
}

bool DiffPainter::isInCurrentChange(int row) const
{
    const std::vector<int>& changes = m_plan.content().changes;
    const auto behind = std::ranges::upper_bound(changes, row);
    return m_look.change >= 0 && static_cast<int>(behind - changes.begin()) - 1 == m_look.change
        && m_plan.content().rows[static_cast<std::size_t>(row)].kind != diff::RowKind::Same;
}

void DiffPainter::paintRow(QPainter& painter, int index)
{
    if (m_plan.arrangement() == Arrangement::SideBySide) {
        paintSide(painter, index, Side::Left);
        paintSide(painter, index, Side::Right);
        paintBand(painter, index);
    } else {
        paintSide(painter, index, m_plan.sideOf(index, Side::Right));
    }
    for (const Side side : { Side::Left, Side::Right })
        paintGutter(painter, index, side);
    if (index == m_look.current && m_look.hasFocus)
        for (const Side side : { Side::Left, Side::Right })
            painter.fillRect(QRect(m_plan.gutter(side).left(), m_plan.top(index), scaled(3), m_plan.heightOf(index)),
                m_colours.accent);
}

void DiffPainter::paintGutter(QPainter& painter, int index, Side side)
{
    const bool unified = m_plan.arrangement() == Arrangement::Unified;
    const ItemKind kind = m_plan.item(index).kind;
    if (unified && kind != ItemKind::Both && (kind == ItemKind::Left) != (side == Side::Left))
        return;
    const diff::SideRow& row = rowOf(index);
    const int number = side == Side::Left ? row.left : row.right;
    if (number == 0)
        return;
    QRect numbers = place(index, m_plan.gutter(side));
    numbers.setHeight(m_plan.lineHeight());
    const bool current = isInCurrentChange(m_plan.item(index).row);
    painter.setPen(index == m_look.current || current ? m_colours.text : m_colours.dim);
    painter.drawText(
        numbers.adjusted(0, 0, -scaled(10), 0), Qt::AlignRight | Qt::AlignVCenter, QString::number(number));
    if (current && row.kind != diff::RowKind::Same)
        painter.fillRect(QRect(m_plan.gutter(side).left(), m_plan.top(index), scaled(2), m_plan.heightOf(index)),
            row.tone == diff::RowTone::Muted ? m_colours.dim
                : side == Side::Left         ? m_colours.drift
                                             : m_colours.accent);
}

/// Ties the two sides of a row together; where one has nothing, the band runs out towards it.
void DiffPainter::paintBand(QPainter& painter, int index)
{
    const diff::SideRow& row = rowOf(index);
    const QRect band = place(index, m_plan.band());
    if (row.kind == diff::RowKind::Same)
        return;
    const auto strength = [this, &row](Side side) {
        if (row.tone == diff::RowTone::Muted)
            return m_colours.muted;
        return mixed(side == Side::Left ? m_colours.removedWord : m_colours.addedWord, ground(row, side), 0.35);
    };
    QLinearGradient run(band.topLeft(), band.topRight());
    const QColor left = row.kind == diff::RowKind::OnlyRight ? m_colours.panel : strength(Side::Left);
    const QColor right = row.kind == diff::RowKind::OnlyLeft ? m_colours.panel : strength(Side::Right);
    run.setColorAt(0.15, left);
    run.setColorAt(0.85, right);
    painter.fillRect(band, run);
}

void DiffPainter::paintSide(QPainter& painter, int index, Side side)
{
    const diff::SideRow& row = rowOf(index);
    const bool unified = m_plan.arrangement() == Arrangement::Unified;
    const QRect numbers = unified ? QRect(0, 0, 0, 0) : m_plan.gutter(side);
    const QRect text = m_plan.text(side);
    const QRect whole = place(index, QRect(numbers.left(), 0, text.right() + 1 - numbers.left(), 0));
    if (!m_plan.hasLine(index, side)) {
        painter.fillRect(whole, m_colours.panel);
        painter.setBrushOrigin(0, 0);
        painter.fillRect(whole, QBrush(mixed(m_colours.lineStrong, m_colours.panel, 0.55), Qt::BDiagPattern));
        return;
    }
    if (const QColor colour = ground(row, side); colour.isValid())
        painter.fillRect(whole, colour);
    if (unified && row.kind != diff::RowKind::Same) {
        painter.setPen(side == Side::Left ? m_colours.drift : m_colours.accent);
        painter.drawText(QRect(2 * m_plan.gutter(Side::Left).width(), whole.top(), scaled(14), m_plan.lineHeight()),
            Qt::AlignLeft | Qt::AlignVCenter, side == Side::Left ? QStringLiteral("−") : QStringLiteral("+"));
    }
    const QString& source = m_plan.lineOf(index, side);
    Line line { .text = plain(source),
        .row = row,
        .rowIndex = m_plan.item(index).row,
        .item = index,
        .side = side,
        .place = place(index, text),
        .perLine = m_plan.wrapping() == Wrapping::On ? m_plan.lettersPerLine() : 0 };
    line.isWhole = line.text.size() == source.size();
    painter.save();
    painter.setClipRect(line.place, Qt::IntersectClip);
    paintMarks(painter, line);
    paintText(painter, line);
    paintTag(painter, line);
    painter.restore();
}

void DiffPainter::paintSpan(QPainter& painter, const Line& line, const diff::WordSpan& span, const QColor& colour)
{
    const double letter = m_plan.letterWidth();
    int from = span.from;
    const int end = span.from + span.length;
    while (from < end) {
        const int visual = line.perLine > 0 ? from / line.perLine : 0;
        const int until = line.perLine > 0 ? std::min(end, (visual + 1) * line.perLine) : end;
        const double x = line.place.left() - m_look.scrolledX + (from - visual * line.perLine) * letter;
        painter.fillRect(QRectF(x, line.place.top() + visual * m_plan.lineHeight() + 1, (until - from) * letter,
                             m_plan.lineHeight() - 2),
            colour);
        from = until;
    }
}

/// What stands behind the letters: differing words, matches, the selection.
void DiffPainter::paintMarks(QPainter& painter, const Line& line)
{
    if (!line.isWhole)
        return;
    if (const diff::WordDiff* words = wordsOf(m_plan.content(), line.rowIndex);
        words != nullptr && line.row.tone != diff::RowTone::Muted) {
        for (const diff::WordSpan& span : line.side == Side::Left ? words->left : words->right)
            paintSpan(painter, line, span, line.side == Side::Left ? m_colours.removedWord : m_colours.addedWord);
    }
    const Match first { .row = line.rowIndex };
    for (auto match = std::ranges::lower_bound(m_look.matches, first);
        match != m_look.matches.end() && match->row == line.rowIndex; ++match) {
        if (match->side != line.side && line.row.kind != diff::RowKind::Same)
            continue;
        const bool current = m_look.match == *match;
        paintSpan(painter, line, { match->column, match->length },
            current ? mixed(m_colours.drift, m_colours.panel, 0.6) : mixed(m_colours.drift, m_colours.panel, 0.28));
    }
    const std::optional<Selection>& selection = m_look.selection;
    const bool sameSide = m_plan.arrangement() == Arrangement::Unified || (selection && selection->side == line.side);
    if (!selection || !sameSide || line.item < selection->first.item || line.item > selection->end.item)
        return;
    const int from = line.item == selection->first.item ? selection->first.column : 0;
    const int size = static_cast<int>(line.text.size()) + 1; // the line's end shows as selected, too
    const int until = line.item == selection->end.item ? selection->end.column : size;
    paintSpan(painter, line, { from, until - from }, mixed(m_colours.accent, m_colours.panel, 0.35));
}

void DiffPainter::paintText(QPainter& painter, const Line& line)
{
    const double letter = m_plan.letterWidth();
    const bool quiet = isQuiet(line.row.tone, line.text);
    const auto draw = [&](int from, int end, const QColor& colour) {
        painter.setPen(colour);
        while (from < end) {
            const int visual = line.perLine > 0 ? from / line.perLine : 0;
            const int until = line.perLine > 0 ? std::min(end, (visual + 1) * line.perLine) : end;
            const double x = line.place.left() - m_look.scrolledX + (from - visual * line.perLine) * letter;
            // By its base line: in a rectangle each call would lay the text out first.
            painter.drawText(QPointF(x, line.place.top() + visual * m_plan.lineHeight() + m_base),
                line.text.mid(from, until - from));
            from = until;
        }
    };
    // Of a very long line only what is in sight is drawn.
    const int first = line.perLine > 0 ? 0 : static_cast<int>(m_look.scrolledX / letter);
    const int size = static_cast<int>(line.text.size());
    const int last
        = line.perLine > 0 ? size : std::min(size, first + static_cast<int>(line.place.width() / letter) + 2);
    const QColor base = !quiet ? m_colours.text : line.row.tone == diff::RowTone::Muted ? m_colours.dim : m_colours.mid;
    int done = first;
    if (m_look.colours && line.isWhole && !quiet) {
        for (const ColourRun& run : m_look.colours->of(line.side, line.rowIndex)) {
            const int from = std::max(run.from, done);
            const int end = std::min(run.from + run.length, last);
            if (end <= from)
                continue;
            draw(done, from, base);
            const QColor colour = QColor::fromRgba(m_look.colours->colour(run, m_colours.scheme));
            draw(from, end, colour.alpha() == 0 ? base : colour);
            done = end;
        }
    }
    draw(done, last, base);
}

QString DiffPainter::moveText(const diff::SideBySide& content, const diff::SideRow& row)
{
    if (row.move < 0)
        return {};
    const diff::Move& move = content.moves[static_cast<std::size_t>(row.move)];
    if (row.left > 0)
        return row.left == move.left ? tr("moved to line %1").arg(move.right) : QString();
    return row.right == move.right ? tr("moved from line %1").arg(move.left) : QString();
}

/// At the line's end: where it moved, or that its value is hidden.
void DiffPainter::paintTag(QPainter& painter, const Line& line)
{
    QString text = moveText(m_plan.content(), line.row);
    if (line.row.tone == diff::RowTone::Masked && line.text.contains(QLatin1String("***")))
        text = line.row.kind == diff::RowKind::Same ? tr("hidden") : tr("hidden, differs");
    if (text.isEmpty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_small);
    const int width = QFontMetrics(m_small).horizontalAdvance(text) + scaled(12);
    const QRectF tag(
        line.place.right() - width - scaled(8) + 0.5, line.place.top() + 2.5, width, m_plan.lineHeight() - 5);
    painter.setPen(m_colours.lineStrong);
    painter.setBrush(m_colours.panel);
    painter.drawRoundedRect(tag, measures::tagRadius, measures::tagRadius);
    painter.setPen(m_colours.mid);
    painter.drawText(tag, Qt::AlignCenter, text);
    painter.restore();
}

std::vector<FoldPart> DiffPainter::foldParts(const DiffPlan& plan, int index)
{
    const Item& fold = plan.item(index);
    std::vector<FoldPart> parts;
    parts.push_back({ .text = QStringLiteral("⋯  ") + tr("%n equal line(s)", nullptr, fold.count), .reveal = {} });
    if (fold.count > DiffFolding::step) {
        const bool first = fold.row == 0;
        const bool last = fold.row + fold.count == static_cast<int>(plan.content().rows.size());
        if (!first)
            //: Rows that are hidden below those in sight
            parts.push_back({ .text = tr("↓ %1 more").arg(DiffFolding::step), .reveal = Reveal::Above });
        if (!last)
            //: Rows that are hidden above those in sight
            parts.push_back({ .text = tr("↑ %1 more").arg(DiffFolding::step), .reveal = Reveal::Below });
    }
    parts.push_back({ .text = tr("show all"), .reveal = Reveal::All });
    const QFontMetrics metrics(textFont(11));
    int x = plan.text(Side::Left).left() + scaled(10);
    for (FoldPart& part : parts) {
        const int width = metrics.horizontalAdvance(part.text);
        part.place = QRect(x, plan.top(index), width, plan.heightOf(index));
        x += width + scaled(18);
    }
    return parts;
}

void DiffPainter::paintFold(QPainter& painter, int index)
{
    const QRect bar = place(index, QRect(0, 0, m_plan.text(Side::Right).right() + 1, 0));
    painter.fillRect(bar, m_colours.sunken);
    painter.fillRect(QRect(bar.left(), bar.top(), bar.width(), 1), m_colours.line);
    painter.fillRect(QRect(bar.left(), bar.bottom(), bar.width(), 1), m_colours.line);
    painter.save();
    painter.setFont(m_small);
    bool first = true;
    for (const FoldPart& part : foldParts(m_plan, index)) {
        if (!first) {
            painter.setPen(m_colours.dim);
            painter.drawText(
                part.place.adjusted(-scaled(12), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("·"));
        }
        first = false;
        painter.setPen(part.reveal ? m_colours.accent : m_colours.mid);
        painter.drawText(part.place.adjusted(0, 0, scaled(4), 0), Qt::AlignLeft | Qt::AlignVCenter, part.text);
    }
    painter.restore();
    if (index == m_look.current && m_look.hasFocus)
        painter.fillRect(QRect(0, bar.top(), scaled(3), bar.height()), m_colours.accent);
}

void DiffPainter::paintNote(QPainter& painter, int index)
{
    const diff::RowNote& note = m_plan.content().notes[static_cast<std::size_t>(m_plan.item(index).count)];
    const QRect bar = place(index, QRect(0, 0, m_plan.text(Side::Right).right() + 1, 0));
    painter.fillRect(bar, m_colours.panel);
    painter.fillRect(QRect(bar.left(), bar.top(), bar.width(), 1), m_colours.line);
    painter.fillRect(QRect(bar.left(), bar.bottom(), bar.width(), 1), m_colours.line);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_small);
    const QString tag = tr("Ignored");
    const QFontMetrics metrics(m_small);
    const QRectF chip(m_plan.text(Side::Left).left() + scaled(10) + 0.5,
        bar.center().y() - metrics.height() / 2.0 - 2.5, metrics.horizontalAdvance(tag) + scaled(14),
        metrics.height() + 4);
    painter.setPen(m_colours.lineStrong);
    painter.setBrush(m_colours.sunken);
    painter.drawRoundedRect(chip, measures::tagRadius, measures::tagRadius);
    painter.setPen(m_colours.mid);
    painter.drawText(chip, Qt::AlignCenter, tag);
    const QRect rest = bar.adjusted(static_cast<int>(chip.right()) + scaled(10), 0, -scaled(12), 0);
    const QString text = tr("Does not count: the rule %1 hides this field.").arg(plain(note.text));
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(text, Qt::ElideRight, rest.width()));
    painter.restore();
}

}
