#include "core/kube/ListDecoder.h"

#include "core/manifest/JsonReader.h"
#include "core/manifest/Resource.h"

#include <algorithm>

namespace holdfast::kube {

namespace {

constexpr std::size_t largestItem = 16U << 20U;

}

ListDecoder::ListDecoder(std::string_view arrayKey, std::function<void(const Item&)> item)
    : m_arrayKey(arrayKey)
    , m_item(std::move(item))
    , m_collector(largestItem)
{
}

Result<void> ListDecoder::feed(QByteArrayView bytes)
{
    std::string_view rest(bytes.data(), static_cast<std::size_t>(bytes.size()));
    while (!rest.empty() && !m_error)
        step(rest);
    if (m_error)
        return std::unexpected(*m_error);
    return {};
}

void ListDecoder::step(std::string_view& rest)
{
    const bool inside = !m_collector.isEmpty();
    if (!inside && isJsonSpace(rest.front())) {
        rest.remove_prefix(1);
        return;
    }
    switch (m_state) {
    case State::Key:
        key(rest);
        break;
    case State::Value:
        value(rest);
        break;
    case State::Element:
        element(rest);
        break;
    case State::Start:
    case State::Colon:
    case State::NextElement:
    case State::NextMember:
    case State::Done:
        punctuation(rest.front());
        rest.remove_prefix(1);
        break;
    }
}

void ListDecoder::punctuation(char byte)
{
    if (m_state == State::Start && byte == '{')
        m_state = State::Key;
    else if (m_state == State::Colon && byte == ':')
        m_state = State::Value;
    else if (m_state == State::NextElement && byte == ',')
        m_state = State::Element;
    else if (m_state == State::NextElement && byte == ']')
        m_state = State::NextMember;
    else if (m_state == State::NextMember && byte == ',')
        m_state = State::Key;
    else if (m_state == State::NextMember && byte == '}')
        m_state = State::Done;
    else if (m_state == State::Start)
        refuse(QStringLiteral("the answer is no JSON object, so this is not a list of a Kubernetes API"));
    else
        refuse(QStringLiteral("the list is not valid JSON"));
}

void ListDecoder::key(std::string_view& rest)
{
    if (m_collector.isEmpty() && rest.front() == '}') {
        m_state = State::Done;
        rest.remove_prefix(1);
        return;
    }
    if (m_collector.isEmpty() && rest.front() != '"')
        return refuse(QStringLiteral("the list is not valid JSON"));
    rest.remove_prefix(m_collector.take(rest));
    if (!m_collector.isDone())
        return;
    const auto name = manifest::readJson(m_collector.bytes());
    m_key = name ? std::string(name->text()) : std::string();
    m_collector.reset();
    m_state = State::Colon;
}

void ListDecoder::value(std::string_view& rest)
{
    if (m_collector.isEmpty() && m_key == m_arrayKey && rest.front() == '[') {
        m_arraySeen = true;
        m_state = State::Element;
        rest.remove_prefix(1);
        return;
    }
    rest.remove_prefix(m_collector.take(rest));
    if (m_collector.isDone())
        member();
}

void ListDecoder::member()
{
    const auto read = manifest::readJson(m_collector.bytes());
    if (m_collector.isTooLarge() || !read)
        return refuse(QStringLiteral("\"%1\" of the list cannot be read").arg(manifest::toQString(m_key)));
    if (m_key == m_arrayKey && !read->isNull())
        return refuse(QStringLiteral("\"%1\" of the list is no list").arg(manifest::toQString(m_key)));
    m_arraySeen = m_arraySeen || m_key == m_arrayKey;
    m_members.emplace_back(m_key, *read);
    m_collector.reset();
    m_state = State::NextMember;
}

void ListDecoder::element(std::string_view& rest)
{
    if (m_collector.isEmpty() && rest.front() == ']') {
        m_state = State::NextMember;
        rest.remove_prefix(1);
        return;
    }
    rest.remove_prefix(m_collector.take(rest));
    if (!m_collector.isDone())
        return;
    m_item({ .bytes = m_collector.bytes(), .tooLarge = m_collector.isTooLarge() });
    m_collector.reset();
    m_state = State::NextElement;
}

void ListDecoder::refuse(const QString& why)
{
    m_error = Error { .code = ErrorCode::InvalidInput, .where = {}, .detail = why };
}

const manifest::Value& ListDecoder::member(std::string_view key) const
{
    static const manifest::Value none;
    const auto found = std::ranges::find(m_members, key, &manifest::Value::Member::first);
    return found == m_members.end() ? none : found->second;
}

Result<ListEnvelope> ListDecoder::finish() const
{
    if (m_error)
        return std::unexpected(*m_error);
    if (m_state != State::Done)
        return fail(ErrorCode::Unreachable, {}, QStringLiteral("the list is cut off in the middle"));
    const manifest::Value members { manifest::Value::Map(m_members) };
    const auto text = [](const manifest::Value& value) { return manifest::toQString(value.text()); };
    ListEnvelope envelope { .apiVersion = text(members["apiVersion"]),
        .kind = text(members["kind"]),
        .resourceVersion = text(members["metadata"]["resourceVersion"]),
        .continueToken = text(members["metadata"]["continue"]),
        .columns = members["columnDefinitions"] };
    if (!m_arraySeen)
        return fail(ErrorCode::InvalidInput, {},
            QStringLiteral("the answer is a \"%1\" without %2").arg(envelope.kind, manifest::toQString(m_arrayKey)));
    return envelope;
}

}
