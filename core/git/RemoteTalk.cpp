#include "core/git/RemoteTalk.h"

#include "core/git/RemoteWords.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace holdfast::git {

namespace {

constexpr std::chrono::seconds silence { 60 };

QStringList carefully(const QStringList& arguments)
{
    static const QStringList settings { QStringLiteral("http.followRedirects=false"),
        QStringLiteral("http.lowSpeedLimit=1"), QStringLiteral("http.lowSpeedTime=60"),
        QStringLiteral("color.ui=false"), QStringLiteral("color.remote=false"),
        QStringLiteral("core.hooksPath=/dev/null"), QStringLiteral("push.followTags=false"),
        QStringLiteral("push.recurseSubmodules=no"), QStringLiteral("push.gpgSign=false"),
        QStringLiteral("fetch.recurseSubmodules=no"), QStringLiteral("advice.pushNonFastForward=false") };
    QStringList all;
    for (const QString& setting : settings)
        all << QStringLiteral("-c") << setting;
    return all + arguments;
}

bool configured(const RemoteCall& call, const QStringList& question, const CancelToken& cancel)
{
    return gitOutput(
        { .repository = call.repository, .arguments = QStringList(QStringLiteral("config")) + question }, cancel)
        .has_value();
}

std::vector<std::pair<QString, QString>> environmentOf(const RemoteCall& call, const CancelToken& cancel)
{
    std::vector<std::pair<QString, QString>> environment;
    if (qEnvironmentVariableIsSet("GIT_SSL_CAINFO")
        && configured(call, { QStringLiteral("--get-urlmatch"), QStringLiteral("http.sslCAInfo"), call.url }, cancel))
        environment.emplace_back(QStringLiteral("GIT_SSL_CAINFO"), QString());
    // ssh asks nothing and notices a dead peer, unless the user chose a program of their own.
    if (!qEnvironmentVariableIsSet("GIT_SSH_COMMAND") && !qEnvironmentVariableIsSet("GIT_SSH")
        && !configured(call, { QStringLiteral("--get"), QStringLiteral("core.sshCommand") }, cancel))
        environment.emplace_back(QStringLiteral("GIT_SSH_COMMAND"),
            QStringLiteral(
                "ssh -o BatchMode=yes -o ConnectTimeout=30 -o ServerAliveInterval=15 -o ServerAliveCountMax=4"));
    return environment;
}

template <std::size_t Count> bool saysAny(const QByteArray& text, const std::array<const char*, Count>& words)
{
    return std::ranges::any_of(words, [&text](const char* word) { return text.contains(word); });
}

ErrorCode codeOf(const QByteArray& errors)
{
    static constexpr std::array certificate { "SSL certificate problem", "server certificate verification failed",
        "Host key verification failed", "SSL: no alternative certificate" };
    static constexpr std::array absent { "not found", "does not appear to be a git repository", "does not exist",
        "returned error: 404" };
    if (saysAny(errors, certificate))
        return ErrorCode::TlsRefused;
    if (connectionReason(errors) == PushReason::Denied)
        return ErrorCode::Unauthorized;
    return saysAny(errors, absent) ? ErrorCode::NotFound : ErrorCode::Unreachable;
}

}

Result<GitOutcome> talkToRemote(const RemoteCall& call, const CancelToken& cancel)
{
    const Result<GitOutcome> outcome = runGit({ .repository = call.repository,
                                                  .arguments = carefully(call.arguments),
                                                  .environment = environmentOf(call, cancel),
                                                  .silence = silence + std::chrono::seconds(5) },
        cancel);
    if (outcome || outcome.error().code != ErrorCode::LimitExceeded)
        return outcome;
    return GitOutcome { .exitCode = 128, .output = {}, .errors = outcome.error().detail.toUtf8() };
}

QString remoteWords(const GitOutcome& outcome)
{
    const QString words = serverWords(outcome.errors);
    return words.isEmpty() ? gitWords(outcome.errors) : words;
}

Error remoteError(const QString& url, const GitOutcome& outcome)
{
    return { .code = codeOf(outcome.errors),
        .where = UrlPlace { .url = withoutCredentials(url) },
        .detail = remoteWords(outcome).replace(url, withoutCredentials(url)) };
}

QString withoutCredentials(const QString& url)
{
    static const QRegularExpression login(QStringLiteral("^([a-z+]+://)[^/@]*@"));
    return QString(url).replace(login, QStringLiteral("\\1"));
}

}
