#include "app/sandbox/api/HttpConnection.h"

#include <QUrl>

namespace holdfast::sandbox {

namespace {

constexpr qint64 MaxHead = 1 << 20;
constexpr qint64 MaxBody = 3145728; // the API server's own limit

std::string decoded(const QByteArray& text)
{
    return QByteArray::fromPercentEncoding(text).toStdString();
}

std::map<std::string, std::string, std::less<>> queryOf(QByteArray text)
{
    std::map<std::string, std::string, std::less<>> query;
    text.replace('+', ' ');
    for (const QByteArray& pair : text.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (pair.isEmpty())
            continue;
        if (equals < 0)
            query.insert_or_assign(decoded(pair), std::string());
        else
            query.insert_or_assign(decoded(pair.left(equals)), decoded(pair.mid(equals + 1)));
    }
    return query;
}

void readTarget(HttpRequest& request, const QByteArray& target)
{
    request.target = target.toStdString();
    const qsizetype mark = target.indexOf('?');
    const QByteArray path = mark < 0 ? target : target.left(mark);
    for (const QByteArray& segment : path.split('/')) {
        if (!segment.isEmpty())
            request.path.push_back(decoded(segment));
    }
    if (mark >= 0)
        request.query = queryOf(target.mid(mark + 1));
}

}

std::string HttpRequest::header(std::string_view name) const
{
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

std::string HttpRequest::parameter(std::string_view name) const
{
    const auto found = query.find(name);
    return found == query.end() ? std::string() : found->second;
}

bool HttpParser::takeExpectation()
{
    return std::exchange(m_expects, false);
}

HttpParser::State HttpParser::next(HttpRequest& request)
{
    if (!m_headDone) {
        const State state = readHead();
        if (state != State::Complete)
            return state;
    }
    const State state = m_chunked ? readChunks() : readBody();
    if (state == State::Complete) {
        request = std::move(m_request);
        m_request = {};
        m_headDone = false;
        m_expects = false;
    }
    return state;
}

HttpParser::State HttpParser::readHead()
{
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return m_buffer.size() > MaxHead ? State::Malformed : State::NeedsMore;
    const QList<QByteArray> lines = m_buffer.left(end).split('\n');
    m_buffer.remove(0, end + 4);
    const QList<QByteArray> first = lines.front().trimmed().split(' ');
    if (first.size() != 3 || !first[2].startsWith("HTTP/1."))
        return State::Malformed;
    m_request = {};
    m_request.method = first[0].toStdString();
    readTarget(m_request, first[1]);
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0)
            return State::Malformed;
        std::string& value = m_request.headers[line.left(colon).trimmed().toLower().toStdString()];
        value += (value.empty() ? "" : ",") + line.mid(colon + 1).trimmed().toStdString();
    }
    bool number = true;
    m_length = m_request.headers.contains("content-length")
        ? QByteArray::fromStdString(m_request.header("content-length")).toLongLong(&number)
        : 0;
    m_chunked = QByteArray::fromStdString(m_request.header("transfer-encoding")).toLower().contains("chunked");
    m_expects = m_request.header("expect") == "100-continue";
    m_headDone = true;
    return number && m_length >= 0 ? State::Complete : State::Malformed;
}

HttpParser::State HttpParser::readBody()
{
    if (m_length > MaxBody)
        m_request.bodyTooLarge = true;
    if (m_buffer.size() < m_length)
        return State::NeedsMore;
    if (!m_request.bodyTooLarge)
        m_request.body = m_buffer.left(m_length);
    m_buffer.remove(0, m_length);
    return State::Complete;
}

HttpParser::State HttpParser::readChunks()
{
    for (;;) {
        const qsizetype line = m_buffer.indexOf("\r\n");
        if (line < 0)
            return State::NeedsMore;
        bool number = false;
        const qint64 size = m_buffer.left(line).split(';').front().trimmed().toLongLong(&number, 16);
        if (!number || size < 0)
            return State::Malformed;
        if (m_buffer.size() < line + 2 + size + 2)
            return State::NeedsMore;
        m_request.body += m_buffer.mid(line + 2, size);
        m_buffer.remove(0, line + 2 + size + 2);
        m_request.bodyTooLarge = m_request.bodyTooLarge || m_request.body.size() > MaxBody;
        if (size == 0)
            return State::Complete;
    }
}

}
