#include "core/kube/ExecCredential.h"

#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"
#include "core/manifest/Resource.h"

#include <QRegularExpression>

namespace holdfast::kube {

using manifest::toQString;
using manifest::Value;

namespace {

constexpr int messageLength = 500;

Value textValue(const QString& text)
{
    return Value(text.toStdString());
}

Value clusterInfo(const ClusterConfig& cluster, const QByteArray& authority)
{
    Value::Map info { { "server", textValue(cluster.server.toString()) } };
    if (!cluster.tlsServerName.isEmpty())
        info.emplace_back("tls-server-name", textValue(cluster.tlsServerName));
    if (cluster.insecureSkipTlsVerify)
        info.emplace_back("insecure-skip-tls-verify", Value(true));
    if (!authority.isEmpty())
        info.emplace_back("certificate-authority-data", Value(authority.toBase64().toStdString()));
    if (!cluster.proxy.isEmpty())
        info.emplace_back("proxy-url", textValue(cluster.proxy.toString()));
    if (cluster.disableCompression)
        info.emplace_back("disable-compression", Value(true));
    if (!cluster.execExtension.isNull())
        info.emplace_back("config", cluster.execExtension);
    return Value(std::move(info));
}

std::unexpected<Error> refuse(const QString& why)
{
    return fail(ErrorCode::InvalidInput, {}, why);
}

/// A member that is text or absent.
Result<QString> textMember(const Value& object, const char* key)
{
    const Value& value = object[key];
    if (!value.isNull() && !value.isString())
        return refuse(QStringLiteral("it printed an ExecCredential whose %1 is not text").arg(QLatin1String(key)));
    return toQString(value.text());
}

Result<void> checkKind(const Value& answer, const QString& apiVersion)
{
    const QString kind = toQString(answer["kind"].text());
    const QString version = toQString(answer["apiVersion"].text());
    if (kind != QLatin1String("ExecCredential"))
        return refuse(QStringLiteral("it printed %1 instead of an ExecCredential")
                .arg(kind.isEmpty() ? QStringLiteral("an object without a kind")
                                    : QStringLiteral("a ") + execMessage(kind.toUtf8())));
    if (version != apiVersion)
        return refuse(QStringLiteral("it answered with apiVersion \"%1\", but the kubeconfig asks for \"%2\"; make the "
                                     "two equal")
                .arg(execMessage(version.toUtf8()), apiVersion));
    return {};
}

Result<QDateTime> expiry(const Value& status)
{
    const Result<QString> text = textMember(status, "expirationTimestamp");
    if (!text)
        return std::unexpected(text.error());
    if (text->isEmpty())
        return QDateTime();
    const QDateTime time = QDateTime::fromString(*text, Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime)
        return refuse(
            QStringLiteral("its expirationTimestamp \"%1\" is no RFC 3339 time").arg(execMessage(text->toUtf8())));
    return time.toUTC();
}

bool hasControlCharacter(const QByteArray& text)
{
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

Result<ExecCredential> readStatus(const Value& status)
{
    const Result<QString> token = textMember(status, "token");
    const Result<QString> certificate = textMember(status, "clientCertificateData");
    const Result<QString> key = textMember(status, "clientKeyData");
    const Result<QDateTime> expires = expiry(status);
    for (const auto* text : { &token, &certificate, &key }) {
        if (!*text)
            return std::unexpected(text->error());
    }
    if (!expires)
        return std::unexpected(expires.error());
    if (token->isEmpty() && certificate->isEmpty() && key->isEmpty())
        return refuse(QStringLiteral("it printed a status without a token or a client certificate"));
    if (certificate->isEmpty() != key->isEmpty())
        return refuse(certificate->isEmpty() ? QStringLiteral("it printed a client key without its certificate")
                                             : QStringLiteral("it printed a client certificate without its key"));
    if (!certificate->isEmpty()
        && (!certificate->contains(QLatin1String("-----BEGIN CERTIFICATE-----"))
            || !key->contains(QLatin1String("PRIVATE KEY-----"))))
        return refuse(QStringLiteral("it printed a client certificate or key that is not PEM"));
    ExecCredential credential { .token = token->toUtf8(),
        .clientCertificate = certificate->toUtf8(),
        .clientKey = key->toUtf8(),
        .expires = *expires };
    if (hasControlCharacter(credential.token))
        return refuse(QStringLiteral("it printed a token with a line break or control character in it"));
    return credential;
}

}

QByteArray execInfo(const ExecPlugin& plugin, const ClusterConfig* cluster, const QByteArray& authority)
{
    Value::Map spec { { "interactive", Value(false) } };
    if (cluster != nullptr)
        spec.emplace_back("cluster", clusterInfo(*cluster, authority));
    const Value info(Value::Map { { "apiVersion", textValue(plugin.apiVersion) }, { "kind", Value("ExecCredential") },
        { "spec", Value(std::move(spec)) } });
    return QByteArray::fromStdString(manifest::writeJson(info));
}

Result<ExecCredential> parseExecCredential(const QByteArray& output, const QString& apiVersion)
{
    if (output.trimmed().isEmpty())
        return refuse(QStringLiteral("it printed nothing; it must print an ExecCredential as JSON"));
    const Result<Value> answer
        = manifest::readJson({ output.constData(), static_cast<std::size_t>(output.size()) }, { .depth = 100 });
    if (!answer || !answer->isMap())
        return refuse(QStringLiteral("it did not print JSON; it must print an ExecCredential as JSON"));
    if (const Result<void> kind = checkKind(*answer, apiVersion); !kind)
        return std::unexpected(kind.error());
    const Value& status = (*answer)["status"];
    if (!status.isMap())
        return refuse(QStringLiteral("it printed an ExecCredential without a status"));
    return readStatus(status);
}

QString execMessage(const QByteArray& text)
{
    QString message = QString::fromUtf8(text.left(64 * 1024));
    static const QRegularExpression escapes(
        QStringLiteral("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(\x07|\x1b\\\\)?|\x1b[@-_]?"));
    message.remove(escapes);
    static const QRegularExpression hidden(
        QStringLiteral("[\\p{Cc}\\p{Cf}\\x{2028}\\x{2029}]+"), QRegularExpression::UseUnicodePropertiesOption);
    message.replace(hidden, QStringLiteral(" "));
    static const QRegularExpression secrets(QStringLiteral("eyJ[\\w-]+\\.[\\w.-]+"
                                                           "|(?<=bearer )\\S{8,}"
                                                           "|(?<=\"token\":\")[^\"]+"
                                                           "|(?<=\"token\": \")[^\"]+"
                                                           "|(?<=token=)[^\\s&]+"
                                                           "|(?<=password=)[^\\s&]+"
                                                           "|(?<=secret=)[^\\s&]+"
                                                           "|(?<=://)[^/\\s@]+(?=@)"),
        QRegularExpression::CaseInsensitiveOption);
    message.replace(secrets, QStringLiteral("***"));
    message = message.simplified();
    return message.size() > messageLength ? message.left(messageLength) + QStringLiteral("…") : message;
}

}
