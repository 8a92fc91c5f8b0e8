#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/gitops/Application.h"
#include "core/manifest/Value.h"

#include <QDateTime>
#include <QHash>
#include <QString>

namespace holdfast::session {

/// Since when an app differs, and what that rests on.
struct DriftOnset {
    QDateTime at; ///< invalid: it does not differ
    gitops::SinceProof proof = gitops::SinceProof::Seen;
    friend bool operator==(const DriftOnset&, const DriftOnset&) = default;
};

/// Remembers when each app was first seen out of sync, over restarts: agents do not say. One thread.
class DriftOnsets final {
public:
    /// An empty path keeps them in memory only. A file that cannot be read counts as empty.
    explicit DriftOnsets(QString path, std::shared_ptr<const Clock> clock);

    /// Since when the app differs: the earliest of what was remembered and what the object proves, else now. An Unknown
    /// verdict neither begins nor ends a difference. What an earlier run remembered is void where the app was synced
    /// after that. `cluster` tells clusters apart, not contexts.
    [[nodiscard]] DriftOnset since(const QString& cluster, const gitops::App& app);
    void forget(const QString& cluster, const gitops::AppId& id);
    /// The agent's own word on when an app that differs began to; whether that is news.
    bool correct(const QString& cluster, const gitops::AppId& id, const QDateTime& began);
    /// The server turned out to be the cluster with this UID: what was kept of another one at its address is dropped.
    /// Whether there was such a one.
    bool identify(const QString& cluster, const QString& uid);

    [[nodiscard]] bool isDirty() const { return m_dirty; }
    [[nodiscard]] Result<void> save();

private:
    struct Kept {
        DriftOnset onset;
        bool confirmed = true; ///< by what was seen in this run
    };
    [[nodiscard]] QDateTime notInTheFuture(const QDateTime& time) const;
    void read(const manifest::Value& content);

    QString m_path;
    std::shared_ptr<const Clock> m_clock;
    QHash<QString, Kept> m_since;
    QHash<QString, QString> m_uids; ///< of kube-system, by cluster
    bool m_dirty = false;
};

}
