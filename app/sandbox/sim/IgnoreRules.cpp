#include "app/sandbox/sim/IgnoreRules.h"

#include "app/sandbox/sim/ArgoObjects.h"
#include "app/sandbox/sim/ThreeWay.h"

#include "core/manifest/JsonReader.h"

#include <QRegularExpression>

#include <algorithm>

namespace holdfast::sandbox::sim {

using namespace Qt::StringLiterals;

namespace {

bool globMatches(const Value& pattern, const std::string& word)
{
    const auto glob = QString::fromStdString(text(pattern));
    const auto expression
        = QRegularExpression::wildcardToRegularExpression(glob, QRegularExpression::NonPathWildcardConversion);
    return QRegularExpression(expression).match(QString::fromStdString(word)).hasMatch();
}

bool applies(const Value& rule, const Value& object)
{
    const auto named
        = [&](const char* key, const std::string& word) { return rule[key].isEmpty() || rule[key].text() == word; };
    return globMatches(rule["group"], groupOf(object)) && globMatches(rule["kind"], text(object["kind"]))
        && named("name", nameOf(object)) && named("namespace", namespaceOf(object));
}

void append(std::vector<std::string>& all, const Value& list)
{
    for (const auto& one : list.list())
        all.push_back(text(one));
}

// One step of a jq path: `.name`, `."na.me"`, `["name"]`, `[2]` or `[]`.
std::string takeStep(std::string_view& rest)
{
    static const QRegularExpression step(
        uR"re(^(?:\.?\[\s*\]|\.?\["([^"]*)"\]|\.?\[(\d+)\]|\."([^"]*)"|\.([A-Za-z_][A-Za-z0-9_]*)))re"_s);
    const auto match = step.match(QString::fromUtf8(rest.data(), static_cast<qsizetype>(rest.size())));
    if (!match.hasMatch()) {
        rest = {};
        return {};
    }
    rest.remove_prefix(static_cast<std::size_t>(match.capturedLength()));
    for (int group = 1; group <= 4; ++group) {
        if (!match.captured(group).isEmpty())
            return match.captured(group).toStdString();
    }
    return "[]";
}

Value withoutExpression(const Value& root, std::string_view rest)
{
    const auto step = takeStep(rest);
    if (step.empty())
        return root;
    if (step == "[]") {
        auto list = root.list();
        for (auto& item : list)
            item = rest.empty() ? Value() : withoutExpression(item, rest);
        std::erase_if(list, [&](const Value&) { return rest.empty(); });
        return root.isList() ? Value(std::move(list)) : root;
    }
    if (rest.empty())
        return withoutPointer(root, "/" + step);
    return root.isMap() && root.contains(step) ? root.with(step, withoutExpression(root[step], rest)) : root;
}

// fieldsV1: `f:name` is a member, `k:{...}` a list item by its keys, `v:...` a set's item, `.` the thing itself.
Value withoutOwned(const Value& root, const Value& fields)
{
    if (fields.isEmpty())
        return {};
    Value result = root;
    for (const auto& [key, inner] : fields.map()) {
        if (key.starts_with("f:") && result.contains(key.substr(2))) {
            const auto left = withoutOwned(result[key.substr(2)], inner);
            result = left.isNull() ? result.without(key.substr(2)) : result.with(key.substr(2), left);
        } else if (key.starts_with("k:") && result.isList()) {
            const auto wanted = manifest::readJson(key.substr(2)).value_or(Value());
            auto list = result.list();
            for (auto& item : list) {
                if (std::ranges::all_of(
                        wanted.map(), [&](const Value::Member& one) { return item[one.first] == one.second; }))
                    item = withoutOwned(item, inner);
            }
            std::erase_if(list, [](const Value& item) { return item.isNull(); });
            result = Value(std::move(list));
        }
    }
    return result;
}

}

IgnoreRules ignoreRules(const Value& list, const Value& object)
{
    IgnoreRules rules;
    for (const auto& rule : list.list()) {
        if (!applies(rule, object))
            continue;
        append(rules.pointers, rule["jsonPointers"]);
        append(rules.expressions, rule["jqPathExpressions"]);
        append(rules.managers, rule["managedFieldsManagers"]);
    }
    return rules;
}

Value withEmptied(Value object, const Value& live, const IgnoreRules& rules)
{
    for (const auto& pointer : rules.pointers)
        object = withoutPointer(object, pointer);
    for (const auto& expression : rules.expressions)
        object = withoutExpression(object, expression);
    for (const auto& entry : live.at({ "metadata", "managedFields" }).list()) {
        if (std::ranges::find(rules.managers, entry["manager"].text()) != rules.managers.end())
            object = withoutOwned(object, entry["fieldsV1"]);
    }
    return object;
}

}
