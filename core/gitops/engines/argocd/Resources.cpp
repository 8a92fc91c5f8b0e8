#include "core/gitops/ObjectReading.h"
#include "core/gitops/engines/argocd/Application.h"

namespace holdfast::gitops::argocd {

using manifest::Value;

namespace {

/// How many names one line of the list can hold.
constexpr qsizetype namedObjects = 2;

std::optional<ObjectVerdict> verdict(const Value& resource)
{
    const std::string_view word = resource["status"].text();
    if (word.empty())
        return std::nullopt; // hooks and ignored objects have none
    switch (syncVerdict(word)) {
    case SyncVerdict::Synced:
        return ObjectVerdict::Synced;
    case SyncVerdict::OutOfSync:
        return resource["requiresPruning"].boolOr(false) ? ObjectVerdict::Extra : ObjectVerdict::OutOfSync;
    case SyncVerdict::Unknown:
        break;
    }
    return ObjectVerdict::Unknown;
}

QString failureLine(const App& app)
{
    return app.agent.reason.isEmpty() ? QString()
                                      : app.agent.reason + QStringLiteral(": ") + firstLine(app.agent.message);
}

QString objectsLine(const Value& object)
{
    QStringList names;
    qsizetype count = 0;
    for (const Value& resource : object["status"]["resources"].list()) {
        if (resource["status"].text() != "OutOfSync" || resource["hook"].boolOr(false))
            continue;
        if (++count > namedObjects)
            continue;
        QString name = text(resource["kind"]) + u' ' + text(resource["name"]);
        if (resource["requiresPruning"].boolOr(false))
            name += QStringLiteral(" (to be pruned)");
        names.push_back(name);
    }
    if (count == 0)
        return QStringLiteral("namespace metadata");
    const QString named = names.join(QStringLiteral(", "));
    return count > namedObjects ? QStringLiteral("%1 and %2 more").arg(named).arg(count - namedObjects) : named;
}

}

std::vector<AppObject> statusResources(const Value& object)
{
    std::vector<AppObject> objects;
    for (const Value& resource : object["status"]["resources"].list()) {
        AppObject row { .key = { .group = text(resource["group"]),
                            .kind = text(resource["kind"]),
                            .nameSpace = text(resource["namespace"]),
                            .name = text(resource["name"]) },
            .version = text(resource["version"]),
            .verdict = verdict(resource),
            .hook = resource["hook"].boolOr(false) };
        if (row.key.kind.isEmpty() || row.key.name.isEmpty())
            continue;
        if (resource["health"]["status"].isString()) // Argo CD before 3.0, or with health persisted
            row.health = Health { .status = healthStatus(resource["health"]["status"].text()),
                .message = text(resource["health"]["message"]) };
        if (row.hook)
            row.note = QStringLiteral("hook");
        else if (row.verdict == ObjectVerdict::Extra)
            row.note = QStringLiteral("extra · prune");
        objects.push_back(std::move(row));
    }
    return objects;
}

QString differenceLine(const App& app, const Value& object)
{
    if (app.agent.verdict == SyncVerdict::Synced)
        return {};
    if (const QString failure = failureLine(app); !failure.isEmpty())
        return failure;
    if (app.agent.verdict == SyncVerdict::Unknown)
        return firstLine(app.agent.message);
    const QString objects = objectsLine(object);
    const std::string_view phase = object.at({ "status", "operationState", "phase" }).text();
    return phase == "Failed" || phase == "Error" ? objects + QStringLiteral(" · the last sync failed") : objects;
}

}
