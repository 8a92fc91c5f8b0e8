#include "app/sandbox/api/Protobuf.h"

#include "app/sandbox/api/BundledFiles.h"
#include "core/manifest/JsonReader.h"

#include <QDateTime>
#include <QTimeZone>

#include <bit>
#include <map>
#include <string>
#include <vector>

namespace holdfast::sandbox {

namespace {

constexpr std::string_view Magic("k8s\0", 4);
constexpr std::string_view TimeType = "k8s.io.apimachinery.pkg.apis.meta.v1.Time";
constexpr std::string_view MicroTimeType = "k8s.io.apimachinery.pkg.apis.meta.v1.MicroTime";

struct Field {
    std::string name;
    std::string type;
    bool repeated = false;
    bool isMap = false;
    bool pointer = false;
    bool isInline = false;
};
using Message = std::map<std::uint64_t, Field>;

const std::map<std::string, Message, std::less<>>& messages()
{
    static const auto all = [] {
        std::map<std::string, Message, std::less<>> table;
        const Value json = bundledJson(QStringLiteral("openapi/protobuf.json.gz"));
        for (const auto& [name, fields] : json.map()) {
            Message& message = table[name];
            for (const Value& field : fields.list()) {
                const std::string_view flags = field[std::size_t { 3 }].text();
                message.emplace(field[std::size_t { 0 }].toUint().value_or(0),
                    Field { .name = textOf(field[std::size_t { 1 }]),
                        .type = textOf(field[std::size_t { 2 }]),
                        .repeated = flags.contains('r'),
                        .isMap = flags.contains('m'),
                        .pointer = flags.contains('p'),
                        .isInline = flags.contains('i') });
            }
        }
        return table;
    }();
    return all;
}

/// One field as it stands on the wire.
struct Item {
    std::uint64_t number = 0;
    std::uint64_t integer = 0;
    std::string_view bytes;
};

/// Splits a message into its fields.
class Wire final {
public:
    explicit Wire(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_at >= m_bytes.size(); }
    [[nodiscard]] bool isBroken() const { return m_broken; }

    Item next()
    {
        const std::uint64_t key = varint();
        Item item { .number = key >> 3U, .integer = 0, .bytes = {} };
        switch (key & 7U) {
        case 0:
            item.integer = varint();
            break;
        case 1:
            item.integer = fixed(8);
            break;
        case 2:
            item.bytes = take(varint());
            break;
        case 5:
            item.integer = fixed(4);
            break;
        default:
            m_broken = true;
        }
        return item;
    }

private:
    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (atEnd())
                break;
            const auto byte = static_cast<unsigned char>(m_bytes[m_at++]);
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if ((byte & 0x80U) == 0)
                return value;
        }
        m_broken = true;
        return 0;
    }

    std::uint64_t fixed(std::size_t size)
    {
        const std::string_view bytes = take(size);
        std::uint64_t value = 0;
        for (std::size_t at = 0; at < bytes.size(); ++at)
            value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at])) << (8 * at);
        return value;
    }

    std::string_view take(std::uint64_t size)
    {
        if (size > m_bytes.size() - m_at) {
            m_broken = true;
            return {};
        }
        const std::string_view bytes = m_bytes.substr(m_at, static_cast<std::size_t>(size));
        m_at += bytes.size();
        return bytes;
    }

    std::string_view m_bytes;
    std::size_t m_at = 0;
    bool m_broken = false;
};

/// Reads messages by their descriptions; one per body.
class Decoder final {
public:
    [[nodiscard]] bool isBroken() const { return m_broken; }

    Value message(const std::string& type, std::string_view bytes)
    {
        if (const auto special = specialValue(type, bytes))
            return *special;
        const auto description = messages().find(type);
        if (description == messages().end()) {
            m_broken = true;
            return {};
        }
        std::map<std::string, Value> members;
        std::map<std::string, Value::List> lists;
        Wire wire(bytes);
        while (!wire.atEnd() && !wire.isBroken()) {
            const Item item = wire.next();
            if (const auto field = description->second.find(item.number); field != description->second.end())
                add(field->second, item, members, lists);
        }
        m_broken = m_broken || wire.isBroken();
        Value::Map map;
        for (auto& [name, value] : members)
            map.emplace_back(name, std::move(value));
        for (auto& [name, list] : lists)
            map.emplace_back(name, Value(std::move(list)));
        return Value(std::move(map));
    }

private:
    void add(const Field& field, const Item& item, std::map<std::string, Value>& members,
        std::map<std::string, Value::List>& lists)
    {
        if (field.isMap) {
            auto [key, value] = entry(field.type, item.bytes);
            Value& map = members[field.name];
            map = (map.isMap() ? map : Value::emptyMap()).with(key, std::move(value));
            return;
        }
        Value value = single(field.type, item);
        if (field.repeated) {
            lists[field.name].push_back(std::move(value));
        } else if (field.isInline) {
            for (const auto& [name, member] : value.map())
                members[name] = member;
        } else if (field.pointer || !isZero(value)) {
            members[field.name] = std::move(value);
        }
    }

    /// Go writes every field that is not a pointer, also where it holds nothing.
    static bool isZero(const Value& value)
    {
        return value.isEmpty() || value.toBool() == false || (value.isNumber() && value.toDouble() == 0.0);
    }

    std::pair<std::string, Value> entry(const std::string& type, std::string_view bytes)
    {
        std::pair<std::string, Value> result { {}, type == "string" || type == "bytes" ? Value("") : Value() };
        Wire wire(bytes);
        while (!wire.atEnd() && !wire.isBroken()) {
            const Item item = wire.next();
            if (item.number == 1)
                result.first = item.bytes;
            else if (item.number == 2)
                result.second = single(type, item);
        }
        return result;
    }

    Value single(const std::string& type, const Item& item)
    {
        if (type == "string")
            return Value(item.bytes);
        if (type == "bytes")
            return Value(
                QByteArray(item.bytes.data(), static_cast<qsizetype>(item.bytes.size())).toBase64().toStdString());
        if (type == "bool")
            return Value(item.integer != 0);
        if (type == "double")
            return Value(std::bit_cast<double>(item.integer));
        if (type == "int32" || type == "int64")
            return Value(std::bit_cast<std::int64_t>(item.integer));
        if (type == "uint32" || type == "uint64")
            return Value(item.integer);
        return message(type, item.bytes);
    }

    /// The types that JSON writes as something other than an object.
    std::optional<Value> specialValue(const std::string& type, std::string_view bytes)
    {
        const bool time = type == TimeType || type == MicroTimeType;
        const bool raw = type.ends_with(".FieldsV1") || type.ends_with(".RawExtension") || type.ends_with("v1.JSON");
        const bool scalar
            = type.ends_with(".resource.Quantity") || type.ends_with(".IntOrString") || type.ends_with("v1.Duration");
        const bool items = type.ends_with(".ExtraValue") || type.ends_with(".Verbs");
        if (!time && !raw && !scalar && !items)
            return std::nullopt;
        std::map<std::uint64_t, Item> fields;
        Value::List texts;
        Wire wire(bytes);
        while (!wire.atEnd() && !wire.isBroken()) {
            const Item item = wire.next();
            fields[item.number] = item;
            texts.emplace_back(item.bytes);
        }
        m_broken = m_broken || wire.isBroken();
        if (items)
            return Value(std::move(texts));
        if (time)
            return fields.empty() ? Value() : timeValue(type, fields);
        if (raw) {
            const auto json = manifest::readJson(fields[1].bytes);
            return json ? *json : Value();
        }
        if (type.ends_with(".IntOrString"))
            return fields[1].integer == 0 ? Value(std::int64_t { static_cast<std::int32_t>(fields[2].integer) })
                                          : Value(fields[3].bytes);
        return fields[1].bytes.empty() && !type.ends_with("Quantity")
            ? Value(std::bit_cast<std::int64_t>(fields[1].integer))
            : Value(fields[1].bytes);
    }

    static Value timeValue(const std::string& type, std::map<std::uint64_t, Item>& fields)
    {
        const qint64 millis
            = std::bit_cast<qint64>(fields[1].integer) * 1000 + static_cast<qint64>(fields[2].integer) / 1'000'000;
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(millis, QTimeZone::UTC);
        return Value(time.toString(type.ends_with("MicroTime") ? Qt::ISODateWithMs : Qt::ISODate).toStdString());
    }

    bool m_broken = false;
};

std::string messageName(const std::string& apiVersion, const std::string& kind)
{
    if (kind == "DeleteOptions")
        return "k8s.io.apimachinery.pkg.apis.meta.v1.DeleteOptions";
    const std::size_t slash = apiVersion.find('/');
    if (slash == std::string::npos)
        return "k8s.io.api.core." + apiVersion + "." + kind;
    const std::string group = apiVersion.substr(0, slash);
    const std::string version = apiVersion.substr(slash + 1);
    if (group == "apiextensions.k8s.io")
        return "k8s.io.apiextensions_apiserver.pkg.apis.apiextensions." + version + "." + kind;
    return "k8s.io.api." + group.substr(0, group.find('.')) + "." + version + "." + kind;
}

}

std::optional<Value> readProtobuf(const QByteArray& body)
{
    const std::string_view bytes(body.constData(), static_cast<std::size_t>(body.size()));
    if (!bytes.starts_with(Magic))
        return std::nullopt;
    std::string apiVersion;
    std::string kind;
    std::string_view raw;
    Wire envelope(bytes.substr(Magic.size()));
    while (!envelope.atEnd() && !envelope.isBroken()) {
        const Item item = envelope.next();
        if (item.number == 2)
            raw = item.bytes;
        Wire type(item.number == 1 ? item.bytes : std::string_view());
        while (!type.atEnd() && !type.isBroken()) {
            const Item part = type.next();
            (part.number == 1 ? apiVersion : kind) = part.bytes;
        }
    }
    Decoder decoder;
    const Value object = decoder.message(messageName(apiVersion, kind), raw);
    if (envelope.isBroken() || decoder.isBroken())
        return std::nullopt;
    return object.with("apiVersion", Value(apiVersion)).with("kind", Value(kind));
}

}
