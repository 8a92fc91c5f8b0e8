#include "core/kube/Kubeconfig.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace holdfast;
using namespace holdfast::kube;

namespace {

/// A kubeconfig with one context `x` of cluster `c` and user `u`, whose fields are given as JSON members.
QString oneContext(const QString& cluster, const QString& user, const QString& context = {})
{
    return u"{'apiVersion': 'v1', 'kind': 'Config', 'current-context': 'x',\n"
           u"'clusters': [{'name': 'c', 'cluster': {%1}}],\n"
           u"'users': [{'name': 'u', 'user': {%2}}],\n"
           u"'contexts': [{'name': 'x', 'context': {%3}}]}"_s.arg(
               cluster, user, context.isEmpty() ? u"'cluster': 'c', 'user': 'u'"_s : context);
}

const QString https = u"'server': 'https://a'"_s;
const QString execV1 = u"'apiVersion': 'client.authentication.k8s.io/v1'"_s;

QString execUser(const QString& fields)
{
    return u"'exec': {%1}"_s.arg(fields);
}

}

class KubeconfigErrorsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }

    void refusesWholeFile_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("says");
        QTest::newRow("numeric name") << u"clusters:\n- name: 0\n"_s << 2
                                      << u"clusters[0].name: expected text, found a number; put it in quotes"_s;
        QTest::newRow("numeric token") << u"users:\n- name: u\n  user:\n    token: 123\n"_s << 4
                                       << u"users[0].user.token: expected text, found a number"_s;
        QTest::newRow("boolean name") << u"contexts:\n- name: yes\n"_s << 2 << u"expected text, found true"_s;
        QTest::newRow("text for a flag")
            << u"clusters:\n- name: c\n  cluster:\n    insecure-skip-tls-verify: \"true\"\n"_s << 4
            << u"expected true or false, found text"_s;
        QTest::newRow("clusters as a mapping")
            << u"clusters:\n  a: b\n"_s << 0 << u"clusters: expected a list, found a mapping"_s;
        QTest::newRow("entry is text") << u"users:\n- hello\n"_s << 2 << u"users[0]: expected a mapping, found text"_s;
        QTest::newRow("groups as text") << u"users:\n- name: u\n  user: {as: a, as-groups: g}\n"_s << 3
                                        << u"as-groups: expected a list of text"_s;
        QTest::newRow("numeric exec argument")
            << u"users:\n- name: u\n  user:\n    exec:\n      args: [1]\n"_s << 5 << u"exec.args[0]: expected text"_s;
        QTest::newRow("extra as text") << u"users:\n- name: u\n  user:\n    as-user-extra: {a: b}\n"_s << 4
                                       << u"as-user-extra.a: expected a list of text"_s;
        QTest::newRow("bad base64") << u"users:\n- name: u\n  user:\n    client-certificate-data: '%%%'\n"_s << 4
                                    << u"client-certificate-data: this is not base64"_s;
        QTest::newRow("space in base64") << u"users:\n- name: u\n  user:\n    client-key-data: 'YQ =='\n"_s << 4
                                         << u"not base64"_s;
        QTest::newRow("base64 without padding")
            << u"clusters:\n- name: c\n  cluster:\n    certificate-authority-data: YQ\n"_s << 4 << u"not base64"_s;
        QTest::newRow("cluster twice") << u"clusters:\n- name: c\n- name: c\n"_s << 3
                                       << u"cluster \"c\" is already defined on line 2"_s;
        QTest::newRow("user twice") << u"users:\n- name: a\n- name: u\n- name: u\n"_s << 4
                                    << u"user \"u\" is already defined on line 3"_s;
        QTest::newRow("context twice") << u"contexts:\n- name: x\n- name: x\n"_s << 3
                                       << u"context \"x\" is already defined on line 2"_s;
        QTest::newRow("other kind") << u"apiVersion: v1\nkind: Pod\n"_s << 2 << u"\"Pod\" is no kubeconfig"_s;
        QTest::newRow("other version") << u"apiVersion: v2\nkind: Config\n"_s << 1 << u"write v1"_s;
        QTest::newRow("broken YAML") << u"a: b: c\n"_s << 1 << QString();
        QTest::newRow("only text") << u"hello\n"_s << 1 << QString();
        QTest::newRow("a list") << u"- 1\n"_s << 1 << QString();
    }

    void refusesWholeFile()
    {
        QFETCH(const QString, text);
        QFETCH(const int, line);
        QFETCH(const QString, says);
        const QString path = write(text);

        const Result<Kubeconfig> config = loadKubeconfig({ .explicitFile = path });

        QVERIFY(!config);
        QCOMPARE(config.error().code, ErrorCode::InvalidInput);
        const auto* place = std::get_if<FilePlace>(&config.error().where);
        QVERIFY(place);
        QCOMPARE(place->file, path);
        if (line > 0)
            QCOMPARE(place->line, line);
        QVERIFY2(config.error().detail.contains(says), qPrintable(config.error().detail));
    }

    void breaksOneContext_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        const QString token = u"'token': 't'"_s;
        const auto add
            = [](const char* name, const QString& text, const QString& says) { QTest::newRow(name) << text << says; };
        add("no server", oneContext(u"'tls-server-name': 'q'"_s, token), u"cluster \"c\" has no server"_s);
        add("server with a space", oneContext(u"'server': 'https://a b:1'"_s, token), u"is no URL and no host:port"_s);
        add("server without a host", oneContext(u"'server': 'https://'"_s, token), u"is no URL"_s);
        add("other scheme", oneContext(u"'server': 'ftp://a'"_s, token), u"is not http or https"_s);
        add("host and path", oneContext(u"'server': '10.0.0.1:1/x'"_s, token), u"write https:// before it"_s);
        add("password in the server", oneContext(u"'server': 'https://u:hunter2@a'"_s, token),
            u"holds a user name or password"_s);
        add("both CAs",
            oneContext(https + u", 'certificate-authority': '/a', 'certificate-authority-data': 'YQ=='"_s, token),
            u"both certificate-authority and certificate-authority-data"_s);
        add("insecure and CA",
            oneContext(https + u", 'insecure-skip-tls-verify': true, 'certificate-authority-data': 'YQ=='"_s, token),
            u"remove insecure-skip-tls-verify"_s);
        add("ftp proxy", oneContext(https + u", 'proxy-url': 'ftp://p'"_s, token),
            u"must be an http, https or socks5 URL"_s);
        add("socks5h proxy", oneContext(https + u", 'proxy-url': 'socks5h://p'"_s, token),
            u"must be an http, https or socks5 URL"_s);
        add("both certificates",
            oneContext(https, u"'client-certificate': '/a', 'client-certificate-data': 'YQ==', 'client-key': '/k'"_s),
            u"both client-certificate and client-certificate-data"_s);
        add("both keys",
            oneContext(https, u"'client-certificate': '/a', 'client-key': '/k', 'client-key-data': 'YQ=='"_s),
            u"both client-key and client-key-data"_s);
        add("certificate without key", oneContext(https, u"'client-certificate-data': 'YQ=='"_s), u"without its key"_s);
        add("token and basic", oneContext(https, u"'token': 't', 'username': 'a', 'password': 'b'"_s),
            u"both a token and basic authentication"_s);
        add("groups without user", oneContext(https, u"'token': 't', 'as-groups': ['g']"_s), u"without `as`"_s);
        add("uid without user", oneContext(https, u"'token': 't', 'as-uid': '1'"_s), u"without `as`"_s);
        add("extra without user", oneContext(https, u"'token': 't', 'as-user-extra': {'a': ['b']}"_s),
            u"without `as`"_s);
        add("exec and auth-provider",
            oneContext(https,
                execUser(u"'command': 'a', "_s + execV1 + u", 'interactiveMode': 'Never'"_s)
                    + u", 'auth-provider': {'name': 'gcp'}"_s),
            u"exec and auth-provider exclude each other"_s);
        add("exec without command", oneContext(https, execUser(execV1 + u", 'interactiveMode': 'Never'"_s)),
            u"exec has no command"_s);
        add("exec without version", oneContext(https, execUser(u"'command': 'a'"_s)), u"exec has no apiVersion"_s);
        add("exec v1alpha1",
            oneContext(https, execUser(u"'command': 'a', 'apiVersion': 'client.authentication.k8s.io/v1alpha1'"_s)),
            u"only client.authentication.k8s.io/v1 and v1beta1"_s);
        add("exec v1 without mode", oneContext(https, execUser(u"'command': 'a', "_s + execV1)),
            u"no interactiveMode"_s);
        add("exec with another mode",
            oneContext(https, execUser(u"'command': 'a', 'interactiveMode': 'Maybe', "_s + execV1)),
            u"interactiveMode \"Maybe\""_s);
        add("exec with a nameless variable",
            oneContext(
                https, execUser(u"'command': 'a', 'interactiveMode': 'Never', 'env': [{'value': 'v'}], "_s + execV1)),
            u"env entry without a name"_s);
        add("unknown cluster", oneContext(https, token, u"'cluster': 'zz', 'user': 'u'"_s),
            u"cluster \"zz\", which is not defined"_s);
        add("unknown user", oneContext(https, token, u"'cluster': 'c', 'user': 'zz'"_s),
            u"user \"zz\", which is not defined"_s);
        add("no cluster", oneContext(https, token, u"'user': 'u'"_s), u"names no cluster"_s);
        add("bad namespace", oneContext(https, token, u"'cluster': 'c', 'user': 'u', 'namespace': 'Bad_NS'"_s),
            u"namespace \"Bad_NS\", which is no DNS label"_s);
        add("long namespace",
            oneContext(https, token, u"'cluster': 'c', 'user': 'u', 'namespace': '%1'"_s.arg(QString(64, u'a'))),
            u"at most 63"_s);
    }

    void breaksOneContext()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, says);
        const QString path = write(text);

        const Result<Kubeconfig> config = loadKubeconfig({ .explicitFile = path });

        QVERIFY2(config, config ? "" : qPrintable(errorText(config.error())));
        QCOMPARE(config->contexts.size(), 0U);
        QCOMPARE(config->broken.size(), 1U);
        QCOMPARE(config->broken.front().name.text(), u"x"_s);
        const Error& error = config->broken.front().error;
        QCOMPARE(error.code, ErrorCode::InvalidInput);
        QVERIFY2(error.detail.contains(says), qPrintable(error.detail));
        QVERIFY(!error.detail.contains(u"hunter2"_s));
        QVERIFY(placeText(error.where).startsWith(path + u':'));
    }

    void brokenContextLeavesOthersAlone()
    {
        const QString path = write(u"clusters:\n- {name: c, cluster: {server: 'https://a'}}\nusers:\n- {name: u}\n"
                                   "contexts:\n- {name: good, context: {cluster: c, user: u}}\n"
                                   "- {name: bad, context: {cluster: d, user: u}}\n"_s);

        const Result<Kubeconfig> config = loadKubeconfig({ .explicitFile = path });

        QVERIFY(config);
        QCOMPARE(config->contexts.size(), 1U);
        QCOMPARE(config->contexts.front().name.text(), u"good"_s);
        QCOMPARE(placeText(config->broken.front().error.where), path + u":7"_s);
    }

    void explicitFileMustExist()
    {
        const Result<Kubeconfig> config = loadKubeconfig({ .explicitFile = m_folder.filePath(u"none"_s) });
        QVERIFY(!config);
        QCOMPARE(config.error().code, ErrorCode::InvalidInput);
        QVERIFY(config.error().detail.contains(u"no such file"_s));
    }

    void explicitFolderIsAnError()
    {
        const Result<Kubeconfig> config = loadKubeconfig({ .explicitFile = m_folder.path() });
        QVERIFY(!config);
        QCOMPARE(config.error().code, ErrorCode::Io);
    }

    void unreadableFileLeavesOthersAlone()
    {
        const QString good = write(oneContext(https, u"'token': 't'"_s));

        const Result<Kubeconfig> config
            = loadKubeconfig({ .environment = m_folder.path() + u':' + good + u':' + m_folder.filePath(u"none"_s) });

        QVERIFY(config);
        QCOMPARE(config->contexts.size(), 1U);
        QCOMPARE(config->problems.size(), 1U);
        QCOMPARE(placeText(config->problems.front().where), m_folder.path());
        QCOMPARE(config->files, QStringList { good });
    }

    void onlyBrokenFilesAreAnError()
    {
        const QString bad = write(u"clusters: 1\n"_s);
        const Result<Kubeconfig> config = loadKubeconfig({ .environment = bad });
        QVERIFY(!config);
        QCOMPARE(config.error().code, ErrorCode::InvalidInput);
    }

    void nothingConfigured_data()
    {
        QTest::addColumn<QString>("environment");
        QTest::addColumn<bool>("emptyFile");
        QTest::newRow("no file at all") << QString() << false;
        QTest::newRow("missing files") << u"/nowhere/a:/nowhere/b"_s << false;
        QTest::newRow("empty elements") << u":"_s << false;
        QTest::newRow("an empty file") << QString() << true;
    }

    void nothingConfigured()
    {
        QFETCH(const QString, environment);
        QFETCH(const bool, emptyFile);
        const QTemporaryDir home;
        if (emptyFile) {
            QDir(home.path()).mkdir(u".kube"_s);
            QFile file(home.filePath(u".kube/config"_s));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }

        const Result<Kubeconfig> config = loadKubeconfig({ .environment = environment, .home = home.path() });

        QVERIFY(!config);
        QCOMPARE(config.error().code, ErrorCode::NotFound);
        QVERIFY(config.error().detail.startsWith(u"no cluster configured"_s));
        QVERIFY(!config.error().detail.contains(u"localhost"_s));
    }

private:
    QString write(const QString& text)
    {
        const QString path = m_folder.filePath(u"config-%1"_s.arg(m_written++));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
            qFatal("cannot write a test file");
        return path;
    }

    QTemporaryDir m_folder;
    int m_written = 0;
};

QTEST_GUILESS_MAIN(KubeconfigErrorsTest)
#include "KubeconfigErrorsTest.moc"
