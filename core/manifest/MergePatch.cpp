#include "core/manifest/MergePatch.h"

namespace holdfast::manifest {

Value applyMergePatch(const Value& target, const Value& patch)
{
    if (!patch.isMap())
        return patch;
    Value result = target.isMap() ? target : Value::emptyMap();
    for (const auto& [name, value] : patch.map())
        result = value.isNull() ? result.without(name) : result.with(name, applyMergePatch(result[name], value));
    return result;
}

}
