#include "core/health/RuleLines.h"

#include "core/health/RuleParser.h"
#include "core/manifest/Resource.h"

#include <QRegularExpression>
#include <QStringList>

#include <span>

namespace holdfast::health {

namespace {

constexpr int deepestUse = 20;

/// A line as it was written, without its indentation.
struct TextLine {
    qsizetype indent = 0;
    QString text;
};

std::vector<TextLine> linesOf(const QString& text, qsizetype indent)
{
    std::vector<TextLine> lines;
    for (const QString& line : text.split(QLatin1Char('\n'))) {
        qsizetype blanks = 0;
        while (blanks < line.size() && line[blanks] == QLatin1Char(' '))
            ++blanks;
        if (blanks < line.size())
            lines.push_back({ .indent = blanks + indent, .text = line.sliced(blanks) });
    }
    return lines;
}

QString withArguments(QString text, const QStringList& arguments)
{
    static const QRegularExpression place(QStringLiteral("%([1-9])"));
    qsizetype from = 0;
    for (auto match = place.match(text); match.hasMatch(); match = place.match(text, from)) {
        const QString argument = arguments.value(match.captured(1).toInt() - 1);
        text.replace(match.capturedStart(), match.capturedLength(), argument);
        from = match.capturedStart() + argument.size();
    }
    return text;
}

Result<std::vector<TextLine>> withUses(const std::vector<TextLine>& lines, const RuleSource& source, int depth)
{
    static const QRegularExpression separator(QStringLiteral("\\s;(\\s|$)"));
    if (depth > deepestUse)
        return fail(ErrorCode::LimitExceeded, {}, QStringLiteral("macros use each other without an end"));
    std::vector<TextLine> all;
    for (const TextLine& line : lines) {
        if (!line.text.startsWith(QLatin1String("use "))) {
            all.push_back(line);
            continue;
        }
        QStringList arguments;
        for (const QString& argument : line.text.sliced(4).split(separator))
            arguments.append(argument.trimmed());
        const QString name = arguments.takeFirst();
        const manifest::Value macro = source(name.toStdString());
        if (!macro.isString())
            return fail(ErrorCode::InvalidInput, {}, QStringLiteral("there is no macro \"%1\"").arg(name));
        const QString text = withArguments(manifest::toQString(macro.text()), arguments);
        const Result<std::vector<TextLine>> used = withUses(linesOf(text, line.indent), source, depth + 1);
        if (!used)
            return used;
        all.insert(all.end(), used->begin(), used->end());
    }
    return all;
}

std::vector<TextLine> withLets(const std::vector<TextLine>& lines)
{
    static const QRegularExpression let(QStringLiteral("^let ([A-Z]) = (.*)$"));
    std::map<QChar, QString> meanings;
    std::vector<TextLine> all;
    for (TextLine line : lines) {
        for (qsizetype at = line.text.indexOf(QLatin1Char('%')); at >= 0;
            at = line.text.indexOf(QLatin1Char('%'), at)) {
            const auto found = at + 1 < line.text.size() ? meanings.find(line.text[at + 1]) : meanings.end();
            if (found == meanings.end()) {
                ++at;
                continue;
            }
            line.text.replace(at, 2, found->second);
            at += found->second.size();
        }
        if (const auto match = let.match(line.text); match.hasMatch())
            meanings[match.captured(1).front()] = match.captured(2);
        else
            all.push_back(line);
    }
    return all;
}

std::unexpected<Error> unreadable(const QString& line, const std::string& why)
{
    return fail(ErrorCode::InvalidInput, {}, QStringLiteral("\"%1\": %2").arg(line, QString::fromStdString(why)));
}

/// `[PRED] -> STATUS[: TEXT]`
Result<RuleLine> clause(const QString& line)
{
    const qsizetype arrow = line.startsWith(QLatin1String("-> ")) ? 0 : line.indexOf(QLatin1String(" -> "));
    if (arrow < 0)
        return unreadable(line, "this is no clause");
    const std::string when = line.first(arrow).trimmed().toStdString();
    const QString answer = line.sliced(arrow == 0 ? 3 : arrow + 4);
    const qsizetype colon = answer.indexOf(QLatin1String(": "));
    const std::string status = (colon < 0 ? answer : answer.first(colon)).trimmed().toStdString();
    const std::string message = colon < 0 ? std::string() : answer.sliced(colon + 2).toStdString();
    RuleParser condition(when.empty() ? "*" : std::string_view(when));
    RuleParser statusText(status);
    RuleParser messageText(message);
    RuleLine result { .when = condition.predicate(), .status = statusText.text(), .message = messageText.text() };
    if (!condition.atEnd() && condition.error().empty())
        return unreadable(line, "something is left behind the condition");
    for (const RuleParser* parser : { &condition, &statusText, &messageText }) {
        if (!parser->error().empty())
            return unreadable(line, parser->error());
    }
    return result;
}

Result<RuleLine> ifLine(const QString& line)
{
    const std::string when = line.sliced(3).toStdString();
    RuleParser parser(when);
    RuleLine result { .kind = RuleLine::Kind::If, .when = parser.predicate() };
    if (!parser.error().empty() || !parser.atEnd())
        return unreadable(line, parser.error());
    return result;
}

Result<RuleLine> eachLine(const QString& line)
{
    QString list = line.sliced(5);
    QString inner;
    if (const qsizetype at = list.indexOf(QLatin1String(" do ")); at >= 0) {
        inner = list.sliced(at + 4);
        list.truncate(at);
    }
    QString by;
    if (const qsizetype at = list.indexOf(QLatin1String(" by ")); at >= 0) {
        by = list.sliced(at + 4);
        list.truncate(at);
    }
    const std::string listText = list.toStdString();
    const std::string byText = by.toStdString();
    RuleParser listParser(listText);
    RuleParser byParser(byText);
    RuleLine result { .kind = RuleLine::Kind::Each, .list = listParser.value() };
    if (!by.isEmpty())
        result.by = byParser.value();
    if (!listParser.error().empty() || !byParser.error().empty() || !listParser.atEnd())
        return unreadable(line, listParser.error() + byParser.error());
    if (!inner.isEmpty()) {
        Result<RuleLine> only = clause(inner);
        if (!only)
            return only;
        result.body.push_back(std::move(*only));
    }
    return result;
}

/// The lines of one depth, each with the deeper ones below it.
Result<std::vector<RuleLine>> parsed(std::span<const TextLine> lines)
{
    std::vector<RuleLine> result;
    for (std::size_t at = 0; at < lines.size();) {
        const TextLine& line = lines[at];
        std::size_t end = at + 1;
        while (end < lines.size() && lines[end].indent > line.indent)
            ++end;
        Result<RuleLine> one = line.text.startsWith(QLatin1String("if ")) ? ifLine(line.text)
            : line.text.startsWith(QLatin1String("each "))                ? eachLine(line.text)
                                                                          : clause(line.text);
        if (!one)
            return std::unexpected(one.error());
        if (end > at + 1) {
            Result<std::vector<RuleLine>> body = parsed(lines.subspan(at + 1, end - at - 1));
            if (!body)
                return body;
            one->body = std::move(*body);
        }
        result.push_back(std::move(*one));
        at = end;
    }
    return result;
}

}

Result<std::vector<RuleLine>> ruleLines(std::string_view text, const RuleSource& source)
{
    const Result<std::vector<TextLine>> lines = withUses(linesOf(manifest::toQString(text), 0), source, 0);
    if (!lines)
        return std::unexpected(lines.error());
    return parsed(withLets(*lines));
}

}
