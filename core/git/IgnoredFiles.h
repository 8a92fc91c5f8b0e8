#pragma once

#include "core/base/Cancel.h"
#include "core/base/Result.h"

#include <QString>
#include <QStringList>

namespace holdfast::git {

/// Patterns in the notation of .gitignore; the later ones of the order below win.
struct IgnorePatterns {
    QStringList first;
    QString perDirectoryFile; ///< read in every folder, as .gitignore is
    QStringList last;
};

/// Takes the ignored files out of an exported tree. Errors as gitOutput.
[[nodiscard]] Result<void> removeIgnored(
    const QString& tree, const IgnorePatterns& patterns, const CancelToken& cancel);

}
