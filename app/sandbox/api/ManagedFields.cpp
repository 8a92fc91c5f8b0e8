#include "app/sandbox/api/ManagedFields.h"

#include <algorithm>
#include <iterator>

namespace holdfast::sandbox {

namespace {

constexpr std::size_t MaxUpdateEntries = 10;

ManagedEntry* find(ManagedEntries& entries, const Writer& writer)
{
    const auto found = std::ranges::find(entries, writer, &ManagedEntry::writer);
    return found == entries.end() ? nullptr : &*found;
}

ManagedEntry& obtain(ManagedEntries& entries, const Writer& writer)
{
    if (ManagedEntry* entry = find(entries, writer))
        return *entry;
    return entries.emplace_back(ManagedEntry { .writer = writer, .time = {}, .fields = {} });
}

void dropEmpty(ManagedEntries& entries)
{
    std::erase_if(entries, [](const ManagedEntry& entry) { return entry.fields.empty(); });
}

std::string writerText(const ManagedEntry& entry)
{
    std::string text = "\"" + entry.writer.manager + "\"";
    if (!entry.writer.subresource.empty())
        text += " with subresource \"" + entry.writer.subresource + "\"";
    if (entry.writer.operation == WriteOperation::Update)
        text += " using " + entry.writer.apiVersion;
    return text;
}

struct FieldConflict {
    std::string manager;
    std::string path;
};

StatusError conflictStatus(std::vector<FieldConflict> conflicts)
{
    std::ranges::stable_sort(conflicts, {}, &FieldConflict::manager);
    StatusError error;
    error.code = 409;
    error.reason = "Conflict";
    for (const auto& [manager, path] : conflicts)
        error.causes.push_back(
            { .reason = "FieldManagerConflict", .message = "conflict with " + manager, .field = path });
    if (conflicts.size() == 1) {
        error.message
            = "Apply failed with 1 conflict: conflict with " + conflicts[0].manager + ": " + conflicts[0].path;
        return error;
    }
    error.message = "Apply failed with " + std::to_string(conflicts.size()) + " conflicts:";
    std::string last;
    for (const auto& [manager, path] : conflicts) {
        if (manager != last)
            error.message += (last.empty() ? " " : "\n") + std::string("conflicts with ") + manager + ":";
        error.message += "\n- " + path;
        last = manager;
    }
    return error;
}

/// Takes what changed from everyone else; with ConflictRule::Refuse an answer of 409 where others own it.
std::expected<void, StatusError> takeChanges(
    ManagedEntries& entries, const Writer& writer, const Comparison& changes, ConflictRule rule)
{
    const FieldSet touched = changes.modified.united(changes.added);
    std::vector<FieldConflict> conflicts;
    for (ManagedEntry& entry : entries) {
        if (entry.writer == writer)
            continue;
        const FieldSet taken = entry.fields.shared(touched);
        for (const std::string& path : rule == ConflictRule::Refuse ? taken.paths() : std::vector<std::string>())
            conflicts.push_back({ .manager = writerText(entry), .path = path });
        entry.fields = entry.fields.without(taken).without(changes.removed);
    }
    if (!conflicts.empty())
        return std::unexpected(conflictStatus(std::move(conflicts)));
    return {};
}

/// More than ten updaters: the oldest become one entry `ancient-changes`.
void capUpdaters(ManagedEntries& entries)
{
    const auto isUpdate = [](const ManagedEntry& entry) { return entry.writer.operation == WriteOperation::Update; };
    while (static_cast<std::size_t>(std::ranges::count_if(entries, isUpdate)) > MaxUpdateEntries) {
        auto oldest = entries.end();
        for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
            if (isUpdate(*entry) && entry->writer.manager != "ancient-changes"
                && (oldest == entries.end() || entry->time < oldest->time))
                oldest = entry;
        }
        const ManagedEntry gone = *oldest;
        entries.erase(oldest);
        ManagedEntry& ancient = obtain(entries,
            { .manager = "ancient-changes",
                .operation = WriteOperation::Update,
                .apiVersion = gone.writer.apiVersion,
                .subresource = {} });
        ancient.fields = ancient.fields.united(gone.fields);
        ancient.time = gone.time;
    }
}

/// What the last apply owned and this one left out goes, unless others own it too (structured-merge-diff, prune).
Value prune(const SchemaNode* schema, const Value& merged, const ManagedEntries& entries, const FieldSet& last)
{
    if (last.empty())
        return merged;
    const FieldSet lastNamed = withNamedFields(schema, last);
    Value pruned = removeFields(schema, merged, lastNamed);
    FieldSet owned;
    for (const ManagedEntry& entry : entries)
        owned = owned.united(entry.fields);
    const FieldSet mergedSet = withNamedFields(schema, fieldSetOf(schema, merged));
    FieldSet kept = withNamedFields(schema, fieldSetOf(schema, pruned)).united(withNamedFields(schema, owned));
    pruned = removeFields(schema, merged, mergedSet.without(kept));
    kept = withNamedFields(schema, fieldSetOf(schema, pruned));
    return removeFields(schema, merged, mergedSet.without(kept).shared(lastNamed));
}

const char* operationText(WriteOperation operation)
{
    return operation == WriteOperation::Apply ? "Apply" : "Update";
}

}

ManagedEntries managedEntries(const Value& object)
{
    ManagedEntries entries;
    for (const Value& item : object.at({ "metadata", "managedFields" }).list()) {
        if (item["operation"].isNull())
            continue;
        ManagedEntry entry;
        entry.writer.manager = textOf(item["manager"]);
        entry.writer.operation = item["operation"].text() == "Apply" ? WriteOperation::Apply : WriteOperation::Update;
        entry.writer.apiVersion = textOf(item["apiVersion"]);
        entry.writer.subresource = textOf(item["subresource"]);
        entry.time = textOf(item["time"]);
        entry.fields = FieldSet::fromValue(item["fieldsV1"]);
        entries.push_back(std::move(entry));
    }
    return entries;
}

Value withManagedEntries(const Value& object, const ManagedEntries& entries)
{
    if (entries.empty())
        return removeAt(object, { "metadata", "managedFields" });
    ManagedEntries sorted = entries;
    std::ranges::stable_sort(sorted, {}, [](const ManagedEntry& entry) {
        return std::tuple(entry.writer.operation, entry.time, entry.writer.manager, entry.writer.apiVersion,
            entry.writer.subresource);
    });
    Value::List list;
    for (const ManagedEntry& entry : sorted) {
        list.push_back(mapOf(
            { { "manager", Value(entry.writer.manager) }, { "operation", Value(operationText(entry.writer.operation)) },
                { "apiVersion", Value(entry.writer.apiVersion) }, { "time", textValue(entry.time) },
                { "fieldsType", Value("FieldsV1") }, { "fieldsV1", entry.fields.toValue() },
                { "subresource", textValue(entry.writer.subresource) } }));
    }
    return setAt(object, { "metadata", "managedFields" }, Value(std::move(list)));
}

Value ownableFields(const Value& object)
{
    static constexpr std::string_view unowned[] = { "name", "namespace", "creationTimestamp", "selfLink", "uid",
        "generation", "managedFields", "resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds" };
    Value metadata = object["metadata"].isMap() ? object["metadata"] : Value::emptyMap();
    for (const std::string_view key : unowned)
        metadata = metadata.without(key);
    const Value rest = object.without("apiVersion").without("kind");
    return metadata.isEmpty() ? rest.without("metadata") : rest.with("metadata", metadata);
}

ManagedEntries recordUpdate(
    const RecordContext& context, const Value& live, const Value& next, const ManagedEntries& entries)
{
    ManagedEntries all = entries;
    const Value before = withStructs(context.schema, live.isNull() ? Value::emptyMap() : ownableFields(live));
    Comparison changes = compareTyped(context.schema, before, withStructs(context.schema, ownableFields(next)));
    changes.added = changes.added.withoutSubtrees(context.ignored);
    changes.modified = changes.modified.withoutSubtrees(context.ignored);
    changes.removed = changes.removed.withoutSubtrees(context.ignored);
    if (changes.same())
        return all;
    // With ConflictRule::Take nothing can be refused.
    if (!takeChanges(all, context.writer, changes, ConflictRule::Take))
        return entries;
    const FieldSet taken = changes.modified.united(changes.added);
    ManagedEntry* mine = find(all, context.writer);
    if (mine)
        mine->fields = mine->fields.without(changes.removed);
    if (!taken.empty()) {
        ManagedEntry& entry = obtain(all, context.writer);
        entry.fields = entry.fields.united(taken);
        entry.time = context.writer.subresource == "scale" ? std::string() : context.now;
    }
    dropEmpty(all);
    capUpdaters(all);
    return all;
}

Answer<Applied> recordApply(const RecordContext& context, const Value& live, const Value& config, ConflictRule rule)
{
    ManagedEntries entries = managedEntries(live);
    if (entries.empty() && !live.isNull()) {
        // An object that nobody owns: what it holds belongs to whoever made it before.
        const Writer before { .manager = "before-first-apply",
            .operation = WriteOperation::Update,
            .apiVersion = context.writer.apiVersion,
            .subresource = {} };
        entries.push_back({ .writer = before,
            .time = context.now,
            .fields = fieldSetOf(context.schema, ownableFields(live)).withoutSubtrees(context.ignored) });
    }
    const Value current = live.isNull() ? Value::emptyMap() : ownableFields(live);
    const Value wanted = ownableFields(config);
    const ManagedEntry* previous = find(entries, context.writer);
    const FieldSet last = previous ? previous->fields : FieldSet();
    ManagedEntry& mine = obtain(entries, context.writer);
    mine.fields = fieldSetOf(context.schema, wanted).withoutSubtrees(context.ignored);

    Value next = mergeTyped(context.schema, current, wanted);
    next = prune(context.schema, next, entries, last);
    if (next.isNull())
        next = Value::emptyMap();
    const Comparison changes = compareTyped(context.schema, current, next);
    if (const auto taken = takeChanges(entries, context.writer, changes, rule); !taken)
        return std::unexpected(taken.error());
    if (!changes.same() || live.isNull())
        obtain(entries, context.writer).time = context.now;
    dropEmpty(entries);
    Value object = next.with("apiVersion", config["apiVersion"]).with("kind", config["kind"]);
    Value metadata = live.isNull() ? config["metadata"] : live["metadata"];
    for (const char* key : { "labels", "annotations", "finalizers", "ownerReferences" }) {
        const Value& value = next.at({ "metadata", key });
        metadata = value.isNull() ? (metadata.isMap() ? metadata.without(key) : metadata) : metadata.with(key, value);
    }
    return Applied { .object = object.with("metadata", metadata), .entries = std::move(entries) };
}

}
