#pragma once

#include "core/base/Cancel.h"
#include "core/base/Result.h"

#include <QString>

namespace holdfast::git {

/// Where git really goes for a URL, by `url.<base>.insteadOf` and `pushInsteadOf` of its configuration.
struct RemoteAddress {
    QString fetch;
    QString push;
    friend bool operator==(const RemoteAddress&, const RemoteAddress&) = default;
};

[[nodiscard]] Result<RemoteAddress> remoteAddress(
    const QString& repository, const QString& url, const CancelToken& cancel);

}
