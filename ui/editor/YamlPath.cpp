#include "ui/editor/YamlPath.h"

#include <QRegularExpression>

#include <optional>

namespace holdfast::editor {

namespace {

struct Line {
    int indent = 0; ///< of the key, after any dashes
    int dash = -1; ///< column of the last dash, -1 without
    QString key; ///< empty for a scalar item or a continuation
    QString value;
};

std::optional<Line> parse(const QString& text)
{
    static const QRegularExpression shape(
        QStringLiteral(R"(^(\s*)((?:- +)*)(?:("[^"]*"|'[^']*'|[^\s#:"'][^:]*):(?: +(.*))?$)?)"));
    const QRegularExpressionMatch match = shape.match(text);
    if (!match.hasMatch() || text.trimmed().isEmpty())
        return std::nullopt;
    Line line;
    const int spaces = int(match.capturedLength(1));
    const int dashes = int(match.capturedLength(2));
    line.indent = spaces + dashes;
    line.dash = dashes > 0 ? line.indent - 2 : -1;
    line.key = match.captured(3);
    line.value = match.captured(4);
    if (dashes == 0 && line.key.isEmpty())
        return std::nullopt;
    return line;
}

/// `[name=api]` from the item's own lines, else `[2]`.
QString itemText(const QStringList& lines, int first, int dash)
{
    for (int i = first; i < lines.size(); ++i) {
        const std::optional<Line> line = parse(lines[i]);
        if (!line)
            continue;
        if (i > first && (line->indent <= dash || line->dash == dash))
            break;
        if (line->indent == dash + 2 && line->key == QLatin1String("name") && !line->value.isEmpty())
            return QStringLiteral("[name=%1]").arg(line->value);
    }
    int position = 0;
    for (int i = first - 1; i >= 0; --i) {
        const std::optional<Line> line = parse(lines[i]);
        if (!line)
            continue;
        if (line->dash == dash)
            ++position;
        else if (line->indent <= dash)
            break;
    }
    return QStringLiteral("[%1]").arg(position);
}

}

QString fieldPath(const QStringList& lines, int line)
{
    QString path;
    const auto prepend = [&path](const QString& part) {
        const bool joined = path.isEmpty() || path.startsWith(QLatin1Char('['));
        path = joined ? part + path : part + QLatin1Char('.') + path;
    };
    // Only keys and dashes further left than these are ancestors; a list's key may stand in its dashes' column.
    int keysWithin = 1 << 20;
    int dashesWithin = 1 << 20;
    for (int i = qMin(line, int(lines.size()) - 1); i >= 0 && keysWithin > 0; --i) {
        const std::optional<Line> here = parse(lines[i]);
        if (!here)
            continue;
        if (!here->key.isEmpty() && here->indent < keysWithin) {
            prepend(here->key);
            keysWithin = here->indent;
            dashesWithin = qMin(dashesWithin, here->indent);
        }
        if (here->dash >= 0 && here->dash < dashesWithin) {
            prepend(itemText(lines, i, here->dash));
            keysWithin = here->dash + 1;
            dashesWithin = here->dash;
        }
    }
    return path;
}

}
