#pragma once

#include "core/base/Result.h"

#include <QString>
#include <QVariantList>

#include <vector>

namespace holdfast::workflow {

/// A statement and what stands for its question marks.
struct JournalStatement {
    QString text;
    QVariantList values;
};

/// The journal's file: one short connection for each call, so that any thread may call.
class JournalFile final {
public:
    explicit JournalFile(const QString& folder);

    [[nodiscard]] Result<void> prepareFolder() const;
    /// All statements or none, durable once it has answered.
    [[nodiscard]] Result<void> write(const std::vector<JournalStatement>& statements) const;
    /// No rows where there is no file.
    [[nodiscard]] Result<std::vector<QVariantList>> read(const JournalStatement& statement) const;

private:
    QString m_folder;
    QString m_path;
};

}
