#pragma once

#include "core/base/Cancel.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <chrono>

namespace holdfast::kube {

/// A program to run without a terminal, its standard input empty.
struct ExecCall {
    QString program; ///< absolute
    QStringList arguments;
    QProcessEnvironment environment;
};

struct ExecLimits {
    std::chrono::milliseconds time { 60'000 };
    qint64 outputBytes = 1LL << 20; ///< of either stream
};

/// What a program that ended by itself left behind.
struct ExecOutcome {
    int exitCode = 0;
    bool crashed = false;
    QByteArray output;
    QByteArray errors;
};

/// Runs a program to its end on the calling thread, which must not be the GUI's. At the time limit, beyond the output
/// limit or when cancelled, the program is killed with every process it started. Errors: LimitExceeded, Cancelled, Io.
[[nodiscard]] Result<ExecOutcome> runExec(const ExecCall& call, const ExecLimits& limits, const CancelToken& cancel);

}
