#pragma once

#include <QSet>

#include <vector>

namespace holdfast::pages::fleet {

enum class LineKind : unsigned char { Group, App, Detail };

/// One line of the list by identity: which group, app or detail it is; what it shows lies elsewhere.
struct Line {
    LineKind kind = LineKind::App;
    int id = 0; ///< of the group, or of the app
    int part = 0; ///< of a detail
    friend bool operator==(const Line&, const Line&) = default;
};

/// Rows to remove (counted in the list as it then is) or to insert from the new list.
struct LineChange {
    enum class What { Remove, Insert };
    What what = What::Remove;
    int first = 0;
    int last = 0;
    friend bool operator==(const LineChange&, const LineChange&) = default;
};

/// The steps that turn one list into the other: removals from the end to the front, then insertions from the front to
/// the end. `touched` are apps whose place may have changed; without order changes among the others the steps are few,
/// else everything between the common ends is replaced.
[[nodiscard]] std::vector<LineChange> lineChanges(
    const std::vector<Line>& before, const std::vector<Line>& after, const QSet<int>& touched);

}
