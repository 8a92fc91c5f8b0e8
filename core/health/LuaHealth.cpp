#include "core/health/LuaHealth.h"

#include "core/base/Bounded.h"
#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"
#include "core/manifest/Resource.h"

#include <lua.hpp>

#include <cstdlib>

namespace holdfast::health {

using manifest::Value;

namespace {

constexpr std::chrono::seconds atMost { 1 };
constexpr std::size_t mostMemory = 64U << 20U;
constexpr int deepest = 200;

struct Memory {
    std::size_t used = 0;
};

void* allocate(void* user, void* block, std::size_t before, std::size_t wanted)
{
    auto* memory = static_cast<Memory*>(user);
    if (wanted == 0) {
        memory->used -= before;
        std::free(block);
        return nullptr;
    }
    if (memory->used - before + wanted > mostMemory)
        return nullptr;
    void* made = std::realloc(block, wanted);
    if (made != nullptr)
        memory->used += wanted - before;
    return made;
}

void push(lua_State* lua, const Value& value, int depth)
{
    luaL_checkstack(lua, 4, "the object is nested too deep");
    if (depth > deepest) {
        lua_pushnil(lua);
        return;
    }
    switch (value.kind()) {
    case Value::Kind::Null:
        return lua_pushnil(lua);
    case Value::Kind::Bool:
        return lua_pushboolean(lua, value.boolOr(false) ? 1 : 0);
    case Value::Kind::Int:
    case Value::Kind::Uint:
    case Value::Kind::Double:
        return lua_pushnumber(lua, value.toDouble().value_or(0));
    case Value::Kind::String:
        lua_pushlstring(lua, value.text().data(), value.text().size());
        return;
    case Value::Kind::List:
        lua_createtable(lua, static_cast<int>(value.list().size()), 0);
        for (std::size_t index = 0; index < value.list().size(); ++index) {
            push(lua, value[index], depth + 1);
            lua_rawseti(lua, -2, static_cast<int>(index) + 1);
        }
        return;
    case Value::Kind::Map:
        lua_createtable(lua, 0, static_cast<int>(value.map().size()));
        for (const Value::Member& member : value.map()) {
            lua_pushlstring(lua, member.first.data(), member.first.size());
            push(lua, member.second, depth + 1);
            lua_rawset(lua, -3);
        }
        return;
    }
}

/// `require` finds what is open and nothing else.
int require(lua_State* lua)
{
    const char* name = luaL_checkstring(lua, 1);
    lua_getglobal(lua, name);
    return lua_istable(lua, -1) ? 1 : luaL_error(lua, "module '%s' is not available here", name);
}

int noFiles(lua_State* lua)
{
    return luaL_error(lua, "io is not available in Holdfast");
}

void forget(lua_State* lua, const char* name)
{
    lua_pushnil(lua);
    lua_setglobal(lua, name);
}

void open(lua_State* lua, lua_CFunction library, const char* name)
{
    lua_pushcfunction(lua, library);
    lua_pushstring(lua, name);
    lua_call(lua, 1, 0);
}

/// os with nothing but the clock.
void openClock(lua_State* lua)
{
    open(lua, luaopen_os, "os");
    lua_getglobal(lua, "os");
    lua_newtable(lua);
    for (const char* name : { "time", "date" }) {
        lua_getfield(lua, -2, name);
        lua_setfield(lua, -2, name);
    }
    lua_setglobal(lua, "os");
    lua_pop(lua, 1);
}

void openLibraries(lua_State* lua, LuaLibraries libraries)
{
    open(lua, luaopen_base, "");
    open(lua, luaopen_table, "table");
    openClock(lua);
    if (libraries == LuaLibraries::Open) {
        open(lua, luaopen_string, "string");
        open(lua, luaopen_math, "math");
        lua_newtable(lua);
        lua_newtable(lua);
        lua_pushcfunction(lua, noFiles);
        lua_setfield(lua, -2, "__index");
        lua_setmetatable(lua, -2);
        lua_setglobal(lua, "io");
    } else {
        forget(lua, "coroutine");
    }
    for (const char* name : { "dofile", "loadfile", "load", "loadstring", "newproxy", "print" })
        forget(lua, name);
    lua_pushcfunction(lua, require);
    lua_setglobal(lua, "require");
}

struct Run {
    const Value& object;
    const LuaScript& script;
};

/// Everything that may fail, so that each failure is an error of Lua's.
int run(lua_State* lua)
{
    const auto* what = static_cast<const Run*>(lua_touserdata(lua, 1));
    openLibraries(lua, what->script.libraries);
    push(lua, what->object, 0);
    lua_setglobal(lua, "obj");
    if (what->script.text.starts_with('\x1b'))
        return luaL_error(lua, "the script is no text");
    if (luaL_loadbuffer(lua, what->script.text.data(), what->script.text.size(), "=health.lua") != 0)
        return lua_error(lua);
    lua_call(lua, 0, 1);
    return 1;
}

std::string field(lua_State* lua, const char* name)
{
    lua_getfield(lua, -1, name);
    const char* text
        = lua_type(lua, -1) == LUA_TSTRING || lua_type(lua, -1) == LUA_TNUMBER ? lua_tostring(lua, -1) : nullptr;
    std::string result = text == nullptr ? std::string() : std::string(text);
    lua_pop(lua, 1);
    return result;
}

std::string json(std::string_view name, std::string value)
{
    return manifest::writeJson(Value(Value::Map { { std::string(name), Value(std::move(value)) } }));
}

/// Runs in a process of its own. `{"error"}`, `{"status","message"}`, or `{}` for no answer.
std::string answered(const Value& object, const LuaScript& script)
{
    Memory memory;
    lua_State* lua = lua_newstate(allocate, &memory);
    if (lua == nullptr)
        return json("error", "no Lua state could be made");
    Run what { .object = object, .script = script };
    lua_pushcfunction(lua, run);
    lua_pushlightuserdata(lua, &what);
    if (lua_pcall(lua, 1, 1, 0) != 0) {
        const char* words = lua_tostring(lua, -1);
        return json("error", words == nullptr ? "an error without a text" : words);
    }
    if (!lua_istable(lua, -1))
        return "{}";
    lua_pushnil(lua);
    if (lua_next(lua, -2) == 0)
        return "{}";
    lua_pop(lua, 2);
    const Value status(field(lua, "status"));
    return manifest::writeJson(Value(Value::Map { { "status", status }, { "message", Value(field(lua, "message")) } }));
}

std::optional<Status> statusOf(std::string_view name)
{
    for (const Status status : { Status::Healthy, Status::Suspended, Status::Progressing, Status::Missing,
             Status::Degraded, Status::Unknown }) {
        if (word(status).toStdString() == name)
            return status;
    }
    return std::nullopt;
}

Assessment unknown(const QString& message)
{
    return { .status = Status::Unknown, .message = message };
}

}

std::optional<Assessment> luaHealth(const Value& object, const LuaScript& script)
{
    const auto text = bounded([&] { return answered(object, script); }, atMost);
    if (!text && text.error() == BoundedFailure::TooLong)
        return unknown(QStringLiteral("the health script of argocd-cm took longer than a second"));
    const Result<Value> answer = manifest::readJson(text.value_or(std::string()));
    if (!text || !answer)
        return unknown(QStringLiteral("the health script of argocd-cm could not be run"));
    if (const Value& error = (*answer)["error"]; !error.isNull())
        return unknown(QStringLiteral("the health script of argocd-cm failed: ") + manifest::toQString(error.text()));
    if (answer->isEmpty())
        return std::nullopt;
    const std::optional<Status> status = statusOf((*answer)["status"].text());
    if (!status)
        return unknown(QStringLiteral("Lua returned an invalid health status"));
    return Assessment { .status = *status, .message = manifest::toQString((*answer)["message"].text()) };
}

}
