#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

#include <optional>

/// What Holdfast keeps between runs lies in one folder that only its user may read.
namespace holdfast::session {

/// The platform's place for a program's state: below XDG_STATE_HOME or ~/.local/state.
[[nodiscard]] QString defaultDataFolder();
/// Makes the folder (mode 0700) where it does not exist; an existing one is closed to others.
[[nodiscard]] Result<void> preparePrivateFolder(const QString& folder);
/// Replaces a file in one step, mode 0600.
[[nodiscard]] Result<void> writePrivateFile(const QString& path, const QByteArray& content);
/// Nothing where there is no such file, or none that can be read.
[[nodiscard]] std::optional<QByteArray> readPrivateFile(const QString& path);

}
