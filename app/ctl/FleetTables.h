#pragma once

#include "app/ctl/Output.h"
#include "core/gitops/AppDetails.h"

#include <QDateTime>

#include <vector>

namespace holdfast::ctl {

/// The fleet for a person; ages are counted to `now`. The context stands in a column of its own where there are
/// several.
[[nodiscard]] Table appsTable(const std::vector<gitops::App>& apps, const QDateTime& now);
/// One app as lines of name and value.
[[nodiscard]] Table appTable(const gitops::AppDetails& details, const QDateTime& now);
[[nodiscard]] Table objectsTable(const std::vector<gitops::AppObject>& objects);

/// `45s`, `3m`, `5h`, `12d`; `-` where there is no time.
[[nodiscard]] QString ageText(const QDateTime& since, const QDateTime& now);
/// A commit by its first eight digits, also within `main@sha1:...`; anything else as it is.
[[nodiscard]] QString shortRevision(const QString& revision);

}
