#include "core/manifest/SecretMask.h"

#include <algorithm>

namespace holdfast::manifest {

namespace {

constexpr std::string_view mask = "***";
constexpr std::string_view maskBefore = "*** (before)";
constexpr std::string_view maskAfter = "*** (after)";
constexpr std::string_view lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

/// The map with every value hidden; one that `other` has with another value gets `changed`.
Value masked(const Value& values, const Value& other, std::string_view changed)
{
    if (!values.isMap()) // no valid Secret, yet its text may be secret
        return values.isNull() ? values : Value(other.isNull() || other == values ? mask : changed);
    Value::Map out;
    for (const auto& [key, value] : values.map())
        out.emplace_back(key, Value(other.contains(key) && other[key] != value ? changed : mask));
    return Value(std::move(out));
}

Value maskedAnnotations(
    const Value& annotations, const Value& other, std::string_view changed, const std::vector<std::string>& keys)
{
    Value out = annotations;
    for (const std::string& key : keys)
        if (annotations.contains(key)) {
            const bool differs = other.contains(key) && other[key] != annotations[key];
            out = out.with(key, Value(differs ? changed : mask));
        }
    return out;
}

Value maskedSecret(const Value& object, const Value& other, std::string_view changed, const MaskOptions& options)
{
    if (!isSecret(object))
        return object;
    Value out = object;
    for (const std::string_view field : { std::string_view("data"), std::string_view("stringData") })
        if (object.contains(field))
            out = out.with(field, masked(object[field], other[field], changed));
    std::vector<std::string> keys = options.annotations;
    keys.emplace_back(lastApplied);
    const Value& metadata = object["metadata"];
    const Value& annotations = metadata["annotations"];
    if (annotations.isMap()) {
        const Value hidden = maskedAnnotations(annotations, other.at({ "metadata", "annotations" }), changed, keys);
        out = out.with("metadata", metadata.with("annotations", hidden));
    }
    return out;
}

}

bool isSecret(const Value& object)
{
    const std::string_view version = object["apiVersion"].text();
    return object["kind"].text() == "Secret" && version.find('/') == std::string_view::npos;
}

Value maskSecret(const Value& object, const MaskOptions& options)
{
    return maskedSecret(object, Value(), mask, options);
}

MaskedPair maskSecretPair(const Value& previous, const Value& object, const MaskOptions& options)
{
    return { .previous = maskedSecret(previous, object, maskBefore, options),
        .object = maskedSecret(object, previous, maskAfter, options) };
}

Value withTurnedMarks(const Value& masked)
{
    if (masked.isString())
        return masked.text() == maskBefore ? Value(maskAfter) : masked.text() == maskAfter ? Value(maskBefore) : masked;
    if (!masked.isMap())
        return masked;
    Value::Map out;
    for (const auto& [key, value] : masked.map())
        out.emplace_back(key, withTurnedMarks(value));
    return Value(std::move(out));
}

}
