#pragma once

#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/gitops/AppId.h"
#include "core/gitops/Rollout.h"
#include "core/workflow/RunMachine.h"

#include <QDateTime>
#include <QStringList>

#include <optional>
#include <vector>

/// What a person sees of a run and of one that is to be. Values that cross threads.
namespace holdfast::workflow {

using RunId = Id<struct RunIdTag>;

[[nodiscard]] QString word(RunState state); ///< open, done, failed, undone

enum class StepState { Waiting, Running, Done, Held, Undone };

struct StepInfo {
    QString name; ///< record, push, refresh, sync, watch, release
    QString subject; ///< what it is done to: apps, a repository and branch
    StepState state = StepState::Waiting;
    QString note; ///< what is known of it, technical words
    QDateTime at; ///< when it last changed
    friend bool operator==(const StepInfo&, const StepInfo&) = default;
};

struct ConflictInfo {
    QString path;
    QString commit; ///< the one that could not be undone
    QString base; ///< the file as that commit left it; empty where it has none, or may not be shown
    QString now; ///< as later commits have it
    QString undone; ///< as it was before the commit
    friend bool operator==(const ConflictInfo&, const ConflictInfo&) = default;
};

/// What became of one repository's commits.
struct CommitInfo {
    QString repository;
    QString branch;
    QString commit; ///< empty: none was pushed
    QString reason; ///< as in `git push`, or `conflict`; empty once pushed
    QString message; ///< the server's words
    QString pullRequest; ///< its address, where one was asked for
    std::vector<ConflictInfo> conflicts;
    friend bool operator==(const CommitInfo&, const CommitInfo&) = default;
};

/// How an app follows the commit, and its workloads their rollouts.
struct AppProgress {
    gitops::AppId app;
    enum class State { Waiting, Converged, Failing } state = State::Waiting;
    QString note; ///< what it waits for, technical words
    std::vector<gitops::Rollout> rollouts;
    std::optional<QStringList> differing; ///< by Holdfast's own comparison with the commit; none: not compared
    friend bool operator==(const AppProgress&, const AppProgress&) = default;
};
[[nodiscard]] QString word(AppProgress::State state); ///< waiting, converged, failing

/// A run as it stands.
struct RunInfo {
    RunId run;
    QString guide;
    std::vector<gitops::AppId> apps;
    QStringList undone; ///< the commits that were asked to be taken back
    QString to; ///< or the state that was asked for
    RunState state = RunState::Open;
    enum class Pace { Running, Held } pace = Pace::Held; ///< of an open run: held ones wait for a person
    std::vector<StepInfo> steps;
    std::size_t current = 0; ///< index of the step under way; behind the last once all are done
    QDateTime startedAt;
    QString by;
    std::vector<CommitInfo> commits;
    std::vector<AppProgress> progress; ///< as last looked at, once something is pushed
    QDateTime pushedAt;
    QDateTime convergedAt;
    std::optional<Error> problem; ///< why it is held or failed
    friend bool operator==(const RunInfo&, const RunInfo&) = default;
};

/// Who runs this program, `dana@desk-4`: what a request's `by` says.
[[nodiscard]] QString localUser();

}
