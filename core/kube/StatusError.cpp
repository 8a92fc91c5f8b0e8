#include "core/kube/StatusError.h"

#include "core/manifest/JsonReader.h"
#include "core/manifest/Resource.h"

#include <QStringList>

#include <algorithm>

namespace holdfast::kube {

namespace {

using manifest::toQString;
using manifest::Value;

constexpr qsizetype shownBytes = 2048;
constexpr std::chrono::seconds longestRetryAfter { 60 };
constexpr QLatin1String tooLarge("Too large resource version");

QString plain(QByteArrayView body)
{
    return QString::fromUtf8(body.first(std::min(body.size(), shownBytes))).simplified();
}

ErrorCode codeOf(int status, const QString& reason)
{
    switch (status) {
    case 400:
    case 422:
        return ErrorCode::Invalid;
    case 401:
        return ErrorCode::Unauthorized;
    case 403:
        return ErrorCode::Forbidden;
    case 404:
        return ErrorCode::NotFound;
    case 409:
        return reason == QLatin1String("AlreadyExists") ? ErrorCode::AlreadyExists : ErrorCode::Conflict;
    case 410:
        return ErrorCode::Gone;
    case 413:
        return ErrorCode::LimitExceeded;
    case 429:
        return ErrorCode::TooManyRequests;
    default:
        return status >= 500 ? ErrorCode::ServerError : ErrorCode::Unsupported;
    }
}

int codeOfReason(const QString& reason)
{
    static const QList<std::pair<QLatin1String, int>> codes { { QLatin1String("Expired"), 410 },
        { QLatin1String("Gone"), 410 }, { QLatin1String("Unauthorized"), 401 }, { QLatin1String("Forbidden"), 403 },
        { QLatin1String("NotFound"), 404 }, { QLatin1String("TooManyRequests"), 429 },
        { QLatin1String("Timeout"), 504 }, { QLatin1String("InternalError"), 500 } };
    for (const auto& [name, code] : codes) {
        if (reason == name)
            return code;
    }
    return 0;
}

QString objectOf(const Value& details)
{
    QStringList parts;
    for (const char* key : { "group", "kind", "name" }) {
        if (const QString part = toQString(details[key].text()); !part.isEmpty())
            parts << part;
    }
    return parts.join(QLatin1Char('/'));
}

QString headline(int status)
{
    switch (status) {
    case 401:
        return QStringLiteral("the server does not accept these credentials");
    case 403:
        return QStringLiteral("no permission");
    case 404:
        return QStringLiteral("there is no such path on the server");
    case 429:
        return QStringLiteral("the server has too many requests");
    default:
        if (status >= 300 && status < 400)
            return QStringLiteral("the server redirects elsewhere, which is not followed");
        return QStringLiteral("the server answered with status %1").arg(status);
    }
}

}

bool StatusError::hasCause(QLatin1String reasonOfCause) const
{
    return std::ranges::any_of(causes, [&](const StatusCause& cause) { return cause.reason == reasonOfCause; });
}

bool StatusError::isVersionTooLarge() const
{
    if (hasCause(QLatin1String("ResourceVersionTooLarge")))
        return true;
    if (reason != QLatin1String("Timeout"))
        return false;
    return message.contains(tooLarge)
        || std::ranges::any_of(causes, [](const StatusCause& cause) { return cause.message == tooLarge; });
}

std::optional<StatusError> parseStatus(const Value& value)
{
    if (value["kind"].text() != "Status" || value["status"].text() == "Success")
        return std::nullopt;
    StatusError status;
    status.reason = toQString(value["reason"].text());
    status.message = toQString(value["message"].text());
    status.code = static_cast<int>(value["code"].intOr(codeOfReason(status.reason)));
    const Value& details = value["details"];
    status.object = objectOf(details);
    if (const auto seconds = details["retryAfterSeconds"].toInt(); seconds && *seconds > 0)
        status.retryAfterSeconds = static_cast<int>(std::min<std::int64_t>(*seconds, longestRetryAfter.count()));
    for (const Value& cause : details["causes"].list())
        status.causes.push_back({ .reason = toQString(cause["reason"].text()),
            .message = toQString(cause["message"].text()),
            .field = toQString(cause["field"].text()) });
    return status;
}

std::optional<StatusError> parseStatus(QByteArrayView body)
{
    const Result<Value> value = manifest::readJson({ body.data(), static_cast<std::size_t>(body.size()) });
    return value ? parseStatus(*value) : std::nullopt;
}

Error errorOf(const StatusError& status, const Where& where)
{
    Error error { .code = codeOf(status.code, status.reason), .where = where, .detail = status.message };
    if (error.detail.isEmpty())
        error.detail = status.reason.isEmpty() ? headline(status.code) : status.reason;
    if (status.retryAfterSeconds)
        error.retryAfter = std::chrono::seconds(*status.retryAfterSeconds);
    std::shared_ptr<const Error> next;
    for (auto cause = status.causes.rbegin(); cause != status.causes.rend(); ++cause)
        next = std::make_shared<const Error>(Error { .code = error.code,
            .where = ObjectPlace { .object = status.object, .field = cause->field },
            .detail = cause->message,
            .cause = next });
    error.cause = next;
    return error;
}

Error errorOf(const net::ResponseHead& head, QByteArrayView body, const Where& where)
{
    Error error;
    if (auto status = parseStatus(body)) {
        status->code = head.status;
        error = errorOf(*status, where);
    } else {
        const QString text = plain(body);
        error = { .code = codeOf(head.status, {}), .where = where, .detail = headline(head.status) };
        if (!text.isEmpty())
            error.detail += QStringLiteral(": ") + text;
    }
    if (const auto after = retryAfter(head))
        error.retryAfter = after;
    return error;
}

std::optional<std::chrono::milliseconds> retryAfter(const net::ResponseHead& head)
{
    bool isNumber = false;
    const QByteArray text = head.header("Retry-After").trimmed();
    const qlonglong seconds = text.toLongLong(&isNumber);
    if (!isNumber || seconds < 0 || text.startsWith('+') || text.startsWith('-'))
        return std::nullopt;
    return std::min(std::chrono::seconds(seconds), longestRetryAfter);
}

bool isJson(const net::ResponseHead& head)
{
    const QByteArray type = head.header("Content-Type").toLower();
    return type.isEmpty() || type.startsWith("application/json") || type.contains("+json");
}

Error notKubernetes(const net::ResponseHead& head, QByteArrayView body, const Where& where)
{
    const QString type = QString::fromUtf8(head.header("Content-Type"));
    QString detail = QStringLiteral("this is not a Kubernetes API: the answer is %1")
                         .arg(type.isEmpty() ? QStringLiteral("of no named type") : type);
    if (const QString text = plain(body); !text.isEmpty())
        detail += QStringLiteral(": ") + text;
    return { .code = ErrorCode::InvalidInput, .where = where, .detail = detail };
}

}
