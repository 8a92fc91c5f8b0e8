#pragma once

#include "core/base/Cancel.h"
#include "core/base/Result.h"
#include "core/diff/LineDiff.h"
#include "core/diff/WordDiff.h"
#include "core/manifest/FieldPath.h"

#include <QStringList>

#include <vector>

namespace holdfast::diff {

/// One line of both sides at one height.
enum class RowKind { Same, Changed, OnlyLeft, OnlyRight };

/// How much a row counts.
enum class RowTone {
    Counts,
    Muted, ///< an ignore rule hides it
    Masked ///< the value of a Secret, which is not shown
};

struct SideRow {
    RowKind kind = RowKind::Same;
    int left = 0; ///< line number from 1; 0 where that side has nothing here
    int right = 0;
    RowTone tone = RowTone::Counts;
    int field = 0; ///< index into `fields`
    int move = -1; ///< index into `moves`, where the line stands elsewhere on the other side
    friend bool operator==(const SideRow&, const SideRow&) = default;
};

/// The differing words of one changed row.
struct RowWords {
    int row = 0;
    WordDiff words;
    friend bool operator==(const RowWords&, const RowWords&) = default;
};

/// Lines that stand elsewhere on the other side: the first of both, from 1.
struct Move {
    int left = 0;
    int right = 0;
    int count = 0;
    friend bool operator==(const Move&, const Move&) = default;
};

/// A sentence that stands below a row: why it differs, or the rule that hides it.
struct RowNote {
    int row = 0;
    RowTone tone = RowTone::Counts;
    QString text;
    friend bool operator==(const RowNote&, const RowNote&) = default;
};

/// One step of the way to a field: its text as in a JSON pointer, below the field `parent`; -1: an object itself.
struct RowField {
    int parent = -1;
    QString step;
    friend bool operator==(const RowField&, const RowField&) = default;
};

/// Two texts with as many rows each, so that a row is a scroll position of both.
struct SideBySide {
    QStringList left; ///< one entry per row; empty where there is nothing
    QStringList right;
    std::vector<SideRow> rows;
    std::vector<int> changes; ///< first row of each run that differs
    std::vector<RowWords> words; ///< in the order of rows
    std::vector<Move> moves;
    std::vector<RowNote> notes; ///< in the order of rows
    std::vector<RowField> fields;
    Precision precision = Precision::Shortest;
    friend bool operator==(const SideBySide&, const SideBySide&) = default;
};

/// The field that a row stands in, as `/spec/template/spec/containers/[name=api]/image`; empty for none.
[[nodiscard]] QString pathOfRow(const SideBySide& content, int row);

/// A field with a look of its own.
struct FieldMark {
    manifest::FieldPath path;
    RowTone tone = RowTone::Muted;
    QString note; ///< empty: none
};

/// The rows of two manifests, or two streams of them: objects are partners by kind, namespace and name, then lines by
/// the field that they stand in, then by their text. Streams stand in the order of the right side. Cancelled only.
[[nodiscard]] Result<SideBySide> sideBySide(
    const QString& left, const QString& right, const CancelToken& cancel, const std::vector<FieldMark>& marks = {});

}
