#include "app/sandbox/sim/HttpRequest.h"

#include <utility>

namespace holdfast::sandbox::sim {

namespace {

constexpr qsizetype headLimit = 64 << 10;
constexpr qsizetype bodyLimit = 512 << 20;

}

bool HttpReader::readHead()
{
    const auto end = m_buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    const auto lines = m_buffer.left(end).split('\n');
    m_buffer.remove(0, end + 4);
    HttpRequest request;
    const auto first = lines.first().trimmed().split(' ');
    if (first.size() == 3) {
        request.method = first[0];
        request.target = first[1];
    }
    for (const auto& line : lines.sliced(1)) {
        const auto colon = line.indexOf(':');
        if (colon > 0)
            request.headers.insert(line.left(colon).trimmed().toLower(), line.sliced(colon + 1).trimmed());
    }
    m_request = std::move(request);
    m_continueTold = false;
    return true;
}

HttpReader::State HttpReader::poll()
{
    if (!m_request && m_buffer.size() > headLimit && !m_buffer.left(headLimit).contains("\r\n\r\n"))
        return State::Broken;
    if (!m_request && !readHead())
        return State::NeedsMore;
    if (m_request->method.isEmpty())
        return State::Broken;
    const auto state
        = m_request->headers.value("transfer-encoding").toLower().contains("chunked") ? readChunks() : readBody();
    if (state == State::NeedsMore && m_request->headers.value("expect").toLower() == "100-continue"
        && !std::exchange(m_continueTold, true))
        return State::WantsContinue;
    return state;
}

HttpReader::State HttpReader::readBody()
{
    const auto& text = m_request->headers.value("content-length", "0");
    bool isNumber = false;
    const auto length = text.toLongLong(&isNumber);
    if (!isNumber || length < 0 || length > bodyLimit)
        return State::Broken;
    if (m_buffer.size() < length)
        return State::NeedsMore;
    m_request->body = m_buffer.left(length);
    m_buffer.remove(0, length);
    return State::Ready;
}

HttpReader::State HttpReader::readChunks()
{
    for (;;) {
        const auto end = m_buffer.indexOf("\r\n");
        if (end < 0)
            return State::NeedsMore;
        bool isNumber = false;
        const auto size = m_buffer.left(end).split(';').first().trimmed().toLongLong(&isNumber, 16);
        if (!isNumber || size < 0 || m_request->body.size() + size > bodyLimit)
            return State::Broken;
        if (m_buffer.size() < end + 2 + size + 2)
            return State::NeedsMore;
        m_request->body += m_buffer.sliced(end + 2, size);
        m_buffer.remove(0, end + 2 + size + 2);
        if (size == 0)
            return State::Ready;
    }
}

HttpRequest HttpReader::take()
{
    return *std::exchange(m_request, std::nullopt);
}

}
