#include "core/gitops/ObjectReading.h"
#include "core/gitops/engines/flux/FluxObject.h"

#include <algorithm>

namespace holdfast::gitops::flux {

using manifest::Value;

namespace {

/// Digits of a digest that tell five entries apart and can be typed.
constexpr qsizetype digestDigits = 12;

Deployment release(const Value& entry)
{
    return { .id = QString::number(entry["version"].intOr(0)),
        .revisions = { Revision(text(entry["chartVersion"])) },
        .at = time(entry["lastDeployed"]),
        .outcome = text(entry["status"]) };
}

Deployment applied(const Value& entry)
{
    const Value& origin = entry["metadata"]["originRevision"];
    return { .id = text(entry["digest"]).section(u':', -1).left(digestDigits),
        .revisions = { Revision(text(origin.isEmpty() ? entry["metadata"]["revision"] : origin)) },
        .at = time(entry["lastReconciled"]),
        .outcome = text(entry["lastReconciledStatus"]) };
}

}

std::vector<Deployment> deploymentsOf(const Value& object)
{
    std::vector<Deployment> all;
    for (const Value& entry : object["status"]["history"].list())
        all.push_back(object["kind"].text() == "HelmRelease" ? release(entry) : applied(entry));
    std::ranges::stable_sort(all, std::ranges::greater(), &Deployment::at);
    return all;
}

}
