#pragma once

#include "core/base/Result.h"

#include <QString>

#include <vector>

namespace holdfast::session {

/// A filter of the fleet that somebody gave a name.
struct SavedView {
    QString name;
    QString filter; ///< the text of the filter field
    friend bool operator==(const SavedView&, const SavedView&) = default;
};

/// The saved views, in the order that their owner gave them: `views.json` in the data folder.
class SavedViews final {
public:
    /// An empty path keeps them in memory only.
    explicit SavedViews(QString path);

    /// Empty where nothing was saved. InvalidInput where the file is broken or from a newer version; it is then left
    /// as it is, and save() refuses to write over it.
    [[nodiscard]] Result<std::vector<SavedView>> load();
    [[nodiscard]] Result<void> save(const std::vector<SavedView>& views);

private:
    QString m_path;
    std::vector<SavedView> m_views;
    bool m_foreign = false;
};

}
