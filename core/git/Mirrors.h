#pragma once

#include "core/base/Cancel.h"
#include "core/base/Result.h"

#include <QString>

#include <chrono>

namespace holdfast::git {

/// Keeps one bare mirror per repository URL below a folder that only its user can read. Its calls block and may come
/// from several threads and programs at once: each waits for the other's fetch of the same mirror.
class Mirrors final {
public:
    /// The folder is made when the first mirror is.
    explicit Mirrors(QString folder);

    /// Where the mirror of a URL lies, whether it is there or not.
    [[nodiscard]] QString pathOf(const QString& url) const;

    /// Brings all branches and tags of the remote here, as branches and tags; those that it no longer has go. Answers
    /// with the git directory. One short question to the server where nothing is new. Errors: InvalidInput for what is
    /// no URL of a server, Unauthorized, NotFound, TlsRefused, Unreachable, Cancelled, Io. What was here before stays
    /// usable whatever fails.
    [[nodiscard]] Result<QString> refresh(const QString& url, const CancelToken& cancel) const;

    /// The mirror where it was brought here no longer ago than `oldest`; else as refresh().
    [[nodiscard]] Result<QString> recent(
        const QString& url, std::chrono::seconds oldest, const CancelToken& cancel) const;

    /// The mirror as it was last brought here, without the network; NotFound where it never was.
    [[nodiscard]] Result<QString> known(const QString& url) const;

private:
    QString m_folder;
};

}
