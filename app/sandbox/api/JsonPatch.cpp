#include "app/sandbox/api/Patch.h"

#include <charconv>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace holdfast::sandbox {

namespace {

using Pointer = std::vector<std::string>;

StatusError rejected()
{
    StatusError error;
    error.code = 422;
    error.reason = "Invalid";
    error.message = "the server rejected our request due to an error in our request";
    return error;
}

std::string unescaped(std::string_view token)
{
    std::string text;
    for (std::size_t at = 0; at < token.size(); ++at) {
        if (token[at] == '~' && at + 1 < token.size() && (token[at + 1] == '0' || token[at + 1] == '1'))
            text += token[++at] == '0' ? '~' : '/';
        else
            text += token[at];
    }
    return text;
}

std::optional<Pointer> pointerOf(std::string_view text)
{
    Pointer pointer;
    if (text.empty())
        return pointer;
    if (text.front() != '/')
        return std::nullopt;
    std::size_t start = 1;
    for (;;) {
        const std::size_t end = text.find('/', start);
        pointer.push_back(unescaped(text.substr(start, end == std::string_view::npos ? end : end - start)));
        if (end == std::string_view::npos)
            return pointer;
        start = end + 1;
    }
}

std::optional<std::size_t> indexOf(const std::string& token, std::size_t size)
{
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
    if (error != std::errc() || end != token.data() + token.size() || index >= size)
        return std::nullopt;
    return index;
}

const Value* descend(const Value& node, const std::string& token)
{
    if (node.isMap())
        return node.contains(token) ? &node[token] : nullptr;
    const auto index = indexOf(token, node.list().size());
    return index ? &node.list()[*index] : nullptr;
}

const Value* find(const Value& root, const Pointer& pointer)
{
    const Value* node = &root;
    for (const std::string& token : pointer) {
        node = descend(*node, token);
        if (!node)
            return nullptr;
    }
    return node;
}

enum class Change { Add, Remove, Replace };

Answer<Value> changeMember(const Value& node, const std::string& token, Change change, const Value& value)
{
    if (node.isMap()) {
        if (change != Change::Add && !node.contains(token))
            return std::unexpected(rejected());
        return change == Change::Remove ? node.without(token) : node.with(token, value);
    }
    if (!node.isList())
        return std::unexpected(rejected());
    Value::List list = node.list();
    const std::size_t size = list.size();
    const auto index = token == "-" && change == Change::Add ? std::optional(size)
                                                             : indexOf(token, change == Change::Add ? size + 1 : size);
    if (!index)
        return std::unexpected(rejected());
    const auto place = list.begin() + static_cast<std::ptrdiff_t>(*index);
    if (change == Change::Add)
        list.insert(place, value);
    else if (change == Change::Remove)
        list.erase(place);
    else
        *place = value;
    return Value(std::move(list));
}

struct Edit {
    Change change = Change::Add;
    Value value;
};

Answer<Value> changeAt(const Value& node, const Pointer& pointer, std::size_t depth, const Edit& edit)
{
    if (pointer.empty())
        return edit.change == Change::Remove ? Value() : edit.value;
    const std::string& token = pointer[depth];
    if (depth + 1 == pointer.size())
        return changeMember(node, token, edit.change, edit.value);
    const Value* below = descend(node, token);
    if (!below)
        return std::unexpected(rejected());
    Answer<Value> changed = changeAt(*below, pointer, depth + 1, edit);
    if (!changed)
        return changed;
    return changeMember(node, token, Change::Replace, *changed);
}

Answer<Value> moved(const Value& object, const Pointer& from, const Pointer& to, Change source)
{
    const Value* found = find(object, from);
    if (!found)
        return std::unexpected(rejected());
    const Value value = *found;
    Answer<Value> rest = object;
    if (source == Change::Remove)
        rest = changeAt(object, from, 0, { .change = Change::Remove, .value = {} });
    return rest ? changeAt(*rest, to, 0, { .change = Change::Add, .value = value }) : rest;
}

Answer<Value> step(const Value& object, const Value& operation)
{
    const std::string_view name = operation["op"].text();
    const auto path = pointerOf(operation["path"].text());
    if (!path || !operation["path"].isString())
        return std::unexpected(rejected());
    const Value& value = operation["value"];
    if (name == "add" && operation.contains("value"))
        return changeAt(object, *path, 0, { .change = Change::Add, .value = value });
    if (name == "remove")
        return changeAt(object, *path, 0, { .change = Change::Remove, .value = {} });
    if (name == "replace" && operation.contains("value"))
        return changeAt(object, *path, 0, { .change = Change::Replace, .value = value });
    if (name == "test") {
        const Value* found = find(object, *path);
        return (found ? *found : Value()) == value ? Answer<Value>(object) : std::unexpected(rejected());
    }
    const auto from = pointerOf(operation["from"].text());
    if ((name == "move" || name == "copy") && from && operation["from"].isString())
        return moved(object, *from, *path, name == "move" ? Change::Remove : Change::Add);
    return std::unexpected(rejected());
}

}

Answer<Value> applyJsonPatch(const Value& object, const Value& patch)
{
    if (!patch.isList())
        return std::unexpected(badRequest("error decoding patch: " + notInto(patch, "[]handlers.jsonPatchOp")));
    Answer<Value> result = object;
    for (const Value& operation : patch.list()) {
        result = step(*result, operation);
        if (!result)
            return result;
    }
    return result;
}

}
