#include "app/sandbox/api/ApiServer.h"
#include "app/sandbox/api/ListPage.h"
#include "app/sandbox/api/Strategy.h"
#include "app/sandbox/api/Tables.h"
#include "core/manifest/JsonReader.h"

#include <QPointer>

namespace holdfast::sandbox {

namespace {

std::string managerOf(const HttpRequest& request)
{
    const std::string manager = request.parameter("fieldManager");
    if (!manager.empty())
        return manager;
    const std::string agent = request.header("user-agent");
    return agent.empty() ? "unknown" : agent.substr(0, agent.find('/'));
}

StatusError unsupportedPatch(const ApiCall& call, const std::string& type)
{
    StatusError error;
    error.code = 415;
    error.reason = "UnsupportedMediaType";
    const bool known = type == "application/strategic-merge-patch+json";
    error.message = known ? "the body of the request was in an unknown format - accepted media types include: "
                            "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml, "
                            "application/apply-patch+cbor"
                          : "415: Unsupported Media Type";
    if (known)
        error.kind = call.type->name.plural, error.group = call.type->name.group, error.name = call.info.name;
    return error;
}

std::optional<PatchType> patchTypeOf(const ApiCall& call, const std::string& type)
{
    if (type == "application/json-patch+json")
        return PatchType::Json;
    if (type == "application/merge-patch+json")
        return PatchType::Merge;
    if (type == "application/apply-patch+yaml")
        return PatchType::Apply;
    if (type == "application/strategic-merge-patch+json"
        && (call.type->origin == Origin::BuiltIn || call.info.subresource == "scale"))
        return PatchType::Strategic;
    return std::nullopt;
}

std::optional<StatusError> placeRefusal(const ApiCall& call, const Value& body)
{
    const std::string_view space = body.at({ "metadata", "namespace" }).text();
    const std::string_view name = body.at({ "metadata", "name" }).text();
    if (!space.empty() && space != call.info.nameSpace && call.type->scope == Scope::Namespaced)
        return badRequest("the namespace of the provided object does not match the namespace sent on the request");
    if (!call.info.name.empty() && !name.empty() && name != call.info.name)
        return badRequest("the name of the object (" + std::string(name) + ") does not match the name on the URL ("
            + call.info.name + ")");
    const SubresourceType* sub = call.type->subresource(call.info.subresource);
    const std::string_view kind = body["kind"].text();
    const std::string expected = sub ? sub->kind : call.type->kind;
    if (!kind.empty() && kind != expected) {
        return badRequest(textOf(body["kind"]) + " in version \"" + call.type->version + "\" cannot be handled as a "
            + expected + ": no kind \"" + std::string(kind) + "\" is registered for version \""
            + textOf(body["apiVersion"]) + "\" in scheme");
    }
    const std::string version = sub && sub->kind == "Scale" ? "autoscaling/v1" : call.type->apiVersion();
    if (!body["apiVersion"].text().empty() && body["apiVersion"].text() != version)
        return badRequest("the API version in the data (" + textOf(body["apiVersion"])
            + ") does not match the expected API version (" + version + ")");
    return std::nullopt;
}

DeleteOptions deleteOptionsOf(const ApiCall& call, const Value& body)
{
    DeleteOptions options;
    std::string propagation = textOf(body["propagationPolicy"]);
    if (propagation.empty())
        propagation = call.request.parameter("propagationPolicy");
    options.propagation = propagation == "Foreground" ? Propagation::Foreground
        : propagation == "Orphan"                     ? Propagation::Orphan
        : propagation == "Background"                 ? Propagation::Background
                                                      : Propagation::Default;
    if (const auto grace = body["gracePeriodSeconds"].toInt())
        options.gracePeriodSeconds = *grace;
    else if (call.request.has("gracePeriodSeconds"))
        options.gracePeriodSeconds
            = QByteArray::fromStdString(call.request.parameter("gracePeriodSeconds")).toLongLong();
    options.uid = textOf(body.at({ "preconditions", "uid" }));
    options.resourceVersion = textOf(body.at({ "preconditions", "resourceVersion" }));
    if (!body["dryRun"].list().empty() || call.request.parameter("dryRun") == "All")
        options.dryRun = DryRun::All;
    return options;
}

}

WriteOptions ApiServer::writeOptions(ApiCall& call) const
{
    WriteOptions options;
    options.fieldManager = managerOf(call.request);
    options.dryRun = call.request.parameter("dryRun") == "All" ? DryRun::All : DryRun::No;
    const std::string force = call.request.parameter("force");
    options.force = force == "true" || force == "1" ? Force::Yes : Force::No;
    const std::string validation = call.request.parameter("fieldValidation");
    options.validation = validation == "Strict" ? FieldValidation::Strict
        : validation == "Ignore"                ? FieldValidation::Ignore
                                                : FieldValidation::Warn;
    options.subresource = call.info.subresource == "status" || call.info.subresource == "approval" ? Subresource::Status
        : call.info.subresource == "scale"                                                         ? Subresource::Scale
                                                                                                   : Subresource::None;
    return options;
}

void ApiServer::finishWrite(ApiCall& call, const Answer<Written>& written)
{
    if (!written)
        return refuse(call, written.error());
    call.warnings.insert(call.warnings.end(), written->warnings.begin(), written->warnings.end());
    const int status = written->created ? 201 : 200;
    if (call.info.subresource == "scale")
        return answer(call, status, written->object);
    const ObjectForm form = wantedForm(call.request);
    if (form == ObjectForm::Metadata)
        return answer(call, status, partialMetadata(written->object));
    if (form == ObjectForm::Full)
        return answer(call, status, converted(*call.type, written->object));
    const Stored stored = makeStored(written->object, 0, Shelves::Form::Custom);
    const std::string body = m_tables->table(*call.type, { stored }, {});
    answerBytes(call,
        { .status = status,
            .contentType = "application/json",
            .headers = {},
            .body = QByteArray::fromStdString(body) + '\n' });
}

void ApiServer::createObject(ApiCall& call)
{
    auto body = bodyOf(call);
    if (!body)
        return refuse(call, body.error());
    if (!body->isMap())
        return refuse(call, badRequest("the object provided is unrecognized"));
    if (const auto refusal = placeRefusal(call, *body))
        return refuse(call, *refusal);
    Value object = *body;
    if (call.type->scope == Scope::Namespaced)
        object = setAt(object, { "metadata", "namespace" }, Value(call.info.nameSpace));
    if (call.type->kind == "CertificateSigningRequest") { // who asks is for the server to say
        object = setAt(object, { "spec", "username" }, textValue(call.user.name));
        object = setAt(object, { "spec", "groups" }, textList(call.user.groups));
    }
    finishWrite(call, m_store.create(storageName(*call.type), toStored(*call.type, object), writeOptions(call)));
}

void ApiServer::updateObject(ApiCall& call)
{
    const auto body = bodyOf(call);
    if (!body)
        return refuse(call, body.error());
    if (const auto refusal = placeRefusal(call, *body))
        return refuse(call, *refusal);
    Value object = setAt(*body, { "metadata", "name" }, Value(call.info.name));
    if (call.type->scope == Scope::Namespaced)
        object = setAt(object, { "metadata", "namespace" }, Value(call.info.nameSpace));
    if (call.info.subresource == "finalize") {
        if (object.at({ "spec", "finalizers" }).list().empty())
            m_store.dropFinalizer(call.type->name, { .nameSpace = {}, .name = call.info.name }, "kubernetes");
        return answer(call, 200, object);
    }
    finishWrite(call,
        m_store.update(storageName(*call.type),
            call.info.subresource == "scale" ? object : toStored(*call.type, object), writeOptions(call)));
}

void ApiServer::patchObject(ApiCall& call)
{
    std::string media = call.request.header("content-type");
    media = media.substr(0, media.find(';'));
    const auto type = patchTypeOf(call, media);
    if (!type)
        return refuse(call, unsupportedPatch(call, media));
    const auto body = bodyOf(call);
    if (!body)
        return refuse(call, body.error());
    if (*type == PatchType::Apply) {
        if (call.request.parameter("fieldManager").empty()) {
            return refuse(call,
                invalid("PatchOptions", "meta.k8s.io", "",
                    { requiredCause("fieldManager", "is required for apply patch") }));
        }
        if (const auto refusal = placeRefusal(call, *body))
            return refuse(call, *refusal);
    } else if (call.request.has("force")) {
        return refuse(call,
            invalid("PatchOptions", "meta.k8s.io", "",
                { forbiddenCause("force", "may not be specified for non-apply patch") }));
    }
    const ObjectName name { .nameSpace = call.info.nameSpace, .name = call.info.name };
    const bool whole = *type == PatchType::Apply && call.info.subresource != "scale";
    finishWrite(call,
        m_store.patch(
            storageName(*call.type), name, *type, whole ? toStored(*call.type, *body) : *body, writeOptions(call)));
}

void ApiServer::deleteObject(ApiCall& call)
{
    Value body;
    if (!call.request.body.isEmpty()) {
        const auto read = bodyOf(call);
        if (!read)
            return refuse(call, read.error());
        body = *read;
    }
    const ResourceName resource = storageName(*call.type);
    const ObjectName name { .nameSpace = call.info.nameSpace, .name = call.info.name };
    const auto before = m_store.get(resource, name);
    const auto removed = m_store.remove(resource, name, deleteOptionsOf(call, body));
    if (!removed)
        return refuse(call, removed.error());
    if (!removed->isNull())
        return answer(call, 200, converted(*call.type, *removed));
    if (resource == ResourceName { "", "pods" })
        return answer(call, 200, *before);
    const ApiCall plain { .request = call.request,
        .exchange = call.exchange,
        .info = call.info,
        .user = call.user,
        .type = nullptr,
        .warnings = call.warnings };
    ApiCall status = plain;
    answer(status, 200,
        successStatus(mapOf({ { "name", Value(name.name) }, { "group", textValue(resource.group) },
            { "kind", Value(resource.plural) }, { "uid", before->at({ "metadata", "uid" }) } })));
}

void ApiServer::deleteCollection(ApiCall& call)
{
    Value body;
    if (!call.request.body.isEmpty()) {
        const auto read = bodyOf(call);
        if (!read)
            return refuse(call, read.error());
        body = *read;
    }
    const auto selection = Selection::of(call);
    if (!selection)
        return refuse(call, selection.error());
    const auto page = listPage(m_store, call, *selection);
    if (!page)
        return refuse(call, page.error());
    Value::List items;
    for (const Stored& stored : page->objects) {
        items.push_back(converted(*call.type, stored->value));
        if (const auto removed
            = m_store.remove(storageName(*call.type), objectNameOf(stored->value), deleteOptionsOf(call, body));
            !removed)
            return refuse(call, removed.error());
    }
    answer(call, 200,
        mapOf({ { "kind", Value(call.type->listKind) }, { "apiVersion", Value(call.type->apiVersion()) },
            { "metadata", mapOf({ { "resourceVersion", Value(std::to_string(m_store.revision())) } }) },
            { "items", Value(std::move(items)) } }));
}

}
