#pragma once

#include "core/base/Result.h"

#include <QString>

namespace holdfast::foundation {

/// An Error for people: what happened and where, then what to do about it. Plain text, fit to show.
struct ErrorText {
    QString sentence;
    QString advice; ///< may be empty
};

[[nodiscard]] ErrorText describe(const Error& error);
/// Both in one line.
[[nodiscard]] QString describeInOneLine(const Error& error);

}
