#include "app/sandbox/api/ClusterStore.h"
#include "app/sandbox/api/Patch.h"
#include "app/sandbox/api/SchemaCheck.h"
#include "app/sandbox/api/Strategy.h"
#include "core/manifest/MergePatch.h"

#include <QRandomGenerator>
#include <QUuid>

#include <algorithm>

namespace holdfast::sandbox {

namespace {

constexpr std::size_t SuffixLength = 5;

std::string randomSuffix()
{
    static constexpr std::string_view letters = "bcdfghjklmnpqrstvwxz2456789";
    std::string suffix;
    for (std::size_t at = 0; at < SuffixLength; ++at)
        suffix
            += letters[static_cast<std::size_t>(QRandomGenerator::global()->bounded(static_cast<int>(letters.size())))];
    return suffix;
}

StatusError subjectOf(const ResourceType& type, std::string_view name)
{
    StatusError error;
    error.group = type.name.group;
    error.kind = type.name.plural;
    error.name = name;
    return error;
}

Value withoutBookkeeping(const Value& object)
{
    return removeAt(removeAt(object, { "metadata", "managedFields" }), { "metadata", "resourceVersion" });
}

Value withoutTimes(const Value& object)
{
    Value::List entries;
    for (const Value& entry : object.at({ "metadata", "managedFields" }).list())
        entries.push_back(entry.without("time"));
    return Value(std::move(entries));
}

bool sameObject(const Value& left, const Value& right)
{
    return withoutBookkeeping(left) == withoutBookkeeping(right) && withoutTimes(left) == withoutTimes(right);
}

std::string joined(const std::vector<std::string>& fields)
{
    std::string text;
    for (const std::string& field : fields)
        text += (text.empty() ? "" : ", ") + std::string("unknown field \"") + field + "\"";
    return text;
}

}

Shelves::Form ClusterStore::formOf(const ResourceType& type) const
{
    return type.origin == Origin::Custom ? Shelves::Form::Custom : Shelves::Form::BuiltIn;
}

Answer<Value> ClusterStore::decoded(WriteRequest& request, const Value& object) const
{
    const ResourceType& type = *request.type;
    if (type.origin == Origin::BuiltIn) {
        if (const std::string error = decodeError(type.schema, object); !error.empty()) {
            return std::unexpected(badRequest(
                type.kind + " in version \"" + type.version + "\" cannot be handled as a " + type.kind + ": " + error));
        }
    }
    Pruned pruned = prunedToSchema(type.schema, object);
    if (!pruned.unknown.empty() && request.options.validation == FieldValidation::Strict) {
        return std::unexpected(badRequest(type.origin == Origin::Custom ? type.kind + " in version \"" + type.version
                    + "\" cannot be handled as a " + type.kind + ": strict decoding error: " + joined(pruned.unknown)
                                                                        : type.kind + " in version \"" + type.version
                    + "\" cannot be handled as a " + type.kind + ": strict decoding error: " + joined(pruned.unknown)));
    }
    if (request.options.validation == FieldValidation::Warn) {
        for (const std::string& field : pruned.unknown)
            request.warnings.push_back("unknown field \"" + field + "\"");
    }
    return pruned.object;
}

Answer<Value> ClusterStore::named(const ResourceType& type, const Value& object) const
{
    const Value& metadata = object["metadata"];
    if (!metadata["name"].text().empty())
        return object;
    if (const std::string_view prefix = metadata["generateName"].text(); !prefix.empty())
        return setAt(object, { "metadata", "name" }, Value(std::string(prefix) + randomSuffix()));
    return std::unexpected(invalid(
        type.kind, type.name.group, "", { requiredCause("metadata.name", "name or generateName is required") }));
}

std::optional<StatusError> ClusterStore::namespaceRefusal(const ResourceType& type, const ObjectName& name) const
{
    if (type.scope != Scope::Namespaced)
        return std::nullopt;
    const auto space = get({ "", "namespaces" }, { .nameSpace = {}, .name = name.nameSpace });
    if (!space)
        return space.error();
    if (space->at({ "metadata", "deletionTimestamp" }).isNull())
        return std::nullopt;
    StatusError error = forbidden(subjectOf(type, name.name),
        "unable to create new content in namespace " + name.nameSpace + " because it is being terminated");
    error.causes.push_back({ .reason = "NamespaceTerminating",
        .message = "namespace " + name.nameSpace + " is being terminated",
        .field = "metadata.namespace" });
    return error;
}

Value ClusterStore::fresh(const ResourceType& type, const Value& object) const
{
    Value metadata = object["metadata"];
    for (const char* key : { "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds", "generation",
             "resourceVersion", "managedFields" })
        metadata = metadata.without(key);
    if (type.scope == Scope::Cluster)
        metadata = metadata.without("namespace");
    metadata = metadata.with("uid", Value(QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString()));
    metadata = metadata.with("creationTimestamp", Value(now()));
    if (countsGenerations(type))
        metadata = metadata.with("generation", Value(1));
    const Value complete
        = object.with("metadata", metadata).with("apiVersion", Value(type.apiVersion())).with("kind", Value(type.kind));
    return withServerFields(type, withDefaults(type, withInitialStatus(type, complete)));
}

RecordContext ClusterStore::recordContext(const WriteRequest& request, WriteOperation operation) const
{
    RecordContext context;
    const ResourceType& type = *request.type;
    context.schema = type.schema;
    context.writer = { .manager = request.options.fieldManager,
        .operation = operation,
        .apiVersion = type.apiVersion(),
        .subresource = {} };
    context.now = now();
    if (request.options.subresource == Subresource::Status) {
        context.writer.subresource = "status";
        context.ignored.children["f:spec"].member = true;
        if (type.origin == Origin::Custom)
            context.ignored.children["f:metadata"].member = true;
        else
            context.ignored.children["f:metadata"].children["f:labels"].member = true;
    } else if (type.subresource("status")) {
        context.ignored.children["f:status"].member = true;
    }
    return context;
}

Answer<Written> ClusterStore::createApplied(WriteRequest request, const Value& object, const ManagedEntries* entries)
{
    const ResourceType& type = *request.type;
    if (!object.at({ "metadata", "resourceVersion" }).text().empty())
        return std::unexpected(badRequest("resourceVersion should not be set on objects to be created"));
    const auto complete = decoded(request, object);
    if (!complete)
        return std::unexpected(complete.error());
    const auto withName = named(type, *complete);
    if (!withName)
        return std::unexpected(withName.error());
    const ObjectName name = objectNameOf(*withName);
    if (const auto refusal = namespaceRefusal(type, name))
        return std::unexpected(*refusal);
    Value made = fresh(type, *withName);
    const ManagedEntries all
        = entries ? *entries : recordUpdate(recordContext(request, WriteOperation::Update), {}, made, {});
    made = admitted(request, made);
    auto causes = validationCauses(type, made, {});
    if (!causes.empty())
        return std::unexpected(invalid(type.kind, type.name.group, name.name, std::move(causes)));
    if (m_shelves.find(type.name, name))
        return std::unexpected(alreadyExists(type.name.plural, type.name.group, name.name));
    made = withManagedEntries(made, all);
    return Written { .object = commit(request, made), .created = true, .warnings = std::move(request.warnings) };
}

Value ClusterStore::prepared(const WriteRequest& request, const Value& object) const
{
    const ResourceType& type = *request.type;
    const Value& old = request.previous;
    Value next = object.with("apiVersion", Value(type.apiVersion())).with("kind", Value(type.kind));
    if (request.options.subresource == Subresource::Status) {
        next = old.with("status", object["status"]);
        if (object["status"].isNull())
            next = old.without("status");
        if (type.origin == Origin::BuiltIn && object.at({ "metadata", "annotations" }).isMap())
            next = setAt(next, { "metadata", "annotations" }, object.at({ "metadata", "annotations" }));
        return setAt(next, { "metadata", "managedFields" }, object.at({ "metadata", "managedFields" }));
    }
    if (type.subresource("status"))
        next = old.contains("status") ? next.with("status", old["status"]) : next.without("status");
    Value metadata = next["metadata"].isMap() ? next["metadata"] : Value::emptyMap();
    for (const char* key : { "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds",
             "generation", "namespace", "name", "generateName" }) {
        const Value& kept = old.at({ "metadata", key });
        metadata = kept.isNull() ? metadata.without(key) : metadata.with(key, kept);
    }
    next = next.with("metadata", metadata.without("selfLink"));
    if (type.name == ResourceName { "", "services" } && next.at({ "spec", "clusterIP" }).text().empty()
        && next.at({ "spec", "type" }).text() != "ExternalName") {
        for (const char* key : { "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy" })
            next = defaultAt(next, { "spec", key }, old.at({ "spec", key }));
    }
    return withDefaults(type, next);
}

/// What webhooks make of it; their fields belong to nobody, so this comes after the owners have been written down.
Value ClusterStore::admitted(const WriteRequest& request, const Value& object) const
{
    if (request.options.subresource != Subresource::None || m_admissions.empty())
        return object;
    Value changed = object;
    for (const Admission& admission : m_admissions)
        changed = admission(request.type->name, changed, request.options);
    return changed == object ? object : withDefaults(*request.type, changed);
}

Value ClusterStore::withGeneration(const WriteRequest& request, const Value& object) const
{
    const ResourceType& type = *request.type;
    if (request.options.subresource == Subresource::Status || !countsGenerations(type))
        return object;
    const auto content = [&](const Value& value) {
        const Value bare = value.without("metadata");
        return type.origin == Origin::BuiltIn && value.contains("spec") ? bare["spec"]
            : type.subresource("status")                                ? bare.without("status")
                                                                        : bare;
    };
    const std::int64_t generation = request.previous.at({ "metadata", "generation" }).intOr(0);
    if (content(request.previous) == content(object))
        return object;
    return setAt(object, { "metadata", "generation" }, Value(generation + 1));
}

Answer<Written> ClusterStore::replace(WriteRequest request, const Value& object, const ManagedEntries* entries)
{
    const ResourceType& type = *request.type;
    const Value& old = request.previous;
    const std::string name = textOf(old.at({ "metadata", "name" }));
    const std::string_view version = object.at({ "metadata", "resourceVersion" }).text();
    if (!version.empty() && version != "0" && version != old.at({ "metadata", "resourceVersion" }).text()) {
        return std::unexpected(conflict(subjectOf(type, name),
            "the object has been modified; please apply your changes to the latest version and try again"));
    }
    const std::string_view uid = object.at({ "metadata", "uid" }).text();
    if (!uid.empty() && uid != old.at({ "metadata", "uid" }).text()) {
        return std::unexpected(conflict(subjectOf(type, name),
            "Precondition failed: UID in precondition: " + std::string(uid)
                + ", UID in object meta: " + textOf(old.at({ "metadata", "uid" }))));
    }
    const auto complete = decoded(request, object);
    if (!complete)
        return std::unexpected(complete.error());
    const Value prepare = prepared(request, *complete);
    Value next = withGeneration(request, admitted(request, prepare));
    auto causes = validationCauses(type, next, old);
    if (!causes.empty())
        return std::unexpected(invalid(type.kind, type.name.group, name, std::move(causes)));
    // [{}] from a client takes managedFields off; anything else it sends is taken as it is.
    const Value& sent = complete->at({ "metadata", "managedFields" });
    const Value& basis = sent.isList() ? *complete : old;
    const bool reset
        = sent.isList() && managedEntries(*complete).empty() && !managedEntries(old).empty() && !sent.list().empty();
    ManagedEntries all = entries ? *entries : managedEntries(basis);
    if (!entries && !reset && !all.empty())
        all = recordUpdate(recordContext(request, WriteOperation::Update), old, prepare, all);
    next = withManagedEntries(next, reset ? ManagedEntries() : all);
    next = setAt(next, { "metadata", "resourceVersion" }, old.at({ "metadata", "resourceVersion" }));
    if (sameObject(old, next))
        return Written { .object = old, .created = false, .warnings = std::move(request.warnings) };
    return Written { .object = commit(request, next), .created = false, .warnings = std::move(request.warnings) };
}

Answer<Written> ClusterStore::applied(WriteRequest request, const Value& config)
{
    const ResourceType& type = *request.type;
    if (const auto error = typeError(type.schema, config)) {
        const ObjectName name = objectNameOf(config);
        const std::string where = name.nameSpace.empty() ? "/" + name.name : name.nameSpace + "/" + name.name;
        return std::unexpected(internalError("failed to create typed patch object (" + where + "; " + type.apiVersion()
            + ", Kind=" + type.kind + "): " + *error));
    }
    if (!config.at({ "metadata", "managedFields" }).list().empty())
        return std::unexpected(badRequest("metadata.managedFields must be nil"));
    const RecordContext context = recordContext(request, WriteOperation::Apply);
    const auto rule = request.options.force == Force::Yes ? ConflictRule::Take : ConflictRule::Refuse;
    const auto merged = recordApply(context, request.previous, config, rule);
    if (!merged)
        return std::unexpected(merged.error());
    if (request.previous.isNull())
        return createApplied(std::move(request), merged->object, &merged->entries);
    Value object = merged->object;
    if (config.at({ "metadata", "resourceVersion" }).isString())
        object = setAt(object, { "metadata", "resourceVersion" }, config.at({ "metadata", "resourceVersion" }));
    return replace(std::move(request), object, &merged->entries);
}

Answer<Value> ClusterStore::patched(
    const WriteRequest& request, const Value& object, PatchType type, const Value& body) const
{
    switch (type) {
    case PatchType::Json:
        return applyJsonPatch(object, body);
    case PatchType::Merge:
    case PatchType::Apply:
        if (!body.isMap())
            return std::unexpected(badRequest("error decoding patch: " + notInto(body, "map[string]interface {}")));
        return manifest::applyMergePatch(object, body);
    case PatchType::Strategic:
        return applyStrategicPatch(
            request.options.subresource == Subresource::Scale ? nullptr : request.type->schema, object, body);
    }
    return object;
}

Value ClusterStore::commit(const WriteRequest& request, const Value& object)
{
    if (request.options.dryRun == DryRun::All)
        return object;
    const ResourceType& type = *request.type;
    const bool deleting = !object.at({ "metadata", "deletionTimestamp" }).isNull();
    const bool graceOver = object.at({ "metadata", "deletionGracePeriodSeconds" }).intOr(0) == 0;
    const bool held = !object.at({ "metadata", "finalizers" }).list().empty()
        || (type.name == ResourceName { "", "namespaces" } && !object.at({ "spec", "finalizers" }).list().empty());
    if (deleting && !held && graceOver && !request.previous.isNull()) {
        m_shelves.erase(type.name, objectNameOf(object), formOf(type));
        return object;
    }
    const Stored stored = m_shelves.put(type.name, object, formOf(type));
    afterCommit(type, stored->value);
    return stored->value;
}

void ClusterStore::afterCommit(const ResourceType& type, const Value& object)
{
    if (type.name == ResourceName { "apiextensions.k8s.io", "customresourcedefinitions" })
        m_registry.serve(object);
}

}
