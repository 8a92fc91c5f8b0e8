#include "app/sandbox/sim/Tree.h"

#include "core/manifest/JsonWriter.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>

namespace holdfast::sandbox::sim {

namespace {

Value putAt(const Value& root, const std::string_view* begin, const std::string_view* end, Value value)
{
    if (begin == end)
        return value;
    return root.with(*begin, putAt(root[*begin], begin + 1, end, std::move(value)));
}

Value dropAt(const Value& root, const std::string_view* begin, const std::string_view* end)
{
    if (!root.contains(*begin))
        return root;
    if (begin + 1 == end)
        return root.without(*begin);
    return root.with(*begin, dropAt(root[*begin], begin + 1, end));
}

bool expressionHolds(const Value& expression, const Value& labels)
{
    const auto key = expression["key"].text();
    const auto& values = expression["values"].list();
    const auto listed = std::ranges::any_of(values, [&](const Value& one) { return one == labels[key]; });
    const auto word = expression["operator"].text();
    if (word == "In")
        return labels.contains(key) && listed;
    if (word == "NotIn")
        return !listed;
    return labels.contains(key) == (word == "Exists");
}

std::uint32_t fnv(std::string_view bytes)
{
    std::uint32_t hash = 2166136261U;
    for (const char byte : bytes)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619U;
    return hash;
}

// The alphabet of Kubernetes' generated names: no vowels, no digits that look like letters.
constexpr std::string_view safeLetters = "bcdfghjklmnpqrstvwxz2456789";

}

Value tree(std::initializer_list<Field> fields)
{
    Value::Map map;
    for (const auto& field : fields) {
        if (!field.value.isNull())
            map.emplace_back(field.key, field.value);
    }
    return Value(std::move(map));
}

Value sequence(std::vector<Value> items)
{
    return Value(std::move(items));
}

Value put(const Value& root, Path path, Value value)
{
    return putAt(root, path.begin(), path.end(), std::move(value));
}

Value drop(const Value& root, Path path)
{
    return path.size() == 0 ? root : dropAt(root, path.begin(), path.end());
}

Value merged(const Value& base, const Value& over)
{
    Value::Map map = base.map();
    map.insert(map.end(), over.map().begin(), over.map().end());
    return Value(std::move(map));
}

std::string text(const Value& value)
{
    return std::string(value.text());
}

std::string string(const QString& text)
{
    return text.toStdString();
}

std::string stamp(const QDateTime& time)
{
    return time.toUTC().toString(u"yyyy-MM-ddTHH:mm:ssZ").toStdString();
}

QDateTime fromStamp(const Value& text)
{
    return QDateTime::fromString(
        QString::fromUtf8(text.text().data(), static_cast<qsizetype>(text.text().size())), Qt::ISODateWithMs);
}

std::string nameOf(const Value& object)
{
    return text(object.at({ "metadata", "name" }));
}

std::string namespaceOf(const Value& object)
{
    return text(object.at({ "metadata", "namespace" }));
}

std::string uidOf(const Value& object)
{
    return text(object.at({ "metadata", "uid" }));
}

std::string label(const Value& object, std::string_view key)
{
    return text(object.at({ "metadata", "labels", key }));
}

std::string annotation(const Value& object, std::string_view key)
{
    return text(object.at({ "metadata", "annotations", key }));
}

bool isDeleting(const Value& object)
{
    return !object.at({ "metadata", "deletionTimestamp" }).isEmpty();
}

std::string controllerUid(const Value& object)
{
    for (const auto& owner : object.at({ "metadata", "ownerReferences" }).list()) {
        if (owner["controller"].boolOr(false))
            return text(owner["uid"]);
    }
    return {};
}

Value controllerReference(const Value& owner)
{
    return tree({ { "apiVersion", owner["apiVersion"] }, { "kind", owner["kind"] }, { "name", nameOf(owner) },
        { "uid", uidOf(owner) }, { "controller", true }, { "blockOwnerDeletion", true } });
}

bool selects(const Value& selector, const Value& labels)
{
    const auto matches = [&](const Value::Member& wanted) { return labels[wanted.first] == wanted.second; };
    return std::ranges::all_of(selector["matchLabels"].map(), matches)
        && std::ranges::all_of(
            selector["matchExpressions"].list(), [&](const Value& one) { return expressionHolds(one, labels); });
}

const Value& itemBy(const Value& list, std::string_view key, std::string_view value)
{
    static const Value none;
    for (const auto& item : list.list()) {
        if (item[key].text() == value)
            return item;
    }
    return none;
}

Value withCondition(const Value& conditions, const Value& condition)
{
    Value::List all = conditions.list();
    const auto same = [&](const Value& one) { return one["type"] == condition["type"]; };
    if (const auto found = std::ranges::find_if(all, same); found != all.end())
        *found = condition;
    else
        all.push_back(condition);
    return Value(std::move(all));
}

Value withoutCondition(const Value& conditions, std::string_view type)
{
    Value::List all = conditions.list();
    std::erase_if(all, [&](const Value& one) { return one["type"].text() == type; });
    return Value(std::move(all));
}

bool conditionIs(const Value& conditions, std::string_view type, std::string_view status)
{
    return itemBy(conditions, "type", type)["status"].text() == status;
}

std::string safeHash(const Value& content)
{
    std::string digits = std::to_string(fnv(manifest::writeJson(content)));
    for (auto& digit : digits)
        digit = safeLetters[static_cast<unsigned char>(digit) % safeLetters.size()];
    return digits;
}

std::string sha256(std::string_view bytes)
{
    const QByteArrayView view(bytes.data(), static_cast<qsizetype>(bytes.size()));
    return QCryptographicHash::hash(view, QCryptographicHash::Sha256).toHex().toStdString();
}

std::string suffix(std::string_view seed)
{
    std::string letters;
    std::uint32_t hash = fnv(seed);
    for (int index = 0; index < 5; ++index) {
        letters += safeLetters[hash % safeLetters.size()];
        hash = hash / 7 + (hash << 25U);
    }
    return letters;
}

}
