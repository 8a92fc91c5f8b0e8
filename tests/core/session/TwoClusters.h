#pragma once

#include "core/manifest/MergePatch.h"
#include "core/manifest/Resource.h"
#include "core/workflow/World.h"
#include "tests/core/git/Repositories.h"

#include <QFile>
#include <QTemporaryDir>

#include <map>

namespace holdfast::tests {

/// An app called web in contexts `eu` and `us`, from a Git repository with two revisions.
class TwoClusters final : public workflow::ClusterAccess {
public:
    TwoClusters()
    {
        QFile config(folder.filePath(QStringLiteral("gitconfig")));
        if (config.open(QIODevice::WriteOnly))
            config.write("[http]\n\tsslCAInfo = " + server.certificate().toUtf8()
                + "\n[credential]\n\thelper = \"!printf 'username=ann\\\\npassword=right\\\\n'; :\"\n");
        qputenv("GIT_CONFIG_GLOBAL", config.fileName().toUtf8());
        qputenv("GIT_CONFIG_NOSYSTEM", "1");
        commit("2", "first");
        commit("3", "second");
        work.git({ QStringLiteral("push"), QStringLiteral("-q"), QStringLiteral("--tags"), server.bare(),
            QStringLiteral("main") });
        setLive("eu", "2", "prod");
        setLive("us", "5", "elsewhere");
    }

    [[nodiscard]] gitops::App app(const char* context) const
    {
        gitops::App app;
        app.id = { .context = ContextName(QLatin1StringView(context)),
            .kind = gitops::AppKind::Application,
            .nameSpace = QStringLiteral("argocd"),
            .name = QStringLiteral("web") };
        app.source = { .kind = QStringLiteral("Git"), .repository = server.url(), .target = QStringLiteral("main") };
        return app;
    }

    Result<std::vector<gitops::App>> apps(const CancelToken&) override { return { { app("eu"), app("us") } }; }
    Result<kube::ClusterIdentity> identity(const ContextName&, const CancelToken&) override
    {
        return fail(ErrorCode::NotFound, {}, QStringLiteral("no identity"));
    }
    Result<manifest::Value> object(const workflow::Place& place, const CancelToken&) override
    {
        using manifest::Value;
        const Value application(
            Value::Map { { "apiVersion", Value("argoproj.io/v1alpha1") }, { "kind", Value("Application") },
                { "metadata", Value(Value::Map { { "name", Value(place.key.name.toStdString()) } }) },
                { "spec",
                    Value(Value::Map {
                        { "destination", Value(Value::Map { { "namespace", Value("prod") } }) },
                        { "source",
                            Value(Value::Map { { "repoURL", Value(server.url().toStdString()) },
                                { "path", Value("app") }, { "targetRevision", Value("main") } }) },
                    }) } });
        return manifest::applyMergePatch(application, more);
    }
    Result<manifest::Value> live(const gitops::AppId& app, const manifest::ObjectKey& key, const CancelToken&) override
    {
        const auto found = objects.find({ app.context, key });
        if (found == objects.end())
            return fail(ErrorCode::NotFound, {}, QStringLiteral("not there"));
        return found->second;
    }
    Result<manifest::Value> patch(const workflow::Place&, const manifest::Value&, const CancelToken&) override
    {
        return fail(ErrorCode::Unsupported, {}, QStringLiteral("nothing is written here"));
    }
    Result<gitops::AppDetails> details(const gitops::AppId& id, const CancelToken&) override
    {
        gitops::AppDetails details;
        for (const auto& [place, object] : objects)
            if (place.first == id.context)
                details.objects.push_back({ .key = place.second, .verdict = gitops::ObjectVerdict::Synced });
        return details;
    }

    [[nodiscard]] static manifest::Value object(const char* nameSpace, const char* replicas)
    {
        using manifest::Value;
        return Value(Value::Map { { "apiVersion", Value("v1") }, { "kind", Value("ConfigMap") },
            { "data", Value(Value::Map { { "replicas", Value(replicas) } }) },
            { "metadata",
                Value(Value::Map { { "name", Value("settings") }, { "namespace", Value(nameSpace) },
                    { "annotations",
                        Value(Value::Map {
                            { "argocd.argoproj.io/tracking-id", Value("web:/ConfigMap:prod/settings") } }) } }) } });
    }

    QTemporaryDir folder;
    git::GitServer server;
    git::WorkTree work;
    std::map<std::pair<ContextName, manifest::ObjectKey>, manifest::Value> objects;
    manifest::Value more = manifest::Value::emptyMap(); ///< what the Application says besides

private:
    void setLive(const char* context, const char* replicas, const char* nameSpace)
    {
        const manifest::Value value = object(nameSpace, replicas);
        objects[{ ContextName(QLatin1StringView(context)), manifest::objectKey(value) }] = value;
    }

    void commit(const char* replicas, const char* name) const
    {
        work.write(QStringLiteral("app/settings.yaml"),
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  replicas: \"" + QByteArray(replicas)
                + "\"\n");
        work.commit(QLatin1StringView(name));
        work.git({ QStringLiteral("tag"), QLatin1StringView(name) });
    }
};

}
