#pragma once

#include "core/base/Result.h"
#include "core/manifest/Value.h"
#include "core/net/HttpTransport.h"

#include <QString>

#include <optional>
#include <vector>

namespace holdfast::kube {

/// One reason of a refusal, at a field where there is one.
struct StatusCause {
    QString reason;
    QString message;
    QString field;
    friend bool operator==(const StatusCause&, const StatusCause&) = default;
};

/// A metav1.Status that says no.
struct StatusError {
    int code = 0;
    QString reason;
    QString message;
    QString object; ///< `GROUP/KIND/NAME` as far as the details name it
    std::optional<int> retryAfterSeconds;
    std::vector<StatusCause> causes;

    [[nodiscard]] bool hasCause(QLatin1String reasonOfCause) const;
    /// The three forms in which servers say that they do not know a resource version yet (client-go reflector.go).
    [[nodiscard]] bool isVersionTooLarge() const;
    friend bool operator==(const StatusError&, const StatusError&) = default;
};

/// Nothing where the value is no Status, or one of success.
[[nodiscard]] std::optional<StatusError> parseStatus(const manifest::Value& value);
[[nodiscard]] std::optional<StatusError> parseStatus(QByteArrayView body);

/// A Status as an Error: causes follow one another in `cause`, each at its field.
[[nodiscard]] Error errorOf(const StatusError& status, const Where& where);

/// An answer that is not 2xx as an Error; text that is no Status is cut at 2,048 bytes and taken as plain.
[[nodiscard]] Error errorOf(const net::ResponseHead& head, QByteArrayView body, const Where& where);

/// Retry-After as whole seconds, at most a minute; nothing for dates, as in client-go.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfter(const net::ResponseHead& head);

/// Whether the answer's Content-Type is JSON or absent; anything else with status 200 is not from a Kubernetes API.
[[nodiscard]] bool isJson(const net::ResponseHead& head);
[[nodiscard]] Error notKubernetes(const net::ResponseHead& head, QByteArrayView body, const Where& where);

}
