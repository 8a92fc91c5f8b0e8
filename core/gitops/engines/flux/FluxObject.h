#pragma once

#include "core/gitops/AppDetails.h"
#include "core/gitops/Engine.h"
#include "core/manifest/Resource.h"
#include "core/manifest/Value.h"

#include <optional>
#include <string_view>
#include <vector>

namespace holdfast::gitops::flux {

/// The condition of a type, or a null Value.
[[nodiscard]] const manifest::Value& condition(const manifest::Value& object, std::string_view type);

/// What an applier takes its objects from, as far as the cluster tells.
struct SourceState {
    Source source;
    QString artifact; ///< revision of the artifact on offer; empty where there is none
    QDateTime artifactSince;
    bool known = false; ///< the source object could be read
    QString trouble; ///< one sentence where the source is suspended or failing
};

/// The source of a Kustomization or HelmRelease (a HelmChart stands for the one that it was made from).
[[nodiscard]] SourceState sourceState(AppKind kind, const manifest::Value& object, const ReferenceLookup& lookup);
/// Every object that `sourceState` may ask for.
[[nodiscard]] std::vector<manifest::ObjectKey> sourceKeys(AppKind kind, const manifest::Value& object);

/// Whether an attempted revision is what the artifact holds. Legacy `main/<sha>` equals `main@sha1:<sha>`; Helm writes
/// `1.2.3+<12 hex>` for `1.2.3@sha256:<hex>`.
[[nodiscard]] bool sameRevision(const QString& attempted, const QString& artifact);

/// One id of an inventory: `namespace_name_group_kind`, with `__` for a colon in the name.
[[nodiscard]] std::optional<manifest::ObjectKey> parseInventoryId(const QString& id);
[[nodiscard]] std::vector<AppObject> inventory(const manifest::Value& object);
/// `status.history`, newest first. A Kustomization's entries are named by what was applied (its digest), a
/// HelmRelease's by the release's number.
[[nodiscard]] std::vector<Deployment> deploymentsOf(const manifest::Value& object);
/// Whether the agent leaves this live object alone (labels or annotations on the object).
[[nodiscard]] bool isExcluded(const manifest::Value& live);

/// The fields that rows are made of, and nothing else: what has to be remembered of an object.
[[nodiscard]] manifest::Value keptFields(const manifest::Value& object);

}
