#pragma once

#include <QString>

#include <chrono>
#include <expected>
#include <memory>
#include <optional>
#include <variant>

namespace holdfast {

/// What kind of failure it is; decides the sentence, the advice and the exit code, never the text.
enum class ErrorCode {
    Cancelled,
    InvalidInput, ///< a file or an answer that cannot be read as what it should be
    NotFound,
    Unreachable, ///< no connection, a timeout, a broken stream
    TlsRefused, ///< the peer's certificate was not accepted
    Unauthorized, ///< 401: who are you
    Forbidden, ///< 403: you may not
    Conflict, ///< 409 Conflict: a newer version exists
    AlreadyExists,
    Gone, ///< 410: the resource version is too old
    Invalid, ///< 422, 400: the server refuses the content
    TooManyRequests,
    ServerError,
    ConsentNeeded, ///< an exec plugin that nobody has allowed
    Precondition, ///< refused before anything was sent
    Unsupported,
    LimitExceeded, ///< larger, deeper or longer than allowed
    Io,
    Internal
};

/// A place in a file; line and column count from 1, 0 is unknown.
struct FilePlace {
    QString file;
    int line = 0;
    int column = 0;
    friend bool operator==(const FilePlace&, const FilePlace&) = default;
};

/// A URL without credentials.
struct UrlPlace {
    QString url;
    friend bool operator==(const UrlPlace&, const UrlPlace&) = default;
};

/// An object, named as in `[GROUP/]KIND/[NAMESPACE/]NAME`, and a field of it as a JSON pointer or empty.
struct ObjectPlace {
    QString object;
    QString field;
    friend bool operator==(const ObjectPlace&, const ObjectPlace&) = default;
};

/// A commit of a repository.
struct CommitPlace {
    QString repository;
    QString commit;
    friend bool operator==(const CommitPlace&, const CommitPlace&) = default;
};

using Where = std::variant<std::monostate, FilePlace, UrlPlace, ObjectPlace, CommitPlace>;

/// A failure as a value: what kind, where, in technical words, and whether it is worth trying again.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    Where where;
    QString detail;
    std::optional<std::chrono::milliseconds> retryAfter;
    std::shared_ptr<const Error> cause;
    friend bool operator==(const Error&, const Error&) = default;
};

template <typename T> using Result = std::expected<T, Error>;

/// Shorthand for `return fail(...)` in a function that returns a Result.
[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, Where where, QString detail)
{
    return std::unexpected(Error { .code = code, .where = std::move(where), .detail = std::move(detail) });
}

/// The place as `file:line:column`, a URL, an object or a commit; empty where none is known.
[[nodiscard]] QString placeText(const Where& where);

/// One technical line: place, detail and the causes below it. Untranslated; the window uses ui/foundation/ErrorText.
[[nodiscard]] QString errorText(const Error& error);

}
