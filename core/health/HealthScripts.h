#pragma once

#include "core/health/LuaHealth.h"

#include <map>
#include <optional>
#include <string>

namespace holdfast::health {

/// The health scripts of one Argo CD installation. A regular value; immutable once made.
class HealthScripts final {
public:
    HealthScripts() = default;
    /// From the overrides of argocd-cm: `GROUP/KIND`, a core kind alone, with `*` for any text, to
    /// `{health.lua, health.lua.useOpenLibs}`.
    explicit HealthScripts(const manifest::Value& overrides);

    [[nodiscard]] bool isEmpty() const { return m_scripts.empty(); }
    /// The script of the object's kind, the exact key before one with `*`; null where there is none.
    [[nodiscard]] const LuaScript* find(const manifest::Value& object) const;

private:
    std::map<std::string, LuaScript, std::less<>> m_scripts;
};

/// argoHealth() where a script of the installation comes before the bundled rules. Runs the script: blocks for up to a
/// second.
[[nodiscard]] std::optional<Assessment> argoHealth(const manifest::Value& object, const HealthScripts& scripts);

/// A guess from the conditions of a custom resource that no rule is for; the message says that it is one. Nothing where
/// it has no conditions that tell.
[[nodiscard]] std::optional<Assessment> guessedHealth(const manifest::Value& object);

}
