#include "core/kube/CredentialsFile.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace holdfast::kube {

namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

constexpr qint64 fileLimit = 4LL << 20;
constexpr milliseconds tokenPeriod = 50s;
constexpr milliseconds certificatePeriod = 5min;

}

CredentialsFile::CredentialsFile(QString path, milliseconds period, Accept accept)
    : m_path(std::move(path))
    , m_period(period)
    , m_accept(std::move(accept))
{
}

Result<QByteArray> CredentialsFile::content(milliseconds now)
{
    if (m_content && now - m_readAt < m_period)
        return *m_content;
    Result<QByteArray> fresh = read();
    if (!fresh && !m_content)
        return fresh;
    m_readAt = now;
    if (fresh)
        m_content = *std::move(fresh);
    return *m_content;
}

bool CredentialsFile::reload(milliseconds now)
{
    const Result<QByteArray> fresh = read();
    if (!fresh || m_content == std::optional(*fresh))
        return false;
    m_content = *fresh;
    m_readAt = now;
    return true;
}

Result<QByteArray> CredentialsFile::read() const
{
    const auto placed = [this](Error error) {
        error.where = FilePlace { m_path };
        return std::unexpected(std::move(error));
    };
    QFile file(m_path);
    if (QFileInfo(m_path).isDir())
        return placed({ .code = ErrorCode::Io, .detail = QStringLiteral("this is a folder; name a file") });
    if (!file.open(QIODevice::ReadOnly))
        return placed({ .code = ErrorCode::Io,
            .detail
            = QStringLiteral("cannot read the file: %1; check the path and its permissions").arg(file.errorString()) });
    const QByteArray bytes = file.read(fileLimit + 1);
    if (bytes.size() > fileLimit)
        return placed({ .code = ErrorCode::LimitExceeded, .detail = QStringLiteral("the file has more than 4 MiB") });
    Result<QByteArray> accepted = m_accept(bytes);
    return accepted ? accepted : placed(std::move(accepted).error());
}

CredentialsFile tokenFile(const QString& path)
{
    return { path, tokenPeriod,
        [](const QByteArray& bytes) { return acceptToken(bytes.trimmed(), QStringLiteral("the token file")); } };
}

CredentialsFile certificateFile(const QString& path)
{
    return { path, certificatePeriod,
        [](const QByteArray& bytes) { return acceptCertificate(bytes, QStringLiteral("the file")); } };
}

CredentialsFile keyFile(const QString& path)
{
    return { path, certificatePeriod,
        [](const QByteArray& bytes) { return acceptKey(bytes, QStringLiteral("the file")); } };
}

Result<QByteArray> acceptCertificate(const QByteArray& bytes, const QString& what)
{
    // "TRUSTED CERTIFICATE" is OpenSSL's own form, which Go does not read either.
    if (!bytes.contains("-----BEGIN CERTIFICATE-----") || !bytes.contains("-----END CERTIFICATE-----"))
        return fail(ErrorCode::InvalidInput, {}, what + QStringLiteral(" holds no PEM certificate; put one there"));
    return bytes;
}

Result<QByteArray> acceptKey(const QByteArray& bytes, const QString& what)
{
    if (bytes.contains("ENCRYPTED PRIVATE KEY-----") || bytes.contains("Proc-Type: 4,ENCRYPTED"))
        return fail(ErrorCode::Unsupported, {},
            what + QStringLiteral(" holds a private key with a passphrase; use a key without one"));
    if (!bytes.contains("-----BEGIN ") || !bytes.contains("PRIVATE KEY-----"))
        return fail(ErrorCode::InvalidInput, {}, what + QStringLiteral(" holds no PEM private key; put one there"));
    return bytes;
}

Result<QByteArray> acceptToken(const QByteArray& bytes, const QString& what)
{
    if (bytes.isEmpty())
        return fail(ErrorCode::InvalidInput, {}, what + QStringLiteral(" is empty; put a token there"));
    const bool clean = std::ranges::none_of(
        bytes, [](char c) { return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7f; });
    if (!clean)
        return fail(ErrorCode::InvalidInput, {},
            what + QStringLiteral(" has a line break or control character in the token; remove it"));
    return bytes;
}

}
