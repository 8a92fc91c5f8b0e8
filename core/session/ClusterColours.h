#pragma once

#include "core/base/Result.h"

#include <QHash>
#include <QString>

namespace holdfast::session {

/// Gives each cluster a place in the palette that stays the same from run to run, however contexts come and go.
class ClusterColours final {
public:
    /// An empty path keeps them in memory only.
    explicit ClusterColours(QString path);

    /// By the server's URL: known before the first answer, and the same for every context of the cluster.
    [[nodiscard]] int of(const QString& server);
    [[nodiscard]] Result<void> save() const;

private:
    QString m_path;
    QHash<QString, int> m_places;
};

}
