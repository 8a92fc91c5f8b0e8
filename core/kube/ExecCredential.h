#pragma once

#include "core/base/Result.h"
#include "core/kube/Kubeconfig.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>

namespace holdfast::kube {

/// What an exec plugin gave.
struct ExecCredential {
    QByteArray token;
    QByteArray clientCertificate; ///< PEM
    QByteArray clientKey; ///< PEM
    QDateTime expires; ///< invalid: until the server says 401
    friend bool operator==(const ExecCredential&, const ExecCredential&) = default;
};

/// The ExecCredential that a plugin finds in KUBERNETES_EXEC_INFO; `cluster`, whose CA file is given as `authority`,
/// where the kubeconfig asks for it.
[[nodiscard]] QByteArray execInfo(const ExecPlugin& plugin, const ClusterConfig* cluster, const QByteArray& authority);

/// Reads a plugin's standard output. InvalidInput with one precise reason.
[[nodiscard]] Result<ExecCredential> parseExecCredential(const QByteArray& output, const QString& apiVersion);

/// What a plugin wrote to its error stream, fit to be shown: no control, escape or bidi characters, nothing that looks
/// like a credential, one line, at most 500 characters.
[[nodiscard]] QString execMessage(const QByteArray& text);

}
