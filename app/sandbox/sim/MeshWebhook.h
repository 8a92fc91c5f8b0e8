#pragma once

#include "app/sandbox/api/Store.h"

namespace holdfast::sandbox::sim {

/// The practice's service mesh: in namespaces labelled `mesh.example.com/injection: enabled` its webhook puts a sidecar
/// into every Deployment and raises the time to stop. Nobody owns what it adds.
[[nodiscard]] Admission meshWebhook(const ObjectStore& store);

}
