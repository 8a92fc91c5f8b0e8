#include "app/sandbox/api/ListPage.h"

#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"

#include <charconv>

namespace holdfast::sandbox {

namespace {

struct Continuation {
    std::int64_t revision = 0; ///< -1: go on with the newest state
    std::string after; ///< `namespace/name`
};

std::string encoded(const Continuation& token)
{
    const Value value = mapOf({ { "v", Value("meta.k8s.io/v1") }, { "rv", Value(token.revision) },
        { "start", Value(token.after + std::string(1, '\0')) } });
    const QByteArray json = QByteArray::fromStdString(manifest::writeJson(value));
    return json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals).toStdString();
}

Answer<Continuation> decodedToken(const std::string& text)
{
    const auto bytes = QByteArray::fromBase64Encoding(
        QByteArray::fromStdString(text), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const auto value = manifest::readJson(bytes.decoded.toStdString());
    if (!bytes || !value || (*value)["v"].text() != "meta.k8s.io/v1") {
        const QByteArray given = bytes && !bytes.decoded.isEmpty() ? bytes.decoded : QByteArray::fromStdString(text);
        const std::string found = given.isEmpty() || given.front() < ' ' ? "?" : given.left(1).toStdString();
        return std::unexpected(badRequest("invalid continue token: continue key is not valid: invalid character '"
            + found + "' looking for beginning of value"));
    }
    Continuation token { .revision = (*value)["rv"].intOr(0), .after = textOf((*value)["start"]) };
    while (!token.after.empty() && token.after.back() == '\0')
        token.after.pop_back();
    if (token.after.starts_with('/'))
        token.after.erase(0, 1);
    return token;
}

ObjectName placeOf(const Continuation& token, const Selection& selection)
{
    if (!selection.nameSpace.empty())
        return { .nameSpace = selection.nameSpace, .name = token.after };
    const std::size_t slash = token.after.find('/');
    return slash == std::string::npos
        ? ObjectName { .nameSpace = {}, .name = token.after }
        : ObjectName { .nameSpace = token.after.substr(0, slash), .name = token.after.substr(slash + 1) };
}

std::string tokenText(const ObjectName& name, const Selection& selection)
{
    return selection.nameSpace.empty() && !name.nameSpace.empty() ? name.nameSpace + "/" + name.name : "/" + name.name;
}

StatusError tooLarge(std::uint64_t asked, std::uint64_t current)
{
    StatusError error;
    error.code = 504;
    error.reason = "Timeout";
    error.message
        = "Timeout: Too large resource version: " + std::to_string(asked) + ", current: " + std::to_string(current);
    error.causes.push_back(
        { .reason = "ResourceVersionTooLarge", .message = "Too large resource version", .field = {} });
    error.retryAfterSeconds = 1;
    return error;
}

StatusError expiredToken(const Continuation& token)
{
    StatusError error = expired(
        "The provided continue parameter is too old to display a consistent list result. You can start a new list "
        "without the continue parameter, or use the continue token in this response to retrieve the remainder of the "
        "results. Continuing with the provided token results in an inconsistent list - objects that were created, "
        "modified, or deleted between the time the first chunk was returned and now may show up in the list.");
    error.continueToken = encoded({ .revision = -1, .after = token.after });
    return error;
}

std::optional<std::uint64_t> numberOf(const std::string& text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

struct Snapshot {
    Shelves::Objects owned;
    const Shelves::Objects* objects = nullptr;
    std::uint64_t revision = 0;
};

Answer<Snapshot> snapshotAt(const Shelves& shelves, const ResourceName& resource, std::uint64_t revision)
{
    Snapshot snapshot;
    snapshot.revision = revision;
    auto objects = shelves.objectsAt(resource, revision);
    if (!objects)
        return std::unexpected(expired("The provided resource version is too old: " + std::to_string(revision) + " ("
            + std::to_string(shelves.compactedRevision(resource)) + ")"));
    snapshot.owned = std::move(*objects);
    return snapshot;
}

Answer<Snapshot> snapshotFor(const Shelves& shelves, const ApiCall& call, const Continuation* token)
{
    const ResourceName resource = storageName(*call.type);
    Snapshot newest;
    newest.objects = &shelves.objects(resource);
    newest.revision = shelves.revision();
    if (token) {
        if (token->revision < 0)
            return newest;
        auto snapshot = snapshotAt(shelves, resource, static_cast<std::uint64_t>(token->revision));
        return snapshot ? snapshot : std::unexpected(expiredToken(*token));
    }
    const std::string version = call.request.parameter("resourceVersion");
    if (version.empty() || version == "0")
        return newest;
    const auto number = numberOf(version);
    if (!number) {
        return std::unexpected(invalid("ListOptions", "meta.k8s.io", "",
            { { .reason = "FieldValueInvalid",
                .message
                = "Invalid value: \"" + version + "\": strconv.ParseUint: parsing \"" + version + "\": invalid syntax",
                .field = "resourceVersion" } }));
    }
    if (*number > shelves.revision())
        return std::unexpected(tooLarge(*number, shelves.revision()));
    const std::string match = call.request.parameter("resourceVersionMatch");
    const bool exact = match == "Exact" || (match.empty() && call.request.has("limit"));
    return exact ? snapshotAt(shelves, resource, *number) : Answer<Snapshot>(newest);
}

}

Answer<Selection> Selection::of(const ApiCall& call)
{
    const auto labels = LabelSelector::parse(call.request.parameter("labelSelector"));
    if (!labels)
        return std::unexpected(labels.error());
    const auto fields = FieldSelector::parse(call.request.parameter("fieldSelector"), call.type->selectable);
    if (!fields)
        return std::unexpected(fields.error());
    return Selection { .nameSpace = call.info.nameSpace, .name = call.info.name, .labels = *labels, .fields = *fields };
}

bool Selection::includes(const ObjectName& objectName, const Value& object) const
{
    if (!nameSpace.empty() && objectName.nameSpace != nameSpace)
        return false;
    if (!name.empty() && objectName.name != name)
        return false;
    return labels.matches(object.at({ "metadata", "labels" })) && fields.matches(object);
}

Answer<ListPage> listPage(const ClusterStore& store, const ApiCall& call, const Selection& selection)
{
    const std::string tokenTextGiven = call.request.parameter("continue");
    std::optional<Continuation> token;
    if (!tokenTextGiven.empty()) {
        const auto parsed = decodedToken(tokenTextGiven);
        if (!parsed)
            return std::unexpected(parsed.error());
        token = *parsed;
    }
    auto snapshot = snapshotFor(store.shelves(), call, token ? &*token : nullptr);
    if (!snapshot)
        return std::unexpected(snapshot.error());
    const Shelves::Objects& objects = snapshot->objects ? *snapshot->objects : snapshot->owned;
    const std::uint64_t limit = numberOf(call.request.parameter("limit")).value_or(0);
    ListPage page;
    page.revision = snapshot->revision;
    ObjectName last;
    auto at = token                   ? objects.upper_bound(placeOf(*token, selection))
        : selection.nameSpace.empty() ? objects.begin()
                                      : objects.lower_bound({ .nameSpace = selection.nameSpace, .name = {} });
    for (; at != objects.end(); ++at) {
        if (!selection.nameSpace.empty() && at->first.nameSpace != selection.nameSpace)
            break;
        if (!selection.includes(at->first, at->second->value))
            continue;
        if (limit > 0 && page.objects.size() == limit) {
            ++page.remaining;
            if (!selection.isPlain())
                break;
            continue;
        }
        page.objects.push_back(at->second);
        last = at->first;
    }
    if (page.remaining > 0)
        page.continueToken
            = encoded({ .revision = static_cast<std::int64_t>(page.revision), .after = tokenText(last, selection) });
    return page;
}

}
