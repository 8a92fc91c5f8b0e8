#pragma once

#include "core/git/Push.h"

#include <QByteArray>

namespace holdfast::git {

/// The server's own lines of a push or fetch (`remote: ...`), one below the other.
[[nodiscard]] QString serverWords(const QByteArray& errors);

/// What the server answered for our reference (`pre-receive hook declined`), from `git push --porcelain`; empty where
/// it accepted or never came to it.
[[nodiscard]] QString refusal(const QByteArray& porcelain);

/// Denied or Unreachable: which of the two a failed connection was.
[[nodiscard]] PushReason connectionReason(const QByteArray& errors);

}
