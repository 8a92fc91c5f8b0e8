#pragma once

#include "core/session/Measurement.h"

namespace holdfast::session {

enum class SideKind {
    Live, ///< what runs
    Desired, ///< what Git declares
    Nothing ///< no object at all: what was before the first commit
};

/// One side of a comparison: an app as it runs, or as Git declares it at a revision.
struct ComparedSide {
    SideKind kind = SideKind::Live;
    gitops::App app;
    QString revision; ///< of the desired state; empty: what the app tracks
    QString repository; ///< whose commit the revision is, on which the app need not be; empty: the first source's
    friend bool operator==(const ComparedSide&, const ComparedSide&) = default;
};

/// Where the objects of a side came from.
struct SideOrigin {
    QString repository; ///< empty for what runs
    git::CommitId commit;
    QDateTime at;
};

/// An object of both sides, or of one. Of `comparison`, `live` is the left one and `predicted` the right one, and
/// changes go from left to right.
struct ComparedObject {
    std::optional<manifest::ObjectKey> left;
    std::optional<manifest::ObjectKey> right;
    diff::Comparison comparison;
};

struct SideComparison {
    std::vector<ComparedObject> objects;
    SideOrigin left;
    SideOrigin right;
    QStringList notes; ///< sentences about the app: of its render, and of rules that ignore nothing or much

    /// By its key on either side; else the only one of that kind and name, since another app may live elsewhere.
    [[nodiscard]] const ComparedObject* find(const manifest::ObjectKey& key) const;
};

/// Compares any two sides. Blocks. What runs against what Git declares goes by the rules of the app that Git declares,
/// all else field by field. Objects are partners by kind, namespace and name, else by kind and name, else where each
/// side has one of a kind. Errors as `measure`.
[[nodiscard]] Result<SideComparison> compareSides(const DesiredStates& states, workflow::ClusterAccess& clusters,
    const std::pair<ComparedSide, ComparedSide>& sides, const CancelToken& cancel);

/// The partners of two lists of objects: the index of each of the left in the right; -1 for none.
[[nodiscard]] std::vector<int> partnersOf(
    const std::vector<manifest::ObjectKey>& left, const std::vector<manifest::ObjectKey>& right);

}
