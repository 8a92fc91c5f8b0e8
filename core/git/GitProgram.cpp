#include "core/git/GitProgram.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <csignal>

namespace holdfast::git {

namespace {

/// How often a running program's silence and its cancel token are looked at.
constexpr int pollMilliseconds = 50;

/// Variables that would point git at another repository or change how it prints.
constexpr const char* foreignVariables[]
    = { "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
          "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_TRACE", "GIT_CURL_VERBOSE", "GIT_TRACE_PACKET",
          "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
          "GIT_EXTERNAL_DIFF", "GIT_REDIRECT_STDERR", "GIT_PUSH_OPTION_COUNT", "GIT_QUARANTINE_PATH", "GIT_EDITOR" };

QProcessEnvironment environmentOf(const GitCall& call)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : foreignVariables)
        environment.remove(QString::fromLatin1(name));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    environment.insert(QStringLiteral("GIT_TERMINAL_PROMPT"), QStringLiteral("0"));
    environment.insert(QStringLiteral("GIT_OPTIONAL_LOCKS"), QStringLiteral("0"));
    environment.insert(QStringLiteral("GIT_ALLOW_PROTOCOL"), QStringLiteral("https:http:ssh:git:file"));
    for (const auto& [name, value] : call.environment) {
        if (value.isNull())
            environment.remove(name);
        else
            environment.insert(name, value);
    }
    return environment;
}

void killGroup(QProcess& process)
{
    // The child leads a session of its own, so that its process id names the group of all that it started.
    if (const auto id = static_cast<pid_t>(process.processId()); id > 0)
        ::kill(-id, SIGKILL);
    process.kill();
    process.waitForFinished(1000);
}

void prepare(QProcess& process, const GitCall& call)
{
    QStringList arguments;
    if (!call.repository.isEmpty()) {
        arguments << QStringLiteral("--git-dir=") + call.repository;
        process.setWorkingDirectory(call.repository);
    }
    process.setProgram(QStringLiteral("git"));
    process.setArguments(arguments + call.arguments);
    process.setProcessEnvironment(environmentOf(call));
    using Flag = QProcess::UnixProcessFlag;
    process.setUnixProcessParameters(Flag::CreateNewSession | Flag::CloseFileDescriptors | Flag::ResetSignalHandlers);
}

/// Takes what the program wrote; whether it wrote anything.
bool drain(QProcess& process, GitOutcome& outcome)
{
    const QByteArray output = process.readAllStandardOutput();
    const QByteArray errors = process.readAllStandardError();
    outcome.output += output;
    outcome.errors += errors;
    return !output.isEmpty() || !errors.isEmpty();
}

Result<GitOutcome> follow(QProcess& process, const GitCall& call, const CancelToken& cancel)
{
    GitOutcome outcome;
    const auto patience
        = call.silence.count() > 0 ? QDeadlineTimer(call.silence) : QDeadlineTimer(QDeadlineTimer::Forever);
    QDeadlineTimer quiet = patience;
    bool running = true;
    while (running) {
        running = !process.waitForFinished(pollMilliseconds) && process.state() != QProcess::NotRunning;
        if (drain(process, outcome) && call.silence.count() > 0)
            quiet = QDeadlineTimer(call.silence);
        if (!running)
            break;
        if (cancel.isCancelled()) {
            killGroup(process);
            return fail(ErrorCode::Cancelled, {}, QStringLiteral("cancelled"));
        }
        if (quiet.hasExpired()) {
            killGroup(process);
            return fail(ErrorCode::LimitExceeded, {},
                QStringLiteral("nothing was heard for %1 s").arg(call.silence.count() / 1000));
        }
    }
    if (process.exitStatus() == QProcess::CrashExit)
        return fail(ErrorCode::Internal, {}, QStringLiteral("git was ended by a signal"));
    outcome.exitCode = process.exitCode();
    return outcome;
}

/// Whether git's words tell of an object that is broken on disk.
bool tellsOfDamage(const QByteArray& errors)
{
    static constexpr std::array words { "is corrupt", "object file", "inflate: ", "unable to read tree",
        "unable to read sha1", "invalid sha1 pointer", "missing blob object", "missing tree object",
        "unknown object type", "bad tree object" };
    return std::ranges::any_of(words, [&errors](const char* each) { return errors.contains(each); });
}

/// Whether the repository is a mirror of ours that has to be made anew; it is marked so.
bool isDamagedMirror(const GitCall& call, const QByteArray& errors)
{
    if (call.repository.isEmpty() || !tellsOfDamage(errors)
        || !QFileInfo::exists(call.repository + QLatin1Char('/') + fetchedMark))
        return false;
    QFile mark(call.repository + QLatin1Char('/') + damagedMark);
    return mark.open(QIODevice::WriteOnly);
}

}

Result<GitOutcome> runGit(const GitCall& call, const CancelToken& cancel)
{
    if (QStandardPaths::findExecutable(QStringLiteral("git")).isEmpty())
        return fail(ErrorCode::NotFound, {}, QStringLiteral("the git program is not installed"));
    QProcess process;
    prepare(process, call);
    process.start(QIODevice::ReadWrite);
    if (!process.waitForStarted())
        return fail(ErrorCode::Io, FilePlace { .file = call.repository },
            QStringLiteral("git could not be started: ") + process.errorString());
    process.write(call.input);
    process.closeWriteChannel();
    Result<GitOutcome> outcome = follow(process, call, cancel);
    if (outcome && !outcome->succeeded() && isDamagedMirror(call, outcome->errors))
        outcome->errors += "\nthe local copy of the repository is damaged and is fetched anew the next time";
    return outcome;
}

Result<QByteArray> gitOutput(const GitCall& call, const CancelToken& cancel)
{
    const Result<GitOutcome> outcome = runGit(call, cancel);
    if (!outcome)
        return std::unexpected(outcome.error());
    if (!outcome->succeeded())
        return fail(ErrorCode::Invalid, FilePlace { .file = call.repository }, gitWords(outcome->errors));
    QByteArray output = outcome->output;
    if (output.endsWith('\n'))
        output.chop(1);
    return output;
}

QString gitWords(const QByteArray& errors)
{
    QStringList lines;
    for (QString line :
        QString::fromUtf8(errors).replace(QLatin1String("\r\n"), QLatin1String("\n")).split(QLatin1Char('\n'))) {
        if (line.contains(QLatin1Char('\r')))
            continue; // progress
        for (const QLatin1String prefix : { QLatin1String("fatal: "), QLatin1String("error: ") }) {
            if (line.startsWith(prefix))
                line.remove(0, prefix.size());
        }
        if (!line.trimmed().isEmpty())
            lines.append(line.trimmed());
    }
    return lines.isEmpty() ? QStringLiteral("git failed without a word") : lines.join(QStringLiteral("; "));
}

}
