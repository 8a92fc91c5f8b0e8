#include "core/gitops/ObjectReading.h"
#include "core/gitops/engines/flux/FluxObject.h"

namespace holdfast::gitops::flux {

using manifest::ObjectKey;
using manifest::Value;

namespace {

ObjectKey sourceKey(const Value& reference, const QString& nameSpace)
{
    return { .group = QStringLiteral("source.toolkit.fluxcd.io"),
        .kind = text(reference["kind"]),
        .nameSpace = reference["namespace"].isEmpty() ? nameSpace : text(reference["namespace"]),
        .name = text(reference["name"]) };
}

/// The HelmChart that helm-controller makes from `spec.chart`: `<namespace>-<name>` beside the source.
std::optional<ObjectKey> chartKey(const Value& object)
{
    const QString nameSpace = text(object["metadata"]["namespace"]);
    const Value& reference = object["spec"]["chartRef"];
    if (reference["kind"].text() == "HelmChart")
        return sourceKey(reference, nameSpace);
    if (reference.isMap() || !object["spec"]["chart"].isMap())
        return std::nullopt;
    ObjectKey key = sourceKey(object.at({ "spec", "chart", "spec", "sourceRef" }), nameSpace);
    key.kind = QStringLiteral("HelmChart");
    key.name = nameSpace + u'-' + text(object["metadata"]["name"]);
    if (const QString made = text(object["status"]["helmChart"]); made.contains(u'/')) {
        key.nameSpace = made.section(u'/', 0, 0);
        key.name = made.section(u'/', 1);
    }
    return key;
}

ObjectKey referencedSource(AppKind kind, const Value& object)
{
    const Value& spec = object["spec"];
    const Value& reference = kind == AppKind::Kustomization ? spec["sourceRef"]
        : spec["chartRef"].isMap()                          ? spec["chartRef"]
                                                            : spec.at({ "chart", "spec", "sourceRef" });
    return sourceKey(reference, text(object["metadata"]["namespace"]));
}

QString sourceWord(const QString& kind)
{
    if (kind == QLatin1String("GitRepository"))
        return QStringLiteral("Git");
    if (kind == QLatin1String("OCIRepository"))
        return QStringLiteral("OCI");
    if (kind == QLatin1String("HelmRepository") || kind == QLatin1String("HelmChart"))
        return QStringLiteral("Helm");
    return kind == QLatin1String("Bucket") ? QStringLiteral("Bucket") : kind;
}

/// Of several references Flux takes the most exact one: commit, name, semver, tag, branch.
QString target(const Value& reference)
{
    for (const char* field : { "commit", "name", "digest", "semver", "tag", "branch" })
        if (!reference[field].isEmpty())
            return text(reference[field]);
    return {};
}

QString repository(const Value& source, const ObjectKey& key)
{
    const Value& spec = source["spec"];
    if (!spec["url"].isEmpty())
        return text(spec["url"]);
    if (!spec["endpoint"].isEmpty())
        return text(spec["endpoint"]) + u'/' + text(spec["bucketName"]);
    return key.name.isEmpty() ? QString() : key.kind + u'/' + key.nameSpace + u'/' + key.name;
}

QString trouble(const Value& source, const ObjectKey& key)
{
    const QString name = key.kind + u' ' + key.name;
    if (source["spec"]["suspend"].boolOr(false))
        return QStringLiteral("The source %1 is suspended.").arg(name);
    const Value& ready = condition(source, "Ready");
    if (ready["status"].text() == "False")
        return QStringLiteral("The source %1 is failing: %2").arg(name, firstLine(text(ready["message"])));
    return {};
}

void readChart(const Value& spec, Source& source)
{
    const QString chart = text(spec["chart"]);
    if (source.kind == QLatin1String("Git") || source.kind == QLatin1String("Bucket"))
        source.path = chart;
    source.chart = chart;
    source.kind = QStringLiteral("Helm");
    if (!spec["version"].isEmpty())
        source.target = text(spec["version"]);
}

/// `main@sha1:<sha>`, `sha1:<sha>` and legacy `main/<sha>`: what follows the branch.
QString revisionCore(const QString& revision)
{
    const qsizetype at = revision.lastIndexOf(u'@');
    const QString core = at >= 0 ? revision.sliced(at + 1) : revision.section(u'/', -1);
    return core.startsWith(QLatin1String("sha1:")) ? core.sliced(5) : core;
}

}

std::vector<ObjectKey> sourceKeys(AppKind kind, const Value& object)
{
    std::vector<ObjectKey> keys { referencedSource(kind, object) };
    if (kind == AppKind::HelmRelease)
        if (const auto chart = chartKey(object); chart && *chart != keys.front())
            keys.push_back(*chart);
    return keys;
}

SourceState sourceState(AppKind kind, const Value& object, const ReferenceLookup& lookup)
{
    const std::optional<ObjectKey> chart = kind == AppKind::HelmRelease ? chartKey(object) : std::nullopt;
    const Value chartObject = chart ? lookup(*chart) : Value();
    ObjectKey key = referencedSource(kind, object);
    if (chart && key == *chart)
        key = sourceKey(chartObject["spec"]["sourceRef"], chart->nameSpace);
    const Value source = key.name.isEmpty() ? Value() : lookup(key);
    const Value& offered = chart ? chartObject : source;

    SourceState state { .known = offered.isMap() };
    state.source = { .kind = sourceWord(key.kind),
        .repository = repository(source, key),
        .path = kind == AppKind::Kustomization ? text(object["spec"]["path"]) : QString(),
        .target = target(source["spec"]["ref"]) };
    if (chart)
        readChart(
            object["spec"]["chart"].isMap() ? object["spec"]["chart"]["spec"] : chartObject["spec"], state.source);
    state.artifact = text(offered["status"]["artifact"]["revision"]);
    state.artifactSince = time(offered["status"]["artifact"]["lastUpdateTime"]);
    state.trouble = source.isMap() ? trouble(source, key) : QString();
    if (state.trouble.isEmpty() && chartObject.isMap())
        state.trouble = trouble(chartObject, *chart);
    return state;
}

bool sameRevision(const QString& attempted, const QString& artifact)
{
    if (attempted.isEmpty() || artifact.isEmpty())
        return false;
    if (attempted == artifact || revisionCore(attempted) == revisionCore(artifact))
        return true;
    const qsizetype digest = artifact.indexOf(QLatin1String("@sha256:"));
    const qsizetype plus = attempted.lastIndexOf(u'+');
    if (digest <= 0)
        return false;
    if (attempted == artifact.first(digest))
        return true;
    return plus > 0 && attempted.first(plus) == artifact.first(digest)
        && QStringView(artifact).sliced(digest + 8).startsWith(QStringView(attempted).sliced(plus + 1));
}

}
