#include "core/kube/Credentials.h"

#include "core/base/Async.h"
#include "core/base/Guarded.h"
#include "core/kube/CredentialsFile.h"
#include "core/kube/CredentialsHeaders.h"
#include "core/kube/ExecConsents.h"
#include "core/kube/ExecPlugins.h"

#include <QFileInfo>
#include <QPromise>
#include <QThreadPool>

namespace holdfast::kube {

namespace {

/// A few lines of advice; anything longer would hide the error it stands in.
constexpr qsizetype longestHint = 500;

/// The files of a context that others may replace.
struct Files {
    std::optional<CredentialsFile> authority;
    std::optional<CredentialsFile> certificate;
    std::optional<CredentialsFile> key;
    std::optional<CredentialsFile> token;
};

Files filesOf(const Context& context)
{
    Files files;
    const UserConfig& user = context.user;
    if (!context.cluster.certificateAuthorityFile.isEmpty())
        files.authority = certificateFile(context.cluster.certificateAuthorityFile);
    if (!user.clientCertificateFile.isEmpty())
        files.certificate = certificateFile(user.clientCertificateFile);
    if (!user.clientKeyFile.isEmpty())
        files.key = keyFile(user.clientKeyFile);
    if (!user.tokenFile.isEmpty())
        files.token = tokenFile(user.tokenFile);
    return files;
}

Result<QByteArray> current(std::optional<CredentialsFile>& file, std::chrono::milliseconds now)
{
    return file ? file->content(now) : QByteArray();
}

/// The work of one context's credentials; outlives the Credentials object while a request still waits.
class Source final {
public:
    Source(Context context, ExecConsent consent, CredentialServices services)
        : m_context(std::move(context))
        , m_consent(std::move(consent))
        , m_services(std::move(services))
        , m_files(filesOf(m_context))
    {
    }

    [[nodiscard]] bool isImmediate() const
    {
        return m_context.cluster.certificateAuthorityFile.isEmpty() && m_context.user.clientCertificateFile.isEmpty()
            && m_context.user.clientKeyFile.isEmpty() && m_context.user.tokenFile.isEmpty() && !asksPlugin();
    }

    [[nodiscard]] bool isSecure() const { return m_context.cluster.server.scheme() == QLatin1String("https"); }

    /// client-go asks a plugin only where nothing else says who we are.
    [[nodiscard]] bool asksPlugin() const
    {
        const UserConfig& user = m_context.user;
        return isSecure() && user.exec && user.token.isEmpty() && user.tokenFile.isEmpty()
            && user.clientCertificateFile.isEmpty() && user.clientCertificateData.isEmpty();
    }

    /// Everything but what a plugin gives.
    [[nodiscard]] Result<Authorization> base()
    {
        if (!m_context.user.unsupported.isEmpty())
            return fail(ErrorCode::Unsupported, FilePlace { m_context.file },
                QStringLiteral("user \"%1\" logs in with %2, which is not supported; use an exec plugin, a token or a "
                               "client certificate")
                    .arg(m_context.user.name, m_context.user.unsupported));
        Result<QList<net::Header>> headers = impersonationHeaders(m_context.user.impersonation);
        if (!headers)
            return placed(std::move(headers).error(), QStringLiteral("user"), m_context.user.name);
        Authorization authorization { .headers = *std::move(headers),
            .proxy = m_context.cluster.proxy,
            .compression = !m_context.cluster.disableCompression };
        // A plain-text server gets no credential, as in client-go.
        if (!isSecure())
            return authorization;
        if (const Result<void> trust = addTrust(authorization); !trust)
            return std::unexpected(trust.error());
        if (const Result<void> certificate = addCertificate(authorization); !certificate)
            return std::unexpected(certificate.error());
        if (const Result<void> token = addToken(authorization); !token)
            return std::unexpected(token.error());
        return authorization;
    }

    [[nodiscard]] Result<ExecRequest> request(const QByteArray& authority) const
    {
        const ExecPlugin& plugin = *m_context.user.exec;
        const ExecConsentKey key = *execConsentKey(m_context);
        const FilePlace place { m_context.file };
        const QString who = QStringLiteral("user \"%1\": exec plugin %2 ").arg(m_context.user.name, key.path);
        const QFileInfo program(key.path);
        if (!program.isAbsolute() || !program.isFile()) {
            QString hint = execMessage(plugin.installHint.toUtf8());
            if (hint.size() > longestHint)
                hint = hint.left(longestHint) + QChar(0x2026);
            return fail(ErrorCode::InvalidInput, place,
                who + QStringLiteral("was not found; ")
                    + (hint.isEmpty() ? QStringLiteral("install it or correct `command`") : hint));
        }
        if (!program.isExecutable())
            return fail(
                ErrorCode::InvalidInput, place, who + QStringLiteral("is not executable; set its execute permission"));
        if (plugin.interactiveMode == QLatin1String("Always"))
            return fail(ErrorCode::Unsupported, place,
                who
                    + QStringLiteral("needs a terminal (interactiveMode Always), which it cannot have here; set "
                                     "interactiveMode to IfAvailable if it can do without"));
        if (!m_consent || !m_consent(key)) {
            const QString command
                = execMessage((key.path + QLatin1Char(' ') + key.arguments.join(QLatin1Char(' '))).toUtf8());
            return fail(ErrorCode::ConsentNeeded, place,
                QStringLiteral("user \"%1\" logs in by running `%2`, which nobody has allowed yet; allow it with "
                               "--allow-exec or in the window")
                    .arg(m_context.user.name, command));
        }
        const ClusterConfig* cluster = plugin.provideClusterInfo ? &m_context.cluster : nullptr;
        return ExecRequest { .program = key.path, .plugin = plugin, .info = execInfo(plugin, cluster, authority) };
    }

    void askPlugin(
        Authorization authorization, const CancelToken& cancel, const std::function<void(Result<Authorization>)>& done)
    {
        const Result<ExecRequest> asked = request(authorization.tls.certificateAuthorities);
        if (!asked) {
            done(std::unexpected(asked.error()));
            return;
        }
        m_asked.with([&asked](std::optional<ExecRequest>& last) { last = *asked; });
        m_services.plugins->credential(*asked, cancel,
            [authorization = std::move(authorization), done, place = FilePlace { m_context.file }](
                Result<ExecCredential> credential) mutable {
                if (!credential) {
                    credential.error().where = place;
                    done(std::unexpected(std::move(credential).error()));
                    return;
                }
                if (!credential->token.isEmpty())
                    authorization.headers.append({ "Authorization", "Bearer " + credential->token });
                authorization.tls.clientCertificate = credential->clientCertificate;
                authorization.tls.clientKey = credential->clientKey;
                done(std::move(authorization));
            });
    }

    [[nodiscard]] bool renew()
    {
        if (asksPlugin()) {
            const std::optional<ExecRequest> asked
                = m_asked.with([](const std::optional<ExecRequest>& last) { return last; });
            return asked && m_services.plugins->renew(*asked);
        }
        const auto now = m_services.clock->monotonic();
        return m_files.with([now](Files& files) {
            bool changed = false;
            for (auto* file : { &files.token, &files.certificate, &files.key })
                changed = (*file && (*file)->reload(now)) || changed;
            return changed;
        });
    }

private:
    [[nodiscard]] std::unexpected<Error> placed(Error error, const QString& what, const QString& name) const
    {
        if (std::holds_alternative<std::monostate>(error.where))
            error.where = FilePlace { m_context.file };
        error.detail = QStringLiteral("%1 \"%2\": %3").arg(what, name, error.detail);
        return std::unexpected(std::move(error));
    }

    Result<void> addTrust(Authorization& authorization)
    {
        const ClusterConfig& cluster = m_context.cluster;
        authorization.tls.serverName = cluster.tlsServerName;
        authorization.tls.insecureSkipVerify = cluster.insecureSkipTlsVerify;
        const auto now = m_services.clock->monotonic();
        Result<QByteArray> authority = cluster.certificateAuthorityData.isEmpty()
            ? m_files.with([now](Files& files) { return current(files.authority, now); })
            : acceptCertificate(cluster.certificateAuthorityData, QStringLiteral("certificate-authority-data"));
        if (!authority)
            return placed(std::move(authority).error(), QStringLiteral("cluster"), cluster.name);
        authorization.tls.certificateAuthorities = *std::move(authority);
        return {};
    }

    Result<void> addCertificate(Authorization& authorization)
    {
        const UserConfig& user = m_context.user;
        if (user.clientCertificateFile.isEmpty() && user.clientCertificateData.isEmpty())
            return {};
        const auto now = m_services.clock->monotonic();
        Result<QByteArray> certificate = user.clientCertificateData.isEmpty()
            ? m_files.with([now](Files& files) { return current(files.certificate, now); })
            : acceptCertificate(user.clientCertificateData, QStringLiteral("client-certificate-data"));
        Result<QByteArray> key = user.clientKeyData.isEmpty()
            ? m_files.with([now](Files& files) { return current(files.key, now); })
            : acceptKey(user.clientKeyData, QStringLiteral("client-key-data"));
        for (auto* part : { &certificate, &key }) {
            if (!*part)
                return placed(std::move(*part).error(), QStringLiteral("user"), user.name);
        }
        authorization.tls.clientCertificate = *std::move(certificate);
        authorization.tls.clientKey = *std::move(key);
        return {};
    }

    Result<void> addToken(Authorization& authorization)
    {
        const UserConfig& user = m_context.user;
        if (user.token.isEmpty() && user.tokenFile.isEmpty())
            return {};
        const auto now = m_services.clock->monotonic();
        Result<QByteArray> token = m_files.with([now](Files& files) { return current(files.token, now); });
        // The file wins once it can be read; until then a token beside it serves.
        if (!user.token.isEmpty() && (!token || token->isEmpty()))
            token = acceptToken(user.token, QStringLiteral("the token"));
        if (!token)
            return placed(std::move(token).error(), QStringLiteral("user"), user.name);
        authorization.headers.append({ "Authorization", "Bearer " + *token });
        return {};
    }

    Context m_context;
    ExecConsent m_consent;
    CredentialServices m_services;
    Guarded<Files> m_files;
    Guarded<std::optional<ExecRequest>> m_asked;
};

/// Credentials of one context; files and plugins are read off the calling thread.
class ContextCredentials final : public Credentials {
public:
    explicit ContextCredentials(std::shared_ptr<Source> source)
        : m_source(std::move(source))
    {
    }

    QFuture<Result<Authorization>> authorize(CancelToken cancel) override
    {
        if (cancel.isCancelled())
            return ready(Result<Authorization>(fail(ErrorCode::Cancelled, {}, QStringLiteral("cancelled"))));
        if (m_source->isImmediate())
            return ready(m_source->base());
        auto promise = std::make_shared<QPromise<Result<Authorization>>>();
        promise->start();
        const auto done = [promise](Result<Authorization> result) {
            promise->addResult(std::move(result));
            promise->finish();
        };
        QThreadPool::globalInstance()->start([source = m_source, cancel = std::move(cancel), done] {
            Result<Authorization> base = source->base();
            if (base && source->asksPlugin())
                source->askPlugin(*std::move(base), cancel, done);
            else
                done(std::move(base));
        });
        return promise->future();
    }

    bool renewAfterUnauthorized() override { return m_source->renew(); }

private:
    std::shared_ptr<Source> m_source;
};

}

std::shared_ptr<Credentials> makeCredentials(Context context, ExecConsent consent, CredentialServices services)
{
    if (!services.clock)
        services.clock = std::make_shared<SystemClock>();
    if (!services.plugins)
        services.plugins = std::make_shared<ExecPlugins>(services.clock);
    return std::make_shared<ContextCredentials>(
        std::make_shared<Source>(std::move(context), std::move(consent), std::move(services)));
}

}
