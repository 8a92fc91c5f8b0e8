#include "core/kube/Credentials.h"
#include "core/kube/ExecPlugins.h"
#include "core/manifest/JsonReader.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace holdfast;
using namespace holdfast::kube;

namespace {

/// Prints an ExecCredential with these status members.
QByteArray printing(const QByteArray& status, const QByteArray& version = "v1")
{
    return "cat <<'END'\n{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/" + version
        + "\",\"status\":{" + status + "}}\nEND\n";
}

const QByteArray pair
    = R"("clientCertificateData":"-----BEGIN CERTIFICATE-----","clientKeyData":"-----BEGIN PRIVATE KEY-----")";

}

class CredentialsExecTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock = std::make_shared<ManualClock>(QDateTime(QDate(2026, 1, 1), QTime(), QTimeZone::UTC));
        m_plugins = std::make_shared<ExecPlugins>(m_clock);
        m_asked.clear();
    }

    void cleanup() { m_plugins.reset(); }

    void takesAnswers_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<bool>("certificate");
        QTest::newRow("token") << printing(R"("token":"abc")") << "v1"_ba << "Bearer abc"_ba << false;
        QTest::newRow("v1beta1") << printing(R"("token":"abc")", "v1beta1") << "v1beta1"_ba << "Bearer abc"_ba << false;
        QTest::newRow("certificate") << printing(pair) << "v1"_ba << ""_ba << true;
        QTest::newRow("both") << printing(R"("token":"abc",)" + pair) << "v1"_ba << "Bearer abc"_ba << true;
        QTest::newRow("unknown fields") << printing(R"("token":"abc","more":{"a":[1]})") << "v1"_ba << "Bearer abc"_ba
                                        << false;
        QTest::newRow("chatty on the error stream")
            << "echo hello >&2\n" + printing(R"("token":"abc")") << "v1"_ba << "Bearer abc"_ba << false;
        QTest::newRow("standard input is empty")
            << "read line && exit 3\n" + printing(R"("token":"abc")") << "v1"_ba << "Bearer abc"_ba << false;
        QTest::newRow("arguments") << printing(R"("token":"abc")").replace("abc", "$1-$3").replace("'END'", "END")
                                   << "v1"_ba << "Bearer one-three"_ba << false;
        QTest::newRow("environment") << printing(R"("token":"$COLOUR")").replace("'END'", "END") << "v1"_ba
                                     << "Bearer blue"_ba << false;
    }

    void takesAnswers()
    {
        QFETCH(const QByteArray, script);
        QFETCH(const QByteArray, version);
        Context context = withPlugin(script);
        context.user.exec->apiVersion = u"client.authentication.k8s.io/"_s + QString::fromLatin1(version);
        context.user.exec->arguments = { u"one"_s, u"two words"_s, u"three"_s };
        context.user.exec->environment = { { u"COLOUR"_s, u"blue"_s } };

        const Result<Authorization> authorization = wait(*make(context));

        QVERIFY2(authorization, authorization ? "" : qPrintable(errorText(authorization.error())));
        QTEST(tokenOf(*authorization), "token");
        QTEST(
            !authorization->tls.clientCertificate.isEmpty() && !authorization->tls.clientKey.isEmpty(), "certificate");
    }

    void refusesAnswers_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("says");
        QTest::newRow("fails") << "echo 'session is over' >&2; exit 1\n"_ba
                               << u"it ended with status 1: session is over"_s;
        QTest::newRow("fails silently") << "exit 7\n"_ba << u"it ended with status 7 and said nothing"_s;
        QTest::newRow("killed") << "kill -9 $$\n"_ba << u"it was ended by a signal"_s;
        QTest::newRow("prints nothing") << "true\n"_ba << u"it printed nothing"_s;
        QTest::newRow("no JSON") << "echo '{'\n"_ba << u"it did not print JSON"_s;
        QTest::newRow("a JSON list") << "echo '[]'\n"_ba << u"it did not print JSON; it must print an ExecCredential"_s;
        QTest::newRow("no kind") << "echo '{}'\n"_ba << u"an object without a kind"_s;
        QTest::newRow("other kind") << "echo '{\"kind\":\"Pod\"}'\n"_ba << u"a Pod instead of an ExecCredential"_s;
        QTest::newRow("other version")
            << printing(R"("token":"a")", "v1beta1")
            << u"it answered with apiVersion \"client.authentication.k8s.io/v1beta1\", but the kubeconfig asks for"_s;
        QTest::newRow("no status")
            << "echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\"}'\n"_ba
            << u"without a status"_s;
        QTest::newRow("empty status") << printing("") << u"without a token or a client certificate"_s;
        QTest::newRow("certificate only")
            << printing(R"("clientCertificateData":"x")") << u"a client certificate without its key"_s;
        QTest::newRow("key only") << printing(R"("clientKeyData":"x")") << u"a client key without its certificate"_s;
        QTest::newRow("pair that is no PEM")
            << printing(R"("clientCertificateData":"x","clientKeyData":"y")") << u"that is not PEM"_s;
        QTest::newRow("numeric token") << printing(R"("token":5)") << u"whose token is not text"_s;
        QTest::newRow("token with a line break")
            << printing(R"("token":"a\r\nb")") << u"a line break or control character"_s;
        QTest::newRow("bad time") << printing(R"("token":"a","expirationTimestamp":"tomorrow")")
                                  << u"\"tomorrow\" is no RFC 3339 time"_s;
        QTest::newRow("10 MB") << "head -c 10000000 /dev/zero\n"_ba << u"it wrote more than 1024 KiB and was stopped"_s;
        QTest::newRow("endless errors") << "yes >&2\n"_ba << u"it wrote more than 1024 KiB and was stopped"_s;
        QTest::newRow("escape sequences")
            << "printf '\\033[31m<b>no\\033[0m \\033]0;t\\007\\342\\200\\256way\\n' >&2; exit 1\n"_ba
            << u"status 1: <b>no way"_s;
        QTest::newRow("secrets") << "echo 'token=hunter2 https://u:hunter2@h Bearer hunter2hunter2' >&2; exit 1\n"_ba
                                 << u"token=*** https://***@h Bearer ***"_s;
    }

    void refusesAnswers()
    {
        QFETCH(const QByteArray, script);
        QFETCH(const QString, says);
        const Result<Authorization> authorization = wait(*make(withPlugin(script)));
        QVERIFY(!authorization);
        QVERIFY2(authorization.error().detail.contains(says), qPrintable(authorization.error().detail));
        QVERIFY(authorization.error().detail.contains(m_folder->filePath(u"login"_s)));
        QVERIFY(!authorization.error().detail.contains(u"hunter2"_s));
        QCOMPARE(placeText(authorization.error().where), u"/kube/config"_s);
    }

    void missingPluginShowsTheHint()
    {
        Context context = withPlugin("true\n");
        context.user.exec->command = u"no-such-login-plugin"_s;
        context.user.exec->installHint = u"get it\n\x1b[1mhere\x1b[0m"_s;
        const Result<Authorization> authorization = wait(*make(context));
        QVERIFY(!authorization);
        QCOMPARE(
            authorization.error().detail, u"user \"u\": exec plugin no-such-login-plugin was not found; get it here"_s);
        QVERIFY(m_asked.isEmpty());
    }

    void pluginMustBeExecutable()
    {
        Context context = withPlugin("true\n");
        QFile::setPermissions(context.user.exec->command, QFileDevice::ReadOwner);
        const Result<Authorization> authorization = wait(*make(context));
        QVERIFY(!authorization);
        QVERIFY(authorization.error().detail.contains(u"is not executable"_s));
    }

    void alwaysInteractiveIsRefused()
    {
        Context context = withPlugin("touch ran\n");
        context.user.exec->interactiveMode = u"Always"_s;
        const Result<Authorization> authorization = wait(*make(context));
        QVERIFY(!authorization);
        QCOMPARE(authorization.error().code, ErrorCode::Unsupported);
        QVERIFY(authorization.error().detail.contains(u"needs a terminal"_s));
    }

    void withoutConsentNothingRuns()
    {
        Context context = withPlugin("touch \"$0.ran\"\n");
        context.user.exec->arguments = { u"eks"_s, u"get-token"_s };
        m_allow = false;
        const Result<Authorization> authorization = wait(*make(context));
        m_allow = true;
        QVERIFY(!authorization);
        QCOMPARE(authorization.error().code, ErrorCode::ConsentNeeded);
        QVERIFY(authorization.error().detail.contains(context.user.exec->command + u" eks get-token"_s));
        QCOMPARE(m_asked.size(), 1);
        QCOMPARE(m_asked.front(),
            (ExecConsentKey { context.user.exec->command, { u"eks"_s, u"get-token"_s }, u"/kube/config"_s }));
        QVERIFY(!QFile::exists(context.user.exec->command + u".ran"_s));
    }

    void otherCredentialsComeFirst_data()
    {
        QTest::addColumn<bool>("token");
        QTest::newRow("token") << true;
        QTest::newRow("certificate") << false;
    }

    void otherCredentialsComeFirst()
    {
        QFETCH(const bool, token);
        Context context = withPlugin("exit 1\n");
        if (token) {
            context.user.token = "static";
        } else {
            context.user.clientCertificateData = "-----BEGIN CERTIFICATE----- -----END CERTIFICATE-----";
            context.user.clientKeyData = "-----BEGIN PRIVATE KEY-----";
        }
        QVERIFY(wait(*make(context)));
        QVERIFY(m_asked.isEmpty());
    }

    void tellsThePluginWhatItAsksFor()
    {
        Context context
            = withPlugin("printf '%s' \"$KUBERNETES_EXEC_INFO\" > \"$0.info\"\n" + printing(R"("token":"a")"));
        context.cluster.certificateAuthorityData = "-----BEGIN CERTIFICATE----- -----END CERTIFICATE-----";
        context.cluster.execExtension = manifest::Value(manifest::Value::Map { { "audience", manifest::Value("x") } });
        context.user.exec->provideClusterInfo = true;

        QVERIFY(wait(*make(context)));

        const auto info = manifest::readJson(read(context.user.exec->command + u".info"_s).toStdString());
        QVERIFY(info);
        QCOMPARE((*info)["apiVersion"].text(), std::string_view("client.authentication.k8s.io/v1"));
        QCOMPARE((*info)["kind"].text(), std::string_view("ExecCredential"));
        QCOMPARE(info->at({ "spec", "interactive" }).toBool(), std::optional(false));
        QCOMPARE(info->at({ "spec", "cluster", "server" }).text(), std::string_view("https://api.example"));
        QCOMPARE(info->at({ "spec", "cluster", "config", "audience" }).text(), std::string_view("x"));
        QCOMPARE(QByteArray::fromBase64(QByteArray::fromStdString(
                     std::string(info->at({ "spec", "cluster", "certificate-authority-data" }).text()))),
            context.cluster.certificateAuthorityData);
    }

    void clusterIsNotToldUnasked()
    {
        const Context context
            = withPlugin("printf '%s' \"$KUBERNETES_EXEC_INFO\" > \"$0.info\"\n" + printing(R"("token":"a")"));
        QVERIFY(wait(*make(context)));
        QVERIFY(!read(context.user.exec->command + u".info"_s).contains("cluster"));
    }

    void answerIsKeptUntilItExpires()
    {
        const Context context = withPlugin(counting(R"("token":"t$n","expirationTimestamp":"2026-01-01T01:00:00Z")"));
        const auto credentials = make(context);
        QCOMPARE(tokenOf(*wait(*credentials)), "Bearer t1"_ba);
        m_clock->advance(59min);
        QCOMPARE(tokenOf(*wait(*credentials)), "Bearer t1"_ba);
        m_clock->advance(1min);
        QCOMPARE(tokenOf(*wait(*credentials)), "Bearer t2"_ba);
    }

    void answerWithoutAnEndIsKept()
    {
        const auto credentials = make(withPlugin(counting(R"("token":"t$n")")));
        QCOMPARE(tokenOf(*wait(*credentials)), "Bearer t1"_ba);
        m_clock->advance(240h);
        QCOMPARE(tokenOf(*wait(*credentials)), "Bearer t1"_ba);
    }

    void expiredOnArrivalRunsEveryTenSeconds()
    {
        const auto credentials
            = make(withPlugin(counting(R"("token":"t$n","expirationTimestamp":"2020-01-01T00:00:00Z")")));
        QCOMPARE(tokenOf(*wait(*credentials)), "Bearer t1"_ba);
        m_clock->advance(9s);
        QCOMPARE(tokenOf(*wait(*credentials)), "Bearer t1"_ba);
        QVERIFY(!credentials->renewAfterUnauthorized());
        m_clock->advance(1s);
        QCOMPARE(tokenOf(*wait(*credentials)), "Bearer t2"_ba);
    }

    void unauthorizedRefreshesOnce()
    {
        const auto credentials = make(withPlugin(counting(R"("token":"t$n")")));
        QCOMPARE(tokenOf(*wait(*credentials)), "Bearer t1"_ba);
        for (int request = 0; request < 20; ++request)
            QVERIFY(credentials->renewAfterUnauthorized());
        QCOMPARE(tokenOf(*wait(*credentials)), "Bearer t2"_ba);
        QVERIFY(credentials->renewAfterUnauthorized());
        QCOMPARE(tokenOf(*wait(*credentials)), "Bearer t2"_ba);
        m_clock->advance(10s);
        QVERIFY(credentials->renewAfterUnauthorized());
        QCOMPARE(tokenOf(*wait(*credentials)), "Bearer t3"_ba);
    }

    void failureStandsForAWhile()
    {
        const Context context = withPlugin("echo x >> \"$0.count\"; exit 1\n");
        const auto credentials = make(context);
        QVERIFY(!wait(*credentials));
        QVERIFY(!wait(*credentials));
        QCOMPARE(read(context.user.exec->command + u".count"_s).size(), 2);
        m_clock->advance(5s);
        QVERIFY(!wait(*credentials));
        QCOMPARE(read(context.user.exec->command + u".count"_s).size(), 4);
    }

    void parallelRequestsShareOneRun()
    {
        const Context context = withPlugin(counting(R"("token":"t$n")"));
        const auto first = make(context);
        const auto second = make(context);
        std::vector<QFuture<Result<Authorization>>> futures;
        for (int request = 0; request < 20; ++request)
            futures.push_back((request % 2 == 0 ? first : second)->authorize({}));
        for (auto& future : futures) {
            future.waitForFinished();
            QCOMPARE(tokenOf(*future.result()), "Bearer t1"_ba);
        }
    }

    void hangingPluginIsKilledWithItsChildren()
    {
        m_plugins = std::make_shared<ExecPlugins>(m_clock, ExecPolicy { .limits = { .time = 3s } });
        const Context context = withPlugin("/bin/sleep 1000 &\necho $! > \"$0.child\"\nwait\n");
        const Result<Authorization> authorization = wait(*make(context));
        QVERIFY(!authorization);
        QCOMPARE(authorization.error().code, ErrorCode::LimitExceeded);
        QVERIFY(authorization.error().detail.contains(u"did not finish within 3 s and was stopped"_s));
        const auto child = read(context.user.exec->command + u".child"_s).trimmed().toInt();
        QVERIFY(child > 0);
        QTRY_VERIFY_WITH_TIMEOUT(isGone(child), 30s);
    }

    void cancelKillsTheRun()
    {
        const Context context
            = withPlugin("echo $$ > \"$0.pid.new\"; mv \"$0.pid.new\" \"$0.pid\"\nexec /bin/sleep 1000\n");
        const auto credentials = make(context);
        CancelSource cancel;
        const auto future = credentials->authorize(cancel.token());
        const QString file = context.user.exec->command + u".pid"_s;
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), 30s);
        cancel.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 30s);
        QCOMPARE(future.result().error().code, ErrorCode::Cancelled);
        QTRY_VERIFY_WITH_TIMEOUT(isGone(read(file).trimmed().toInt()), 30s);
    }

    void whatIsAnsweredLeavesNothingOnALongLivedToken()
    {
        const Context context = withPlugin(counting(R"("token":"t$n")"));
        const auto credentials = make(context);
        CancelSource session;
        for (int request = 0; request < 3; ++request) {
            auto future = credentials->authorize(session.token());
            future.waitForFinished();
            QVERIFY(future.result());
            QTRY_COMPARE(session.token().pendingActions(), 0U);
        }
    }

    void oneCancelLeavesTheOthersWaiting()
    {
        const Context context
            = withPlugin("while [ ! -e \"$0.go\" ]; do /bin/sleep 0.02; done\n" + counting(R"("token":"t$n")"));
        const auto credentials = make(context);
        CancelSource cancel;
        const CancelSource other;
        const auto cancelled = credentials->authorize(cancel.token());
        auto waiting = credentials->authorize(other.token());
        QTRY_COMPARE_WITH_TIMEOUT(cancel.token().pendingActions(), 1U, 30s); // both wait for the plugin by then
        QTRY_COMPARE_WITH_TIMEOUT(other.token().pendingActions(), 1U, 30s);
        cancel.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(cancelled.isFinished(), 30s);
        QFile go(context.user.exec->command + u".go"_s);
        QVERIFY(go.open(QIODevice::WriteOnly));
        waiting.waitForFinished();
        QCOMPARE(tokenOf(*waiting.result()), "Bearer t1"_ba);
    }

private:
    /// A plugin that counts its runs in $n.
    static QByteArray counting(const QByteArray& status)
    {
        return "echo x >> \"$0.count\"; n=$(grep -c x \"$0.count\")\n" + printing(status).replace("'END'", "END");
    }

    Context withPlugin(const QByteArray& script)
    {
        const QString path = m_folder->filePath(u"login"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/sh\n" + script) < 0)
            qFatal("cannot write a test file");
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
        Context context;
        context.cluster.name = u"c"_s;
        context.cluster.server = QUrl(u"https://api.example"_s);
        context.user.name = u"u"_s;
        context.file = u"/kube/config"_s;
        context.user.exec = ExecPlugin {
            .command = path, .apiVersion = u"client.authentication.k8s.io/v1"_s, .interactiveMode = u"IfAvailable"_s
        };
        return context;
    }

    std::shared_ptr<Credentials> make(const Context& context)
    {
        const auto consent = [this](const ExecConsentKey& key) {
            const std::scoped_lock lock(m_mutex);
            m_asked.append(key);
            return m_allow.load();
        };
        return makeCredentials(context, consent, { .clock = m_clock, .plugins = m_plugins });
    }

    static Result<Authorization> wait(Credentials& credentials)
    {
        QFuture<Result<Authorization>> future = credentials.authorize({});
        future.waitForFinished();
        return future.result();
    }

    static QByteArray tokenOf(const Authorization& authorization)
    {
        for (const net::Header& header : authorization.headers) {
            if (header.name == "Authorization")
                return header.value;
        }
        return "";
    }

    static QByteArray read(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// A killed process may stay as a zombie where nobody collects orphans.
    static bool isGone(int pid)
    {
        const QByteArray status = read(u"/proc/%1/stat"_s.arg(pid));
        return status.isEmpty() || status.contains(") Z ");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<ManualClock> m_clock;
    std::shared_ptr<ExecPlugins> m_plugins;
    std::mutex m_mutex;
    QList<ExecConsentKey> m_asked;
    std::atomic_bool m_allow = true;
};

QTEST_GUILESS_MAIN(CredentialsExecTest)
#include "CredentialsExecTest.moc"
