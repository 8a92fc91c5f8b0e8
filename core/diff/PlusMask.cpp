#include "core/diff/PlusMask.h"

#include "core/diff/SecretData.h"
#include "core/manifest/FieldPath.h"
#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace holdfast::diff {

using manifest::FieldPath;
using manifest::PathStep;
using manifest::Value;

namespace {

constexpr std::string_view lastAppliedKey = "kubectl.kubernetes.io/last-applied-configuration";
constexpr std::size_t shortestRun = 8;
constexpr std::size_t runStep = 4;

/// In the order that decides who gets the shorter run.
enum Part : std::size_t { Desired, Live, DesiredApplied, LiveApplied, PartCount };
using Parts = std::array<std::optional<Value>, PartCount>;

FieldPath fieldsOf(std::initializer_list<std::string_view> keys)
{
    FieldPath path;
    for (const std::string_view key : keys)
        path = path.child(key);
    return path;
}

void maskKey(Parts& parts, const FieldPath& fields, const std::string& key)
{
    std::map<std::string, std::string> runs;
    for (std::optional<Value>& part : parts) {
        const Value* values = part ? fields.find(*part) : nullptr;
        if (values == nullptr || !values->contains(key))
            continue;
        const std::string text = manifest::writeJson((*values)[key]);
        const auto [run, isNew] = runs.try_emplace(text, std::string(shortestRun + runStep * runs.size(), '+'));
        part = fields.set(*part, values->with(key, Value(run->second))).value_or(Value());
    }
}

/// With what should be a map of values but is none hidden whole: it may be secret all the same.
Value withoutStrayText(const Value& secret)
{
    Value out = secret;
    for (const std::string_view field : { std::string_view("data"), std::string_view("stringData") })
        if (!out[field].isNull() && !out[field].isMap())
            out = out.with(field, Value(std::string(shortestRun, '+')));
    return out;
}

std::optional<Value> lastApplied(const std::optional<Value>& object)
{
    if (!object)
        return std::nullopt;
    const Value& text = object->at({ "metadata", "annotations", lastAppliedKey });
    if (!text.isString())
        return std::nullopt;
    const Result<Value> read = manifest::readJson(text.text());
    return read && read->isMap() ? std::optional(withoutStrayText(withMergedStringData(*read))) : std::nullopt;
}

/// Puts the masked last-applied text back; one that cannot be read is hidden whole.
void writeBack(std::optional<Value>& object, const std::optional<Value>& applied, bool hidden)
{
    const FieldPath path = fieldsOf({ "metadata", "annotations", lastAppliedKey });
    if (!object || path.find(*object) == nullptr)
        return;
    const std::string text = applied && !hidden ? manifest::writeJson(*applied) : std::string(shortestRun, '+');
    object = path.set(*object, Value(text)).value_or(Value());
}

}

SecretPair plusMasked(const SecretPair& pair, const manifest::MaskOptions& options)
{
    const auto isSecret
        = [](const std::optional<Value>& object) { return object && !object->isNull() && manifest::isSecret(*object); };
    if (!isSecret(pair.desired) && !isSecret(pair.live))
        return pair;
    Parts parts;
    parts[Desired] = pair.desired;
    parts[Live] = pair.live;
    for (const Part part : { Desired, Live })
        if (parts[part])
            parts[part] = withoutStrayText(withMergedStringData(*parts[part]));
    parts[DesiredApplied] = lastApplied(pair.desired);
    parts[LiveApplied] = lastApplied(pair.live);
    std::set<std::string> keys;
    for (const std::optional<Value>& part : parts)
        if (part)
            for (const auto& [key, value] : (*part)["data"].map())
                keys.insert(key);
    for (const std::string& key : keys)
        maskKey(parts, fieldsOf({ "data" }), key);
    const bool hidden = std::ranges::contains(options.annotations, lastAppliedKey);
    for (const std::string& key : options.annotations)
        if (key != lastAppliedKey)
            maskKey(parts, fieldsOf({ "metadata", "annotations" }), key);
    writeBack(parts[Desired], parts[DesiredApplied], hidden);
    writeBack(parts[Live], parts[LiveApplied], hidden);
    return { .desired = parts[Desired], .live = parts[Live] };
}

}
