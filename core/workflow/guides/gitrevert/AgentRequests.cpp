#include "core/workflow/guides/gitrevert/AgentRequests.h"

#include "core/gitops/ObjectReading.h"
#include "core/workflow/AppObjects.h"

#include <algorithm>

namespace holdfast::workflow::gitrevert {

using gitops::text;
using manifest::Value;

namespace {

constexpr auto argoRefresh = "argocd.argoproj.io/refresh";
constexpr auto fluxRequest = "reconcile.fluxcd.io/requestedAt";

bool isArgo(const Value& object)
{
    return object["kind"].text() == "Application";
}

bool namesRun(const Value& operation, const RunId& run)
{
    const std::string id = run.text().toStdString();
    return std::ranges::any_of(operation["info"].list(), [&id](const Value& info) {
        return info["name"].text() == gitops::runAnnotation && info["value"].text() == id;
    });
}

/// Where an app has several sources, each stays at what it follows but for the repository that was pushed to.
Value::List revisions(const Value& sources, const SyncRequest& request)
{
    Value::List all;
    for (const Value& source : sources.list())
        all.push_back(text(source["repoURL"]) == request.repository ? Value(request.commit.toStdString())
                                                                    : source["targetRevision"]);
    return all;
}

Value syncOf(const Value& spec, const SyncRequest& request)
{
    Value::Map sync { { "prune", Value(true) } };
    if (!spec["sources"].list().empty()) {
        sync.emplace_back("sources", spec["sources"]);
        sync.emplace_back("revisions", Value(revisions(spec["sources"], request)));
    } else {
        sync.emplace_back("source", spec["source"]);
        sync.emplace_back("revision", Value(request.commit.toStdString()));
    }
    if (const Value& options = spec["syncPolicy"]["syncOptions"]; !options.isEmpty())
        sync.emplace_back("syncOptions", options);
    return Value(std::move(sync));
}

}

Value refreshPatch(const Value& object, const QString& token)
{
    if (isArgo(object))
        return annotationPatch(object, QLatin1String(argoRefresh), Value("normal"));
    return annotationPatch(object, QLatin1String(fluxRequest), Value(token.toStdString()));
}

bool isAsked(const Value& object, const QString& token, const QDateTime& begun)
{
    if (!isArgo(object))
        return annotation(object, fluxRequest) == token;
    const QDateTime looked = gitops::time(object["status"]["reconciledAt"]);
    return !annotation(object, argoRefresh).isEmpty() || (looked.isValid() && begun.isValid() && looked > begun);
}

bool isHandled(const Value& object, const QString& token)
{
    return text(object["status"]["lastHandledReconcileAt"]) == token;
}

Value syncPatch(const Value& application, const SyncRequest& request)
{
    const Value& spec = application["spec"];
    Value::Map operation { { "sync", syncOf(spec, request) },
        { "initiatedBy", Value(Value::Map { { "username", Value(request.by.toStdString()) } }) },
        { "info",
            Value(Value::List { Value(Value::Map { { "name", Value(gitops::runAnnotation) },
                { "value", Value(request.run.text().toStdString()) } }) }) } };
    if (const Value& retry = spec["syncPolicy"]["retry"]; retry.isMap())
        operation.emplace_back("retry", retry);
    const Value metadata(Value::Map { { "resourceVersion", application.at({ "metadata", "resourceVersion" }) } });
    return Value(Value::Map { { "metadata", metadata }, { "operation", Value(std::move(operation)) },
        { "status", Value(Value::Map { { "operationState", Value() } }) } });
}

bool hasOurSync(const Value& application, const RunId& run)
{
    return namesRun(application["operation"], run)
        || namesRun(application.at({ "status", "operationState", "operation" }), run);
}

bool isOperating(const Value& application)
{
    const std::string_view phase = application.at({ "status", "operationState", "phase" }).text();
    return application["operation"].isMap() || phase == "Running" || phase == "Terminating";
}

}
