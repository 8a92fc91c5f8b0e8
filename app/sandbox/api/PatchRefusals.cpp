#include "app/sandbox/api/Patch.h"
#include "app/sandbox/api/SchemaCheck.h"
#include "app/sandbox/api/Strategy.h"
#include "core/manifest/JsonWriter.h"

namespace holdfast::sandbox {

namespace {

/// A value as Go's fmt prints it: `map[spec:map[replicas:x]]`.
std::string goText(const Value& value)
{
    if (!value.isMap() && !value.isList())
        return plainText(value);
    std::string text;
    for (const auto& [key, member] : value.map())
        text += (text.empty() ? "" : " ") + key + ":" + goText(member);
    for (const Value& item : value.list())
        text += (text.empty() ? "" : " ") + goText(item);
    return (value.isMap() ? "map[" : "[") + text + "]";
}

}

std::string notInto(const Value& value, std::string_view type)
{
    const std::string_view what = value.isString() ? "string"
        : value.isList()                           ? "array"
        : value.isMap()                            ? "object"
        : value.toInt()                            ? "number"
                                                   : "bool";
    return "json: cannot unmarshal " + std::string(what) + " into Go value of type " + std::string(type);
}

std::optional<StatusError> patchRefusal(const ResourceType& type, const Value& changed, const SentPatch& sent)
{
    const std::string_view name = changed.at({ "metadata", "name" }).text();
    if (name != sent.name)
        return badRequest("the name of the object (" + std::string(name) + ") does not match the name on the URL ("
            + sent.name + ")");
    const std::string error = type.origin == Origin::BuiltIn ? decodeError(type.schema, changed) : std::string();
    if (error.empty())
        return std::nullopt;
    // A strategic patch is converted field by field, the others are decoded as a whole.
    if (sent.type == PatchType::Strategic)
        return invalid("", "", "",
            { invalidCause(
                "patch", Value(goText(sent.body)), "unrecognized type: " + error.substr(error.rfind(' ') + 1)) });
    return invalid("", "", "", { invalidCause("patch", Value(manifest::writeJson(changed)), error) });
}

}
