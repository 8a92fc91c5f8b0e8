#pragma once

#include "core/manifest/Value.h"

#include <QByteArray>
#include <QString>

#include <string>

namespace holdfast::sandbox {

/// The uncompressed bytes of a bundled file below `:/sandbox`; empty where there is none.
[[nodiscard]] QByteArray bundledFile(const QString& path);
/// A bundled JSON file; null where there is none.
[[nodiscard]] manifest::Value bundledJson(const QString& path);
/// The bundled CRDs, by file name.
[[nodiscard]] std::vector<manifest::Value> bundledDefinitions();

/// gzip, for answers above the server's limit.
[[nodiscard]] QByteArray gzipped(const QByteArray& bytes);

}
