#include "core/render/Directory.h"

#include "core/render/TreeFiles.h"

#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>

#include <algorithm>

namespace holdfast::render {

using namespace Qt::StringLiterals;
using manifest::Value;

namespace {

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

/// Argo CD passes over a YAML file whose first document is none of Kubernetes', unless it looks like one.
bool looksLikeManifest(const QByteArray& content)
{
    return content.contains("apiVersion:") && content.contains("kind:") && content.contains("metadata:");
}

Result<std::vector<Value>> readFile(const DirectorySource& source, const QString& name)
{
    const QString shown = QDir::cleanPath(source.path + u'/' + name);
    if (name.endsWith(u".jsonnet"))
        return fail(ErrorCode::Unsupported, FilePlace { .file = shown }, u"jsonnet is not rendered here"_s);
    const Result<QByteArray> content = readInside(source.tree, shown);
    if (!content)
        return std::unexpected(content.error());
    if (content->contains("+argocd:skip-file-rendering"))
        return std::vector<Value>();
    Result<std::vector<Value>> objects = readObjects(std::string_view(*content), shown);
    if (!objects && !name.endsWith(u".json") && !looksLikeManifest(*content))
        return std::vector<Value>();
    return objects;
}

}

bool globMatches(const QString& glob, const QString& text)
{
    const QRegularExpression regex(
        QRegularExpression::anchoredPattern(regexOf(glob)), QRegularExpression::DotMatchesEverythingOption);
    return regex.isValid() && regex.match(text).hasMatch();
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
