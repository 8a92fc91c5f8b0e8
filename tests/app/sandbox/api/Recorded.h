#pragma once

#include "app/sandbox/api/ClusterStore.h"
#include "core/base/Clock.h"
#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"

#include <QFile>

namespace holdfast::sandbox {

/// A file of recorded/: what a real kube-apiserver 1.36 was sent, or what it said.
inline Value recorded(const QString& name)
{
    QFile file(QStringLiteral(HOLDFAST_TEST_DATA "/app/sandbox/api/recorded/") + name);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return manifest::readJson(file.readAll().toStdString()).value_or(Value());
}

inline Value json(const char* text)
{
    return manifest::readJson(text).value_or(Value());
}

inline QByteArray shown(const Value& value)
{
    return QByteArray::fromStdString(manifest::writeJson(value, manifest::JsonStyle::Indented));
}

/// A store with a namespace to write into; time stands still.
struct PracticeStore {
    ManualClock clock { QDateTime::fromString(QStringLiteral("2026-11-24T10:00:00Z"), Qt::ISODate) };
    ClusterStore store { sharedSchemas(), clock };

    explicit PracticeStore(const char* nameSpace = "shop")
    {
        const auto made = store.create({ "", "namespaces" },
            mapOf({ { "apiVersion", Value("v1") }, { "kind", Value("Namespace") },
                { "metadata", mapOf({ { "name", Value(nameSpace) } }) } }),
            {});
        Q_ASSERT(made);
    }

    static std::shared_ptr<BuiltInSchemas> sharedSchemas()
    {
        static const auto schemas = std::make_shared<BuiltInSchemas>();
        return schemas;
    }
};

/// The fields that an entry of managedFields holds; null where the manager has none.
inline Value ownedBy(const Value& object, std::string_view manager, std::string_view subresource = {})
{
    for (const Value& entry : object.at({ "metadata", "managedFields" }).list()) {
        if (entry["manager"].text() == manager && entry["subresource"].text() == subresource)
            return entry["fieldsV1"];
    }
    return {};
}

}
