#pragma once

#include "core/base/Guarded.h"
#include "core/base/Result.h"
#include "core/kube/Credentials.h"
#include "core/manifest/Value.h"

#include <QString>

#include <optional>

namespace holdfast::kube {

/// Remembers which exec plugins a person has allowed: `exec-consents.json` in a data folder, by absolute path, hash of
/// the arguments and kubeconfig file, so that a changed command is asked about again. Thread-safe.
class ExecConsents final {
public:
    /// An empty folder keeps the answers in memory only. A file that cannot be read counts as empty.
    explicit ExecConsents(QString folder);

    [[nodiscard]] bool isAllowed(const ExecConsentKey& key);
    /// Holds from now on, also where the answer is Io because it could not be written.
    [[nodiscard]] Result<void> allow(const ExecConsentKey& key);

private:
    QString m_folder;
    Guarded<manifest::Value> m_entries;
};

/// The plugin of a context as a consent names it; nothing where the context has none. The path is the absolute one
/// where the command exists, else the command as configured.
[[nodiscard]] std::optional<ExecConsentKey> execConsentKey(const Context& context);

}
