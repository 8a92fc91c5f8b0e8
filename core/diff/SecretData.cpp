#include "core/diff/SecretData.h"

#include <QByteArray>

namespace holdfast::diff {

using manifest::Value;

namespace {

Value encoded(const Value& value)
{
    if (!value.isString())
        return value;
    const std::string_view text = value.text();
    return Value(QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())).toBase64().toStdString());
}

}

Value withMergedStringData(const Value& secret)
{
    Value::Map data;
    for (const auto& [key, value] : secret["data"].map())
        data.emplace_back(key, value.isNull() ? Value(std::string()) : value);
    if (!secret["stringData"].isMap() && data.empty())
        return secret["data"].isEmpty() ? secret.without("data") : secret;
    if (!secret["stringData"].isMap())
        return secret.with("data", Value(std::move(data)));
    for (const auto& [key, value] : secret["stringData"].map())
        data.emplace_back(key, encoded(value));
    const Value bare = secret.without("stringData");
    return data.empty() ? bare : bare.with("data", Value(std::move(data)));
}

}
