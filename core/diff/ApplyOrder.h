#pragma once

#include "core/manifest/Value.h"

#include <vector>

namespace holdfast::diff {

enum class OrderDialect { Kustomize, ArgoCd };
enum class OrderPurpose { Apply, Delete };

/// An object at its place in the order; stages count from 1, and one is over before the next begins.
struct OrderedObject {
    int stage = 1;
    manifest::Value object;
};

/// Flux's order (fluxcd/pkg ssa): definitions, classes, the rest, each by kind, group, namespace, name. Argo CD's:
/// phase, wave, kind, name, with namespaces and definitions before what needs them; an object that is a hook of several
/// phases stands once in each, one that no sync applies is left out. For deletion the reverse.
[[nodiscard]] std::vector<OrderedObject> ordered(
    const std::vector<manifest::Value>& objects, OrderDialect dialect, OrderPurpose purpose);

}
