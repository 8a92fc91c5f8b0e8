#include "core/kube/KubeCalls.h"

#include "core/kube/ApiPath.h"
#include "core/kube/StatusError.h"
#include "core/manifest/JsonReader.h"

namespace holdfast::kube {

namespace {

using manifest::toQString;
using manifest::Value;

constexpr qint64 largestObject = 16LL << 20;
constexpr std::chrono::minutes longestList { 5 };

std::string_view view(const QByteArray& bytes)
{
    return { bytes.constData(), static_cast<std::size_t>(bytes.size()) };
}

/// Gathers one JSON document and reads it where it arrived. Each struct below is touched on the transport's thread
/// until its call is over, and by the consumer after that.
struct Document {
    QByteArray bytes;
    Value value;
};

BodySink documentSink(const std::shared_ptr<Document>& document)
{
    return { .begin = [document] { document->bytes.clear(); },
        .data = [document](QByteArrayView bytes) -> Result<void> {
            document->bytes.append(bytes);
            return {};
        },
        .end = [document]() -> Result<void> {
            auto value = manifest::readJson(view(document->bytes));
            document->bytes.clear();
            if (!value)
                return std::unexpected(value.error());
            document->value = *std::move(value);
            return {};
        } };
}

/// Gathers the elements of a list, `T` of each.
template <typename T> struct Elements {
    std::string_view arrayKey;
    std::function<T(const Value&)> read;
    std::vector<T> all;
    std::optional<Error> broken;
    std::optional<ListDecoder> decoder;
    ListEnvelope envelope;

    void take(const ListDecoder::Item& item)
    {
        auto value = manifest::readJson(item.bytes);
        if (value)
            all.push_back(read(*value));
        else if (!broken)
            broken = value.error();
    }
};

template <typename T> BodySink listSink(const std::shared_ptr<Elements<T>>& elements)
{
    return { .begin =
                 [elements] {
                     elements->all.clear();
                     elements->broken.reset();
                     elements->decoder.emplace(elements->arrayKey,
                         [list = elements.get()](const ListDecoder::Item& item) { list->take(item); });
                 },
        .data = [elements](QByteArrayView bytes) { return elements->decoder->feed(bytes); },
        .end = [elements]() -> Result<void> {
            auto envelope = elements->decoder->finish();
            if (!envelope)
                return std::unexpected(envelope.error());
            elements->envelope = *std::move(envelope);
            if (elements->broken)
                return std::unexpected(*elements->broken);
            return {};
        } };
}

/// Puts the cells of a row under the names of their columns.
Value namedCells(const Value& columns, const Value& cells)
{
    Value::Map named;
    for (std::size_t index = 0; index < columns.list().size() && index < cells.list().size(); ++index)
        named.emplace_back(std::string(columns[index]["name"].text()), cells[index]);
    return Value(std::move(named));
}

TableRow rowOf(const Value& row)
{
    return { .cells = row["cells"], .metadata = row["object"]["metadata"].without("managedFields") };
}

}

net::Request KubeCalls::request(const QString& pathAndQuery, const QByteArray& accept) const
{
    net::Request request;
    request.url = serverUrl(server, pathAndQuery);
    request.headers = { { .name = QByteArrayLiteral("Accept"), .value = accept } };
    request.limits.total = limit;
    return request;
}

QFuture<Result<net::Response>> KubeCalls::send(ApiRequest request, CancelToken cancel) const
{
    const UrlPlace where { request.request.url.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo) };
    auto call = std::make_shared<ApiCall>(services, std::move(request), std::move(cancel));
    return recovered<net::Response, net::Response>(call->start(home), home,
        [where, seen = warnings](const Result<net::Response>& answer) -> Result<net::Response> {
            if (!answer) {
                Error error = answer.error();
                if (std::holds_alternative<std::monostate>(error.where))
                    error.where = where;
                return std::unexpected(error);
            }
            seen->take(answer->head);
            if (answer->head.status < 200 || answer->head.status > 299)
                return std::unexpected(errorOf(answer->head, answer->body, where));
            if (!isJson(answer->head))
                return std::unexpected(notKubernetes(answer->head, answer->body, where));
            return *answer;
        });
}

QFuture<Result<Value>> KubeCalls::json(const QString& pathAndQuery, const QByteArray& accept, CancelToken cancel) const
{
    auto document = std::make_shared<Document>();
    net::Request asked = request(pathAndQuery, accept);
    asked.limits.bodyBytes = largestObject;
    return mapped<Value, net::Response>(
        send({ .request = std::move(asked), .sink = documentSink(document) }, std::move(cancel)), home,
        [document](const net::Response&) -> Result<Value> { return document->value; });
}

QFuture<Result<Value>> KubeCalls::write(net::Request asked, Repeatable repeatable, CancelToken cancel) const
{
    auto document = std::make_shared<Document>();
    asked.limits.bodyBytes = largestObject;
    return mapped<Value, net::Response>(
        send({ .request = std::move(asked), .repeatable = repeatable, .sink = documentSink(document) },
            std::move(cancel)),
        home, [document](const net::Response&) -> Result<Value> { return document->value; });
}

QFuture<Result<std::vector<Value>>> KubeCalls::items(
    const QString& pathAndQuery, const ApiResource& resource, CancelToken cancel) const
{
    auto elements = std::make_shared<Elements<Value>>();
    elements->arrayKey = "items";
    elements->read = [resource](const Value& item) { return withType(item, resource); };
    net::Request asked = request(pathAndQuery, QByteArrayLiteral("application/json"));
    asked.limits.total = longestList;
    asked.limits.silence = limit;
    return mapped<std::vector<Value>, net::Response>(
        send({ .request = std::move(asked), .sink = listSink(elements) }, std::move(cancel)), home,
        [elements, resource](const net::Response&) -> Result<std::vector<Value>> {
            if (const auto list = checkList(elements->envelope, resource); !list)
                return std::unexpected(list.error());
            return std::move(elements->all);
        });
}

QFuture<Result<std::vector<TableRow>>> KubeCalls::rows(
    const QString& pathAndQuery, const QByteArray& accept, CancelToken cancel) const
{
    auto elements = std::make_shared<Elements<TableRow>>();
    elements->arrayKey = "rows";
    elements->read = rowOf;
    net::Request asked = request(pathAndQuery, accept);
    asked.limits.total = longestList;
    asked.limits.silence = limit;
    return mapped<std::vector<TableRow>, net::Response>(
        send({ .request = std::move(asked), .sink = listSink(elements) }, std::move(cancel)), home,
        [elements](const net::Response&) -> Result<std::vector<TableRow>> {
            for (TableRow& row : elements->all)
                row.cells = namedCells(elements->envelope.columns, row.cells);
            return std::move(elements->all);
        });
}

Result<void> checkList(const ListEnvelope& envelope, const ApiResource& resource)
{
    const QString wanted
        = resource.group.isEmpty() ? resource.version : resource.group + QLatin1Char('/') + resource.version;
    const bool other = envelope.kind == QLatin1String("Status") || envelope.kind == QLatin1String("Table")
        || (!envelope.apiVersion.isEmpty() && envelope.apiVersion != wanted);
    if (!other && !envelope.kind.isEmpty())
        return {};
    return fail(ErrorCode::InvalidInput, {},
        QStringLiteral("asked for a list of %1 %2, the server answered with %3 %4")
            .arg(wanted, resource.kind, envelope.apiVersion, envelope.kind));
}

Value withType(const Value& item, const ApiResource& resource)
{
    if (!item["kind"].isNull() && !item["apiVersion"].isNull())
        return item;
    const QString version
        = resource.group.isEmpty() ? resource.version : resource.group + QLatin1Char('/') + resource.version;
    return item.with("apiVersion", Value(version.toStdString())).with("kind", Value(resource.kind.toStdString()));
}

}
