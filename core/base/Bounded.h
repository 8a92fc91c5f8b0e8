#pragma once

#include <chrono>
#include <expected>
#include <functional>
#include <string>

namespace holdfast {

enum class BoundedFailure {
    TooLong, ///< ended by the clock
    Broken ///< no process could be made, or it died
};

/// Runs a computation on other people's code in a copy of this process and answers with its text. It is ended after
/// `most` of processor or wall time, whatever it does, and can neither crash nor change this process. Blocks. The
/// function must not touch locks that other threads may hold, files, or Qt objects.
[[nodiscard]] std::expected<std::string, BoundedFailure> bounded(
    const std::function<std::string()>& compute, std::chrono::seconds most);

}
