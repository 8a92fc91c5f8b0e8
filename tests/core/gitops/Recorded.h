#pragma once

#include "core/gitops/Engine.h"
#include "core/manifest/JsonReader.h"

#include <QFile>
#include <QString>

namespace holdfast::gitops::test {

/// An object recorded from a running agent, below tests/core/gitops/data.
inline manifest::Value recorded(const QString& name)
{
    QFile file(QStringLiteral(HOLDFAST_TEST_DATA "/core/gitops/data/") + name + QStringLiteral(".json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no recorded object %s", qPrintable(file.fileName()));
    const Result<manifest::Value> value = manifest::readJson(file.readAll().toStdString());
    if (!value)
        qFatal("%s cannot be read", qPrintable(file.fileName()));
    return *value;
}

inline manifest::Value json(const QByteArray& text)
{
    const Result<manifest::Value> value = manifest::readJson(std::string_view(text));
    if (!value)
        qFatal("the test's own JSON is broken: %s", text.constData());
    return *value;
}

inline EnginePointer engine(const QString& name)
{
    for (const EnginePointer& engine : engineRegistry())
        if (engine->name() == name)
            return engine;
    qFatal("no engine %s", qPrintable(name));
}

inline manifest::Value noReference(const manifest::ObjectKey&)
{
    return {};
}

}
