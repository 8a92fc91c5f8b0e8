#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

namespace holdfast::render {

/// An existing folder below the tree, links followed. NotFound where there is none, Precondition where a link or `..`
/// leaves the tree.
[[nodiscard]] Result<QString> folderInside(const QString& tree, const QString& path);

/// An existing file below the tree, links followed; errors as folderInside.
[[nodiscard]] Result<QString> fileInside(const QString& tree, const QString& path);

/// The content of a file below the tree. Also LimitExceeded above 10 MiB, Io.
[[nodiscard]] Result<QByteArray> readInside(const QString& tree, const QString& path);

/// Writes a file below the tree in place of what had its name; its folders are made. Precondition where a link in the
/// way leads out of the tree: what a repository holds decides no place outside. Io.
[[nodiscard]] Result<void> writeInside(const QString& tree, const QString& path, const QByteArray& content);

/// Removes a folder that was written. Io.
[[nodiscard]] Result<void> removeInside(const QString& tree, const QString& path);

}
