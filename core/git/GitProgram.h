#pragma once

#include "core/base/Cancel.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <utility>
#include <vector>

namespace holdfast::git {

/// One call of the `git` program on a repository.
struct GitCall {
    QString repository; ///< its git directory; empty: none
    QStringList arguments; ///< after `git`
    QByteArray input;
    std::vector<std::pair<QString, QString>> environment; ///< beside the user's own; a null value takes one away
    std::chrono::milliseconds silence { 0 }; ///< ends the program when it says nothing for so long; 0: never
};

/// What a program that ended by itself left behind.
struct GitOutcome {
    int exitCode = 0;
    QByteArray output;
    QByteArray errors;

    [[nodiscard]] bool succeeded() const { return exitCode == 0; }
};

/// Runs git to its end on the calling thread, which must not be the GUI's: no terminal, no prompt, English words, the
/// user's configuration. When cancelled or silent for too long it is killed with every process it started. An exit code
/// other than 0 is an outcome; where git's words then tell of a damaged mirror of ours, it is marked so and they say
/// it. Errors: Cancelled, LimitExceeded, NotFound (no git), Io.
[[nodiscard]] Result<GitOutcome> runGit(const GitCall& call, const CancelToken& cancel);

/// The same where anything but exit code 0 is a failure: its output without the last line end. The failure holds git's
/// own words, ErrorCode::Invalid.
[[nodiscard]] Result<QByteArray> gitOutput(const GitCall& call, const CancelToken& cancel);

/// A mirror of ours in which git came upon an object that is broken on disk; the next refresh makes it anew.
inline constexpr QLatin1String damagedMark { "holdfast-damaged" };
/// Stands in a mirror of ours that was fetched whole at least once.
inline constexpr QLatin1String fetchedMark { "holdfast-fetched" };

/// git's words without `fatal: ` and `error: `, one line.
[[nodiscard]] QString gitWords(const QByteArray& errors);

}
