#include "core/kube/ExecProcess.h"

#include <QDeadlineTimer>
#include <QProcess>

#include <csignal>

namespace holdfast::kube {

namespace {

/// How often a running program's limits and its cancel token are looked at.
constexpr int pollMilliseconds = 50;

void killGroup(QProcess& process)
{
    // The child leads a session of its own, so that its process id names the group of all that it started.
    if (const auto id = static_cast<pid_t>(process.processId()); id > 0)
        ::kill(-id, SIGKILL);
    process.kill();
    process.waitForFinished(1000);
}

std::optional<Error> overLimit(const ExecOutcome& outcome, const ExecLimits& limits, const QDeadlineTimer& deadline)
{
    if (outcome.output.size() > limits.outputBytes || outcome.errors.size() > limits.outputBytes) {
        return Error { .code = ErrorCode::LimitExceeded,
            .detail = QStringLiteral("it wrote more than %1 KiB and was stopped").arg(limits.outputBytes / 1024) };
    }
    if (deadline.hasExpired()) {
        return Error { .code = ErrorCode::LimitExceeded,
            .detail = QStringLiteral("it did not finish within %1 s and was stopped")
                .arg(static_cast<double>(limits.time.count()) / 1000) };
    }
    return std::nullopt;
}

void prepare(QProcess& process, const ExecCall& call)
{
    process.setProgram(call.program);
    process.setArguments(call.arguments);
    process.setProcessEnvironment(call.environment);
    process.setStandardInputFile(QProcess::nullDevice());
    using Flag = QProcess::UnixProcessFlag;
    process.setUnixProcessParameters(Flag::CreateNewSession | Flag::CloseFileDescriptors | Flag::ResetSignalHandlers);
}

void drain(QProcess& process, ExecOutcome& outcome)
{
    outcome.output += process.readAllStandardOutput();
    outcome.errors += process.readAllStandardError();
}

}

Result<ExecOutcome> runExec(const ExecCall& call, const ExecLimits& limits, const CancelToken& cancel)
{
    QProcess process;
    prepare(process, call);
    const QDeadlineTimer deadline(limits.time);
    process.start(QIODevice::ReadOnly);
    if (!process.waitForStarted(static_cast<int>(limits.time.count())))
        return fail(ErrorCode::Io, {}, QStringLiteral("it could not be started: ") + process.errorString());
    ExecOutcome outcome;
    bool running = true;
    while (running) {
        running = !process.waitForFinished(pollMilliseconds) && process.state() != QProcess::NotRunning;
        drain(process, outcome);
        std::optional<Error> stopped = overLimit(outcome, limits, deadline);
        if (running && cancel.isCancelled())
            stopped = Error { .code = ErrorCode::Cancelled, .detail = QStringLiteral("cancelled") };
        if (stopped && (running || stopped->code == ErrorCode::LimitExceeded)) {
            killGroup(process);
            return std::unexpected(*std::move(stopped));
        }
    }
    outcome.exitCode = process.exitCode();
    outcome.crashed = process.exitStatus() == QProcess::CrashExit;
    return outcome;
}

}
