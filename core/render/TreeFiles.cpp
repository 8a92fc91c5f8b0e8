#include "core/render/TreeFiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace holdfast::render {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 10LL << 20U;

std::unexpected<Error> outside(const QString& path, const QString& what)
{
    return fail(ErrorCode::Precondition, FilePlace { .file = path }, what);
}

/// The place of a path by its letters alone; empty where `..` leaves the tree.
QString placeOf(const QString& tree, const QString& path)
{
    const QString root = QDir::cleanPath(tree);
    const QString place = QDir::cleanPath(root + u'/' + path);
    return place == root || place.startsWith(root + u'/') ? place : QString();
}

bool leadsInside(const QString& tree, const QString& place)
{
    const QString root = QFileInfo(tree).canonicalFilePath();
    const QString real = QFileInfo(place).canonicalFilePath();
    return !real.isEmpty() && (real == root || real.startsWith(root + u'/'));
}

/// The existing folder that is nearest to a place.
QString nearestFolder(const QString& place)
{
    QString folder = QFileInfo(place).path();
    while (!QFileInfo::exists(folder) && !QFileInfo(folder).isSymLink())
        folder = QFileInfo(folder).path();
    return folder;
}

Result<QString> existing(const QString& tree, const QString& path, bool (QFileInfo::*is)() const, const QString& absent)
{
    const QString place = placeOf(tree, path);
    if (place.isEmpty())
        return outside(path, u"the path leads out of the repository"_s);
    const QFileInfo info(place);
    if (info.exists() && !leadsInside(tree, place))
        return outside(path, u"this link leads out of the repository"_s);
    if (!(info.*is)())
        return fail(ErrorCode::NotFound, FilePlace { .file = path }, absent);
    return place;
}

}

Result<QString> folderInside(const QString& tree, const QString& path)
{
    return existing(tree, path, &QFileInfo::isDir, u"there is no such folder at this revision"_s);
}

Result<QString> fileInside(const QString& tree, const QString& path)
{
    return existing(tree, path, &QFileInfo::isFile, u"there is no such file at this revision"_s);
}

Result<QByteArray> readInside(const QString& tree, const QString& path)
{
    const Result<QString> place = fileInside(tree, path);
    if (!place)
        return std::unexpected(place.error());
    QFile file(*place);
    if (file.size() > largestFile)
        return fail(ErrorCode::LimitExceeded, FilePlace { .file = path },
            u"the file has %1 bytes, more than is read"_s.arg(file.size()));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, FilePlace { .file = path }, file.errorString());
    return file.readAll();
}

Result<void> writeInside(const QString& tree, const QString& path, const QByteArray& content)
{
    const QString place = placeOf(tree, path);
    if (place.isEmpty() || !leadsInside(tree, nearestFolder(place)))
        return outside(path, u"a link of this name leads out of the repository"_s);
    QFile::remove(place); // a link goes, not what it leads to
    QFile file(place);
    if (QDir().mkpath(QFileInfo(place).path()) && file.open(QIODevice::WriteOnly | QIODevice::NewOnly)
        && file.write(content) == content.size() && file.flush())
        return {};
    return fail(ErrorCode::Io, FilePlace { .file = path }, file.errorString());
}

Result<void> removeInside(const QString& tree, const QString& path)
{
    const Result<QString> folder = folderInside(tree, path);
    if (!folder)
        return std::unexpected(folder.error());
    if (QDir(*folder).removeRecursively())
        return {};
    return fail(ErrorCode::Io, FilePlace { .file = path }, u"the folder cannot be removed"_s);
}

}
