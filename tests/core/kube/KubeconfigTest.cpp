#include "core/kube/Kubeconfig.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace holdfast;
using namespace holdfast::kube;

namespace {

const Context* context(const Kubeconfig& config, const QString& name)
{
    const auto found = std::ranges::find(config.contexts, ContextName(name), &Context::name);
    return found == config.contexts.end() ? nullptr : &*found;
}

}

class KubeconfigTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryField()
    {
        const QString path = write(u"sub/config"_s, uR"(
apiVersion: v1
kind: Config
preferences: {colors: true}
future-field: 1
current-context: x
clusters:
- name: c
  cluster:
    server: https://api.example:6443/prefix?drop=1#this
    tls-server-name: inner
    certificate-authority: ca.pem
    proxy-url: socks5://proxy:1080
    disable-compression: true
    extensions:
    - {name: other, extension: 1}
    - name: client.authentication.k8s.io/exec
      extension: {audience: a}
users:
- name: u
  user:
    tokenFile: ../token
    token: static
    client-certificate-data: Y2VydA==
    client-key: /keys/k.pem
    as: jane
    as-uid: "7"
    as-groups: [a, b]
    as-user-extra: {scopes: [p, q]}
    exec:
      command: bin/login
      apiVersion: client.authentication.k8s.io/v1beta1
      args: [one, "two words"]
      env: [{name: A, value: b}, {name: EMPTY}]
      installHint: get it
      provideClusterInfo: true
contexts:
- name: x
  context: {cluster: c, user: u, namespace: team-a, extensions: [{name: e, extension: {}}]}
)"_s);

        const Result<Kubeconfig> config = loadKubeconfig({ .explicitFile = path });

        QVERIFY2(config, config ? "" : qPrintable(errorText(config.error())));
        QCOMPARE(config->current.text(), u"x"_s);
        QCOMPARE(config->contexts.size(), 1U);
        const Context& x = config->contexts.front();
        QCOMPARE(x.nameSpace, u"team-a"_s);
        QCOMPARE(x.file, path);
        QCOMPARE(x.cluster.server.toString(), u"https://api.example:6443/prefix"_s);
        QCOMPARE(x.cluster.tlsServerName, u"inner"_s);
        QCOMPARE(x.cluster.certificateAuthorityFile, m_folder.filePath(u"sub/ca.pem"_s));
        QCOMPARE(x.cluster.proxy.toString(), u"socks5://proxy:1080"_s);
        QVERIFY(x.cluster.disableCompression);
        QCOMPARE(x.cluster.execExtension["audience"].text(), std::string_view("a"));
        QCOMPARE(x.user.tokenFile, m_folder.filePath(u"token"_s));
        QCOMPARE(x.user.token, "static"_ba);
        QCOMPARE(x.user.clientCertificateData, "cert"_ba);
        QCOMPARE(x.user.clientKeyFile, u"/keys/k.pem"_s);
        QCOMPARE(x.user.impersonation,
            (Impersonation { .user = u"jane"_s,
                .uid = u"7"_s,
                .groups = { u"a"_s, u"b"_s },
                .extra = { { u"scopes"_s, { u"p"_s, u"q"_s } } } }));
        QVERIFY(x.user.exec.has_value());
        QCOMPARE(x.user.exec->command, m_folder.filePath(u"sub/bin/login"_s));
        QCOMPARE(x.user.exec->arguments, (QStringList { u"one"_s, u"two words"_s }));
        QCOMPARE(x.user.exec->environment.size(), 2);
        QCOMPARE(x.user.exec->interactiveMode, u"IfAvailable"_s);
        QVERIFY(x.user.exec->provideClusterInfo);
    }

    void readsJson()
    {
        const QString path = write(u"config"_s,
            u"{\"apiVersion\":\"v1\",\"kind\":\"Config\",\"current-context\":\"x\","
            "\"clusters\":[{\"name\":\"c\",\"cluster\":{\"server\":\"https://a\"}}],"
            "\"users\":[{\"name\":\"u\",\"user\":{\"token\":\"t\"}}],"
            "\"contexts\":[{\"name\":\"x\",\"context\":{\"cluster\":\"c\",\"user\":\"u\"}}]}\n"_s);
        const Result<Kubeconfig> config = loadKubeconfig({ .explicitFile = path });
        QVERIFY(config && config->contexts.size() == 1);
        QCOMPARE(config->contexts.front().user.token, "t"_ba);
    }

    void bareCommandIsLeftForThePath()
    {
        const QString path = write(u"config"_s,
            minimal(u"exec: {command: aws, interactiveMode: Never, apiVersion: client.authentication.k8s.io/v1}"_s));
        const Result<Kubeconfig> config = loadKubeconfig({ .explicitFile = path });
        QVERIFY(config && config->contexts.size() == 1);
        QCOMPARE(config->contexts.front().user.exec->command, u"aws"_s);
    }

    void takesServers_data()
    {
        QTest::addColumn<QString>("cluster");
        QTest::addColumn<QString>("server");
        QTest::newRow("https") << u"server: https://a"_s << u"https://a"_s;
        QTest::newRow("plain http") << u"server: http://127.0.0.1:8001"_s << u"http://127.0.0.1:8001"_s;
        QTest::newRow("IPv6") << u"server: 'https://[::1]:6443'"_s << u"https://[::1]:6443"_s;
        QTest::newRow("host and port") << u"server: 10.0.0.1:6443"_s << u"http://10.0.0.1:6443"_s;
        QTest::newRow("host and port, insecure")
            << u"server: 'localhost:6443', insecure-skip-tls-verify: true"_s << u"https://localhost:6443"_s;
        QTest::newRow("host and port with a CA")
            << u"server: 'api:6443', certificate-authority: ca"_s << u"https://api:6443"_s;
        QTest::newRow("upper case scheme") << u"server: HTTPS://a"_s << u"https://a"_s;
    }

    void takesServers()
    {
        QFETCH(const QString, cluster);
        QFETCH(const QString, server);
        const QString path = write(u"config"_s,
            u"clusters: [{name: c, cluster: {%1}}]\ncontexts: [{name: x, context: {cluster: c}}]\n"_s.arg(cluster));

        const Result<Kubeconfig> config = loadKubeconfig({ .explicitFile = path });

        QVERIFY(config);
        QVERIFY2(config->broken.empty(), config->broken.empty() ? "" : qPrintable(errorText(config->broken[0].error)));
        QCOMPARE(config->contexts.front().cluster.server.toString(), server);
        QCOMPARE(config->contexts.front().nameSpace, u"default"_s);
    }

    void firstFileWinsWhole()
    {
        const QString a = write(u"a"_s,
            u"clusters: [{name: c, cluster: {server: 'https://first'}}]\n"
            "users: [{name: u, user: {token: first}}]\n"
            "contexts: [{name: x, context: {cluster: c, user: u}}]\n"_s);
        const QString b = write(u"b"_s,
            u"current-context: z\nclusters: [{name: c, cluster: {server: 'https://second', tls-server-name: m}}]\n"
            "users: [{name: u, user: {tokenFile: t}}]\n"
            "contexts: [{name: z, context: {cluster: c, user: u}}, {name: x, context: {cluster: none}}]\n"_s);
        const QString c = write(u"c"_s, u"current-context: x\n"_s);

        const Result<Kubeconfig> config = loadKubeconfig(
            { .environment = a + u":/nowhere::"_s + b + u':' + a + u':' + c, .home = m_folder.path() });

        QVERIFY(config);
        QCOMPARE(config->files, (QStringList { a, b, c }));
        QVERIFY(config->broken.empty());
        QCOMPARE(config->current.text(), u"z"_s);
        for (const QString& name : { u"x"_s, u"z"_s }) {
            const Context* found = context(*config, name);
            QVERIFY(found);
            QCOMPARE(found->cluster.server.host(), u"first"_s);
            QVERIFY(found->cluster.tlsServerName.isEmpty());
            QCOMPARE(found->user.token, "first"_ba);
            QVERIFY(found->user.tokenFile.isEmpty());
        }
        QCOMPARE(context(*config, u"z"_s)->file, b);
    }

    void explicitFileStandsAlone()
    {
        const QString a = write(u"a"_s, minimal(u"token: t"_s));
        const QString b = write(u"b"_s,
            u"contexts: [{name: other, context: {cluster: c}}]\nclusters: [{name: c, cluster: {server: 'https://b'}}]\n"_s);
        const Result<Kubeconfig> config = loadKubeconfig({ .explicitFile = b, .environment = a });
        QVERIFY(config);
        QCOMPARE(config->contexts.size(), 1U);
        QCOMPARE(config->contexts.front().name.text(), u"other"_s);
    }

    void homeIsTheLastResort()
    {
        QDir(m_folder.path()).mkpath(u"home/.kube"_s);
        const QString path = write(u"home/.kube/config"_s, minimal(u"token: t"_s));
        const Result<Kubeconfig> config = loadKubeconfig({ .home = m_folder.filePath(u"home"_s) });
        QVERIFY(config);
        QCOMPARE(config->files, QStringList { path });
    }

    void emptyFilesAreEmptyConfigs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("no bytes") << QString();
        QTest::newRow("blank lines") << u"\n\n"_s;
        QTest::newRow("a comment") << u"# nothing\n"_s;
        QTest::newRow("null lists") << u"clusters: null\nusers:\ncontexts: ~\n"_s;
        QTest::newRow("only unknown fields") << u"foo: 1\nClusters: 5\n"_s;
    }

    void emptyFilesAreEmptyConfigs()
    {
        QFETCH(const QString, text);
        const Result<Kubeconfig> config = loadKubeconfig({ .explicitFile = write(u"config"_s, text) });
        QVERIFY2(config, config ? "" : qPrintable(errorText(config.error())));
        QVERIFY(config->contexts.empty() && config->broken.empty() && config->problems.empty());
    }

    void namesThatLookLikeNumbersStayText()
    {
        const QString path = write(u"config"_s,
            u"clusters: [{name: \"0\", cluster: {server: 'https://a'}}]\n"
            "contexts: [{name: \"433e40\", context: {cluster: \"0\"}}]\n"
            "current-context: \"433e40\"\n"_s);
        const Result<Kubeconfig> config = loadKubeconfig({ .explicitFile = path });
        QVERIFY(config && config->contexts.size() == 1);
        QCOMPARE(config->contexts.front().name, config->current);
        QCOMPARE(config->current.text(), u"433e40"_s);
    }

    void namesHistoricWaysToLogIn_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("names");
        QTest::newRow("basic") << u"username: a, password: b"_s << u"basic authentication"_s;
        QTest::newRow("oidc") << u"auth-provider: {name: oidc, config: {a: b}}"_s << u"auth-provider \"oidc\""_s;
    }

    void namesHistoricWaysToLogIn()
    {
        QFETCH(const QString, user);
        QFETCH(const QString, names);
        const Result<Kubeconfig> config = loadKubeconfig({ .explicitFile = write(u"config"_s, minimal(user)) });
        QVERIFY(config && config->contexts.size() == 1);
        QCOMPARE(config->contexts.front().user.unsupported, names);
    }

    void contextsComeInNameOrder()
    {
        const QString path = write(u"config"_s,
            u"clusters: [{name: c, cluster: {server: 'https://a'}}]\n"
            "contexts: [{name: b, context: {cluster: c}}, {name: a, context: {cluster: c}}]\n"_s);
        const Result<Kubeconfig> config = loadKubeconfig({ .explicitFile = path });
        QVERIFY(config && config->contexts.size() == 2);
        QCOMPARE(config->contexts[0].name.text(), u"a"_s);
    }

    void sourcesFollowTheEnvironment()
    {
        qputenv("KUBECONFIG", "/a:/b");
        const KubeconfigSources sources = defaultSources(u"/c"_s);
        qunsetenv("KUBECONFIG");
        QCOMPARE(sources.explicitFile, u"/c"_s);
        QCOMPARE(sources.environment, u"/a:/b"_s);
        QCOMPARE(sources.home, QDir::homePath());
    }

private:
    static QString minimal(const QString& user)
    {
        return u"clusters: [{name: c, cluster: {server: 'https://a'}}]\nusers: [{name: u, user: {%1}}]\n"
               "contexts: [{name: x, context: {cluster: c, user: u}}]\ncurrent-context: x\n"_s.arg(user);
    }

    QString write(const QString& name, const QString& text)
    {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
            qFatal("cannot write a test file");
        return path;
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(KubeconfigTest)
#include "KubeconfigTest.moc"
