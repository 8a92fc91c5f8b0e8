#pragma once

#include "core/session/Fleet.h"
#include "ui/foundation/Notice.h"

#include <optional>
#include <vector>

namespace holdfast::pages::fleet {

/// How many rows there are and how many are shown; decides between an empty fleet and an empty filter.
struct RowCounts {
    int all = 0;
    int shown = 0;
};

/// What stands in place of the list; nothing where the list itself is to be seen.
[[nodiscard]] std::optional<foundation::Notice> listNotice(
    const std::vector<session::ClusterStatus>& clusters, const std::vector<Error>& problems, RowCounts rows);

/// A bar above the list, while it is shown.
struct BarNotice {
    QString id; ///< what it is about; a bar that was put away comes back only with another
    bool danger = false;
    QString text;
    std::vector<foundation::NoticeButton> buttons;
    ContextName context;
    std::optional<kube::ExecConsentKey> consent;
};
/// Only what wants an answer while there are no rows: listNotice says the rest in their place.
[[nodiscard]] std::vector<BarNotice> barNotices(
    const std::vector<session::ClusterStatus>& clusters, const std::vector<Error>& problems, RowCounts rows);

}
