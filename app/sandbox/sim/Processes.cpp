#include "app/sandbox/sim/Processes.h"

#include <QProcess>
#include <QStandardPaths>

#include <utility>

namespace holdfast::sandbox::sim {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds timeLimit { 30 };
constexpr int atOnce = 4;

// Nothing of the user's configuration reaches the programs: neither git's nor kustomize's.
QProcessEnvironment bareEnvironment(const QStringList& more)
{
    QProcessEnvironment bare;
    const auto own = QProcessEnvironment::systemEnvironment();
    bare.insert(u"PATH"_s, own.value(u"PATH"_s, u"/usr/bin:/bin"_s));
    bare.insert(u"HOME"_s, u"/nonexistent"_s);
    bare.insert(u"TMPDIR"_s, own.value(u"TMPDIR"_s, u"/tmp"_s));
    bare.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    bare.insert(u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s);
    bare.insert(u"GIT_TERMINAL_PROMPT"_s, u"0"_s);
    bare.insert(u"GIT_CONFIG_COUNT"_s, u"1"_s);
    bare.insert(u"GIT_CONFIG_KEY_0"_s, u"safe.directory"_s);
    bare.insert(u"GIT_CONFIG_VALUE_0"_s, u"*"_s);
    for (const auto& pair : more)
        bare.insert(pair.section(u'=', 0, 0), pair.section(u'=', 1));
    return bare;
}

}

Processes::Processes(Agenda& agenda, QObject* parent)
    : QObject(parent)
    , m_agenda(agenda)
{
}

bool Processes::isInstalled(const QString& program)
{
    return !QStandardPaths::findExecutable(program).isEmpty();
}

void Processes::run(const ProcessRequest& request, QObject* context, Done done)
{
    m_waiting.push_back({ request, context, std::move(done), m_agenda.hold() });
    startNext();
}

void Processes::startNext()
{
    while (m_running < atOnce && !m_waiting.empty()) {
        const auto work = std::move(m_waiting.front());
        m_waiting.erase(m_waiting.begin());
        if (work.context)
            start(work);
    }
}

void Processes::start(const Waiting& work)
{
    ++m_running;
    auto* process = new QProcess(this);
    process->setProcessEnvironment(bareEnvironment(work.request.environment));
    auto* limit = new QTimer(process);
    limit->setSingleShot(true);
    connect(limit, &QTimer::timeout, process, &QProcess::kill);
    const auto finish = [this, process, work](int exitCode, const QByteArray& trouble) {
        process->disconnect();
        process->deleteLater();
        --m_running;
        const ProcessResult result { exitCode, process->readAllStandardOutput(),
            process->readAllStandardError() + trouble };
        if (work.context)
            work.done(result);
        startNext();
    };
    connect(process, &QProcess::finished, this, [finish](int exitCode, QProcess::ExitStatus status) {
        finish(status == QProcess::NormalExit ? exitCode : -1,
            status == QProcess::NormalExit ? "" : "stopped before its end");
    });
    const auto program = work.request.program;
    connect(process, &QProcess::errorOccurred, this, [finish, program](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(-1, "exec: \"" + program.toUtf8() + "\": executable file not found in $PATH");
    });
    process->start(work.request.program, work.request.arguments);
    process->write(work.request.input);
    process->closeWriteChannel();
    limit->start(timeLimit);
}

}
