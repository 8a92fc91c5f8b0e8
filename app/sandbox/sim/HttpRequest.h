#pragma once

#include <QByteArray>
#include <QMap>

#include <optional>

namespace holdfast::sandbox::sim {

/// One HTTP/1.1 request, whole.
struct HttpRequest {
    QByteArray method;
    QByteArray target; ///< path and query as sent
    QMap<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
};

/// Takes bytes as they come and gives whole requests: Content-Length, chunked bodies, Expect: 100-continue.
class HttpReader final {
public:
    enum class State { NeedsMore, WantsContinue, Ready, Broken };

    void add(const QByteArray& bytes) { m_buffer += bytes; }
    /// Ready: `take` gives the request. WantsContinue is told once.
    [[nodiscard]] State poll();
    [[nodiscard]] HttpRequest take();

private:
    [[nodiscard]] bool readHead();
    [[nodiscard]] State readBody();
    [[nodiscard]] State readChunks();

    QByteArray m_buffer;
    std::optional<HttpRequest> m_request;
    bool m_continueTold = false;
};

}
