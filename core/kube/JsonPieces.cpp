#include "core/kube/JsonPieces.h"

#include "core/manifest/JsonReader.h"

namespace holdfast::kube {

namespace {

constexpr std::size_t stubMemberBytes = 1U << 20U;

std::size_t skipSpace(std::string_view text, std::size_t at)
{
    while (at < text.size() && isJsonSpace(text[at]))
        ++at;
    return at;
}

/// The value that begins at `at`, and `at` moved behind it.
std::string_view nextValue(std::string_view text, std::size_t& at)
{
    ValueScanner scanner;
    at = skipSpace(text, at);
    const std::size_t length = scanner.scan(text.substr(at));
    const std::string_view value = text.substr(at, length);
    at = skipSpace(text, at + length);
    return scanner.isDone() ? value : std::string_view();
}

}

std::size_t ValueScanner::scan(std::string_view bytes)
{
    std::size_t at = 0;
    while (at < bytes.size() && m_state != State::Done) {
        const char byte = bytes[at];
        switch (m_state) {
        case State::Start:
            begin(byte);
            break;
        case State::Nested:
            nested(byte);
            break;
        case State::String:
            if (byte == '"')
                endString();
            else if (byte == '\\')
                m_state = State::Escape;
            break;
        case State::Escape:
            m_state = State::String;
            break;
        case State::Scalar:
            if (byte == ',' || byte == ']' || byte == '}' || isJsonSpace(byte)) {
                m_state = State::Done;
                return at;
            }
            break;
        case State::Done:
            break;
        }
        ++at;
    }
    return at;
}

void ValueScanner::begin(char first)
{
    m_depth = 0;
    if (first == '{' || first == '[')
        nested(first);
    else
        m_state = first == '"' ? State::String : State::Scalar;
}

void ValueScanner::nested(char byte)
{
    m_state = State::Nested;
    if (byte == '{' || byte == '[')
        ++m_depth;
    else if (byte == '"')
        m_state = State::String;
    else if ((byte == '}' || byte == ']') && --m_depth == 0)
        m_state = State::Done;
}

void ValueScanner::endString()
{
    m_state = m_depth == 0 ? State::Done : State::Nested;
}

void ValueScanner::reset()
{
    m_state = State::Start;
    m_depth = 0;
}

ValueCollector::ValueCollector(std::size_t limit)
    : m_limit(limit)
{
}

std::size_t ValueCollector::take(std::string_view bytes)
{
    const std::size_t taken = m_scanner.scan(bytes);
    if (m_bytes.size() + taken > m_limit)
        m_tooLarge = true;
    const std::size_t room = m_limit - m_bytes.size();
    m_bytes.append(bytes.substr(0, std::min(taken, room)));
    return taken;
}

void ValueCollector::reset()
{
    m_scanner.reset();
    m_bytes.clear();
    m_tooLarge = false;
}

std::string_view memberBytes(std::string_view object, std::string_view key)
{
    std::string_view found;
    std::size_t at = skipSpace(object, 0);
    if (at >= object.size() || object[at] != '{')
        return found;
    for (at = skipSpace(object, at + 1); at < object.size() && object[at] == '"'; at = skipSpace(object, at + 1)) {
        const std::string_view name = nextValue(object, at);
        if (at >= object.size() || object[at] != ':')
            break;
        ++at;
        const std::string_view value = nextValue(object, at);
        if (name.size() == key.size() + 2 && name.substr(1, key.size()) == key)
            found = value;
        if (value.empty() || at >= object.size() || object[at] != ',')
            break;
    }
    return found;
}

manifest::Value readStub(std::string_view object)
{
    manifest::Value stub = manifest::Value::emptyMap();
    for (const std::string_view key : { "apiVersion", "kind", "metadata" }) {
        const std::string_view value = memberBytes(object, key);
        if (value.empty() || value.size() > stubMemberBytes)
            continue;
        if (auto read = manifest::readJson(value))
            stub = stub.with(key, *std::move(read));
    }
    return stub;
}

}
