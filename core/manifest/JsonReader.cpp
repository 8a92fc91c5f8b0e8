#include "core/manifest/JsonReader.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace holdfast::manifest {

namespace {

namespace ondemand = simdjson::ondemand;
using simdjson::error_code;

/// Builds the tree of one document; the first error stops it.
class TreeBuilder final {
public:
    explicit TreeBuilder(int depth)
        : m_depth(depth)
    {
    }

    error_code document(ondemand::document& document, Value& out)
    {
        bool scalar = false;
        if (const error_code error = document.is_scalar().get(scalar))
            return error;
        if (scalar)
            return rootScalar(document, out);
        ondemand::value value;
        if (const error_code error = document.get_value().get(value))
            return error;
        return node(value, out, 1);
    }

    [[nodiscard]] bool tooDeep() const { return m_tooDeep; }

private:
    template <typename Source> static error_code number(Source& source, Value& out)
    {
        ondemand::number_type type {};
        if (const error_code error = source.get_number_type().get(type))
            return error;
        if (type == ondemand::number_type::big_integer)
            return bigInteger(source, out);
        ondemand::number number;
        if (const error_code error = source.get_number().get(number))
            return error;
        switch (number.get_number_type()) {
        case ondemand::number_type::signed_integer:
            out = Value(number.get_int64());
            break;
        case ondemand::number_type::unsigned_integer:
            out = Value(number.get_uint64());
            break;
        case ondemand::number_type::floating_point_number:
        case ondemand::number_type::big_integer:
            out = Value(number.get_double());
            break;
        }
        return simdjson::SUCCESS;
    }

    /// An integer beyond 64 bits: still a number to Go, as the nearest double.
    template <typename Source> static error_code bigInteger(Source& source, Value& out)
    {
        double value = 0;
        if (const error_code error = source.get_double().get(value))
            return error;
        out = Value(value);
        return std::isfinite(value) ? simdjson::SUCCESS : simdjson::NUMBER_ERROR;
    }

    template <typename Source> static error_code scalar(Source& source, ondemand::json_type type, Value& out)
    {
        if (type == ondemand::json_type::number)
            return number(source, out);
        if (type == ondemand::json_type::string) {
            std::string_view text;
            if (const error_code error = source.get_string(true).get(text))
                return error;
            out = Value(text);
            return simdjson::SUCCESS;
        }
        bool flag = false;
        const error_code error
            = type == ondemand::json_type::boolean ? source.get_bool().get(flag) : source.is_null().get(flag);
        if (error)
            return error;
        if (type == ondemand::json_type::boolean)
            out = Value(flag);
        else if (!flag)
            return simdjson::N_ATOM_ERROR;
        return simdjson::SUCCESS;
    }

    static error_code rootScalar(ondemand::document& document, Value& out)
    {
        ondemand::json_type type {};
        if (const error_code error = document.type().get(type))
            return error;
        return scalar(document, type, out);
    }

    error_code node(ondemand::value value, Value& out, int depth)
    {
        ondemand::json_type type {};
        if (const error_code error = value.type().get(type))
            return error;
        if (type != ondemand::json_type::array && type != ondemand::json_type::object)
            return scalar(value, type, out);
        if (depth > m_depth) {
            m_tooDeep = true;
            return simdjson::DEPTH_ERROR;
        }
        return type == ondemand::json_type::array ? list(value, out, depth) : map(value, out, depth);
    }

    error_code list(ondemand::value& value, Value& out, int depth)
    {
        ondemand::array array;
        if (const error_code error = value.get_array().get(array))
            return error;
        Value::List items;
        for (auto item : array) {
            ondemand::value element;
            if (const error_code error = std::move(item).get(element))
                return error;
            if (const error_code error = node(element, items.emplace_back(), depth + 1))
                return error;
        }
        out = Value(std::move(items));
        return simdjson::SUCCESS;
    }

    error_code map(ondemand::value& value, Value& out, int depth)
    {
        ondemand::object object;
        if (const error_code error = value.get_object().get(object))
            return error;
        Value::Map members;
        for (auto item : object) {
            ondemand::field field;
            if (const error_code error = std::move(item).get(field))
                return error;
            std::string_view key;
            if (const error_code error = field.unescaped_key(true).get(key))
                return error;
            Value& member = members.emplace_back(std::string(key), Value()).second;
            if (const error_code error = node(field.value(), member, depth + 1))
                return error;
        }
        out = Value(std::move(members));
        return simdjson::SUCCESS;
    }

    int m_depth;
    bool m_tooDeep = false;
};

FilePlace placeAt(std::string_view text, std::size_t offset, const QString& name)
{
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const auto lines = std::ranges::count(before, '\n');
    const std::size_t lineStart = before.find_last_of('\n') + 1;
    return {
        .file = name, .line = static_cast<int>(lines) + 1, .column = static_cast<int>(before.size() - lineStart) + 1
    };
}

QString reason(error_code error)
{
    switch (static_cast<int>(error)) {
    case simdjson::EMPTY:
        return QStringLiteral("there is no JSON value");
    case simdjson::UTF8_ERROR:
        return QStringLiteral("JSON has to be UTF-8, and this is not");
    case simdjson::UNCLOSED_STRING:
        return QStringLiteral("a JSON string is not closed");
    case simdjson::STRING_ERROR:
        return QStringLiteral("a JSON string has a bad escape");
    case simdjson::UNESCAPED_CHARS:
        return QStringLiteral("a JSON string has a control character that is not escaped");
    case simdjson::NUMBER_ERROR:
    case simdjson::BIGINT_ERROR:
        return QStringLiteral("this is no JSON number");
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
        return QStringLiteral("the JSON text ends before its lists and objects are closed");
    case simdjson::TRAILING_CONTENT:
        return QStringLiteral("something follows the end of the JSON value");
    default:
        return QStringLiteral("this is no valid JSON");
    }
}

/// Where a byte sequence stops being UTF-8 or a string stops being one, for the errors that come without a place.
std::size_t errorOffset(std::string_view text, error_code error, ondemand::document& document)
{
    if (error == simdjson::UTF8_ERROR)
        for (std::size_t line = 0; line < text.size();) {
            const std::size_t end = std::min(text.find('\n', line), text.size());
            if (!simdjson::validate_utf8(text.substr(line, end - line)))
                return line;
            line = end + 1;
        }
    const char* location = nullptr;
    if (document.is_alive() && document.current_location().get(location) == simdjson::SUCCESS && location >= text.data()
        && location <= text.data() + text.size())
        return static_cast<std::size_t>(location - text.data());
    return text.size();
}

}

Result<Value> readJson(std::string_view text, const ReadLimits& limits)
{
    return readJson(text, QString(), limits);
}

Result<Value> readJson(std::string_view text, const QString& name, const ReadLimits& limits)
{
    const auto failAt = [&](ErrorCode code, std::size_t offset, const QString& detail) -> Result<Value> {
        const FilePlace place = placeAt(text, offset, name);
        if (!name.isEmpty())
            return fail(code, place, detail);
        return fail(code, {}, QStringLiteral("%1 (line %2, column %3)").arg(detail).arg(place.line).arg(place.column));
    };
    if (text.size() > limits.bytes)
        return fail(ErrorCode::LimitExceeded, name.isEmpty() ? Where() : Where(FilePlace { .file = name }),
            QStringLiteral("%1 bytes of JSON are more than the limit of %2").arg(text.size()).arg(limits.bytes));
    if (text.starts_with("\xEF\xBB\xBF"))
        return failAt(ErrorCode::InvalidInput, 0, QStringLiteral("JSON begins with a byte order mark"));
    const simdjson::padded_string padded(text);
    ondemand::parser parser;
    ondemand::document document;
    TreeBuilder builder(limits.depth);
    Value value;
    error_code error = parser.allocate(padded.size(), static_cast<std::size_t>(limits.depth) + 2);
    if (!error)
        error = parser.iterate(padded).get(document);
    if (!error)
        error = builder.document(document, value);
    if (!error && !document.at_end())
        error = simdjson::TRAILING_CONTENT;
    if (!error)
        return value;
    const std::string_view copy(padded.data(), padded.size());
    const std::size_t offset = errorOffset(copy, error, document);
    if (builder.tooDeep() || error == simdjson::DEPTH_ERROR)
        return failAt(ErrorCode::LimitExceeded, offset,
            QStringLiteral("nested deeper than the limit of %1 levels").arg(limits.depth));
    return failAt(ErrorCode::InvalidInput, offset, reason(error));
}

}
