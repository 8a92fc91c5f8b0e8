#pragma once

#include "core/workflow/guides/gitrevert/Plan.h"

namespace holdfast::workflow::gitrevert {

/// What Argo CD is asked to sync to.
struct SyncRequest {
    RunId run;
    QString by;
    QString repository;
    QString commit;
};

/// Asks the agent to look at its app or source again: Argo CD by a refresh, Flux with `token`.
[[nodiscard]] manifest::Value refreshPatch(const manifest::Value& object, const QString& token);
/// Whether the agent was asked with this token, or since `begun` has looked anyway.
[[nodiscard]] bool isAsked(const manifest::Value& object, const QString& token, const QDateTime& begun);
/// Whether Flux has handled the token.
[[nodiscard]] bool isHandled(const manifest::Value& object, const QString& token);

/// One patch with precondition: the operation, and the end of what is known of the last one.
[[nodiscard]] manifest::Value syncPatch(const manifest::Value& application, const SyncRequest& request);
/// Whether this run's sync is asked for, under way or over.
[[nodiscard]] bool hasOurSync(const manifest::Value& application, const RunId& run);
/// An operation that is not over, whoever asked for it.
[[nodiscard]] bool isOperating(const manifest::Value& application);

}
