#include "core/health/HealthScripts.h"

#include "core/manifest/Resource.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace holdfast::health {

using manifest::Value;

namespace {

/// Whether the text fits a pattern in which `*` is any text.
bool fits(std::string_view pattern, std::string_view text)
{
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos)
        return pattern == text;
    if (!text.starts_with(pattern.substr(0, star)))
        return false;
    for (std::size_t from = star; from <= text.size(); ++from) {
        if (fits(pattern.substr(star + 1), text.substr(from)))
            return true;
    }
    return false;
}

/// `apps/Deployment`; a core kind alone.
std::string overrideKey(const Value& object)
{
    const manifest::GroupVersionKind type = manifest::groupVersionKind(object);
    return (type.group.isEmpty() ? type.kind : type.group + u'/' + type.kind).toStdString();
}

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::ranges::contains(names, name);
}

/// What a condition says by itself; nothing where its name tells nothing.
std::optional<Status> told(const Value& condition)
{
    const std::string_view type = condition["type"].text();
    const std::string_view status = condition["status"].text();
    if (isOneOf(type, { "Degraded", "Failed", "Failure", "Stalled", "Error", "ReconcileError" }))
        return status == "True" ? std::optional(Status::Degraded) : std::nullopt;
    if (isOneOf(type, { "Progressing", "Reconciling" }))
        return status == "True" ? std::optional(Status::Progressing) : std::nullopt;
    if (!isOneOf(type,
            { "Ready", "Available", "Healthy", "Synced", "Succeeded", "Complete", "Established", "Accepted",
                "Programmed" }))
        return std::nullopt;
    if (status == "True")
        return Status::Healthy;
    return status == "False" ? Status::Degraded : Status::Progressing;
}

/// What is under way may be failing only for now.
Status together(Status one, Status other)
{
    if (one == Status::Progressing || other == Status::Progressing)
        return Status::Progressing;
    return one == Status::Degraded ? one : other;
}

}

HealthScripts::HealthScripts(const Value& overrides)
{
    for (const auto& [kind, entry] : overrides.map()) {
        const std::string_view text = entry["health.lua"].text();
        if (text.empty())
            continue;
        const Value& open = entry["health.lua.useOpenLibs"];
        m_scripts.emplace(kind,
            LuaScript { .text = std::string(text),
                .libraries = open.boolOr(open.text() == "true") ? LuaLibraries::Open : LuaLibraries::Base });
    }
}

const LuaScript* HealthScripts::find(const Value& object) const
{
    const std::string key = overrideKey(object);
    if (const auto exact = m_scripts.find(key); exact != m_scripts.end())
        return &exact->second;
    const auto wide = std::ranges::find_if(m_scripts, [&key](const auto& entry) { return fits(entry.first, key); });
    return wide == m_scripts.end() ? nullptr : &wide->second;
}

std::optional<Assessment> argoHealth(const Value& object, const HealthScripts& scripts)
{
    const LuaScript* script = object.isNull() || isPendingDeletion(object) ? nullptr : scripts.find(object);
    if (script) {
        if (auto found = luaHealth(object, *script))
            return found;
    }
    return argoHealth(object);
}

std::optional<Assessment> guessedHealth(const Value& object)
{
    std::optional<Assessment> guess;
    for (const Value& condition : object.at({ "status", "conditions" }).list()) {
        const std::optional<Status> status = told(condition);
        if (!status)
            continue;
        const Status both = guess ? together(guess->status, *status) : *status;
        if (guess && guess->status == both)
            continue;
        const Value& words = condition["message"].isEmpty() ? condition["reason"] : condition["message"];
        guess = Assessment { .status = both,
            .message = QStringLiteral("guessed from its conditions, as there is no rule for this kind: %1 is %2. %3")
                .arg(manifest::toQString(condition["type"].text()), manifest::toQString(condition["status"].text()),
                    manifest::toQString(words.text()))
                .trimmed() };
    }
    const Value& seen = object.at({ "status", "observedGeneration" });
    if (guess && !seen.isNull() && seen.intOr(0) < object.at({ "metadata", "generation" }).intOr(0))
        guess->status = Status::Progressing;
    return guess;
}

}
