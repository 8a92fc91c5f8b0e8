#include "core/git/Forge.h"
#include "core/base/Async.h"
#include "core/manifest/JsonReader.h"
#include "tests/core/git/Repositories.h"

#include <QTest>
#include <QUrlQuery>

using namespace holdfast;
using namespace holdfast::git;

namespace {

/// Answers by method and path, the first answer first; everything else is 404.
class ScriptedForge final : public net::HttpTransport {
public:
    [[nodiscard]] QFuture<Result<net::Response>> send(net::Request request, CancelToken) override
    {
        const QByteArray key = request.method + ' ' + request.url.path(QUrl::FullyEncoded).toUtf8();
        requests.append(request);
        const auto found = std::ranges::find(answers, key, &Answer::key);
        if (found == answers.end())
            return ready(Result<net::Response>(net::Response { .head = { .status = 404 }, .body = "{}" }));
        const Answer answer = *found;
        answers.erase(found);
        if (answer.status == 0)
            return ready(Result<net::Response>(fail(ErrorCode::Unreachable, {}, QStringLiteral("gone"))));
        return ready(Result<net::Response>(net::Response { .head = { .status = answer.status }, .body = answer.body }));
    }
    void stream(net::Request, net::StreamKind, net::StreamHandler, CancelToken) override { }

    struct Answer {
        QByteArray key;
        int status = 200;
        QByteArray body;
    };
    QList<Answer> answers;
    QList<net::Request> requests;
};

QByteArray headerOf(const net::Request& request, const char* name)
{
    for (const net::Header& header : request.headers)
        if (header.name == name)
            return header.value;
    return {};
}

/// A repository whose credential helper knows a token.
struct Bench {
    explicit Bench(const QString& remote)
        : proposal { .repository = tree.path() + QStringLiteral("/.git"),
            .remote = remote,
            .head = QStringLiteral("holdfast/r1"),
            .base = QStringLiteral("main"),
            .title = QStringLiteral("Revert it"),
            .body = QStringLiteral("why") }
    {
        tree.git({ QStringLiteral("config"), QStringLiteral("credential.helper"),
            QStringLiteral("!echo username=dana; echo password=t0ken; true") });
    }
    WorkTree tree;
    std::shared_ptr<ScriptedForge> forge = std::make_shared<ScriptedForge>();
    Proposal proposal;
};

const QByteArray gitHubPulls = "/repos/acme/apps/pulls";
const QByteArray gitLabPulls = "/api/v4/projects/acme%2Fapps/merge_requests";
const QByteArray giteaPulls = "/api/v1/repos/acme/apps/pulls";

QByteArray gitHubEntry(const QByteArray& more)
{
    return "{\"html_url\":\"https://x/1\",\"head\":{\"ref\":\"holdfast/r1\"},\"base\":{\"ref\":\"main\"}," + more + "}";
}

QByteArray gitLabEntry(const QByteArray& more)
{
    return "{\"web_url\":\"https://x/1\",\"source_branch\":\"holdfast/r1\",\"target_branch\":\"main\"," + more + "}";
}

}

class ForgeTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knowsForgesByTheirAddress_data()
    {
        QTest::addColumn<QString>("remote");
        QTest::addColumn<QString>("api");
        QTest::newRow("github") << QStringLiteral("https://github.com/acme/apps.git")
                                << QStringLiteral("https://api.github.com");
        QTest::newRow("github by ssh") << QStringLiteral("git@github.com:acme/apps.git")
                                       << QStringLiteral("https://api.github.com");
        QTest::newRow("gitlab") << QStringLiteral("ssh://git@gitlab.example:2222/acme/apps")
                                << QStringLiteral("https://gitlab.example/api/v4");
        QTest::newRow("gitea with a port") << QStringLiteral("https://gitea.example:3000/acme/apps/")
                                           << QStringLiteral("https://gitea.example:3000/api/v1");
        QTest::newRow("unknown") << QStringLiteral("https://git.example/acme/apps.git") << QString();
        QTest::newRow("no project") << QStringLiteral("https://github.com/") << QString();
        QTest::newRow("a path") << QStringLiteral("/srv/git/apps.git") << QString();
    }
    void knowsForgesByTheirAddress()
    {
        QFETCH(QString, remote);
        QFETCH(QString, api);
        const std::optional<ForgeSite> site = knownSite(remote);
        QCOMPARE(site ? site->api.toString() : QString(), api);
        if (site)
            QCOMPARE(site->project, QStringLiteral("acme/apps"));
    }

    void opensOneWhereThereIsNone_data()
    {
        QTest::addColumn<QString>("remote");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("token");
        QTest::newRow("GitHub") << QStringLiteral("https://github.com/acme/apps.git") << gitHubPulls
                                << gitHubEntry("\"state\":\"open\"") << QByteArray("Authorization")
                                << QByteArray("Bearer t0ken");
        QTest::newRow("GitLab") << QStringLiteral("https://gitlab.com/acme/apps.git") << gitLabPulls
                                << gitLabEntry("\"state\":\"opened\"") << QByteArray("PRIVATE-TOKEN")
                                << QByteArray("t0ken");
        QTest::newRow("Gitea") << QStringLiteral("https://gitea.com/acme/apps.git") << giteaPulls
                               << gitHubEntry("\"state\":\"open\"") << QByteArray("Authorization")
                               << QByteArray("token t0ken");
    }
    void opensOneWhereThereIsNone()
    {
        QFETCH(QString, remote);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, entry);
        QFETCH(QByteArray, header);
        Bench bench(remote);
        bench.forge->answers = { { "GET " + path, 200, "[]" }, { "POST " + path, 201, entry } };
        const Result<PullRequest> made = Forge(bench.forge).open(bench.proposal, {});
        QVERIFY2(made, made ? "" : qPrintable(errorText(made.error())));
        QCOMPARE(made->url, QStringLiteral("https://x/1"));
        QCOMPARE(made->state, PullState::Open);
        QCOMPARE(bench.forge->requests.size(), 2);
        for (const net::Request& request : std::as_const(bench.forge->requests))
            QTEST(headerOf(request, header), "token");
        QVERIFY(bench.forge->requests.back().body.contains("\"title\":\"Revert it\""));
    }

    void findsTheOpenOneAgain()
    {
        Bench bench(QStringLiteral("https://github.com/acme/apps.git"));
        bench.forge->answers = { { "GET " + gitHubPulls, 200,
            '[' + QByteArray("{\"head\":{\"ref\":\"other\"}},") + gitHubEntry("\"state\":\"open\"") + ']' } };
        QVERIFY(Forge(bench.forge).open(bench.proposal, {}));
        QCOMPARE(bench.forge->requests.size(), 1);
    }

    void asksAgainWhereTheReplyWasLost()
    {
        Bench bench(QStringLiteral("https://github.com/acme/apps.git"));
        bench.forge->answers = { { "GET " + gitHubPulls, 200, "[]" }, { "POST " + gitHubPulls, 0, {} },
            { "GET " + gitHubPulls, 200, '[' + gitHubEntry("\"state\":\"open\"") + ']' } };
        QCOMPARE(Forge(bench.forge).open(bench.proposal, {}).value().url, QStringLiteral("https://x/1"));
    }

    void tellsWhatBecameOfIt_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<PullState>("state");
        QTest::addColumn<QString>("merged");
        QTest::newRow("open") << QByteArray("\"state\":\"open\",\"merge_commit_sha\":\"t\"") << PullState::Open
                              << QString();
        QTest::newRow("closed") << QByteArray("\"state\":\"closed\",\"merged_at\":null") << PullState::Closed
                                << QString();
        QTest::newRow("merged") << QByteArray(
            "\"state\":\"closed\",\"merged_at\":\"2026\",\"merge_commit_sha\":\"abc\"")
                                << PullState::Merged << QStringLiteral("abc");
    }
    void tellsWhatBecameOfIt()
    {
        QFETCH(QByteArray, more);
        Bench bench(QStringLiteral("https://github.com/acme/apps.git"));
        bench.forge->answers = { { "GET " + gitHubPulls, 200, '[' + gitHubEntry(more) + ']' } };
        const PullRequest found = Forge(bench.forge).find(bench.proposal, {}).value();
        QTEST(found.state, "state");
        QTEST(found.merged.text(), "merged");
    }

    void readsGitLabsMerge()
    {
        Bench bench(QStringLiteral("https://gitlab.com/acme/apps.git"));
        bench.forge->answers = { { "GET " + gitLabPulls, 200,
            '[' + gitLabEntry("\"state\":\"merged\",\"merge_commit_sha\":null,\"squash_commit_sha\":\"abc\"") + ']' } };
        QCOMPARE(Forge(bench.forge).find(bench.proposal, {}).value().merged.text(), QStringLiteral("abc"));
    }

    void asksAnUnknownServerWhatItIs()
    {
        Bench bench(QStringLiteral("https://git.example/acme/apps.git"));
        bench.forge->answers = { { "GET /api/v4/version", 401, "{\"message\":\"401 Unauthorized\"}" },
            { "GET " + gitLabPulls, 200, "[]" } };
        QCOMPARE(Forge(bench.forge).find(bench.proposal, {}).error().code, ErrorCode::NotFound);
        QVERIFY(headerOf(bench.forge->requests.front(), "Authorization").isEmpty()); // no token before it is known
        Bench nothing(QStringLiteral("https://git.example/acme/apps.git"));
        QCOMPARE(Forge(nothing.forge).find(nothing.proposal, {}).error().code, ErrorCode::Unsupported);
        nothing.tree.git({ QStringLiteral("config"), QStringLiteral("holdfast.forge"), QStringLiteral("gitea") });
        nothing.forge->answers = { { "GET " + giteaPulls, 200, "[]" } };
        QCOMPARE(Forge(nothing.forge).find(nothing.proposal, {}).error().code, ErrorCode::NotFound);
    }

    void saysWhyTheForgeDoesNotTakeIt_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("login") << 401 << ErrorCode::Unauthorized;
        QTest::newRow("rights") << 403 << ErrorCode::Forbidden;
        QTest::newRow("content") << 422 << ErrorCode::Invalid;
        QTest::newRow("trouble") << 502 << ErrorCode::ServerError;
    }
    void saysWhyTheForgeDoesNotTakeIt()
    {
        QFETCH(int, status);
        Bench bench(QStringLiteral("https://github.com/acme/apps.git"));
        bench.forge->answers = { { "GET " + gitHubPulls, 200, "[]" },
            { "POST " + gitHubPulls, status, "{\"message\":\"No commits between\"}" },
            { "GET " + gitHubPulls, 200, "[]" } };
        const Result<PullRequest> made = Forge(bench.forge).open(bench.proposal, {});
        QTEST(made.error().code, "code");
        QVERIFY(made.error().detail.contains(QStringLiteral("No commits between")));
        QVERIFY(!errorText(made.error()).contains(QStringLiteral("t0ken")));
    }

    void needsAToken()
    {
        Bench bench(QStringLiteral("https://github.com/acme/apps.git"));
        bench.tree.git({ QStringLiteral("config"), QStringLiteral("credential.helper"), QString::fromLatin1("") });
        QCOMPARE(Forge(bench.forge).open(bench.proposal, {}).error().code, ErrorCode::Unauthorized);
        QVERIFY(bench.forge->requests.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ForgeTest)
#include "ForgeTest.moc"
