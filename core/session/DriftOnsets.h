#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/gitops/Application.h"

#include <QDateTime>
#include <QHash>
#include <QString>

namespace holdfast::session {

/// Remembers when each app was first seen out of sync, over restarts: agents do not say. One thread.
class DriftOnsets final {
public:
    /// An empty path keeps them in memory only. A file that cannot be read counts as empty.
    explicit DriftOnsets(QString path, std::shared_ptr<const Clock> clock);

    /// Since when the app differs, by what was remembered, what the object tells, or now; invalid while it is Synced.
    /// An Unknown verdict neither begins nor ends a difference. `cluster` tells clusters apart, not contexts.
    [[nodiscard]] QDateTime since(const QString& cluster, const gitops::App& app);
    void forget(const QString& cluster, const gitops::AppId& id);
    /// The agent's own word on when an app that differs began to; whether that is news.
    bool correct(const QString& cluster, const gitops::AppId& id, const QDateTime& began);
    /// The server turned out to be the cluster with this UID: what was kept of another one at its address is dropped.
    /// Whether there was such a one.
    bool identify(const QString& cluster, const QString& uid);

    [[nodiscard]] bool isDirty() const { return m_dirty; }
    [[nodiscard]] Result<void> save();

private:
    [[nodiscard]] QDateTime notInTheFuture(const QDateTime& time) const;

    QString m_path;
    std::shared_ptr<const Clock> m_clock;
    QHash<QString, QDateTime> m_since;
    QHash<QString, QString> m_uids; ///< of kube-system, by cluster
    bool m_dirty = false;
};

}
