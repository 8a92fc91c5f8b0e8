#pragma once

#include "core/base/Result.h"
#include "core/kube/KubeClient.h"

#include <QList>
#include <QString>

#include <utility>

namespace holdfast::kube {

/// Where a resource's objects are listed: `/apis/GROUP/VERSION[/namespaces/NS]/PLURAL`. A name that the API does not
/// allow in a path is refused as ErrorCode::Precondition.
[[nodiscard]] Result<QString> collectionPath(const ApiResource& resource, const QString& nameSpace);

/// Where one object lies; a namespaced one needs its namespace.
[[nodiscard]] Result<QString> objectPath(const ApiResource& resource, const QString& nameSpace, const QString& name);

using QueryItem = std::pair<QString, QString>;

/// `path?name=value&...` with the values percent-encoded; items with an empty value are left out.
[[nodiscard]] QString withQuery(const QString& path, const QList<QueryItem>& items);

/// The selectors of a scope as query items.
[[nodiscard]] QList<QueryItem> selectors(const ListScope& scope);

/// The server's URL, its own path included, and below it `pathAndQuery`.
[[nodiscard]] QUrl serverUrl(const QUrl& server, const QString& pathAndQuery);

}
