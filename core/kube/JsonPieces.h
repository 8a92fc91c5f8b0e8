#pragma once

#include "core/base/Result.h"
#include "core/manifest/Value.h"

#include <string>
#include <string_view>

namespace holdfast::kube {

/// Finds the end of one JSON value in bytes that arrive in any pieces; checks no more than brackets and quotes.
class ValueScanner final {
public:
    /// How many of `bytes` belong to the value; all of them unless isDone() afterwards.
    [[nodiscard]] std::size_t scan(std::string_view bytes);
    [[nodiscard]] bool isDone() const { return m_state == State::Done; }
    void reset();

private:
    enum class State { Start, Nested, String, Escape, Scalar, Done };
    void begin(char first);
    void nested(char byte);
    void endString();

    State m_state = State::Start;
    int m_depth = 0;
};

/// One JSON value gathered from pieces, up to a limit; beyond it the bytes are dropped and isTooLarge() says so.
class ValueCollector final {
public:
    explicit ValueCollector(std::size_t limit);

    [[nodiscard]] std::size_t take(std::string_view bytes);
    [[nodiscard]] bool isDone() const { return m_scanner.isDone(); }
    [[nodiscard]] bool isTooLarge() const { return m_tooLarge; }
    [[nodiscard]] bool isEmpty() const { return m_bytes.empty(); }
    [[nodiscard]] std::string_view bytes() const { return m_bytes; }
    void reset();

private:
    ValueScanner m_scanner;
    std::string m_bytes;
    std::size_t m_limit;
    bool m_tooLarge = false;
};

/// The bytes of a member's value in the text of an object; empty where there is none, of doubles the last.
[[nodiscard]] std::string_view memberBytes(std::string_view object, std::string_view key);

/// What can be known of an object that cannot be read: apiVersion, kind and metadata, as far as they are whole.
[[nodiscard]] manifest::Value readStub(std::string_view object);

[[nodiscard]] inline bool isJsonSpace(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

}
