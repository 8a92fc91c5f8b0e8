#pragma once

#include "app/sandbox/sim/World.h"

#include <expected>
#include <string>
#include <vector>

namespace holdfast::sandbox::sim {

/// What a server-side apply did to one object.
struct AppliedObject {
    Value object; ///< as sent
    std::string action; ///< created, configured, unchanged or skipped
};

/// What differs on one object: its live state and what an apply would make of it.
struct Drift {
    Value desired;
    Value live; ///< null: missing
    Value predicted;
};

/// What becomes of fields that kubectl owns: kustomize-controller removes those that Git does not have.
enum class KubectlFields { TakeOver, Keep };

/// What becomes of an object whose change the API server refuses: `spec.force` deletes it and makes it anew.
enum class Refused { Fails, IsRecreated };

/// Server-side apply the way Flux does it: dry run of all first, then what differs; fields of kubectl are taken over.
class FluxApplier final {
public:
    FluxApplier(World& world, std::string manager, KubectlFields fields = KubectlFields::TakeOver);

    /// All objects or, where one is refused by the dry run, none; the error names it.
    [[nodiscard]] std::expected<std::vector<AppliedObject>, std::string> apply(
        const std::vector<Value>& objects, Refused refused = Refused::Fails);
    /// The objects that an apply would change.
    [[nodiscard]] std::expected<std::vector<Drift>, std::string> drift(const std::vector<Value>& objects);

private:
    [[nodiscard]] bool isExcluded(const Value& desired, const Value& live) const;
    void takeOver(const Value& live, const ResourceName& resource);
    [[nodiscard]] std::expected<Drift, std::string> probe(const Value& desired, Refused refused = Refused::Fails);

    World& m_world;
    std::string m_manager;
    KubectlFields m_fields;
};

/// The union of two fieldsV1 trees.
[[nodiscard]] Value joinedFields(const Value& left, const Value& right);

}
