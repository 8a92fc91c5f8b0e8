#include "core/gitops/ObjectReading.h"
#include "core/gitops/engines/argocd/Application.h"

#include <algorithm>

namespace holdfast::gitops::argocd {

using manifest::Value;

namespace {

/// Revisions and sources stand alike in the history and in the result of a sync.
void readRevisions(const Value& entry, Deployment& deployment)
{
    for (const Value& revision : entry["revisions"].list())
        deployment.revisions.emplace_back(text(revision));
    for (const Value& source : entry["sources"].list())
        deployment.repositories.push_back(text(source["repoURL"]));
    if (deployment.revisions.empty() && !entry["revision"].isEmpty())
        deployment.revisions.emplace_back(text(entry["revision"]));
}

std::optional<Deployment> failedTry(const Value& operation)
{
    const std::string_view phase = operation["phase"].text();
    if (phase != "Failed" && phase != "Error")
        return std::nullopt;
    Deployment tried { .at = time(operation["finishedAt"]), .outcome = text(operation["phase"]) };
    readRevisions(operation["syncResult"], tried);
    tried.by = text(operation.at({ "operation", "initiatedBy", "username" }));
    return tried;
}

}

std::vector<Deployment> deploymentsOf(const Value& object)
{
    std::vector<Deployment> all;
    for (const Value& entry : object["status"]["history"].list()) {
        Deployment deployment { .id = QString::number(entry["id"].intOr(0)),
            .at = time(entry["deployedAt"]),
            .outcome = QStringLiteral("Succeeded"),
            .by = text(entry["initiatedBy"]["username"]) };
        readRevisions(entry, deployment);
        all.push_back(std::move(deployment));
    }
    if (std::optional<Deployment> tried = failedTry(object["status"]["operationState"]))
        all.push_back(*std::move(tried));
    std::ranges::reverse(all);
    return all;
}

}
