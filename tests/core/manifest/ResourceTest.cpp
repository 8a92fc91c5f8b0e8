#include "core/manifest/Resource.h"

#include <QTest>

using namespace holdfast::manifest;
using namespace Qt::StringLiterals;

class ResourceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesReadAndWrite_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("parts"); // group, kind, namespace, name; empty where refused
        const auto row = [](const char* text, const QStringList& parts) {
            QTest::newRow(text) << QString::fromLatin1(text) << parts;
        };
        row("Namespace/web", { u""_s, u"Namespace"_s, u""_s, u"web"_s });
        row("ConfigMap/a/c", { u""_s, u"ConfigMap"_s, u"a"_s, u"c"_s });
        row("apps/Deployment/a/web", { u"apps"_s, u"Deployment"_s, u"a"_s, u"web"_s });
        row("apps/Deployment/web", { u"apps"_s, u"Deployment"_s, u""_s, u"web"_s });
        row("argoproj.io/Application/argocd/x.y", { u"argoproj.io"_s, u"Application"_s, u"argocd"_s, u"x.y"_s });
        row("rbac.authorization.k8s.io/ClusterRole/system:node",
            { u"rbac.authorization.k8s.io"_s, u"ClusterRole"_s, u""_s, u"system:node"_s });
        row("stable/CronTab/Ns/Name", { u"stable"_s, u"CronTab"_s, u"Ns"_s, u"Name"_s });
        for (const char* bad : { "", "/", "ConfigMap", "ConfigMap/", "/ConfigMap/a", "ConfigMap//c", "configmap/a",
                 "apps/deployment/a/b", "apps/Deployment", "apps/Deployment/a/b/c", "Apps/Deployment/a/b" })
            row(bad, {});
    }

    void namesReadAndWrite()
    {
        QFETCH(const QString, text);
        QFETCH(const QStringList, parts);
        const std::optional<ObjectKey> key = parseObjectText(text);
        QCOMPARE(key.has_value(), !parts.isEmpty());
        if (!key)
            return;
        QCOMPARE(QStringList({ key->group, key->kind, key->nameSpace, key->name }), parts);
        QCOMPARE(objectText(*key), text);
    }

    void typeAndKeyOfAnObject()
    {
        const Value object(Value::Map { { "apiVersion", Value("apps/v1") }, { "kind", Value("Deployment") },
            { "metadata", Value(Value::Map { { "name", Value("wéb") }, { "namespace", Value("a") } }) } });
        QVERIFY(groupVersionKind(object) == (GroupVersionKind { u"apps"_s, u"v1"_s, u"Deployment"_s }));
        QVERIFY(objectKey(object) == (ObjectKey { u"apps"_s, u"Deployment"_s, u"a"_s, u"wéb"_s }));
        QVERIFY(groupVersionKind(object.with("apiVersion", Value("v1")))
            == (GroupVersionKind { u""_s, u"v1"_s, u"Deployment"_s }));
    }

    void brokenObjectsHaveEmptyKeys()
    {
        QVERIFY(objectKey(Value()) == ObjectKey());
        QVERIFY(objectKey(Value("text")) == ObjectKey());
        const Value odd(Value::Map { { "apiVersion", Value(1) }, { "metadata", Value(Value::List {}) } });
        QVERIFY(objectKey(odd) == ObjectKey());
    }

    void keysHashAndSort()
    {
        const ObjectKey first { u""_s, u"ConfigMap"_s, u"a"_s, u"x"_s };
        const ObjectKey second { u""_s, u"ConfigMap"_s, u"a"_s, u"y"_s };
        QVERIFY(first < second);
        QVERIFY(qHash(first) == qHash(ObjectKey(first)));
        QVERIFY(qHash(first) != qHash(second));
    }
};

QTEST_APPLESS_MAIN(ResourceTest)
#include "ResourceTest.moc"
