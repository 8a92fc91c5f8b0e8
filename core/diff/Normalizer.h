#pragma once

#include "core/manifest/Value.h"

namespace holdfast::diff {

/// Whose rules compare.
enum class Dialect { ArgoCd, Kustomize, Helm };

/// The field manager of the dialect's agent.
[[nodiscard]] std::string_view fieldManager(Dialect dialect);

/// The object in the form in which the dialect compares it: typedForm(), stringData of a Secret as data, no creation
/// time; for Argo CD no rules where they are empty, ports of Endpoints with their protocol; for Flux no status but of a
/// CRD, TCP where a port names no protocol, no metric of an autoscaler twice.
[[nodiscard]] manifest::Value normalized(const manifest::Value& object, Dialect dialect);

/// The object without what no agent compares: managedFields, versions, times, the last-applied annotation; for Flux all
/// of metadata but labels and annotations, and the status.
[[nodiscard]] manifest::Value comparable(const manifest::Value& object, Dialect dialect);

}
