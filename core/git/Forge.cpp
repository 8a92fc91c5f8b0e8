#include "core/git/Forge.h"

#include "core/git/GitProgram.h"
#include "core/git/RemoteAddress.h"
#include "core/git/RemoteTalk.h"
#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"
#include "core/manifest/Resource.h"

#include <QFile>
#include <QUrlQuery>

#include <array>

namespace holdfast::git {

using manifest::Value;

namespace {

constexpr int longestWords = 500;

QString text(const Value& value)
{
    return manifest::toQString(value.text());
}

QString configured(const Proposal& proposal, const char* key, const CancelToken& cancel)
{
    const Result<QByteArray> value
        = gitOutput({ .repository = proposal.repository,
                        .arguments = { QStringLiteral("config"), QStringLiteral("--get-urlmatch"),
                            QString::fromLatin1(key), proposal.remote } },
            cancel);
    return value ? QString::fromUtf8(*value).trimmed() : QString();
}

/// The forge as it is talked to for one proposal.
class Talk final {
public:
    Talk(const std::shared_ptr<net::HttpTransport>& transport, const Proposal& proposal, const CancelToken& cancel)
        : m_transport(transport)
        , m_proposal(proposal)
        , m_cancel(cancel)
        , m_remote(remoteAddress(proposal.repository, proposal.remote, cancel)
                  .transform([](const RemoteAddress& address) { return address.push; })
                  .value_or(proposal.remote))
    {
        QFile trusted(configured(proposal, "http.sslCAInfo", cancel));
        if (!trusted.fileName().isEmpty() && trusted.open(QIODevice::ReadOnly))
            m_tls.certificateAuthorities = trusted.readAll();
    }

    /// By the address, by `holdfast.forge` (github, gitlab, gitea), or by asking the server.
    [[nodiscard]] Result<ForgeSite> site() const
    {
        if (const std::optional<ForgeSite> known = knownSite(m_remote))
            return *known;
        const QString named = configured(m_proposal, "holdfast.forge", m_cancel);
        for (const auto& [kind, word, question] : kinds) {
            const std::optional<ForgeSite> candidate = siteAs(kind, m_remote);
            if (!candidate)
                break;
            if (named == QLatin1String(word) || (named.isEmpty() && answers(*candidate, QLatin1String(question))))
                return *candidate;
        }
        return fail(ErrorCode::Unsupported, UrlPlace { .url = withoutCredentials(m_remote) },
            QStringLiteral(
                "this is no forge that is known; git config holdfast.forge github, gitlab or gitea names it"));
    }

    [[nodiscard]] Result<void> login(const ForgeSite& site)
    {
        const QUrl url(m_remote);
        const QString host
            = url.scheme().startsWith(QLatin1String("http")) ? url.authority(QUrl::FullyEncoded) : site.api.host();
        const QByteArray server = host.section(u'@', -1).toUtf8();
        const Result<GitOutcome> filled
            = runGit({ .repository = m_proposal.repository,
                         .arguments = { QStringLiteral("credential"), QStringLiteral("fill") },
                         .input = "protocol=" + site.api.scheme().toUtf8() + "\nhost=" + server
                             + "\npath=" + site.project.toUtf8() + ".git\n\n" },
                m_cancel);
        if (!filled)
            return std::unexpected(filled.error());
        for (const QByteArray& line : filled->output.split('\n'))
            if (line.startsWith("password="))
                m_token = line.sliced(9);
        if (!filled->succeeded() || m_token.isEmpty())
            return fail(ErrorCode::Unauthorized, UrlPlace { .url = site.api.toString() },
                QStringLiteral("git's credential helpers have no token for this forge"));
        return {};
    }

    /// The forge's answer as JSON; a status that is no success is an error with the forge's words.
    [[nodiscard]] Result<Value> ask(const ForgeSite& site, const QString& path, const QUrlQuery& query) const
    {
        return answer(request(site, "GET", path, query));
    }
    [[nodiscard]] Result<Value> post(const ForgeSite& site, const QString& path, const Value& body) const
    {
        net::Request made = request(site, "POST", path, {});
        made.headers.append({ QByteArrayLiteral("Content-Type"), QByteArrayLiteral("application/json") });
        made.body = QByteArray::fromStdString(manifest::writeJson(body));
        return answer(std::move(made));
    }

private:
    struct Kind {
        ForgeKind kind;
        const char* word;
        const char* question; ///< what only this forge answers
    };
    static constexpr std::array kinds { Kind { ForgeKind::Gitea, "gitea", "/version" },
        Kind { ForgeKind::GitLab, "gitlab", "/version" }, Kind { ForgeKind::GitHub, "github", "/meta" } };

    [[nodiscard]] net::Request request(
        const ForgeSite& site, const QByteArray& method, const QString& path, const QUrlQuery& query) const
    {
        QUrl url = QUrl(site.api.toString(QUrl::FullyEncoded) + path);
        url.setQuery(query);
        net::Request made { .method = method, .url = url, .tls = m_tls };
        made.headers.append({ QByteArrayLiteral("Accept"), QByteArrayLiteral("application/json") });
        made.headers.append({ QByteArrayLiteral("User-Agent"), QByteArrayLiteral("holdfast") });
        if (m_token.isEmpty())
            return made;
        if (site.kind == ForgeKind::GitLab)
            made.headers.append({ QByteArrayLiteral("PRIVATE-TOKEN"), m_token });
        else
            made.headers.append({ QByteArrayLiteral("Authorization"),
                (site.kind == ForgeKind::GitHub ? "Bearer " : "token ") + m_token });
        return made;
    }

    [[nodiscard]] Result<net::Response> send(net::Request made) const
    {
        QFuture<Result<net::Response>> future = m_transport->send(std::move(made), m_cancel);
        future.waitForFinished(); // on a thread of its own; the transport ends it when cancelled
        return future.result();
    }

    [[nodiscard]] bool answers(const ForgeSite& site, const QString& question) const
    {
        const Result<net::Response> said = send(request(site, "GET", question, {}));
        if (!said || (said->head.status != 200 && said->head.status != 401))
            return false;
        return manifest::readJson(std::string_view(said->body)).value_or(Value()).isMap();
    }

    [[nodiscard]] Result<Value> answer(net::Request made) const
    {
        const UrlPlace place { .url = made.url.toString(QUrl::RemoveQuery) };
        const Result<net::Response> said = send(std::move(made));
        if (!said)
            return std::unexpected(said.error());
        Result<Value> body = manifest::readJson(std::string_view(said->body));
        const int status = said->head.status;
        if (status >= 200 && status < 300)
            return body;
        const QString words = body && !(*body)["message"].isEmpty()
            ? QString::fromStdString(manifest::writeJson((*body)["message"]))
            : QString::fromUtf8(said->body.first(std::min<qsizetype>(said->body.size(), longestWords)));
        return fail(codeOf(status), place, QStringLiteral("%1 %2").arg(status).arg(words.left(longestWords)));
    }

    static ErrorCode codeOf(int status)
    {
        if (status == 401)
            return ErrorCode::Unauthorized;
        if (status == 403)
            return ErrorCode::Forbidden;
        if (status == 404)
            return ErrorCode::NotFound;
        if (status == 409)
            return ErrorCode::AlreadyExists;
        return status >= 500 ? ErrorCode::ServerError : ErrorCode::Invalid;
    }

    std::shared_ptr<net::HttpTransport> m_transport;
    const Proposal& m_proposal;
    CancelToken m_cancel;
    QString m_remote; ///< where pushes really go: the forge is there
    net::TlsOptions m_tls;
    QByteArray m_token;
};

QString listPath(const ForgeSite& site)
{
    if (site.kind == ForgeKind::GitLab)
        return QStringLiteral("/projects/%1/merge_requests")
            .arg(QString::fromLatin1(QUrl::toPercentEncoding(site.project)));
    return QStringLiteral("/repos/%1/pulls")
        .arg(QString::fromLatin1(QUrl::toPercentEncoding(site.project, QByteArrayLiteral("/"))));
}

QUrlQuery listQuery(const ForgeSite& site, const Proposal& proposal)
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("state"), QStringLiteral("all"));
    if (site.kind == ForgeKind::GitLab) {
        query.addQueryItem(QStringLiteral("source_branch"), proposal.head);
        query.addQueryItem(QStringLiteral("target_branch"), proposal.base);
    } else if (site.kind == ForgeKind::GitHub) {
        query.addQueryItem(QStringLiteral("head"), site.project.section(u'/', 0, 0) + u':' + proposal.head);
        query.addQueryItem(QStringLiteral("base"), proposal.base);
    } else {
        query.addQueryItem(QStringLiteral("limit"), QStringLiteral("50"));
    }
    return query;
}

bool isMeant(const ForgeSite& site, const Value& entry, const Proposal& proposal)
{
    if (site.kind == ForgeKind::GitLab)
        return text(entry["source_branch"]) == proposal.head && text(entry["target_branch"]) == proposal.base;
    return text(entry["head"]["ref"]) == proposal.head && text(entry["base"]["ref"]) == proposal.base;
}

PullRequest read(const ForgeSite& site, const Value& entry)
{
    const bool gitLab = site.kind == ForgeKind::GitLab;
    PullRequest request { .url = text(entry[gitLab ? "web_url" : "html_url"]) };
    const std::string_view state = entry["state"].text();
    const bool merged = state == "merged" || entry["merged"].boolOr(false) || !entry["merged_at"].isEmpty();
    if (merged) {
        request.state = PullState::Merged;
        for (const char* field : { "merge_commit_sha", "merged_commit_id", "squash_commit_sha", "sha" })
            if (request.merged.isEmpty())
                request.merged = CommitId(text(entry[field]));
    } else if (state == "closed") {
        request.state = PullState::Closed;
    }
    return request;
}

Result<PullRequest> findOn(const Talk& talk, const ForgeSite& site, const Proposal& proposal)
{
    const Result<Value> list = talk.ask(site, listPath(site), listQuery(site, proposal));
    if (!list)
        return std::unexpected(list.error());
    for (const Value& entry : list->list())
        if (isMeant(site, entry, proposal))
            return read(site, entry);
    return fail(ErrorCode::NotFound, UrlPlace { .url = withoutCredentials(proposal.remote) },
        QStringLiteral("there is no pull request of %1").arg(proposal.head));
}

Value newRequest(const ForgeSite& site, const Proposal& proposal)
{
    const bool gitLab = site.kind == ForgeKind::GitLab;
    return Value(Value::Map { { gitLab ? "source_branch" : "head", Value(proposal.head.toStdString()) },
        { gitLab ? "target_branch" : "base", Value(proposal.base.toStdString()) },
        { "title", Value(proposal.title.toStdString()) },
        { gitLab ? "description" : "body", Value(proposal.body.toStdString()) } });
}

}

Forge::Forge(std::shared_ptr<net::HttpTransport> transport)
    : m_transport(std::move(transport))
{
}

Result<PullRequest> Forge::find(const Proposal& proposal, const CancelToken& cancel) const
{
    Talk talk(m_transport, proposal, cancel);
    const Result<ForgeSite> site = talk.site();
    if (!site)
        return std::unexpected(site.error());
    if (Result<void> known = talk.login(*site); !known)
        return std::unexpected(known.error());
    return findOn(talk, *site, proposal);
}

Result<PullRequest> Forge::open(const Proposal& proposal, const CancelToken& cancel) const
{
    Talk talk(m_transport, proposal, cancel);
    const Result<ForgeSite> site = talk.site();
    if (!site)
        return std::unexpected(site.error());
    if (Result<void> known = talk.login(*site); !known)
        return std::unexpected(known.error());
    Result<PullRequest> there = findOn(talk, *site, proposal);
    if (there && there->state == PullState::Open)
        return there;
    if (!there && there.error().code != ErrorCode::NotFound)
        return there;
    const Result<Value> made = talk.post(*site, listPath(*site), newRequest(*site, proposal));
    if (made)
        return read(*site, *made);
    // The reply may have been lost, or another program was faster.
    there = findOn(talk, *site, proposal);
    return there && there->state == PullState::Open ? there : std::unexpected(made.error());
}

}
