#include "core/manifest/Resource.h"
#include "core/manifest/YamlReader.h"
#include "core/render/ArgoEnvironment.h"
#include "core/render/ArgoTools.h"
#include "core/render/HelmChart.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>

namespace holdfast::render {

using namespace Qt::StringLiterals;
using manifest::toQString;
using manifest::Value;

namespace {

/// The source's own values: an object, else a text.
Result<Value> inlineValues(const Value& helm)
{
    if (!helm["valuesObject"].isNull())
        return helm["valuesObject"];
    const auto documents = manifest::readYaml(helm["values"].text(), u"spec.source.helm.values"_s);
    if (!documents)
        return std::unexpected(documents.error());
    return documents->empty() ? Value() : documents->front().value;
}

/// A value file's place in the tree: from the chart's folder, from the root (`/`), or from another source (`$ref/`).
Result<QString> filePlace(const AppTree& app, const QString& path, const QString& named)
{
    const QString file = withEnvironment(app, named);
    if (file.contains(u"://"))
        return fail(ErrorCode::Unsupported, FilePlace { .file = file },
            u"this value file lies outside the repository and is not fetched"_s);
    if (named.startsWith(u'$') && named.contains(u'/')) {
        const QString ref = named.sliced(1).section(u'/', 0, 0);
        if (const auto found = app.refs.find(ref); found != app.refs.end())
            return found->second + u'/' + withEnvironment(app, named.section(u'/', 1));
        if (environmentOf(app, ref).isEmpty())
            return fail(ErrorCode::InvalidInput, FilePlace { .file = named },
                u"no source of this app has the ref \"%1\""_s.arg(ref));
    }
    return QDir::cleanPath(file.startsWith(u'/') ? file.sliced(1) : path + u'/' + file);
}

bool isGlob(const QString& place)
{
    static const QRegularExpression special(u"[*?\\[]"_s);
    return place.contains(special);
}

/// `**` stands for any folders, `*` and `?` stay in one, `{a,b}` is either.
QRegularExpression regexOf(const QString& glob)
{
    static const QRegularExpression piece(u"\\*\\*/|\\*\\*|\\[[^\\]]*\\]|."_s);
    QString regex;
    for (auto pieces = piece.globalMatch(glob); pieces.hasNext();) {
        const QString one = pieces.next().captured();
        if (one == u"**/")
            regex += u"(?:.*/)?"_s;
        else if (one == u"**")
            regex += u".*"_s;
        else if (one == u"*")
            regex += u"[^/]*"_s;
        else if (one == u"?")
            regex += u"[^/]"_s;
        else if (one.size() > 1)
            regex += one;
        else if (one == u"{" || one == u"}")
            regex += one == u"{" ? u"(?:"_s : u")"_s;
        else
            regex += one == u"," ? u"|"_s : QRegularExpression::escape(one);
    }
    return QRegularExpression(QRegularExpression::anchoredPattern(regex));
}

QStringList matching(const QString& tree, const QString& glob)
{
    const QRegularExpression regex = regexOf(glob);
    QStringList found;
    QDirIterator walk(tree, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (regex.isValid() && walk.hasNext()) {
        const QString name = QDir(tree).relativeFilePath(walk.next());
        if (regex.match(name).hasMatch())
            found << name;
    }
    found.sort();
    return found;
}

/// The places of value files as they are named.
Result<QStringList> namedPlaces(const AppTree& app, const QString& path)
{
    QStringList places;
    for (const Value& one : app.source["helm"]["valueFiles"].list()) {
        const Result<QString> place = filePlace(app, path, toQString(one.text()));
        if (!place)
            return std::unexpected(place.error());
        places << *place;
    }
    return places;
}

/// The value files in their order, each once; one that is named itself stands there and not where a pattern found it.
Result<QStringList> valueFiles(const AppTree& app, const QString& path)
{
    const bool mayMiss = app.source["helm"]["ignoreMissingValueFiles"].boolOr(false);
    const Result<QStringList> places = namedPlaces(app, path);
    if (!places)
        return places;
    QStringList files;
    for (const QString& place : *places) {
        if (!isGlob(place)) {
            if (!mayMiss || QFileInfo::exists(app.tree + u'/' + place))
                files << place;
            continue;
        }
        const QStringList found = matching(app.tree, place);
        if (found.isEmpty() && !mayMiss)
            return fail(ErrorCode::NotFound, FilePlace { .file = place }, u"no value file is named so"_s);
        for (const QString& file : found) {
            if (!places->contains(file))
                files << file;
        }
    }
    files.removeDuplicates();
    return files;
}

/// Commas of a value do not part values, but for a list in braces.
QString escaped(const QString& value)
{
    static const QRegularExpression comma(u"(?<!\\\\),"_s);
    if (value.startsWith(u'{') && value.endsWith(u'}'))
        return value;
    return QString(value).replace(comma, u"\\,"_s);
}

QStringList parameters(const AppTree& app)
{
    QStringList all;
    for (const Value& parameter : app.source["helm"]["parameters"].list()) {
        const QString value = escaped(withEnvironment(app, toQString(parameter["value"].text())));
        all << (parameter["forceString"].boolOr(false) ? u"--set-string="_s : u"--set="_s)
                + toQString(parameter["name"].text()) + u'=' + value;
    }
    return all;
}

/// `1.30.11` of `v1.30.11+IKS`; another text as it is, for helm to refuse.
QString plainVersion(const QString& version)
{
    static const QRegularExpression number(u"^v?(\\d+(?:\\.\\d+){1,2})"_s);
    const QRegularExpressionMatch match = number.match(version);
    return match.hasMatch() ? match.captured(1) : version;
}

QStringList texts(const Value& list)
{
    QStringList all;
    for (const Value& one : list.list())
        all << toQString(one.text());
    return all;
}

Result<QStringList> setFiles(const AppTree& app, const QString& path)
{
    QStringList all;
    for (const Value& file : app.source["helm"]["fileParameters"].list()) {
        const Result<QString> place = filePlace(app, path, toQString(file["path"].text()));
        if (!place)
            return std::unexpected(place.error());
        all << toQString(file["name"].text()) + u'=' + *place;
    }
    return all;
}

Result<HelmChart> chartOf(const AppTree& app, const QString& path)
{
    const Value& helm = app.source["helm"];
    const auto said = [&helm](std::string_view field, const QString& other) {
        return helm[field].isEmpty() ? other : toQString(helm[field].text());
    };
    HelmChart chart { .tree = app.tree,
        .path = path,
        .release = said("releaseName", app.name),
        .nameSpace = said("namespace", app.nameSpace),
        .set = parameters(app),
        .kubeVersion = plainVersion(said("kubeVersion", app.kubeVersion)),
        .apiVersions = helm["apiVersions"].isEmpty() ? app.apiVersions : texts(helm["apiVersions"]),
        .crds = helm["skipCrds"].boolOr(false) ? HelmCrds::Skip : HelmCrds::Include,
        .tests = helm["skipTests"].boolOr(false) ? HelmTests::Skip : HelmTests::Include,
        .schema = helm["skipSchemaValidation"].boolOr(false) ? HelmSchema::Ignore : HelmSchema::Validate };
    const Result<QStringList> values = valueFiles(app, path);
    if (!values)
        return std::unexpected(values.error());
    chart.valueFiles = *values;
    const Result<Value> own = inlineValues(helm);
    if (!own)
        return std::unexpected(own.error());
    chart.values = *own;
    const Result<QStringList> files = setFiles(app, path);
    if (!files)
        return std::unexpected(files.error());
    chart.files = *files;
    return chart;
}

}

Result<std::vector<Value>> helmedSource(
    const ToolRunner& runner, const AppTree& app, const QString& path, const CancelToken& cancel)
{
    return chartOf(app, path).and_then([&](const HelmChart& chart) { return templated(runner, chart, cancel); });
}

}
