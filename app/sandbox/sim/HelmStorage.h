#pragma once

#include "app/sandbox/sim/Tree.h"

#include <QByteArray>

#include <string>
#include <vector>

namespace holdfast::sandbox::sim {

/// One revision of a release, as Helm keeps it.
struct HelmRevision {
    std::string name;
    std::string nameSpace;
    int version = 1;
    std::string status; ///< deployed, superseded, failed
    std::string description;
    std::string firstDeployed;
    std::string lastDeployed;
    Value chart; ///< Chart.yaml
    Value values;
    std::vector<Value> objects; ///< hooks included
};

/// `sh.helm.release.v1.<name>.v<version>`.
[[nodiscard]] std::string helmSecretName(const std::string& release, int version);
/// The Secret that Helm would store: base64 of base64 of gzip of JSON.
[[nodiscard]] Value helmSecret(const HelmRevision& revision);
[[nodiscard]] QByteArray gzip(const QByteArray& bytes);

}
