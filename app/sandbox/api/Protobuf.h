#pragma once

#include "app/sandbox/api/Tree.h"

#include <QByteArray>

#include <optional>

namespace holdfast::sandbox {

/// The object in a `application/vnd.kubernetes.protobuf` body, as JSON would say it; nothing where it is malformed or
/// of a kind that is not known. kubectl's typed clients (create, auth can-i, drain ...) send their bodies so.
[[nodiscard]] std::optional<Value> readProtobuf(const QByteArray& body);

}
