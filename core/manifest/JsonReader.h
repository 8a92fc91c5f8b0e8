#pragma once

#include "core/base/Result.h"
#include "core/manifest/Value.h"

#include <QString>

#include <string_view>

namespace holdfast::manifest {

/// Limits of a read; beyond them the answer is ErrorCode::LimitExceeded.
struct ReadLimits {
    std::size_t bytes = 256U << 20U;
    int depth = 1000;
};

/// One JSON text, strictly RFC 8259, UTF-8. Integers stay exact (beyond uint64: the nearest double); of duplicate keys
/// the last wins; half a surrogate pair reads as U+FFFD, as in Go. Else ErrorCode::InvalidInput.
[[nodiscard]] Result<Value> readJson(std::string_view text, const ReadLimits& limits = {});
/// The same; errors are at FilePlace { name, line, column }, the column in bytes.
[[nodiscard]] Result<Value> readJson(std::string_view text, const QString& name, const ReadLimits& limits = {});

}
