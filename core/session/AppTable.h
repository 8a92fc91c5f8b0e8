#pragma once

#include "core/session/AppFeed.h"
#include "core/session/DriftOnsets.h"
#include "core/session/Fleet.h"

#include <QHash>

namespace holdfast::session {

/// The rows of all contexts, and what a batch changes in them. One thread.
class AppTable final {
public:
    AppTable(DriftOnsets* onsets, std::vector<gitops::App> remembered);

    /// What is really different, for the list. `cluster` is the server, for the onset of differences.
    [[nodiscard]] AppChanges apply(const ContextName& context, const QString& cluster, const RowChange& change);
    /// What Holdfast measured, until it measures again.
    [[nodiscard]] AppChanges take(const gitops::AppId& id, const gitops::MeasuredVerdict& measured);
    [[nodiscard]] const gitops::App* find(const gitops::AppId& id) const;
    /// Asks the onsets of this context's apps again.
    [[nodiscard]] AppChanges redated(const ContextName& context, const QString& cluster);
    /// Whether an Application of this context differs.
    [[nodiscard]] bool hasDrift(const ContextName& context) const;
    [[nodiscard]] std::vector<gitops::App> rows() const;
    /// The rows as they are now, without a copy of each: they are replaced, never changed.
    using RowPointer = std::shared_ptr<const gitops::App>;
    [[nodiscard]] std::vector<RowPointer> snapshot() const;

private:
    void upsert(const QString& cluster, gitops::App row, AppChanges& changes);
    void dropUnseen(const ContextName& context, gitops::AppKind kind, AppChanges& changes);

    DriftOnsets* m_onsets;
    QHash<gitops::AppId, RowPointer> m_rows;
};

}
