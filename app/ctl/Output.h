#pragma once

#include "app/ctl/Exit.h"
#include "core/base/Result.h"
#include "core/manifest/Value.h"

#include <QString>
#include <QStringList>

#include <vector>

class QIODevice;

namespace holdfast::ctl {

enum class Colour { Plain, Ansi };
/// What a cell says beyond its text; never the only bearer of it.
enum class Tone { Neutral, Good, Attention, Bad, Faint };

struct Cell {
    QString text;
    Tone tone = Tone::Neutral;
};

/// Rows of text under headings.
struct Table {
    QStringList headings;
    std::vector<std::vector<Cell>> rows;
};

/// Where a command's answer goes: results to standard output, everything else to standard error.
class Output final {
public:
    Output(QIODevice* result, QIODevice* messages, Colour colour);

    void json(const manifest::Value& value);
    /// Columns stand aligned, two spaces apart; no line ends in white space.
    void table(const Table& table);
    void line(const QString& text);
    /// One sentence and, where there is one, a hint.
    void error(const QString& sentence, const QString& hint = {});
    /// The same for a failure of the core; gives the exit code that stands for it.
    Exit error(const Error& failure);
    void warning(const QString& sentence);
    /// A line beside the answer: what is under way, what is asked.
    void message(const QString& text);

private:
    QIODevice* m_result;
    QIODevice* m_messages;
    Colour m_colour;
};

/// What to do about a failure; empty where its text already says so.
[[nodiscard]] QString hintFor(const Error& failure);
/// Text from outside, fit for a terminal: no control, escape or bidi characters, one line.
[[nodiscard]] QString printable(const QString& text);

}
