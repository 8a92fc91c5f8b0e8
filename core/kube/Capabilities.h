#pragma once

#include "core/kube/WriteOptions.h"

#include <vector>

namespace holdfast::kube {

/// What a chart may ask of the cluster that it is rendered for (Helm's .Capabilities).
struct Capabilities {
    QString version; ///< of the server: `v1.36.3`; empty: not known
    QStringList apis; ///< `apps/v1` and `apps/v1/Deployment`, sorted
    friend bool operator==(const Capabilities&, const Capabilities&) = default;
};

/// Of a cluster that serves these kinds, in all their versions.
[[nodiscard]] Capabilities capabilities(const QString& version, const std::vector<ApiResource>& resources);

}
