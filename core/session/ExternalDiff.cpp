#include "core/session/ExternalDiff.h"

#include "core/base/Async.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

namespace holdfast::session {

namespace {

constexpr auto privateFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

QString environmentTool()
{
    return qEnvironmentVariable("DIFF").trimmed();
}

/// A file name without what a path or an option could be made of.
QString safeName(const QString& name)
{
    QString safe;
    for (const QChar letter : name)
        safe += letter.isLetterOrNumber() || letter == u'.' || letter == u'_' ? letter : QChar(u'-');
    while (safe.startsWith(u'-') || safe.startsWith(u'.'))
        safe.remove(0, 1);
    return safe.isEmpty() ? QStringLiteral("text") : safe.right(120);
}

bool writeText(const QString& path, const QString& text)
{
    QFile file(path);
    const QByteArray bytes = text.toUtf8();
    return file.open(QIODevice::WriteOnly | QIODevice::NewOnly, privateFile) && file.write(bytes) == bytes.size();
}

}

ExternalDiff::ExternalDiff(QObject* parent)
    : QObject(parent)
{
}

ExternalDiff::~ExternalDiff() = default;

QFuture<Result<QString>> ExternalDiff::tool()
{
    auto promise = std::make_shared<QPromise<Result<QString>>>();
    promise->start();
    auto* git = new QProcess(this);
    const auto finish = [this, promise, git](const QString& configured) {
        m_byGit = !configured.isEmpty();
        m_name = m_byGit ? configured : environmentTool();
        promise->addResult(Result<QString>(m_name));
        promise->finish();
        git->deleteLater();
    };
    connect(git, &QProcess::finished, this, [git, finish] {
        QString configured;
        for (const QByteArray& line : git->readAllStandardOutput().trimmed().split('\n'))
            if (configured.isEmpty() || line.startsWith("diff.guitool "))
                configured = QString::fromUtf8(line.mid(line.indexOf(' ') + 1)).trimmed();
        finish(configured);
    });
    connect(git, &QProcess::errorOccurred, this, [finish](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish({});
    });
    git->start(QStringLiteral("git"),
        { QStringLiteral("config"), QStringLiteral("--get-regexp"), QStringLiteral("^diff\\.(gui)?tool$") });
    return promise->future();
}

QFuture<Result<void>> ExternalDiff::open(const ExternalTexts& texts)
{
    if (m_name.isEmpty())
        return ready<void>(fail(ErrorCode::NotFound, {},
            QStringLiteral("no diff program is set: name one with `git config --global diff.tool`, or in $DIFF")));
    const auto folder = std::make_shared<QTemporaryDir>();
    const QString left = folder->filePath(QStringLiteral("left-") + safeName(texts.leftName));
    const QString right = folder->filePath(QStringLiteral("right-") + safeName(texts.rightName));
    if (!folder->isValid() || !writeText(left, texts.left) || !writeText(right, texts.right))
        return ready<void>(fail(
            ErrorCode::Io, FilePlace { .file = folder->path() }, QStringLiteral("the two texts could not be written")));
    QStringList command = m_byGit ? QStringList { QStringLiteral("git"), QStringLiteral("difftool"),
        QStringLiteral("--gui"), QStringLiteral("--no-prompt"), QStringLiteral("--no-index"), QStringLiteral("--") }
                                  : QProcess::splitCommand(m_name);
    return run(command << left << right, folder);
}

QFuture<Result<void>> ExternalDiff::run(QStringList command, std::shared_ptr<QTemporaryDir> folder)
{
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    auto* process = new QProcess(this);
    process->setWorkingDirectory(folder->path());
    process->setStandardInputFile(QProcess::nullDevice());
    process->setStandardOutputFile(QProcess::nullDevice());
    const QString program = command.takeFirst();
    const auto finish = [promise, process](const Result<void>& result) {
        promise->addResult(result);
        promise->finish();
        process->deleteLater();
    };
    // The folder goes with the last of these.
    connect(process, &QProcess::finished, this, [finish, process, folder](int code, QProcess::ExitStatus status) {
        // 1 says that the files differ.
        if (status == QProcess::NormalExit && code <= 1)
            return finish({});
        finish(fail(ErrorCode::Io, {}, QString::fromUtf8(process->readAllStandardError()).trimmed().right(400)));
    });
    connect(process, &QProcess::errorOccurred, this, [finish, program, folder](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(fail(
                ErrorCode::NotFound, FilePlace { .file = program }, QStringLiteral("this program cannot be started")));
    });
    process->start(program, command);
    return promise->future();
}

}
