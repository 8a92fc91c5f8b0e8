#include "core/kube/FeedIntake.h"

#include "core/kube/JsonPieces.h"
#include "core/kube/KubeCalls.h"
#include "core/manifest/JsonReader.h"

namespace holdfast::kube {

namespace {

using manifest::toQString;
using manifest::Value;

constexpr qsizetype keptBody = 64 << 10;
constexpr auto partialKind = "PartialObjectMetadata";
constexpr auto partialGroup = "meta.k8s.io";

ObjectVersion versionOf(const Value& object)
{
    const Value& metadata = object["metadata"];
    return { .nameSpace = metadata["namespace"].text(),
        .name = metadata["name"].text(),
        .uid = metadata["uid"].text(),
        .resourceVersion = metadata["resourceVersion"].text() };
}

}

FeedIntake::FeedIntake(Options options)
    : m_options(std::move(options))
{
}

manifest::ObjectKey FeedIntake::keyOf(const Value& object) const
{
    const Value& metadata = object["metadata"];
    return { .group = m_options.resource.group,
        .kind = m_options.resource.kind,
        .nameSpace = toQString(metadata["namespace"].text()),
        .name = toQString(metadata["name"].text()) };
}

Result<void> FeedIntake::checkKind(const Value& object) const
{
    const manifest::GroupVersionKind type = manifest::groupVersionKind(object);
    const bool partial = m_options.form == ObjectForm::Metadata;
    const QString kind = partial ? QString::fromLatin1(partialKind) : m_options.resource.kind;
    const QString group = partial ? QString::fromLatin1(partialGroup) : m_options.resource.group;
    const bool same
        = (type.kind.isEmpty() || type.kind == kind) && (object["apiVersion"].isNull() || type.group == group);
    if (same)
        return {};
    return fail(ErrorCode::InvalidInput, {},
        QStringLiteral("expected %1, the server sent a %2 of group \"%3\"").arg(kind, type.kind, type.group));
}

Result<void> FeedIntake::checkEnvelope(const ListEnvelope& envelope) const
{
    if (m_options.form == ObjectForm::Whole)
        return checkList(envelope, m_options.resource);
    if (envelope.kind == QLatin1String(partialKind) + QLatin1String("List"))
        return {};
    return fail(ErrorCode::InvalidInput, {},
        QStringLiteral("asked for the metadata of %1 objects, the server answered with %2 %3")
            .arg(m_options.resource.kind, envelope.apiVersion, envelope.kind));
}

Value FeedIntake::typed(const Value& object) const
{
    return m_options.form == ObjectForm::Whole
        ? withType(object, m_options.resource)
        : withType(object.without("apiVersion").without("kind"), m_options.resource);
}

void FeedIntake::take(std::string_view bytes, Result<Value> read, FeedStore::Source source, FeedBatch& batch)
{
    const Value object = typed(read ? *read : readStub(bytes));
    const manifest::ObjectKey key = keyOf(object);
    if (!read || key.name.isEmpty()) {
        Error error = read ? Error { .code = ErrorCode::InvalidInput,
            .where = {},
            .detail = QStringLiteral("an object without a name") }
                           : read.error();
        error.where = ObjectPlace { .object = manifest::objectText(key), .field = {} };
        batch.reports.push_back(error);
        if (key.name.isEmpty())
            return;
    }
    if (!m_store.offer(versionOf(object), source))
        return;
    if (read)
        batch.entries.push_back({ .key = key, .row = m_options.project(object) });
    else if (m_options.quarantine)
        batch.entries.push_back({ .key = key, .row = m_options.quarantine(object, batch.reports.back()) });
}

void FeedIntake::addRemovals(const std::vector<FeedStore::Name>& gone, FeedBatch& batch) const
{
    for (const FeedStore::Name& name : gone)
        batch.entries.push_back({ .key = { .group = m_options.resource.group,
                                      .kind = m_options.resource.kind,
                                      .nameSpace = toQString(name.nameSpace),
                                      .name = toQString(name.name) },
            .row = {} });
}

Result<Value> readObject(std::string_view bytes, bool tooLarge)
{
    if (tooLarge)
        return fail(ErrorCode::LimitExceeded, {}, QStringLiteral("an object of more than 16 MiB"));
    auto read = manifest::readJson(bytes);
    if (read && !read->isMap())
        return fail(ErrorCode::InvalidInput, {}, QStringLiteral("not an object"));
    return read;
}

AnswerHead::AnswerHead(UrlPlace where)
    : m_where(std::move(where))
{
}

void AnswerHead::begin(const net::ResponseHead& head)
{
    m_head = head;
}

bool AnswerHead::isWanted() const
{
    return m_head.status >= 200 && m_head.status <= 299 && isJson(m_head);
}

bool AnswerHead::keep(QByteArrayView bytes)
{
    m_body.append(bytes.first(std::min(bytes.size(), keptBody - m_body.size())));
    return m_body.size() < keptBody;
}

std::optional<Failure> AnswerHead::failure(const Result<void>& end) const
{
    if (m_head.status > 0 && !isWanted()) {
        if (m_head.status >= 200 && m_head.status <= 299)
            return failureOf(notKubernetes(m_head, m_body, m_where));
        return failureOf(m_head, m_body, m_where);
    }
    if (end)
        return std::nullopt;
    return failureOf(end.error());
}

}
