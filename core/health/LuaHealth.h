#pragma once

#include "core/health/Health.h"

#include <string>

namespace holdfast::health {

enum class LuaLibraries {
    Base, ///< base, table, os.time and os.date
    Open ///< string, math and coroutine as well (`resource.customizations.useOpenLibs`)
};

/// A health script of argocd-cm.
struct LuaScript {
    std::string text;
    LuaLibraries libraries = LuaLibraries::Base;
};

/// What a script says of a live object, which it sees as `obj`; nothing where it returns nil or an empty table. It has
/// one second and 64 MiB, no files, no network and no programs. A script that fails, or answers with another word than
/// Argo CD's, makes the object Unknown, and the message says why. Blocks; safe on any thread.
[[nodiscard]] std::optional<Assessment> luaHealth(const manifest::Value& object, const LuaScript& script);

}
