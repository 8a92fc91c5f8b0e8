#include "core/session/DataFolder.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

namespace holdfast::session {

namespace {

constexpr QFile::Permissions onlyFolder = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
constexpr QFile::Permissions onlyFile = QFile::ReadOwner | QFile::WriteOwner;

std::unexpected<Error> notWritten(const QString& path, const QString& why)
{
    return fail(ErrorCode::Io, FilePlace { .file = path }, QStringLiteral("cannot be written: %1").arg(why));
}

}

QString defaultDataFolder()
{
    const QString state = QStandardPaths::writableLocation(QStandardPaths::GenericStateLocation);
    return state.isEmpty() ? QString() : state + QStringLiteral("/holdfast");
}

Result<void> preparePrivateFolder(const QString& folder)
{
    QDir parent;
    if (!parent.mkpath(folder))
        return notWritten(folder, QStringLiteral("the folder cannot be made"));
    if (!QFile::setPermissions(folder, onlyFolder))
        return notWritten(folder, QStringLiteral("its mode cannot be set to 0700"));
    return {};
}

Result<void> writePrivateFile(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(onlyFile))
        return notWritten(path, file.errorString());
    if (file.write(content) != content.size() || !file.commit())
        return notWritten(path, file.errorString());
    return {};
}

std::optional<QByteArray> readPrivateFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll();
}

}
