#pragma once

#include "core/base/Result.h"

#include <QFuture>
#include <QObject>

#include <memory>

class QProcess;
class QTemporaryDir;

namespace holdfast::session {

/// Two texts and what their files are to be called.
struct ExternalTexts {
    QString left;
    QString right;
    QString leftName;
    QString rightName;
};

/// Shows texts in the user's own diff program: git's `diff.guitool` or `diff.tool`, else what $DIFF names. The texts
/// lie in files that only the user can read, until the program ends. Lives on the GUI thread and never waits.
class ExternalDiff final : public QObject {
    Q_OBJECT
public:
    explicit ExternalDiff(QObject* parent = nullptr);
    ~ExternalDiff() override;

    /// What would be started, asked of git; empty where nothing is set.
    [[nodiscard]] QFuture<Result<QString>> tool();
    /// Done when the program has ended. NotFound where there is none or it cannot be started.
    [[nodiscard]] QFuture<Result<void>> open(const ExternalTexts& texts);

private:
    QFuture<Result<void>> run(QStringList command, std::shared_ptr<QTemporaryDir> folder);

    QString m_name; ///< as last asked
    bool m_byGit = false;
};

}
