#include "core/render/Directory.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace holdfast::render {

using namespace Qt::StringLiterals;
using manifest::Value;

namespace {

constexpr qint64 largestFile = 10LL << 20U;

bool isInside(const QString& tree, const QString& path)
{
    const QString root = QFileInfo(tree).canonicalFilePath();
    const QString real = QFileInfo(path).canonicalFilePath();
    return !real.isEmpty() && (real == root || real.startsWith(root + u'/'));
}

QString regexPiece(QChar c, int& open)
{
    switch (c.unicode()) {
    case u'*':
        return u".*"_s;
    case u'?':
        return u"."_s;
    case u'[':
    case u']':
    case u'-':
        return c;
    case u'{':
        ++open;
        return u"(?:"_s;
    default:
        break;
    }
    if (open > 0 && c == u',')
        return u"|"_s;
    if (open > 0 && c == u'}') {
        --open;
        return u")"_s;
    }
    return QRegularExpression::escape(QString(c));
}

QString regexOf(const QString& glob)
{
    QString regex;
    int open = 0;
    for (const QChar c : glob)
        regex += regex.endsWith(u'[') && c == u'!' ? u"^"_s : regexPiece(c, open);
    return regex;
}

QStringList files(const DirectorySource& source, const QString& folder)
{
    QStringList found;
    QDirIterator walk(folder, { u"*.yaml"_s, u"*.yml"_s, u"*.json"_s, u"*.jsonnet"_s },
        QDir::Files | QDir::System | QDir::Hidden,
        source.recursion == Recursion::Yes ? QDirIterator::Subdirectories : QDirIterator::NoIteratorFlags);
    while (walk.hasNext()) {
        const QString name = QDir(folder).relativeFilePath(walk.next());
        if (!source.exclude.isEmpty() && globMatches(source.exclude, name))
            continue;
        if (source.include.isEmpty() || globMatches(source.include, name))
            found.append(name);
    }
    found.sort();
    return found;
}

Result<std::vector<Value>> readFile(const DirectorySource& source, const QString& name)
{
    const QString path = QDir::cleanPath(source.tree + u'/' + source.path + u'/' + name);
    const QString shown = QDir::cleanPath(source.path + u'/' + name);
    if (name.endsWith(u".jsonnet"))
        return fail(ErrorCode::Unsupported, FilePlace { .file = shown }, u"jsonnet is not rendered here"_s);
    if (!isInside(source.tree, path))
        return fail(ErrorCode::Precondition, FilePlace { .file = shown }, u"this link leads out of the repository"_s);
    QFile file(path);
    if (file.size() > largestFile)
        return fail(ErrorCode::LimitExceeded, FilePlace { .file = shown },
            u"the file has %1 bytes, more than is read"_s.arg(file.size()));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, FilePlace { .file = shown }, file.errorString());
    const QByteArray content = file.readAll();
    if (content.contains("+argocd:skip-file-rendering"))
        return std::vector<Value>();
    return readObjects(std::string_view(content), shown);
}

}

bool globMatches(const QString& glob, const QString& text)
{
    const QRegularExpression regex(
        QRegularExpression::anchoredPattern(regexOf(glob)), QRegularExpression::DotMatchesEverythingOption);
    return regex.isValid() && regex.match(text).hasMatch();
}

Result<QString> folderInside(const QString& tree, const QString& path)
{
    const QString folder = QDir::cleanPath(tree + u'/' + path);
    if (folder != QDir::cleanPath(tree) && !folder.startsWith(QDir::cleanPath(tree) + u'/'))
        return fail(ErrorCode::Precondition, FilePlace { .file = path }, u"the path leads out of the repository"_s);
    if (!QFileInfo(folder).isDir())
        return fail(ErrorCode::NotFound, FilePlace { .file = path }, u"there is no such folder at this revision"_s);
    if (!isInside(tree, folder))
        return fail(ErrorCode::Precondition, FilePlace { .file = path }, u"this link leads out of the repository"_s);
    return folder;
}

Result<std::vector<Value>> readDirectory(const DirectorySource& source, const CancelToken& cancel)
{
    const Result<QString> folder = folderInside(source.tree, source.path);
    if (!folder)
        return std::unexpected(folder.error());
    std::vector<Value> all;
    for (const QString& name : files(source, *folder)) {
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled, {}, u"cancelled"_s);
        const Result<std::vector<Value>> objects = readFile(source, name);
        if (!objects)
            return std::unexpected(objects.error());
        std::ranges::copy(*objects, std::back_inserter(all));
    }
    return all;
}

}
