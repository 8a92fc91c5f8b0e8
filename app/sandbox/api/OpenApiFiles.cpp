#include "app/sandbox/api/OpenApiFiles.h"

#include "app/sandbox/api/BundledFiles.h"
#include "core/manifest/JsonWriter.h"

#include <QCryptographicHash>
#include <QStringList>

namespace holdfast::sandbox {

namespace {

std::string filePath(const std::string& group, const std::string& version)
{
    return group.empty() ? "api/" + version : "apis/" + group + "/" + version;
}

Value kindMark(const ResourceType& type)
{
    return mapOf(
        { { "group", Value(type.name.group) }, { "version", Value(type.version) }, { "kind", Value(type.kind) } });
}

/// `io.fluxcd.toolkit.kustomize.v1.Kustomization`: the group reversed, as the real server names CRD schemas.
std::string schemaName(const ResourceType& type)
{
    QStringList parts = QString::fromStdString(type.name.group).split(QLatin1Char('.'));
    std::ranges::reverse(parts);
    return parts.join(QLatin1Char('.')).toStdString() + "." + type.version + "." + type.kind;
}

Value operation(const ResourceType& type, const char* action)
{
    return mapOf({ { "x-kubernetes-action", Value(action) }, { "x-kubernetes-group-version-kind", kindMark(type) },
        { "responses", mapOf({ { "200", mapOf({ { "description", Value("OK") } }) } }) } });
}

Value patchOperation(const ResourceType& type)
{
    Value::List parameters;
    for (const char* name : { "dryRun", "fieldManager", "fieldValidation", "force" })
        parameters.push_back(mapOf({ { "name", Value(name) }, { "in", Value("query") } }));
    Value content = Value::emptyMap();
    for (const char* media :
        { "application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json" })
        content = content.with(media, Value::emptyMap());
    return operation(type, "patch")
        .with("parameters", Value(std::move(parameters)))
        .with("requestBody", mapOf({ { "content", content } }));
}

void addPaths(Value::Map& paths, const ResourceType& type)
{
    const std::string space = type.scope == Scope::Namespaced ? "/namespaces/{namespace}" : "";
    const std::string root = "/apis/" + type.name.group + "/" + type.version;
    const std::string collection = root + space + "/" + type.name.plural;
    paths.emplace_back(collection,
        mapOf({ { "get", operation(type, "list") }, { "post", operation(type, "post") },
            { "delete", operation(type, "deletecollection") } }));
    paths.emplace_back(collection + "/{name}",
        mapOf({ { "get", operation(type, "get") }, { "put", operation(type, "put") }, { "patch", patchOperation(type) },
            { "delete", operation(type, "delete") } }));
    if (!space.empty())
        paths.emplace_back(root + "/" + type.name.plural, mapOf({ { "get", operation(type, "list") } }));
}

Value customSchema(const ResourceType& type)
{
    Value schema = type.schema->constraints.isMap() ? type.schema->constraints : Value::emptyMap();
    const Value reference = mapOf({ { "allOf",
                                        Value(Value::List { mapOf({ { "$ref",
                                            Value("#/components/schemas/"
                                                  "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta") } }) }) },
        { "description",
            Value("Standard object's metadata. More info: "
                  "https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata") } });
    schema = setAt(schema, { "properties", "metadata" }, reference);
    const Value text = mapOf({ { "type", Value("string") } });
    schema = defaultAt(schema, { "properties", "apiVersion" }, text);
    schema = defaultAt(schema, { "properties", "kind" }, text);
    return schema.with("x-kubernetes-group-version-kind", Value(Value::List { kindMark(type) }));
}

}

QByteArray OpenApiFiles::custom(const std::string& group, const std::string& version) const
{
    Value::Map paths;
    Value::Map schemas;
    for (const ResourceTypePointer& type : m_registry.all()) {
        if (type->name.group != group || type->version != version)
            continue;
        addPaths(paths, *type);
        schemas.emplace_back(schemaName(*type), customSchema(*type));
    }
    const Value core = bundledJson(QStringLiteral("openapi/api__v1.json.gz"));
    for (const char* name : { "ObjectMeta", "ManagedFieldsEntry", "FieldsV1", "OwnerReference", "Time" }) {
        const std::string full = std::string("io.k8s.apimachinery.pkg.apis.meta.v1.") + name;
        schemas.emplace_back(full, core.at({ "components", "schemas", full }));
    }
    const Value document = mapOf({ { "openapi", Value("3.0.0") },
        { "info", mapOf({ { "title", Value("Kubernetes CRD Swagger") }, { "version", Value("v0.1.0") } }) },
        { "paths", Value(std::move(paths)) }, { "components", mapOf({ { "schemas", Value(std::move(schemas)) } }) } });
    return QByteArray::fromStdString(manifest::writeJson(document));
}

void OpenApiFiles::refresh()
{
    if (m_generation == m_registry.generation())
        return;
    m_generation = m_registry.generation();
    std::map<std::string, File> files;
    for (const ResourceTypePointer& type : m_registry.all()) {
        const std::string path = filePath(type->name.group, type->version);
        if (files.contains(path))
            continue;
        File file;
        if (const auto known = m_files.find(path); type->origin == Origin::BuiltIn && known != m_files.end())
            file = known->second;
        else
            file.body = type->origin == Origin::BuiltIn ? m_registry.schemas().bytes(type->name.group, type->version)
                                                        : custom(type->name.group, type->version);
        file.hash = QCryptographicHash::hash(file.body, QCryptographicHash::Sha512).toHex().toUpper();
        files.emplace(path, std::move(file));
    }
    m_files = std::move(files);
}

const OpenApiFiles::File* OpenApiFiles::find(const std::string& path)
{
    refresh();
    const auto found = m_files.find(path);
    return found == m_files.end() ? nullptr : &found->second;
}

QByteArray OpenApiFiles::index()
{
    refresh();
    Value::Map paths;
    for (const auto& [path, file] : m_files)
        paths.emplace_back(path,
            mapOf({ { "serverRelativeURL", Value("/openapi/v3/" + path + "?hash=" + file.hash.toStdString()) } }));
    return QByteArray::fromStdString(manifest::writeJson(mapOf({ { "paths", Value(std::move(paths)) } })));
}

}
