#pragma once

#include "core/base/Cancel.h"
#include "core/base/Result.h"

#include <QStringList>

#include <vector>

namespace holdfast::diff {

/// One line of both sides at one height.
enum class RowKind { Same, Changed, OnlyLeft, OnlyRight };

struct SideRow {
    RowKind kind = RowKind::Same;
    int left = 0; ///< line number from 1; 0 where that side has nothing here
    int right = 0;
    friend bool operator==(const SideRow&, const SideRow&) = default;
};

/// Two texts with as many rows each, so that a row is a scroll position of both.
struct SideBySide {
    QStringList left; ///< one entry per row; empty where there is nothing
    QStringList right;
    std::vector<SideRow> rows;
    std::vector<int> changes; ///< first row of each run that differs
    friend bool operator==(const SideBySide&, const SideBySide&) = default;
};

/// Cancelled only.
[[nodiscard]] Result<SideBySide> sideBySide(const QString& left, const QString& right, const CancelToken& cancel);

}
