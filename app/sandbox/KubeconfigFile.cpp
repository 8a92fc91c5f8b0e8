#include "app/sandbox/KubeconfigFile.h"

#include "core/manifest/Value.h"
#include "core/manifest/YamlWriter.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace holdfast::sandbox {

using manifest::Value;

namespace {

Value named(const QString& name, const char* key, Value content)
{
    return Value(Value::Map { { key, std::move(content) }, { "name", Value(name.toStdString()) } });
}

}

Result<void> writeKubeconfig(const QString& path, const std::vector<ContextEntry>& entries)
{
    Value::List clusters;
    Value::List users;
    Value::List contexts;
    for (const ContextEntry& entry : entries) {
        const std::string name = entry.name.toStdString();
        clusters.push_back(named(entry.name, "cluster",
            Value(Value::Map { { "certificate-authority-data", Value(entry.authorityPem.toBase64().toStdString()) },
                { "server", Value(entry.server.toStdString()) } })));
        const QString user = entry.name + QStringLiteral("-admin");
        users.push_back(named(user, "user", Value(Value::Map { { "token", Value(entry.token.toStdString()) } })));
        contexts.push_back(named(entry.name, "context",
            Value(Value::Map { { "cluster", Value(name) }, { "user", Value(user.toStdString()) } })));
    }
    const Value config(Value::Map { { "apiVersion", Value("v1") }, { "kind", Value("Config") },
        { "preferences", Value::emptyMap() }, { "clusters", Value(std::move(clusters)) },
        { "users", Value(std::move(users)) }, { "contexts", Value(std::move(contexts)) },
        { "current-context", Value(entries.front().name.toStdString()) } });
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::Io, FilePlace { .file = path }, file.errorString());
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(QByteArray::fromStdString(manifest::writeYaml(config)));
    if (!file.commit())
        return fail(ErrorCode::Io, FilePlace { .file = path }, file.errorString());
    return {};
}

}
