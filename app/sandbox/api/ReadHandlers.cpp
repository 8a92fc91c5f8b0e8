#include "app/sandbox/api/ApiServer.h"
#include "app/sandbox/api/BundledFiles.h"
#include "app/sandbox/api/ListPage.h"
#include "app/sandbox/api/Tables.h"
#include "core/manifest/JsonWriter.h"

namespace holdfast::sandbox {

namespace {

constexpr qsizetype GzipLimit = 128 * 1024; // the API server's own

std::string listMetadata(const ListPage& page, const Selection& selection)
{
    std::string metadata = "{\"resourceVersion\":\"" + std::to_string(page.revision) + "\"";
    if (!page.continueToken.empty()) {
        metadata += ",\"continue\":\"" + page.continueToken + "\"";
        if (selection.isPlain())
            metadata += ",\"remainingItemCount\":" + std::to_string(page.remaining);
    }
    return metadata + "}";
}

void appendItem(std::string& body, const ResourceType& type, const StoredObject& stored)
{
    const bool sameVersion = stored.value["apiVersion"].text() == type.apiVersion();
    if (!sameVersion) {
        body += manifest::writeJson(converted(type, stored.value));
    } else if (stored.itemOffset > 0) {
        body += '{';
        body.append(stored.json, stored.itemOffset);
    } else {
        body += stored.json;
    }
}

std::string fullList(const ResourceType& type, const ListPage& page, const Selection& selection)
{
    std::size_t size = 200;
    for (const Stored& stored : page.objects)
        size += stored->json.size() + 1;
    std::string body;
    body.reserve(size);
    const bool custom = type.origin == Origin::Custom;
    if (custom)
        body += "{\"apiVersion\":\"" + type.apiVersion() + "\",\"items\":[";
    else
        body += "{\"kind\":\"" + type.listKind + "\",\"apiVersion\":\"" + type.apiVersion()
            + "\",\"metadata\":" + listMetadata(page, selection) + ",\"items\":[";
    bool first = true;
    for (const Stored& stored : page.objects) {
        if (!std::exchange(first, false))
            body += ',';
        appendItem(body, type, *stored);
    }
    body += custom ? "],\"kind\":\"" + type.listKind + "\",\"metadata\":" + listMetadata(page, selection) + "}\n"
                   : "]}\n";
    return body;
}

std::string metadataList(const ListPage& page, const Selection& selection)
{
    std::string body = R"({"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/v1","metadata":)"
        + listMetadata(page, selection) + ",\"items\":[";
    bool first = true;
    for (const Stored& stored : page.objects) {
        if (!std::exchange(first, false))
            body += ',';
        body += metadataJson(*stored);
    }
    return body + "]}\n";
}

void send(ApiCall& call, std::string body)
{
    HttpResponse response { .status = 200,
        .contentType = "application/json",
        .headers = {},
        .body = QByteArray(body.data(), static_cast<qsizetype>(body.size())) };
    if (response.body.size() > GzipLimit
        && QByteArray::fromStdString(call.request.header("accept-encoding")).contains("gzip")) {
        response.body = gzipped(response.body);
        response.headers.emplace_back("Content-Encoding", "gzip");
        response.headers.emplace_back("Vary", "Accept-Encoding");
    }
    answerBytes(call, response);
}

void sendScale(ApiCall& call, const Value& scale, const Tables& tables)
{
    if (wantedForm(call.request) != ObjectForm::Table)
        return answer(call, 200, scale);
    const ResourceType type { .name = { "autoscaling", "scales" }, .version = "v1", .kind = "Scale" };
    send(call, tables.table(type, { makeStored(scale, 0, Shelves::Form::BuiltIn) }, {}) + "\n");
}

IncludeObject includeOf(const HttpRequest& request)
{
    const std::string include = request.parameter("includeObject");
    return include == "None"  ? IncludeObject::None
        : include == "Object" ? IncludeObject::Object
                              : IncludeObject::Metadata;
}

}

void ApiServer::getObject(ApiCall& call)
{
    const ResourceType& type = *call.type;
    const Stored stored
        = m_store.shelves().find(storageName(type), { .nameSpace = call.info.nameSpace, .name = call.info.name });
    if (!stored)
        return refuse(call, notFound(type.name.plural, type.name.group, call.info.name));
    if (call.info.subresource == "scale")
        return sendScale(call, m_store.scaleOf(type, stored->value), *m_tables);
    switch (wantedForm(call.request)) {
    case ObjectForm::Full:
        return answer(call, 200, converted(type, stored->value));
    case ObjectForm::Metadata:
        return send(call, metadataJson(*stored) + "\n");
    case ObjectForm::Table:
        return send(call,
            m_tables->table(type, { stored },
                { .include = includeOf(call.request),
                    .metadata = "{\"resourceVersion\":\"" + std::to_string(stored->revision) + "\"}",
                    .columns = true })
                + "\n");
    }
}

void ApiServer::listObjects(ApiCall& call)
{
    const ResourceType& type = *call.type;
    const auto selection = Selection::of(call);
    if (!selection)
        return refuse(call, selection.error());
    const auto page = listPage(m_store, call, *selection);
    if (!page)
        return refuse(call, page.error());
    switch (wantedForm(call.request)) {
    case ObjectForm::Full:
        return send(call, fullList(type, *page, *selection));
    case ObjectForm::Metadata:
        return send(call, metadataList(*page, *selection));
    case ObjectForm::Table:
        return send(call,
            m_tables->table(type, page->objects,
                { .include = includeOf(call.request), .metadata = listMetadata(*page, *selection), .columns = true })
                + "\n");
    }
}

}
