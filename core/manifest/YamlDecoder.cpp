#include "core/manifest/YamlDecoder.h"

#include "core/manifest/Base64.h"
#include "core/manifest/Number.h"
#include "core/manifest/Resource.h"
#include "core/manifest/Utf8.h"
#include "core/manifest/YamlResolver.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace holdfast::manifest {

namespace {

constexpr std::string_view binaryTag = "tag:yaml.org,2002:binary";
constexpr std::string_view mergeTag = "tag:yaml.org,2002:merge";

/// go-yaml's: 99 % of the steps may come from aliases in small documents, falling to 10 % at four million steps.
double allowedAliasRatio(std::size_t decodes)
{
    constexpr double low = 400'000;
    constexpr double high = 4'000'000;
    const auto count = static_cast<double>(decodes);
    if (count <= low)
        return 0.99;
    if (count >= high)
        return 0.10;
    return 0.99 - 0.89 * ((count - low) / (high - low));
}

bool isMerge(const YamlNode& key)
{
    return key.kind == YamlNode::Kind::Scalar && key.text == "<<" && (key.plain || key.tag == mergeTag);
}

/// An API server sees the number as JSON text: one without fraction or exponent is an integer to it.
Value asJsonNumber(const Value& number)
{
    if (number.kind() != Value::Kind::Double)
        return number;
    const std::string text = numberText(number);
    std::int64_t integer = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), integer);
    return read.ec == std::errc() && read.ptr == text.data() + text.size() ? Value(integer) : number;
}

/// `1234567e8`: an abbreviated commit that YAML takes for a number.
bool looksLikeCommit(std::string_view text)
{
    constexpr std::size_t shortest = 6;
    return text.size() >= shortest && text.find('e') != std::string_view::npos
        && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool isBooleanByAccident(std::string_view text)
{
    constexpr std::size_t longest = 3; // y, no, yes, on, off in any casing
    return text.size() <= longest;
}

}

YamlDecoder::YamlDecoder(const YamlLimits& limits)
    : m_limits(limits)
{
}

std::optional<Error> YamlDecoder::decode(YamlTree& tree, YamlDocument& document)
{
    m_document = &document;
    m_decodes = 1; // the document itself
    if (!node(*tree.root, document.value, { .field = FieldLines::root, .depth = 1 }))
        return m_error;
    document.lines = FieldLines(std::move(m_lines));
    std::ranges::stable_sort(document.warnings, {}, &YamlWarning::line);
    return std::nullopt;
}

bool YamlDecoder::count(const YamlNode& node)
{
    ++m_decodes;
    if (m_aliasDepth > 0)
        ++m_aliasDecodes;
    if (m_aliasDecodes > 100 && m_decodes > 1000
        && static_cast<double>(m_aliasDecodes) / static_cast<double>(m_decodes) > allowedAliasRatio(m_decodes))
        return refuse(ErrorCode::LimitExceeded, node.line, QStringLiteral("document contains excessive aliasing"));
    return true;
}

bool YamlDecoder::follow(YamlNode& alias, auto&& use)
{
    if (alias.following)
        return refuse(ErrorCode::InvalidInput, alias.line,
            QStringLiteral("anchor '%1' value contains itself").arg(toQString(alias.text)));
    alias.following = true;
    ++m_aliasDepth;
    const bool good = use(*alias.target);
    --m_aliasDepth;
    alias.following = false;
    return good;
}

bool YamlDecoder::node(YamlNode& node, Value& out, Place place)
{
    if (!count(node))
        return false;
    if (node.kind == YamlNode::Kind::Alias)
        return follow(node, [&](YamlNode& target) { return this->node(target, out, place); });
    if (++m_nodes > m_limits.nodes)
        return refuse(ErrorCode::LimitExceeded, node.line,
            QStringLiteral("the document has more than the limit of %1 values").arg(m_limits.nodes));
    if (node.kind == YamlNode::Kind::Scalar)
        return scalar(node, out);
    if (place.depth > m_limits.depth)
        return refuse(ErrorCode::LimitExceeded, node.line,
            QStringLiteral("nested deeper than the limit of %1 levels").arg(m_limits.depth));
    return node.kind == YamlNode::Kind::List ? list(node, out, place) : map(node, out, place);
}

bool YamlDecoder::resolve(const YamlNode& node, Value& out)
{
    if (node.tag.empty() && !node.plain) {
        out = Value(node.text);
        return true;
    }
    Result<Value> resolved = resolveYaml(node.tag, node.text);
    if (!resolved)
        return refuse(ErrorCode::InvalidInput, node.line, resolved.error().detail);
    out = std::move(*resolved);
    if (node.tag != binaryTag)
        return true;
    const std::optional<std::string> data = decodeBase64(node.text);
    if (!data)
        return refuse(
            ErrorCode::InvalidInput, node.line, QStringLiteral("!!binary value contains invalid base64 data"));
    out = Value(toValidUtf8(*data));
    return true;
}

bool YamlDecoder::scalar(const YamlNode& node, Value& out)
{
    if (!resolve(node, out))
        return false;
    if (out.kind() == Value::Kind::Double && !std::isfinite(out.toDouble().value_or(0)))
        return refuse(ErrorCode::InvalidInput, node.line,
            QStringLiteral("`%1` is no number that JSON can hold; quote it if it is text").arg(toQString(node.text)));
    out = asJsonNumber(out);
    warnOfSurprise(node, out);
    return true;
}

bool YamlDecoder::list(YamlNode& node, Value& out, Place place)
{
    Value::List items;
    items.reserve(node.children.size());
    for (YamlNode* child : node.children) {
        const std::uint64_t field = FieldLines::step(place.field, items.size());
        m_lines.emplace_back(field, m_document->line + child->line);
        if (!this->node(*child, items.emplace_back(), { .field = field, .depth = place.depth + 1 }))
            return false;
    }
    out = Value(std::move(items));
    return true;
}

bool YamlDecoder::map(YamlNode& node, Value& out, Place place)
{
    std::vector<Member> found;
    found.reserve(node.children.size() / 2);
    if (!members(node, found, place, false))
        return false;
    std::vector<std::size_t> order(found.size());
    std::iota(order.begin(), order.end(), std::size_t { 0 });
    std::ranges::stable_sort(order, {}, [&](std::size_t index) -> const std::string& { return found[index].key; });
    Value::Map sorted;
    sorted.reserve(found.size());
    for (std::size_t at = 0; at < order.size(); ++at) {
        Member& member = found[order[at]];
        if (at + 1 < order.size() && found[order[at + 1]].key == member.key) {
            warnOfDuplicate(member, found[order[at + 1]]);
            continue;
        }
        m_lines.emplace_back(FieldLines::step(place.field, member.key), m_document->line + member.line);
        sorted.emplace_back(std::move(member.key), std::move(member.value));
    }
    out = Value(std::move(sorted));
    return true;
}

bool YamlDecoder::members(YamlNode& node, std::vector<Member>& out, Place place, bool merged)
{
    for (std::size_t at = 0; at + 1 < node.children.size(); at += 2) {
        YamlNode& keyNode = *node.children[at];
        YamlNode& valueNode = *node.children[at + 1];
        if (isMerge(keyNode)) {
            if (!merge(valueNode, out, place))
                return false;
            continue;
        }
        Member member { .line = keyNode.line, .merged = merged };
        if (!key(keyNode, member.key, place))
            return false;
        const Place below { .field = FieldLines::step(place.field, member.key), .depth = place.depth + 1 };
        if (!this->node(valueNode, member.value, below))
            return false;
        out.push_back(std::move(member));
    }
    return true;
}

/// As in yaml.v2, merged keys take their turn: they win over keys that stand before `<<`, and lose to those after.
bool YamlDecoder::merge(YamlNode& source, std::vector<Member>& out, Place place)
{
    if (source.kind != YamlNode::Kind::List)
        return mergeOne(source, out, place);
    for (auto item = source.children.rbegin(); item != source.children.rend(); ++item)
        if (!mergeOne(**item, out, place))
            return false;
    return true;
}

bool YamlDecoder::mergeOne(YamlNode& source, std::vector<Member>& out, Place place)
{
    const YamlNode& map = source.kind == YamlNode::Kind::Alias ? *source.target : source;
    if (map.kind != YamlNode::Kind::Map)
        return refuse(ErrorCode::InvalidInput, source.line,
            QStringLiteral("map merge requires map or sequence of maps as the value"));
    if (!count(source))
        return false;
    if (source.kind == YamlNode::Kind::Map)
        return members(source, out, place, true);
    return follow(source, [&](YamlNode& target) { return count(target) && members(target, out, place, true); });
}

bool YamlDecoder::key(YamlNode& node, std::string& out, Place place)
{
    if (!count(node))
        return false;
    if (node.kind == YamlNode::Kind::Alias)
        return follow(node, [&](YamlNode& target) { return key(target, out, place); });
    if (node.kind != YamlNode::Kind::Scalar)
        return refuse(ErrorCode::InvalidInput, node.line, QStringLiteral("a list or mapping cannot be a key"));
    Value value;
    if (!resolve(node, value))
        return false;
    switch (value.kind()) {
    case Value::Kind::String:
        out = value.text();
        return true;
    case Value::Kind::Bool:
        out = value.boolOr(false) ? "true" : "false";
        warnOfSurprise(node, value);
        return true;
    case Value::Kind::Int:
        out = numberText(value);
        return true;
    case Value::Kind::Double:
        out = goFloatText(static_cast<float>(value.toDouble().value_or(0)));
        return true;
    case Value::Kind::Null:
    case Value::Kind::Uint:
    case Value::Kind::List:
    case Value::Kind::Map:
        break;
    }
    return refuse(ErrorCode::InvalidInput, node.line,
        value.isNull() ? QStringLiteral("null cannot be a key")
                       : QStringLiteral("`%1` is too large a number for a key").arg(toQString(node.text)));
}

void YamlDecoder::warnOfDuplicate(const Member& first, const Member& last)
{
    if (last.merged && first.merged)
        return;
    if (last.merged)
        warn(first.line, QStringLiteral("the key \"%1\" is overridden by the `<<` after it").arg(toQString(first.key)));
    else if (!first.merged)
        warn(last.line,
            QStringLiteral("the key \"%1\" stands twice, in line %2 and in line %3; the last counts")
                .arg(toQString(first.key))
                .arg(m_document->line + first.line)
                .arg(m_document->line + last.line));
}

void YamlDecoder::warnOfSurprise(const YamlNode& node, const Value& value)
{
    if (!node.plain || !node.tag.empty())
        return;
    const bool commit = value.isNumber() && looksLikeCommit(node.text);
    const bool boolean = value.kind() == Value::Kind::Bool && isBooleanByAccident(node.text);
    if (commit || boolean)
        warn(node.line,
            QStringLiteral("`%1` is read as the %2 %3; quote it if it is text")
                .arg(toQString(node.text), commit ? QStringLiteral("number") : QStringLiteral("boolean"),
                    commit                    ? toQString(numberText(value))
                        : value.boolOr(false) ? QStringLiteral("true")
                                              : QStringLiteral("false")));
}

void YamlDecoder::warn(int line, const QString& text)
{
    constexpr std::size_t most = 1000; // a person reads no more
    if (m_document->warnings.size() < most && m_aliasDepth == 0)
        m_document->warnings.push_back({ .line = m_document->line + line, .text = text });
}

bool YamlDecoder::refuse(ErrorCode code, int line, const QString& detail)
{
    if (!m_error)
        m_error = Error { .code = code, .where = FilePlace { .line = line }, .detail = detail };
    return false;
}

}
