#pragma once

#include "core/base/Cancel.h"
#include "core/base/Result.h"

#include <QString>

#include <vector>

namespace holdfast::git {

/// A key that the ssh server of a repository shows.
struct HostKey {
    QString host; ///< as known_hosts writes it: `git.example.com`, `[git.example.com]:2222`
    QString type; ///< ssh-ed25519
    QString fingerprint; ///< `SHA256:...`, as ssh prints it
    QString key; ///< base64
    friend bool operator==(const HostKey&, const HostKey&) = default;
};

/// Whether ssh stopped because it does not know the host, rather than because the host shows another key than it used
/// to or a revoked one: then nobody is to be asked.
[[nodiscard]] bool isUnknownHost(const Error& error);

/// What the server of an ssh URL shows, by ssh's own configuration for it. Blocks. InvalidInput for a URL that is none
/// of ssh's, Unreachable where nobody answers, Unsupported behind a jump host, Precondition where the user's
/// known_hosts has another key of the host or has revoked one of these.
[[nodiscard]] Result<std::vector<HostKey>> offeredHostKeys(const QString& url, const CancelToken& cancel);

/// Appends keys that a person has compared to the user's known_hosts file. Blocks. Errors as above, and Io.
[[nodiscard]] Result<void> trustHostKeys(
    const QString& url, const std::vector<HostKey>& keys, const CancelToken& cancel);

}
