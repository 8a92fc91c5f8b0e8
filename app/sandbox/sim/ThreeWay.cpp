#include "app/sandbox/sim/ThreeWay.h"

#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace holdfast::sandbox::sim {

namespace {

// The patchMergeKey of the lists that occur in workloads and services, by the list's field name. `ports` has one key in
// containers and another in Services.
std::string_view mergeKey(std::string_view field, const Value& sample)
{
    static const std::map<std::string_view, std::string_view> keys { { "containers", "name" },
        { "initContainers", "name" }, { "ephemeralContainers", "name" }, { "env", "name" }, { "volumes", "name" },
        { "volumeMounts", "mountPath" }, { "volumeDevices", "devicePath" }, { "imagePullSecrets", "name" },
        { "hostAliases", "ip" }, { "secrets", "name" }, { "topologySpreadConstraints", "topologyKey" } };
    if (field == "ports")
        return sample.contains("containerPort") ? "containerPort" : "port";
    const auto found = keys.find(field);
    return found == keys.end() || !sample.isMap() ? std::string_view() : found->second;
}

Value patchList(const Value& original, const Value& desired, std::string_view key);

Value patchMap(const Value& original, const Value& desired, ListMerge lists)
{
    Value::Map patch;
    for (const auto& [name, value] : desired.map()) {
        const auto& before = original[name];
        const auto key = value.isList() ? mergeKey(name, value[0].isNull() ? before[0] : value[0]) : std::string_view();
        if (value.isMap())
            patch.emplace_back(name, patchMap(before, value, lists));
        else if (lists == ListMerge::ByKey && !key.empty())
            patch.emplace_back(name, patchList(before, value, key));
        else
            patch.emplace_back(name, value);
    }
    for (const auto& [name, value] : original.map()) {
        if (!desired.contains(name))
            patch.emplace_back(name, Value());
    }
    return Value(std::move(patch));
}

const Value& itemOf(const Value& list, std::string_view key, const Value& wanted)
{
    static const Value none;
    for (const auto& item : list.list()) {
        if (item[key] == wanted)
            return item;
    }
    return none;
}

Value patchList(const Value& original, const Value& desired, std::string_view key)
{
    Value::List patch;
    for (const auto& item : desired.list())
        patch.push_back(patchMap(itemOf(original, key, item[key]), item, ListMerge::ByKey));
    for (const auto& item : original.list()) {
        if (itemOf(desired, key, item[key]).isNull())
            patch.push_back(tree({ { "$patch", "delete" }, { key, item[key] } }));
    }
    return Value(std::move(patch));
}

Value withoutSteps(const Value& root, const std::vector<std::string>& steps, std::size_t at)
{
    if (at == steps.size())
        return {};
    const bool last = at + 1 == steps.size();
    if (root.isMap()) {
        if (!root.contains(steps[at]))
            return root;
        return last ? root.without(steps[at]) : root.with(steps[at], withoutSteps(root[steps[at]], steps, at + 1));
    }
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(steps[at].data(), steps[at].data() + steps[at].size(), index);
    if (!root.isList() || error != std::errc() || index >= root.list().size())
        return root;
    auto list = root.list();
    if (last)
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
    else
        list[index] = withoutSteps(list[index], steps, at + 1);
    return Value(std::move(list));
}

void replaceAll(std::string& text, std::string_view from, std::string_view to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

}

Value threeWayPatch(const Value& original, const Value& desired, ListMerge lists)
{
    return patchMap(original, desired, lists);
}

std::string lastApplied(const Value& desired)
{
    return manifest::writeJson(drop(desired, { "metadata", "annotations", lastAppliedKey })) + "\n";
}

Value readLastApplied(const Value& live)
{
    const auto text = annotation(live, lastAppliedKey);
    return text.empty() ? Value() : manifest::readJson(text).value_or(Value());
}

Value withEncodedSecret(const Value& object)
{
    if (object["kind"].text() != "Secret" || object["stringData"].isNull())
        return object;
    auto data = object["data"];
    for (const auto& [name, value] : object["stringData"].map()) {
        const auto bytes = QByteArray::fromStdString(text(value)).toBase64();
        data = data.with(name, Value(bytes.toStdString()));
    }
    return object.without("stringData").with("data", data);
}

Value withoutPointer(const Value& root, std::string_view pointer)
{
    std::vector<std::string> steps;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const auto end = std::min(pointer.find('/'), pointer.size());
        std::string step(pointer.substr(0, end));
        replaceAll(step, "~1", "/");
        replaceAll(step, "~0", "~");
        steps.push_back(step);
        pointer.remove_prefix(end);
    }
    return steps.empty() ? root : withoutSteps(root, steps, 0);
}

}
