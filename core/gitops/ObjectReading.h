#pragma once

#include "core/gitops/AppDetails.h"
#include "core/manifest/Value.h"

#include <QDateTime>
#include <QString>

#include <initializer_list>
#include <optional>
#include <string_view>

/// What every engine reads out of an object in the same way.
namespace holdfast::gitops {

[[nodiscard]] QString text(const manifest::Value& value);
/// The kind of app that a `kind` names; Application for any other word.
[[nodiscard]] AppKind parseAppKind(std::string_view kind);
/// RFC 3339, UTC; invalid where the value is no such time.
[[nodiscard]] QDateTime time(const manifest::Value& value);
/// The first line, without what would break a row, cut to `limit` characters.
[[nodiscard]] QString firstLine(const QString& message, qsizetype limit = 160);
/// A commit as people write it: seven digits of a hash, anything else as it is. `main@sha1:<40 hex>` gives
/// `main@1a2b3c4`.
[[nodiscard]] QString shortRevision(const QString& revision);

/// A place in an object and the kind of value that must be there when anything is.
struct ExpectedField {
    std::initializer_list<std::string_view> path;
    manifest::Value::Kind kind;
};
/// One sentence about the first field that is not what it should be; nothing where the object can be read.
/// Name and namespace are always asked for.
[[nodiscard]] std::optional<QString> malformed(
    const manifest::Value& object, std::initializer_list<ExpectedField> fields);
/// The row of an object that cannot be read.
[[nodiscard]] App quarantined(AppId id, const manifest::Value& object, const QString& why);

[[nodiscard]] AppId appId(const ContextName& context, AppKind kind, const manifest::Value& metadata);
/// Annotations holdfast.dev/held-by, held-reason and held-until; nothing where nobody holds the app.
[[nodiscard]] std::optional<Lease> lease(const manifest::Value& metadata);
/// Nothing where no run is under way.
[[nodiscard]] std::optional<OpenRun> openRun(const manifest::Value& metadata);
/// Label `team` or `app.kubernetes.io/part-of`, else `other`.
[[nodiscard]] QString team(const manifest::Value& metadata, const QString& other);
/// Who made this app, as far as Flux's labels and ownerReferences tell.
[[nodiscard]] std::optional<manifest::ObjectKey> owner(const manifest::Value& metadata);
/// Type, status, reason, message and time of each of status.conditions.
[[nodiscard]] std::vector<Condition> statusConditions(const manifest::Value& object);

}
