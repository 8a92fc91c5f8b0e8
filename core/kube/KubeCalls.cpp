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

/// Gathers the items of a list.
struct Items {
    std::function<Value(const Value&)> read;
    std::vector<Value> all;
    std::optional<Error> broken;
    std::optional<ListDecoder> decoder;
    ListEnvelope envelope;

    void begin()
    {
        all.clear();
        broken.reset();
        decoder.emplace("items", [this](const ListDecoder::Item& item) { take(item); });
    }

    void take(const ListDecoder::Item& item)
    {
        auto value = manifest::readJson(item.bytes);
        if (value)
            all.push_back(read(*value));
        else if (!broken)
            broken = value.error();
    }

    Result<void> end()
    {
        auto whole = decoder->finish();
        if (!whole)
            return std::unexpected(whole.error());
        envelope = *std::move(whole);
        return broken ? Result<void>(std::unexpected(*broken)) : Result<void>();
    }
};

template <typename List> BodySink listSink(const std::shared_ptr<List>& list)
{
    return { .begin = [list] { list->begin(); },
        .data = [list](QByteArrayView bytes) { return list->decoder->feed(bytes); },
        .end = [list] { return list->end(); } };
}

/// Puts the cells of a row under the names of their columns.
Value namedCells(const Value& columns, const Value& cells)
{
    Value::Map named;
    for (std::size_t index = 0; index < columns.list().size() && index < cells.list().size(); ++index)
        named.emplace_back(std::string(columns[index]["name"].text()), cells[index]);
    return Value(std::move(named));
}

/// Hands on the rows of a Table. Servers write the columns first; rows that come before them wait.
struct Rows {
    TableReader reader;
    std::vector<Value> early;
    std::optional<Error> broken;
    std::optional<ListDecoder> decoder;

    void begin()
    {
        early.clear();
        broken.reset();
        decoder.emplace("rows", [this](const ListDecoder::Item& item) { take(item); });
        reader.begin();
    }

    void take(const ListDecoder::Item& item)
    {
        auto row = manifest::readJson(item.bytes);
        if (!row && !broken)
            broken = row.error();
        if (!row)
            return;
        const Value& columns = decoder->member("columnDefinitions");
        if (columns.isList())
            hand(columns, *row);
        else
            early.push_back(*std::move(row));
    }

    void hand(const Value& columns, const Value& row) const
    {
        reader.row({ .cells = namedCells(columns, row["cells"]),
            .metadata = row["object"]["metadata"].without("managedFields") });
    }

    Result<void> end()
    {
        const auto envelope = decoder->finish();
        if (!envelope)
            return std::unexpected(envelope.error());
        for (const Value& row : std::exchange(early, {}))
            hand(envelope->columns, row);
        return broken ? Result<void>(std::unexpected(*broken)) : Result<void>();
    }
};

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
    auto elements = std::make_shared<Items>();
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

QFuture<Result<void>> KubeCalls::rows(
    const QString& pathAndQuery, const QByteArray& accept, TableReader reader, CancelToken cancel) const
{
    auto rows = std::make_shared<Rows>();
    rows->reader = std::move(reader);
    net::Request asked = request(pathAndQuery, accept);
    asked.limits.total = longestList;
    asked.limits.silence = limit;
    return mapped<void, net::Response>(send({ .request = std::move(asked), .sink = listSink(rows) }, std::move(cancel)),
        home, [](const net::Response&) { return Result<void>(); });
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
