#include "core/gitops/ObjectReading.h"

#include "core/manifest/JsonReader.h"

#include <QTimeZone>

#include <algorithm>

namespace holdfast::gitops {

using manifest::Value;

namespace {

QString kindWord(Value::Kind kind)
{
    switch (kind) {
    case Value::Kind::Null:
        return QStringLiteral("null");
    case Value::Kind::Bool:
        return QStringLiteral("a boolean");
    case Value::Kind::Int:
    case Value::Kind::Uint:
    case Value::Kind::Double:
        return QStringLiteral("a number");
    case Value::Kind::String:
        return QStringLiteral("a string");
    case Value::Kind::List:
        return QStringLiteral("a list");
    case Value::Kind::Map:
        return QStringLiteral("a map");
    }
    return {};
}

QString pathText(std::initializer_list<std::string_view> path)
{
    QStringList parts;
    for (const std::string_view part : path)
        parts.push_back(manifest::toQString(part));
    return parts.join(u'.');
}

bool isHash(QStringView text)
{
    const auto isHexDigit
        = [](QChar digit) { return (digit >= u'0' && digit <= u'9') || (digit >= u'a' && digit <= u'f'); };
    return (text.size() == 40 || text.size() == 64) && std::ranges::all_of(text, isHexDigit);
}

std::optional<manifest::ObjectKey> labelledOwner(const Value& labels, const char* kind, const std::string& group)
{
    const Value& name = labels[group + "/name"];
    const Value& nameSpace = labels[group + "/namespace"];
    if (name.text().empty() || nameSpace.text().empty())
        return std::nullopt;
    return manifest::ObjectKey { .group = manifest::toQString(group),
        .kind = QString::fromLatin1(kind),
        .nameSpace = text(nameSpace),
        .name = text(name) };
}

}

QString text(const Value& value)
{
    return manifest::toQString(value.text());
}

AppKind parseAppKind(std::string_view kind)
{
    if (kind == "Kustomization")
        return AppKind::Kustomization;
    return kind == "HelmRelease" ? AppKind::HelmRelease : AppKind::Application;
}

QDateTime time(const Value& value)
{
    const std::string_view written = value.text();
    if (written.empty())
        return {};
    const QDateTime read = QDateTime::fromString(manifest::toQString(written), Qt::ISODateWithMs);
    return read.isValid() ? read.toUTC() : QDateTime();
}

QString firstLine(const QString& message, qsizetype limit)
{
    const QStringView trimmed = QStringView(message).trimmed();
    const qsizetype end = trimmed.indexOf(u'\n');
    const QString line = trimmed.first(end < 0 ? trimmed.size() : end).toString().simplified();
    return line.size() > limit ? line.first(limit - 1) + u'…' : line;
}

QString shortRevision(const QString& revision)
{
    if (isHash(revision))
        return revision.first(7);
    const qsizetype colon = revision.lastIndexOf(u':');
    if (colon < 0 || !isHash(QStringView(revision).sliced(colon + 1)))
        return revision;
    const qsizetype at = revision.lastIndexOf(u'@', colon);
    return revision.first(at + 1) + revision.sliced(colon + 1, 7);
}

std::optional<QString> malformed(const Value& object, std::initializer_list<ExpectedField> fields)
{
    for (const char* name : { "name", "namespace" })
        if (object["metadata"][name].text().empty())
            return QStringLiteral("metadata.%1 is not a name.").arg(QLatin1String(name));
    for (const ExpectedField& field : fields) {
        const Value& value = object.at(field.path);
        if (!value.isNull() && value.kind() != field.kind)
            return QStringLiteral("%1 is %2 where %3 belongs.")
                .arg(pathText(field.path), kindWord(value.kind()), kindWord(field.kind));
    }
    return std::nullopt;
}

App quarantined(AppId id, const Value& object, const QString& why)
{
    if (id.name.isEmpty())
        id.name = QStringLiteral("(unnamed)");
    App app { .id = std::move(id), .detail = Detail::Quarantined };
    app.agent.message = QStringLiteral("This object cannot be read: %1 Look at it with kubectl and mend it.").arg(why);
    app.whatDiffers = app.agent.message;
    app.createdAt = time(object["metadata"]["creationTimestamp"]);
    return app;
}

AppId appId(const ContextName& context, AppKind kind, const Value& metadata)
{
    return {
        .context = context, .kind = kind, .nameSpace = text(metadata["namespace"]), .name = text(metadata["name"])
    };
}

std::optional<Lease> lease(const Value& metadata)
{
    const Value& annotations = metadata["annotations"];
    Lease held { .by = text(annotations["holdfast.dev/held-by"]),
        .reason = text(annotations["holdfast.dev/held-reason"]),
        .until = time(annotations["holdfast.dev/held-until"]) };
    if (held.by.isEmpty())
        return std::nullopt;
    return held;
}

std::optional<OpenRun> openRun(const Value& metadata)
{
    const Value& kept = metadata["annotations"][runAnnotation];
    if (kept.isEmpty())
        return std::nullopt;
    const Result<Value> read = manifest::readJson(kept.text());
    if (!read || !(*read)["run"].isString())
        return OpenRun { .run = QStringLiteral("?"), .by = firstLine(text(kept), 80), .since = {} };
    return OpenRun { .run = text((*read)["run"]), .by = text((*read)["by"]), .since = time((*read)["startedAt"]) };
}

QString team(const Value& metadata, const QString& other)
{
    const Value& labels = metadata["labels"];
    for (const char* label : { "team", "app.kubernetes.io/part-of" })
        if (!labels[label].text().empty())
            return text(labels[label]);
    return other;
}

std::optional<manifest::ObjectKey> owner(const Value& metadata)
{
    for (const Value& reference : metadata["ownerReferences"].list()) {
        const std::string_view version = reference["apiVersion"].text();
        const std::size_t slash = version.find('/');
        if (!reference["name"].text().empty())
            return manifest::ObjectKey { .group
                = slash == std::string_view::npos ? QString() : manifest::toQString(version.substr(0, slash)),
                .kind = text(reference["kind"]),
                .nameSpace = text(metadata["namespace"]),
                .name = text(reference["name"]) };
    }
    const Value& labels = metadata["labels"];
    if (auto made = labelledOwner(labels, "Kustomization", "kustomize.toolkit.fluxcd.io"))
        return made;
    return labelledOwner(labels, "HelmRelease", "helm.toolkit.fluxcd.io");
}

std::vector<Condition> statusConditions(const Value& object)
{
    std::vector<Condition> conditions;
    for (const Value& item : object["status"]["conditions"].list())
        conditions.push_back({ .type = text(item["type"]),
            .status = text(item["status"]),
            .reason = text(item["reason"]),
            .message = text(item["message"]),
            .since = time(item["lastTransitionTime"]) });
    return conditions;
}

}
