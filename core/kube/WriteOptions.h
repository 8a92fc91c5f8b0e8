#pragma once

#include "core/manifest/Value.h"

#include <QString>
#include <QStringList>

namespace holdfast::kube {

/// A served resource: where a kind lives under /api or /apis.
struct ApiResource {
    QString group;
    QString version;
    QString plural;
    QString kind;
    bool namespaced = true;
    QStringList verbs;
    friend bool operator==(const ApiResource&, const ApiResource&) = default;
};

enum class PatchType { Json, Merge, StrategicMerge, Apply };
enum class DryRun { No, All };
/// Whether a server-side apply may take fields from other managers.
enum class Force { No, Yes };
/// What becomes of the objects that a removed one owns.
enum class Propagation { Background, Foreground, Orphan };

/// One object, or a subresource of it, at the server.
struct ObjectRef {
    ApiResource resource;
    QString nameSpace;
    QString name;
    QString subresource;
};

struct Patch {
    PatchType type = PatchType::Merge;
    manifest::Value body;
};

struct WriteOptions {
    QString fieldManager = QStringLiteral("holdfast");
    DryRun dryRun = DryRun::No;
    Force force = Force::No;
};

/// Which object is to go: a version only where it must not have changed.
struct Removal {
    QString uid;
    QString resourceVersion;
    Propagation propagation = Propagation::Background;
};

}
