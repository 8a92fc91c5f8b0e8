#pragma once

#include "core/manifest/Value.h"
#include "core/workflow/Run.h"

/// What is asked of a run, and what it would do: for a person to read before anything is written.
namespace holdfast::workflow {

enum class SyncChoice { WhereAutomationIsOff, Never };
enum class WaitChoice { No, UntilConverged };
enum class PushChoice { Branch, PullRequest };

/// What is asked of a guide.
struct RunRequest {
    QString guide; ///< git-revert
    std::vector<gitops::AppId> apps;
    QStringList commits; ///< to undo, as names or hashes
    QString to; ///< else the state to go back to: a deployment's id, or a revision
    QString by;
    std::optional<int> mainline;
    SyncChoice sync = SyncChoice::WhereAutomationIsOff;
    WaitChoice wait = WaitChoice::No;
    PushChoice push = PushChoice::Branch;
};

/// A text as it is and as it would be: a file, or an object as YAML with the values of Secrets masked.
struct TextChange {
    QString name;
    QString before; ///< empty: it is new
    QString after; ///< empty: it goes
    QString note; ///< the telling fields: `image 2.3.1 → 2.3.0`
    int restarts = -1; ///< pods that are made anew; 0: their number is not declared; -1: none
    friend bool operator==(const TextChange&, const TextChange&) = default;
};

/// A merge that is taken back, and which of its parents stays.
struct MergeInfo {
    QString commit; ///< `1a2b3c4 subject`
    QStringList parents; ///< the same, in git's order
    int mainline = 0; ///< the one that stays, from 1; 0: nobody has said
    friend bool operator==(const MergeInfo&, const MergeInfo&) = default;
};

/// One repository of a preview: what is pushed, and where.
struct CommitPreview {
    QString repository;
    QString branch;
    QString tip; ///< of the remote, as reviewed
    QString newTip; ///< the tip itself where nothing is left to undo
    QStringList undone; ///< `1a2b3c4 subject` of the commits taken back
    QStringList messages; ///< of the commits that are made, whole
    QStringList files; ///< that change
    std::vector<TextChange> texts; ///< the first of those, where they are text
    std::vector<MergeInfo> merges; ///< among the undone
    std::vector<ConflictInfo> conflicts;
    friend bool operator==(const CommitPreview&, const CommitPreview&) = default;
};

/// An app whose files change, asked for or not.
struct AffectedApp {
    gitops::AppId app;
    enum class Part { Asked, SharesFiles } part = Part::Asked;
    gitops::AutomationMode automation = gitops::AutomationMode::Auto;
    QString server; ///< of its cluster
    QString note; ///< what happens to it
    QStringList changed; ///< objects that render differently, new ones too
    QStringList restarted; ///< workloads among them whose pods are made anew
    QStringList immutable; ///< `OBJECT FIELD` of changes that a server refuses
    std::vector<TextChange> objects; ///< the first that render differently or go
    friend bool operator==(const AffectedApp&, const AffectedApp&) = default;
};

/// An object that would go.
struct PrunedObject {
    gitops::AppId app;
    QString object;
    friend bool operator==(const PrunedObject&, const PrunedObject&) = default;
};

/// What a run would do. Bound to clusters, repositories, branches and tips: when one of them is no longer so, the run
/// does not begin or ends before it has pushed.
struct Preview {
    RunId run;
    QString guide;
    QString by;
    std::vector<CommitPreview> commits;
    std::vector<AffectedApp> apps;
    std::vector<PrunedObject> pruned;
    QStringList steps; ///< names, in order
    QStringList warnings; ///< technical sentences
    std::optional<Error> refusal; ///< it cannot be begun, and why: a conflict, a precondition
    manifest::Value plan; ///< the guide's own, which the journal keeps
};

}
