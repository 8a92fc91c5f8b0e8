#pragma once

#include "core/base/Result.h"
#include "core/gitops/Application.h"

#include <QByteArray>

#include <memory>
#include <vector>

/// The fleet as it was last seen, so that the next start can show it before any server has answered.
namespace holdfast::session {

/// A compact form; equal texts are written once.
[[nodiscard]] QByteArray writeRows(const std::vector<std::shared_ptr<const gitops::App>>& apps);
/// InvalidInput where the bytes are not what writeRows gave, cut short, or from another version. Every row comes back
/// as Detail::Remembered.
[[nodiscard]] Result<std::vector<gitops::App>> readRows(const QByteArray& bytes);

}
