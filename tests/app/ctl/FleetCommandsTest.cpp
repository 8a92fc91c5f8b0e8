#include "tests/app/ctl/FakeApiServer.h"
#include "tests/app/ctl/RunCtl.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace holdfast;
using namespace holdfast::ctl;

namespace {

const QByteArray revision = "0123456789abcdef0123456789abcdef01234567";

/// Not as raw strings: moc takes the slashes of a URL in one for a comment.
QByteArray application(const QByteArray& nameSpace, const QByteArray& name, const QByteArray& sync)
{
    QByteArray text = "{'apiVersion':'argoproj.io/v1alpha1','kind':'Application',"
                      "'metadata':{'namespace':'NAMESPACE','name':'NAME','uid':'u','resourceVersion':'7'},"
                      "'spec':{'project':'shop','source':{'repoURL':'https://git.example/shop.git','path':'apps',"
                      "'targetRevision':'main'},'destination':{'server':'https://kubernetes.default.svc',"
                      "'namespace':'shop'},'syncPolicy':{'automated':{'prune':true,'selfHeal':true}}},"
                      "'status':{'sync':{'status':'SYNC','revision':'REVISION'},'health':{'status':'Healthy'},"
                      "'reconciledAt':'2026-01-01T10:00:00Z','resources':[{'group':'apps','version':'v1',"
                      "'kind':'Deployment','namespace':'shop','name':'web','status':'SYNC',"
                      "'health':{'status':'Healthy'}},{'version':'v1','kind':'ConfigMap','namespace':'shop',"
                      "'name':'c','status':'Synced'}]}}";
    return text.replace('\'', '"')
        .replace("NAMESPACE", nameSpace)
        .replace("NAME", name)
        .replace("SYNC", sync)
        .replace("REVISION", revision);
}

}

class FleetCommandsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_one = std::make_unique<FakeApiServer>();
        m_two = std::make_unique<FakeApiServer>();
        for (FakeApiServer* server : { m_one.get(), m_two.get() }) {
            server->addList("v1", "namespaces", "Namespace", "");
            server->answer(u"/api/v1/namespaces/kube-system"_s,
                R"({"kind":"Namespace","apiVersion":"v1","metadata":{"name":"kube-system","uid":"same"}})");
        }
    }

    void appsGivesEveryField()
    {
        oneAppEach("OutOfSync");
        const CtlAnswer answer = run({ u"apps"_s, u"-o"_s, u"json"_s });
        QVERIFY2(answer.exit == 1, qPrintable(answer.messages));
        const manifest::Value apps = answer.json();
        QCOMPARE(apps.list().size(), 1U);
        const manifest::Value& app = apps[0];
        QCOMPARE(app["app"].text(), std::string_view("one:application/argocd/web"));
        QCOMPARE(app["context"].text(), std::string_view("one"));
        QCOMPARE(app["kind"].text(), std::string_view("application"));
        QCOMPARE(app["namespace"].text(), std::string_view("argocd"));
        QCOMPARE(app["name"].text(), std::string_view("web"));
        QCOMPARE(app.at({ "agent", "verdict" }).text(), std::string_view("OutOfSync"));
        QCOMPARE(app.at({ "agent", "at" }).text(), std::string_view("2026-01-01T10:00:00Z"));
        QVERIFY(app.at({ "agent" }).contains("reason") && app.at({ "agent", "reason" }).isNull());
        QVERIFY(app.contains("measured") && app["measured"].isNull());
        QCOMPARE(app.at({ "health", "status" }).text(), std::string_view("Healthy"));
        QCOMPARE(app.at({ "automation", "mode" }).text(), std::string_view("auto"));
        QVERIFY(app.at({ "automation", "prune" }).boolOr(false) && app.at({ "automation", "selfHeal" }).boolOr(false));
        QVERIFY(app.at({ "automation" }).contains("lease"));
        QCOMPARE(app["revision"].text(), std::string_view(revision.constData()));
        QCOMPARE(app.at({ "source", "repository" }).text(), std::string_view("https://git.example/shop.git"));
        QCOMPARE(app.at({ "source", "path" }).text(), std::string_view("apps"));
        QCOMPARE(app.at({ "source", "target" }).text(), std::string_view("main"));
        QVERIFY(app.contains("differsSince"));
    }

    void exitTellsWhetherAnythingDiffers_data()
    {
        QTest::addColumn<QByteArray>("sync");
        QTest::addColumn<int>("exit");
        QTest::newRow("in sync") << "Synced"_ba << 0;
        QTest::newRow("out of sync") << "OutOfSync"_ba << 1;
        QTest::newRow("unknown") << "Unknown"_ba << 1;
    }

    void exitTellsWhetherAnythingDiffers()
    {
        QFETCH(const QByteArray, sync);
        oneAppEach(sync);
        for (const QStringList& words : { QStringList { u"apps"_s }, QStringList { u"app"_s, u"web"_s } }) {
            const CtlAnswer answer = run(words);
            QTEST(answer.exit, "exit");
            QVERIFY(answer.output.contains(sync));
        }
    }

    void tableIsAlignedAndPlain()
    {
        oneAppEach("OutOfSync");
        const CtlAnswer answer = run({ u"apps"_s });
        const QList<QByteArray> lines = answer.output.trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[0].startsWith("APP "));
        QVERIFY(lines[1].startsWith("application/argocd/web  OutOfSync "));
        QCOMPARE(lines[0].indexOf("AGENT"), lines[1].indexOf("OutOfSync"));
        QCOMPARE(lines[0].indexOf("REVISION"), lines[1].indexOf("01234567"));
        QVERIFY(!answer.output.contains('\x1b'));
    }

    void clusterWithoutAgentsIsAnEmptyFleet()
    {
        const CtlAnswer answer = run({ u"apps"_s, u"-o"_s, u"json"_s });
        QVERIFY2(answer.exit == 0, qPrintable(answer.messages));
        QCOMPARE(answer.output, "[]\n"_ba);
    }

    void choosesContexts_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QStringList>("contexts");
        QTest::newRow("current") << QStringList() << QStringList { u"one"_s };
        QTest::newRow("named") << QStringList { u"--context"_s, u"two"_s } << QStringList { u"two"_s };
        QTest::newRow("both") << QStringList { u"--context"_s, u"two"_s, u"--context=one"_s }
                              << QStringList { u"one"_s, u"two"_s };
        QTest::newRow("all") << QStringList { u"--all-contexts"_s } << QStringList { u"one"_s, u"two"_s };
    }

    void choosesContexts()
    {
        QFETCH(const QStringList, options);
        QFETCH(const QStringList, contexts);
        oneAppEach("Synced");
        const CtlAnswer answer = run(QStringList { u"apps"_s, u"-o"_s, u"json"_s } + options);
        QVERIFY2(answer.exit == 0, qPrintable(answer.messages));
        QStringList seen;
        const manifest::Value apps = answer.json();
        for (const manifest::Value& app : apps.list())
            seen.append(QString::fromStdString(std::string(app["context"].text())));
        QCOMPARE(seen, contexts);
    }

    void findsApps_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("says");
        const QString all = u"--all-contexts"_s;
        QTest::newRow("bare") << QStringList { u"web"_s } << 0 << QString();
        QTest::newRow("local") << QStringList { u"application/argocd/web"_s } << 0 << QString();
        QTest::newRow("full, not the current context")
            << QStringList { u"two:application/argocd/web"_s } << 0 << QString();
        QTest::newRow("ambiguous") << QStringList { u"web"_s, all } << 2
                                   << u"one:application/argocd/web, two:application/argocd/web"_s;
        QTest::newRow("unknown") << QStringList { u"none"_s } << 2 << u"there is no app \"none\""_s;
        QTest::newRow("wrong kind") << QStringList { u"pod/argocd/web"_s } << 2 << u"is no name of an app"_s;
        QTest::newRow("left out") << QStringList { u"two:application/argocd/web"_s, u"--context"_s, u"one"_s } << 2
                                  << u"which --context leaves out"_s;
        QTest::newRow("no such context") << QStringList { u"three:application/argocd/web"_s } << 2
                                         << u"there is no context \"three\""_s;
    }

    void findsApps()
    {
        QFETCH(const QStringList, words);
        QFETCH(const QString, says);
        oneAppEach("Synced");
        const CtlAnswer answer = run(QStringList { u"app"_s, u"-ojson"_s } + words);
        QVERIFY2(answer.messages.contains(says), qPrintable(answer.messages));
        QTEST(answer.exit, "exit");
        if (answer.exit == 0)
            QCOMPARE(answer.json()["name"].text(), std::string_view("web"));
    }

    void resourcesListsTheObjects()
    {
        oneAppEach("OutOfSync");
        const CtlAnswer answer = run({ u"resources"_s, u"web"_s, u"-o"_s, u"json"_s });
        QVERIFY2(answer.exit == 1, qPrintable(answer.messages));
        const manifest::Value objects = answer.json();
        QStringList names;
        for (const manifest::Value& object : objects.list()) {
            names.append(QString::fromStdString(std::string(object["object"].text())));
            for (const char* key : { "group", "kind", "namespace", "name", "verdict", "health", "owner" })
                QVERIFY(object.contains(key));
        }
        QVERIFY2(names.contains(u"apps/Deployment/shop/web"_s) && names.contains(u"ConfigMap/shop/c"_s),
            qPrintable(names.join(u' ')));
    }

    void unreachableContextsLeaveOthersAlone()
    {
        oneAppEach("Synced");
        m_two->answer(u"/api"_s, FakeApiServer::status(403, "Forbidden"), 403);
        m_two->answer(u"/apis"_s, FakeApiServer::status(403, "Forbidden"), 403);
        const CtlAnswer answer = run({ u"apps"_s, u"-ojson"_s, u"--all-contexts"_s });
        QCOMPARE(answer.exit, 4);
        QCOMPARE(answer.json().list().size(), 1U);
        QVERIFY2(answer.messages.startsWith(u"holdfastctl: context \"two\": "_s), qPrintable(answer.messages));
    }

    void nothingReached_data()
    {
        QTest::addColumn<QString>("cluster");
        QTest::addColumn<QString>("user");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("says");
        QTest::newRow("refused") << u"server: http://127.0.0.1:1"_s << QString() << 4 << u"context \"x\": "_s;
        QTest::newRow("broken entry") << u"server: ftp://a"_s << QString() << 6 << u"is not http or https"_s;
        QTest::newRow("missing CA file") << u"server: https://127.0.0.1:1, certificate-authority: none.pem"_s
                                         << QString() << 6 << u"cannot read the file"_s;
        QTest::newRow("plugin without consent")
            << u"server: https://127.0.0.1:1"_s
            << u"exec: {command: sh, args: [-c, 'exit 1'], apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}"_s
            << 3 << u"sh -c exit 1"_s;
        QTest::newRow("basic authentication") << u"server: https://127.0.0.1:1"_s << u"username: a, password: hunter2"_s
                                              << 6 << u"basic authentication"_s;
    }

    void nothingReached()
    {
        QFETCH(const QString, cluster);
        QFETCH(const QString, user);
        QFETCH(const QString, says);
        const QString file
            = write(u"clusters: [{name: c, cluster: {%1}}]\nusers: [{name: u, user: {%2}}]\n"
                    "contexts: [{name: x, context: {cluster: c, user: u}}]\ncurrent-context: x\n"_s.arg(cluster, user));
        const CtlAnswer answer = run({ u"apps"_s, u"-ojson"_s }, file);
        QVERIFY2(answer.messages.contains(says), qPrintable(answer.messages));
        QVERIFY(!answer.messages.contains(u"hunter2"_s));
        QTEST(answer.exit, "exit");
        QVERIFY(answer.output.isEmpty());
    }

    void consentIsKeptForTheSameCommand()
    {
        const QString count = m_folder->filePath(u"count"_s);
        const QString file
            = write(u"clusters: [{name: c, cluster: {server: 'https://127.0.0.1:1'}}]\n"
                    "users: [{name: u, user: {exec: {command: sh, args: [-c, 'echo x >> %1; exit 1'], "
                    "apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}}}]\n"
                    "contexts: [{name: x, context: {cluster: c, user: u}}]\ncurrent-context: x\n"_s.arg(count));
        QCOMPARE(run({ u"apps"_s }, file).exit, 3);
        QVERIFY(!QFile::exists(count));
        QVERIFY(run({ u"apps"_s, u"--allow-exec"_s }, file).messages.contains(u"it ended with status 1"_s));
        QVERIFY(QFile::exists(count));
        QVERIFY(run({ u"apps"_s }, file).messages.contains(u"it ended with status 1"_s));
    }

    void brokenKubeconfigs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("says");
        QTest::newRow("not a kubeconfig") << u"clusters: 5\n"_s << 6 << u":1: clusters: expected a list"_s;
        QTest::newRow("empty") << QString() << 4 << u"no cluster configured"_s;
        QTest::newRow("no current context")
            << u"clusters: [{name: c, cluster: {server: http://a}}]\ncontexts: [{name: a, context: {cluster: c}}, {name: b, context: {cluster: c}}]\n"_s
            << 2 << u"one of: a, b"_s;
        QTest::newRow("missing current context")
            << u"contexts: [{name: a, context: {cluster: c}}]\ncurrent-context: gone\n"_s << 2
            << u"there is no context \"gone\""_s;
    }

    void brokenKubeconfigs()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, says);
        const CtlAnswer answer = run({ u"apps"_s }, write(text));
        QVERIFY2(answer.messages.contains(says), qPrintable(answer.messages));
        QTEST(answer.exit, "exit");
    }

    void missingKubeconfig()
    {
        const CtlAnswer named = run({ u"apps"_s }, m_folder->filePath(u"none"_s));
        QCOMPARE(named.exit, 6);
        CtlCall call { .words = { u"apps"_s, u"--data"_s, m_folder->path() } };
        call.environment.insert(u"HOME"_s, m_folder->path());
        call.environment.remove(u"KUBECONFIG"_s);
        const CtlAnswer unnamed = runCtl(call);
        QCOMPARE(unnamed.exit, 4);
        QVERIFY(unnamed.messages.contains(u"no cluster configured"_s));
        QVERIFY(!unnamed.messages.contains(u"localhost"_s));
    }

private:
    void oneAppEach(const QByteArray& sync)
    {
        const QByteArray app = application("argocd", "web", sync);
        for (FakeApiServer* server : { m_one.get(), m_two.get() }) {
            server->addList("argoproj.io/v1alpha1", "applications", "Application", app);
            server->answer(u"/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/web"_s, app);
        }
    }

    CtlAnswer run(const QStringList& words, const QString& kubeconfig = {})
    {
        const QString file = kubeconfig.isEmpty()
            ? write(u"clusters: [{name: a, cluster: {server: '%1'}}, {name: b, cluster: {server: '%2'}}]\n"
                    "contexts: [{name: one, context: {cluster: a}}, {name: two, context: {cluster: b}}]\n"
                    "current-context: one\n"_s.arg(m_one->url(), m_two->url()))
            : kubeconfig;
        return runCtl(
            { .words = words + QStringList { u"--kubeconfig"_s, file, u"--data"_s, m_folder->filePath(u"data"_s) } });
    }

    QString write(const QString& text)
    {
        const QString path = m_folder->filePath(u"config-%1"_s.arg(m_written++));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
            qFatal("cannot write a test file");
        return path;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeApiServer> m_one;
    std::unique_ptr<FakeApiServer> m_two;
    int m_written = 0;
};

QTEST_GUILESS_MAIN(FleetCommandsTest)
#include "FleetCommandsTest.moc"
