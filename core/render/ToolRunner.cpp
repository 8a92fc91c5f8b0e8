#include "core/render/ToolRunner.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

namespace holdfast::render {

using namespace Qt::StringLiterals;

namespace {

/// How often a run looks at its token and its clock.
constexpr int pollMs = 50;
/// A tool's words are cut here in an error.
constexpr qsizetype mostWords = 4000;

QString home()
{
    return u"/nonexistent"_s;
}

QProcessEnvironment bareEnvironment()
{
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
    environment.insert(u"HOME"_s, home());
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    return environment;
}

QStringList sandboxArguments()
{
    QStringList all { u"--unshare-all"_s, u"--die-with-parent"_s, u"--new-session"_s };
    for (const QString& folder : { u"/usr"_s, u"/bin"_s, u"/sbin"_s, u"/lib"_s, u"/lib64"_s })
        all << u"--ro-bind-try"_s << folder << folder;
    // A sandbox inside another one may not mount a /proc of its own.
    all << u"--ro-bind"_s << u"/proc"_s << u"/proc"_s << u"--dev"_s << u"/dev"_s << u"--tmpfs"_s << u"/tmp"_s;
    return all;
}

void limit(int resource, quint64 most)
{
    const rlimit both { most, most };
    ::setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

void killAll(QProcess& process)
{
    if (const qint64 id = process.processId(); id > 0)
        ::kill(static_cast<pid_t>(-id), SIGKILL);
    process.waitForFinished(-1);
}

QString words(const QByteArray& errors)
{
    const QString said = QString::fromUtf8(errors).trimmed().left(mostWords);
    return said.isEmpty() ? u"it said nothing"_s : said;
}

/// Takes what the tool writes until it ends; the error that stopped it, if any.
std::optional<Error> watch(QProcess& process, const ToolLimits& limits, const CancelToken& cancel)
{
    QElapsedTimer clock;
    clock.start();
    while (process.state() != QProcess::NotRunning) {
        process.waitForFinished(pollMs);
        if (cancel.isCancelled())
            return Error { .code = ErrorCode::Cancelled, .detail = u"cancelled"_s };
        if (clock.durationElapsed() > limits.time)
            return Error { .code = ErrorCode::LimitExceeded,
                .detail = u"%1 was stopped: it ran longer than %2 ms"_s.arg(
                    process.objectName(), QString::number(limits.time.count())) };
        if (process.bytesAvailable() > limits.output)
            return Error { .code = ErrorCode::LimitExceeded,
                .detail = u"%1 was stopped: it wrote more than %2 bytes"_s.arg(
                    process.objectName(), QString::number(limits.output)) };
    }
    return std::nullopt;
}

}

ToolRunner::ToolRunner(ToolLimits limits)
    : m_limits(limits)
    , m_bubblewrap(QStandardPaths::findExecutable(u"bwrap"_s))
{
    if (m_bubblewrap.isEmpty())
        return;
    QProcess probe;
    probe.start(m_bubblewrap, sandboxArguments() << u"/usr/bin/true"_s);
    if (probe.waitForFinished() && probe.exitStatus() == QProcess::NormalExit && probe.exitCode() == 0)
        m_containment = Containment::Sandboxed;
}

ToolCall ToolRunner::contained(const ToolCall& call) const
{
    if (m_containment == Containment::LimitsOnly)
        return call;
    const QString program = QFileInfo(call.program).canonicalFilePath();
    QStringList arguments = sandboxArguments();
    if (!program.startsWith(u"/usr/"_s))
        arguments << u"--ro-bind"_s << program << program;
    arguments << u"--ro-bind"_s << call.tree << u"/tree"_s << u"--chdir"_s << QDir::cleanPath(u"/tree/"_s + call.folder)
              << program << call.arguments;
    return { .program = m_bubblewrap, .arguments = arguments, .tree = call.tree, .folder = {} };
}

Result<QByteArray> ToolRunner::run(const ToolCall& call, const CancelToken& cancel) const
{
    const ToolCall inside = contained(call);
    QProcess process;
    process.setObjectName(QFileInfo(call.program).fileName());
    process.setProcessEnvironment(bareEnvironment());
    process.setWorkingDirectory(QDir::cleanPath(inside.tree + u'/' + inside.folder));
    process.setStandardInputFile(QProcess::nullDevice());
    process.setChildProcessModifier([limits = m_limits] {
        ::setpgid(0, 0);
        limit(RLIMIT_AS, limits.memory);
        limit(RLIMIT_CPU, static_cast<quint64>(std::chrono::ceil<std::chrono::seconds>(limits.time).count()));
        limit(RLIMIT_CORE, 0);
    });
    process.start(inside.program, inside.arguments);
    if (!process.waitForStarted())
        return fail(ErrorCode::Unsupported, FilePlace { .file = call.program },
            u"%1 cannot be started: %2"_s.arg(process.objectName(), process.errorString()));
    if (std::optional<Error> stopped = watch(process, m_limits, cancel)) {
        killAll(process);
        return std::unexpected(*std::move(stopped));
    }
    const QByteArray output = process.readAllStandardOutput();
    if (output.size() > m_limits.output)
        return fail(ErrorCode::LimitExceeded, {},
            u"%1 wrote more than %2 bytes"_s.arg(process.objectName(), QString::number(m_limits.output)));
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return fail(ErrorCode::InvalidInput, {},
            u"%1 failed: %2"_s.arg(process.objectName(), words(process.readAllStandardError())));
    return output;
}

}
