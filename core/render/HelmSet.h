#pragma once

#include "core/base/Result.h"
#include "core/manifest/Value.h"

namespace holdfast::render {

/// How the text of a value is read.
enum class SetType {
    Typed, ///< true, false, null and whole numbers are what they say, `{a,b}` is a list, a comma begins another value
    Text, ///< the same, but every value stays text
    Literal ///< the text as it is
};

/// Values with one that a path names, as `helm --set PATH=VALUE`, `--set-string` and `--set-literal` set it (helm's
/// strvals): `a.b[0].c\.d`. InvalidInput where the path or the value cannot be read.
[[nodiscard]] Result<manifest::Value> withSetValue(
    const manifest::Value& values, std::string_view path, std::string_view text, SetType type);

/// Maps merged into each other, where what stands in `top` wins; a null there stays, so that helm takes the chart's
/// default away.
[[nodiscard]] manifest::Value mergedValues(const manifest::Value& base, const manifest::Value& top);

}
