#pragma once

#include "core/manifest/YamlReader.h"

#include <QByteArray>

#include <vector>

namespace holdfast::diff {

inline std::vector<manifest::Value> objectsOf(const QByteArray& yaml)
{
    const auto documents
        = manifest::readYaml({ yaml.constData(), static_cast<std::size_t>(yaml.size()) }, QStringLiteral("test"));
    if (!documents)
        qFatal("broken test data: %s", qPrintable(errorText(documents.error())));
    std::vector<manifest::Value> objects;
    for (const manifest::YamlDocument& document : *documents)
        objects.push_back(document.value);
    return objects;
}

inline manifest::Value objectOf(const QByteArray& yaml)
{
    const std::vector<manifest::Value> objects = objectsOf(yaml);
    return objects.empty() ? manifest::Value() : objects.front();
}

}
