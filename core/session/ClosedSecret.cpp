#include "core/session/ClosedSecret.h"

#include "core/manifest/Resource.h"

namespace holdfast::session {

using manifest::Value;

namespace {

bool isClosed(const Value& value)
{
    return value.text().starts_with("ENC[");
}

/// The live values in place of the closed ones; a list's items by position. One that is not there is a difference.
Value opened(const Value& desired, const Value& live, int& count)
{
    if (isClosed(desired)) {
        ++count;
        return live.isNull() ? desired : live;
    }
    if (desired.isMap()) {
        Value::Map members;
        for (const auto& [name, value] : desired.map())
            members.emplace_back(name, opened(value, live[name], count));
        return Value(std::move(members));
    }
    if (!desired.isList())
        return desired;
    Value::List items;
    for (std::size_t index = 0; index < desired.list().size(); ++index)
        items.push_back(opened(desired[index], live[index], count));
    return Value(std::move(items));
}

/// `stringData` is write-only: its closed values lie in the live object's `data`.
Value withDataForClosedStrings(const Value& desired)
{
    Value data = desired["data"];
    Value strings = desired["stringData"];
    for (const auto& [name, value] : desired["stringData"].map()) {
        if (!isClosed(value))
            continue;
        data = data.with(name, value);
        strings = strings.without(name);
    }
    return strings.isEmpty() ? desired.with("data", data).without("stringData")
                             : desired.with("data", data).with("stringData", strings);
}

}

OpenedSecret withoutClosedValues(const Value& desired, const Value& live)
{
    if (!desired.contains("sops"))
        return { .desired = desired, .findings = {} };
    int count = 0;
    const Value plain = desired.without("sops");
    const Value placed = plain.contains("stringData") ? withDataForClosedStrings(plain) : plain;
    const Value object = opened(placed, live, count);
    return { .desired = object,
        .findings = { QStringLiteral("%1 values that SOPS has encrypted are not compared.").arg(count) } };
}

}
