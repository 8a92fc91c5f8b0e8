#pragma once

#include "core/diff/FieldChanges.h"
#include "core/diff/IgnoreRules.h"

namespace holdfast::diff {

enum class Verdict {
    Synced,
    OutOfSync,
    Missing, ///< no live object
    Extra, ///< no desired object
    Excluded, ///< the agent leaves it alone as it is
    Unknown ///< neither is there
};

/// One object as Git wants it, as it is, and as the API server says that it would be.
struct CompareInput {
    std::optional<manifest::Value> desired;
    std::optional<manifest::Value> live;
    std::optional<manifest::Value> predicted; ///< the answer to a dry-run apply of the desired object
};

/// How `predicted` was found.
enum class PredictionKind { Server, ThreeWayPatch, Apply };

struct Comparison {
    Verdict verdict = Verdict::Unknown;
    std::vector<FieldChange> changes;
    manifest::Value predicted; ///< as compared; null where there is none
    manifest::Value live; ///< as compared
    PredictionKind kind = PredictionKind::Apply;
    QStringList findings; ///< rules that could not be applied
};

/// Compares one object. Changes hold the values of Secrets masked. Pure; safe on any thread.
[[nodiscard]] Comparison compare(const CompareInput& input, const CompareRules& rules, Dialect dialect);

/// The object as the dialect compares it, without what the rules ignore.
[[nodiscard]] Reduced normalizedBy(const manifest::Value& object, const CompareRules& rules, Dialect dialect);

/// `Synced`, `OutOfSync` ...
[[nodiscard]] QString verdictText(Verdict verdict);

}
