#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace holdfast::sandbox {

/// How one practice cluster is reached.
struct ContextEntry {
    QString name;
    QString server;
    QByteArray authorityPem;
    QByteArray token;
};

/// Writes a kubeconfig (mode 0600) with one context per entry; the first is the current one.
[[nodiscard]] Result<void> writeKubeconfig(const QString& path, const std::vector<ContextEntry>& entries);

}
