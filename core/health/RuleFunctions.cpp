#include "core/health/RuleFunctions.h"

#include "core/manifest/JsonWriter.h"
#include "core/manifest/Resource.h"

#include <charconv>
#include <cmath>

namespace holdfast::health {

using manifest::Value;

namespace {

/// A list that `[*]` made: steps are taken on its items. Told from a list of the object by its wrapping.
constexpr std::string_view spreadMark = "\x01spread";

Value wrapped(Value::List items)
{
    return Value(Value::Map { { std::string(spreadMark), Value(std::move(items)) } });
}

bool isSpread(const Value& value)
{
    return value.isMap() && value.map().size() == 1 && value.map().front().first == spreadMark;
}

Value numeric(double number)
{
    return std::floor(number) == number && std::abs(number) < 9e15 ? Value(static_cast<std::int64_t>(number))
                                                                   : Value(number);
}

bool ordered(double left, std::string_view token, double right)
{
    return token == "<" ? left < right : token == "<=" ? left <= right : token == ">" ? left > right : left >= right;
}

bool holdsForTexts(std::string_view left, std::string_view token, std::string_view right)
{
    if (token == "^=")
        return left.starts_with(right);
    if (token == "$=")
        return left.ends_with(right);
    if (token == "*=")
        return manifest::toQString(left).contains(manifest::toQString(right), Qt::CaseInsensitive);
    return ordered(static_cast<double>(left.compare(right)), token, 0);
}

}

std::vector<Value> itemsOf(const Value& value)
{
    if (isSpread(value))
        return value.map().front().second.list();
    std::vector<Value> items = value.list();
    for (const Value::Member& member : value.map())
        items.push_back(member.second);
    return items;
}

std::string plain(const Value& value)
{
    if (value.isString())
        return std::string(value.text());
    if (value.isNull() || value.isList() || value.isMap())
        return {};
    const std::optional<std::int64_t> whole = value.isNumber() ? value.toInt() : std::nullopt;
    return whole ? std::to_string(*whole) : manifest::writeJson(value);
}

bool holds(const Value& left, std::string_view token, const Value& right)
{
    if (token == "=")
        return left.isNumber() && right.isNumber() ? left.toDouble() == right.toDouble() : left == right;
    if (left.isString() && right.isString())
        return holdsForTexts(left.text(), token, right.text());
    return left.isNumber() && right.isNumber()
        && ordered(left.toDouble().value_or(0), token, right.toDouble().value_or(0));
}

Value difference(const Value& left, const Value& right)
{
    if (!left.isNumber() || !right.isNumber())
        return {};
    return numeric(left.toDouble().value_or(0) - right.toDouble().value_or(0));
}

Value numberOf(const Value& value)
{
    if (value.isNumber())
        return value;
    const std::string_view text = value.text();
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? numeric(number) : Value();
}

Value keysOf(const Value& map)
{
    Value::List keys;
    for (const Value::Member& member : map.map())
        keys.emplace_back(member.first);
    return Value(std::move(keys));
}

Value partOf(const Value& text, const Value& separator, const Value& index)
{
    if (!text.isString())
        return {};
    const QStringList parts = manifest::toQString(text.text()).split(manifest::toQString(separator.text()));
    const std::int64_t at = index.intOr(0);
    return at < parts.size() ? Value(parts[static_cast<qsizetype>(at)].toStdString()) : Value();
}

Value without(const Value& text, const Value& removed)
{
    return Value(manifest::toQString(text.text()).remove(manifest::toQString(removed.text())).toStdString());
}

RuleValue eachOf(RuleValue from, std::function<Value(const Value&)> step)
{
    return [from, step](const RuleScope& scope) {
        const Value start = from(scope);
        if (!isSpread(start))
            return step(start);
        Value::List found;
        for (const Value& item : itemsOf(start)) {
            if (Value next = step(item); !next.isNull())
                found.push_back(std::move(next));
        }
        return wrapped(std::move(found));
    };
}

RuleValue spread(RuleValue from)
{
    return [from](const RuleScope& scope) {
        const Value start = from(scope);
        if (!isSpread(start))
            return wrapped(itemsOf(start));
        Value::List flat;
        for (const Value& list : itemsOf(start)) {
            for (const Value& item : itemsOf(list))
                flat.push_back(item);
        }
        return wrapped(std::move(flat));
    };
}

RuleValue summed(RuleValue list, RuleValue summand)
{
    return [list, summand](const RuleScope& scope) {
        double sum = 0;
        forItems(list(scope), scope, [&](const RuleScope& inner) {
            sum += summand(inner).toDouble().value_or(0);
            return false;
        });
        return numeric(sum);
    };
}

RuleValue chooser(const std::string& name, RuleValue list, RulePredicate wanted)
{
    const auto present = [](bool is) { return is ? Value(true) : Value(); };
    const auto found = [list, wanted](const RuleScope& scope) {
        Value::List items;
        forItems(list(scope), scope, [&](const RuleScope& inner) {
            if (wanted(inner))
                items.push_back(inner.current());
            return false;
        });
        return items;
    };
    if (name == "any")
        return [found, present](const RuleScope& scope) { return present(!found(scope).empty()); };
    if (name == "all")
        return [found, list, present](
                   const RuleScope& scope) { return present(found(scope).size() == itemsOf(list(scope)).size()); };
    if (name == "count")
        return [found](const RuleScope& scope) { return Value(static_cast<std::int64_t>(found(scope).size())); };
    if (name == "first" || name == "last") {
        const bool isFirst = name == "first";
        return [found, isFirst](const RuleScope& scope) {
            const Value::List items = found(scope);
            return items.empty() ? Value() : isFirst ? items.front() : items.back();
        };
    }
    if (name != "upto")
        return {};
    return [list, wanted](const RuleScope& scope) {
        Value::List items;
        forItems(list(scope), scope, [&](const RuleScope& inner) {
            items.push_back(inner.current());
            return wanted(inner);
        });
        return Value(std::move(items));
    };
}

}
