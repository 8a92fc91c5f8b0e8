#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>

namespace holdfast::kube {

/// A file with a token, certificate or key that others replace while we run: read again when it is due; where that
/// fails, what was read last goes on counting. One thread at a time.
class CredentialsFile final {
public:
    /// Turns the file's bytes into what is used of them, or says what is wrong.
    using Accept = std::function<Result<QByteArray>(const QByteArray&)>;

    CredentialsFile(QString path, std::chrono::milliseconds period, Accept accept);

    [[nodiscard]] const QString& path() const { return m_path; }
    [[nodiscard]] Result<QByteArray> content(std::chrono::milliseconds now);
    /// Reads now, whatever is due; true where the content is another one than before.
    [[nodiscard]] bool reload(std::chrono::milliseconds now);

private:
    [[nodiscard]] Result<QByteArray> read() const;

    QString m_path;
    std::chrono::milliseconds m_period;
    Accept m_accept;
    std::optional<QByteArray> m_content;
    std::chrono::milliseconds m_readAt { 0 };
};

/// A bearer token: read every 60 s, less 10 s of leeway, as client-go does; white space around it does not count.
[[nodiscard]] CredentialsFile tokenFile(const QString& path);
/// A PEM certificate or a bundle of them: read every 5 minutes.
[[nodiscard]] CredentialsFile certificateFile(const QString& path);
/// A PEM private key: read every 5 minutes.
[[nodiscard]] CredentialsFile keyFile(const QString& path);

/// Whether the bytes hold a PEM certificate; `what` and the entry's name stand in the error.
[[nodiscard]] Result<QByteArray> acceptCertificate(const QByteArray& bytes, const QString& what);
[[nodiscard]] Result<QByteArray> acceptKey(const QByteArray& bytes, const QString& what);
/// A token as a header can carry it.
[[nodiscard]] Result<QByteArray> acceptToken(const QByteArray& bytes, const QString& what);

}
