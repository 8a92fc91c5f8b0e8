#pragma once

#include "app/sandbox/api/Registry.h"

#include <QByteArray>

#include <map>
#include <string>

namespace holdfast::sandbox {

/// The documents below /openapi/v3: the bundled ones, and those made of CRDs.
class OpenApiFiles final {
public:
    explicit OpenApiFiles(const Registry& registry)
        : m_registry(registry)
    {
    }

    struct File {
        QByteArray body;
        QByteArray hash;
    };
    /// `apis/apps/v1` to its document; null where it is not served.
    [[nodiscard]] const File* find(const std::string& path);
    /// The index: paths to URLs with hashes.
    [[nodiscard]] QByteArray index();

private:
    void refresh();
    [[nodiscard]] QByteArray custom(const std::string& group, const std::string& version) const;

    const Registry& m_registry;
    std::map<std::string, File> m_files;
    int m_generation = -1;
};

}
