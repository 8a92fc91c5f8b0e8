#include "app/ctl/Input.h"

#include <QFile>
#include <QFileInfo>

#include <cstdio>

namespace holdfast::ctl {

Result<Input> readInput(const QString& file)
{
    QFile source(file);
    const bool standard = file == QLatin1String("-");
    const QString name = standard ? QStringLiteral("standard input") : file;
    const auto failed = [&name](const QString& why) { return fail(ErrorCode::Io, FilePlace { name }, why); };
    if (!standard && QFileInfo(file).isDir())
        return failed(QStringLiteral("this is a folder; name a file, or - for standard input"));
    if (!standard && !QFileInfo::exists(file))
        return failed(QStringLiteral("there is no such file; name an existing one, or - for standard input"));
    const bool open = standard ? source.open(stdin, QIODevice::ReadOnly) : source.open(QIODevice::ReadOnly);
    if (!open)
        return failed(QStringLiteral("cannot read the file: %1; check its permissions").arg(source.errorString()));
    QByteArray bytes = source.readAll();
    if (source.error() != QFileDevice::NoError)
        return failed(QStringLiteral("cannot read the file: ") + source.errorString());
    return Input { .name = name, .bytes = std::move(bytes) };
}

}
