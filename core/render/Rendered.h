#pragma once

#include "core/base/Result.h"
#include "core/manifest/Value.h"

#include <QString>
#include <QStringList>

#include <string_view>
#include <vector>

namespace holdfast::render {

/// The objects of an app at a revision.
struct Rendered {
    std::vector<manifest::Value> objects;
    QStringList notes; ///< what a person should know, one sentence each
};

/// The objects of one stream, each with apiVersion and kind. InvalidInput with file and line where it is broken.
[[nodiscard]] Result<std::vector<manifest::Value>> readObjects(std::string_view text, const QString& name);

/// Precondition where there are no objects: that is never taken as "everything was deleted". InvalidInput where two
/// have the same name. Values that SOPS or a sealing tool has closed are named in the notes; they stay closed.
[[nodiscard]] Result<Rendered> checked(std::vector<manifest::Value> objects);

}
