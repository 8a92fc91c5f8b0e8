#include "core/health/RuleParser.h"

#include <utility>

namespace holdfast::health {

/// A part of a text: what it shows, and whether that is a value whose emptiness counts.
struct RuleParser::Piece {
    RuleText show;
    bool isValue = false;
};

RuleText RuleParser::text()
{
    return textUntil({});
}

RuleText RuleParser::textUntil(std::string_view end)
{
    std::vector<Piece> pieces;
    while (m_at < m_text.size() && (end.empty() || !ahead(end)) && m_error.empty())
        pieces.push_back(piece());
    return [pieces](const RuleScope& scope) {
        std::string text;
        for (const Piece& one : pieces)
            text += one.show(scope);
        return text;
    };
}

RuleParser::Piece RuleParser::piece()
{
    if (take("{"))
        return valuePiece();
    if (take("[["))
        return optionalPiece();
    std::string literal;
    if (take("\\n"))
        literal = "\n";
    else if (take("\\s"))
        literal = " ";
    else
        literal = m_text[m_at++];
    return { .show = [literal](const RuleScope&) { return literal; }, .isValue = false };
}

RuleParser::Piece RuleParser::valuePiece()
{
    if (take("#}"))
        return { .show = [](const RuleScope& scope) { return std::to_string(scope.position); }, .isValue = true };
    RuleValue shown = value();
    std::size_t length = std::string::npos;
    if (take(":"))
        length = std::strtoul(name("").c_str(), nullptr, 10);
    expect("}");
    return { .show = [shown, length](const RuleScope& scope) { return plain(shown(scope)).substr(0, length); },
        .isValue = true };
}

RuleParser::Piece RuleParser::optionalPiece()
{
    RulePredicate condition;
    if (take("if ")) {
        condition = predicate();
        expect(";");
        take(" ");
    }
    std::vector<Piece> pieces;
    while (m_at < m_text.size() && !ahead("]]") && m_error.empty())
        pieces.push_back(piece());
    expect("]]");
    return { .show =
                 [condition, pieces](const RuleScope& scope) {
                     if (condition && !condition(scope))
                         return std::string();
                     std::string text;
                     for (const Piece& one : pieces) {
                         const std::string part = one.show(scope);
                         if (part.empty() && one.isValue && !condition)
                             return std::string();
                         text += part;
                     }
                     return text;
                 },
        .isValue = false };
}

}
