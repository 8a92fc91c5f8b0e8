#pragma once

#include "app/sandbox/api/Registry.h"

namespace holdfast::sandbox {

// What the API server knows of single kinds: their defaults, their rules, what an update may not change.

/// The object with the defaults of its kind.
[[nodiscard]] Value withDefaults(const ResourceType& type, const Value& object);
/// What no schema says: addresses, tokens and the like that the server itself fills in when an object is created.
[[nodiscard]] Value withServerFields(const ResourceType& type, const Value& object);
/// The status a new object has, whatever the client sent.
[[nodiscard]] Value withInitialStatus(const ResourceType& type, const Value& object);
/// Whether objects of the kind count their generations.
[[nodiscard]] bool countsGenerations(const ResourceType& type);

/// What the kind's rules refuse; `previous` is null for a create.
[[nodiscard]] std::vector<StatusCause> validationCauses(
    const ResourceType& type, const Value& object, const Value& previous);
[[nodiscard]] StatusCause invalidCause(std::string_view field, const Value& value, std::string_view why);
[[nodiscard]] StatusCause requiredCause(std::string_view field, std::string_view why = {});
[[nodiscard]] StatusCause forbiddenCause(std::string_view field, std::string_view why);
[[nodiscard]] StatusCause unsupportedCause(std::string_view field, const Value& value, std::string_view supported);

/// Rules of metadata alone: names, labels, annotations.
void addMetadataCauses(const ResourceType& type, const Value& object, std::vector<StatusCause>& causes);
/// Rules of a pod spec below `place` (`spec.template.spec`).
void addPodCauses(const Value& spec, const std::string& place, std::vector<StatusCause>& causes);

/// The pod template of a workload, or null.
[[nodiscard]] const Value& podTemplateOf(const ResourceType& type, const Value& object);

}
