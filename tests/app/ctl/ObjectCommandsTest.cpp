#include "tests/app/ctl/RunCtl.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace holdfast;
using namespace holdfast::ctl;

class ObjectCommandsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answers_data()
    {
        QTest::addColumn<QStringList>("words"); // a word with a line break is the text of a file
        QTest::addColumn<QByteArray>("json");
        const QString map = u"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: a}\n"_s;
        const QString secret = u"apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {token: %1}\n"_s;
        const QString both = map + u"---\napiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n"_s;
        const QString app = u"apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: k, "
                            u"namespace: f}\nspec: {prune: true}\nstatus: {inventory: {entries: [{id: "
                            u"a_c__ConfigMap}]}}\n"_s;
        const QString release = u"apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: r}\n"
                                u"status: {conditions: [{type: Released, status: 'True', reason: Done}]}\n"_s;
        const auto row = [](const char* name, const QStringList& words, const QByteArray& json) {
            QTest::addRow("%s", name) << words << json;
        };
        row("kstatus", { u"health"_s, u"--rules"_s, u"kstatus"_s, map },
            R"([{"group":"","kind":"ConfigMap","message":"Resource is always ready","name":"c","namespace":"a","reason":null,"status":"Current"}])");
        row("no rule", { u"health"_s, map },
            R"([{"group":"","kind":"ConfigMap","message":"","name":"c","namespace":"a","reason":null,"status":null}])");
        row("Helm's rule", { u"health"_s, u"--rules"_s, u"helm"_s, release },
            R"([{"group":"helm.toolkit.fluxcd.io","kind":"HelmRelease","message":"","name":"r","namespace":"","reason":"Done","status":"True"}])");
        row("a script of argocd-cm",
            { u"health"_s, map, u"--settings"_s,
                u"apiVersion: v1\nkind: ConfigMap\ndata:\n  resource.customizations.health.ConfigMap: |\n    "
                u"return {status = 'Suspended', message = obj.metadata.name}\n"_s },
            R"([{"group":"","kind":"ConfigMap","message":"c","name":"c","namespace":"a","reason":null,"status":"Suspended"}])");
        row("no objects", { u"health"_s, u"\n"_s }, "[]");
        row("masked", { u"mask"_s, secret.arg(u"bmV3"_s) },
            R"([{"apiVersion":"v1","data":{"token":"***"},"kind":"Secret","metadata":{"name":"s"}}])");
        row("masked pair", { u"mask"_s, secret.arg(u"bmV3"_s), u"--previous"_s, secret.arg(u"b2xk"_s) },
            R"x({"object":{"apiVersion":"v1","data":{"token":"*** (after)"},"kind":"Secret","metadata":{"name":"s"}},"previous":{"apiVersion":"v1","data":{"token":"*** (before)"},"kind":"Secret","metadata":{"name":"s"}}})x");
        row("masked as Argo CD does",
            { u"mask"_s, u"--dialect"_s, u"argocd"_s, secret.arg(u"bmV3"_s), u"--previous"_s, secret.arg(u"b2xk"_s) },
            R"({"object":{"apiVersion":"v1","data":{"token":"++++++++"},"kind":"Secret","metadata":{"name":"s"}},"previous":{"apiVersion":"v1","data":{"token":"++++++++++++"},"kind":"Secret","metadata":{"name":"s"}}})");
        row("masked annotation",
            { u"mask"_s, u"--annotation"_s, u"k"_s,
                u"apiVersion: v1\nkind: Secret\nmetadata: {annotations: {k: x}}\n"_s },
            R"([{"apiVersion":"v1","kind":"Secret","metadata":{"annotations":{"k":"***"}}}])");
        row("order", { u"order"_s, both },
            R"([{"group":"","kind":"Namespace","name":"a","namespace":"","stage":1},{"group":"","kind":"ConfigMap","name":"c","namespace":"a","stage":2}])");
        row("order of deletion", { u"order"_s, u"--delete"_s, both },
            R"([{"group":"","kind":"ConfigMap","name":"c","namespace":"a","stage":1},{"group":"","kind":"Namespace","name":"a","namespace":"","stage":2}])");
        row("Argo CD's order", { u"order"_s, u"--dialect"_s, u"argocd"_s, both },
            R"([{"group":"","kind":"Namespace","name":"a","namespace":"","stage":1},{"group":"","kind":"ConfigMap","name":"c","namespace":"a","stage":1}])");
        row("inventory", { u"inventory"_s, u"a_web_apps_Deployment"_s },
            R"([{"group":"apps","id":"a_web_apps_Deployment","kind":"Deployment","name":"web","namespace":"a"}])");
        row("inventory of a file", { u"inventory"_s, u"--of"_s, both },
            R"([{"id":"a_c__ConfigMap","v":"v1"},{"id":"_a__Namespace","v":"v1"}])");
        row("prune", { u"prune"_s, u"--app"_s, app, u"--live"_s, map },
            R"([{"action":"keep","group":"","kind":"ConfigMap","name":"c","namespace":"a","reason":"its owner labels do not name this Kustomization"}])");
        const QString owned = u"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: a, labels: {"
                              u"kustomize.toolkit.fluxcd.io/name: k, kustomize.toolkit.fluxcd.io/namespace: f}}\n"_s;
        row("prune of what is owned", { u"prune"_s, u"--app"_s, app, u"--live"_s, owned, u"--deleted"_s },
            R"([{"action":"delete","group":"","kind":"ConfigMap","name":"c","namespace":"a","reason":"in the inventory"}])");
    }

    void answers()
    {
        QFETCH(const QStringList, words);
        QFETCH(const QByteArray, json);
        const CtlAnswer answer = runCtl({ .words = filed(words) });
        QVERIFY2(answer.exit == 0, qPrintable(answer.messages));
        QCOMPARE(answer.output, json + '\n');
    }

    void refuses_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("exit");
        const QString map = u"apiVersion: v1\nkind: ConfigMap\n"_s;
        const auto row
            = [](const char* name, const QStringList& words, int exit) { QTest::addRow("%s", name) << words << exit; };
        row("unknown rules", { u"health"_s, u"--rules"_s, u"none"_s, map }, 2);
        row("no file", { u"health"_s }, 2);
        row("broken settings", { u"health"_s, map, u"--settings"_s, u"data: {resource.customizations: 'a: b: c'}\n"_s },
            6);
        row("a file that is not there", { u"health"_s, u"/nowhere/f.yaml"_s }, 6);
        row("no YAML", { u"order"_s, u"a: b: c\n"_s }, 6);
        row("unknown dialect", { u"order"_s, u"--dialect"_s, u"helm"_s, map }, 2);
        row("no id", { u"inventory"_s }, 2);
        row("ids and a file", { u"inventory"_s, u"a_b_c_D"_s, u"--of"_s, map }, 2);
        row("one broken id", { u"inventory"_s, u"a_b_c_D"_s, u"nonsense"_s }, 6);
        row("pair of many", { u"mask"_s, map, u"--previous"_s, map + u"---\n"_s + map }, 6);
        row("pair from one standard input", { u"mask"_s, u"-"_s, u"--previous"_s, u"-"_s }, 2);
        row("prune without live", { u"prune"_s, u"--app"_s, map }, 2);
        row("prune of no Kustomization", { u"prune"_s, u"--app"_s, map, u"--live"_s, map }, 6);
    }

    void refuses()
    {
        QFETCH(const QStringList, words);
        const CtlAnswer answer = runCtl({ .words = filed(words) });
        QTEST(answer.exit, "exit");
        QVERIFY(answer.output.isEmpty());
        QVERIFY2(answer.messages.startsWith(u"holdfastctl: "_s), qPrintable(answer.messages));
    }

private:
    QStringList filed(QStringList words)
    {
        for (QString& word : words)
            if (word.contains(u'\n'))
                word = write(word.toUtf8());
        return words;
    }

    QString write(const QByteArray& text)
    {
        const QString path = m_folder.filePath(u"input-%1.yaml"_s.arg(m_written++));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
            qFatal("cannot write a test file");
        return path;
    }

    QTemporaryDir m_folder;
    int m_written = 0;
};

QTEST_GUILESS_MAIN(ObjectCommandsTest)
#include "ObjectCommandsTest.moc"
