#include "core/diff/Inventory.h"
#include "tests/core/diff/Objects.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::diff;
using namespace Qt::StringLiterals;

class InventoryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesIdsApart_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QStringList>("parts"); // group, kind, namespace, name
        const auto row = [](const char* name, const QString& id, const QStringList& parts) {
            QTest::addRow("%s", name) << id << parts;
        };
        row("namespaced", u"shop_api_apps_Deployment"_s, { u"apps"_s, u"Deployment"_s, u"shop"_s, u"api"_s });
        row("cluster-scoped", u"_prod__Namespace"_s, { u""_s, u"Namespace"_s, u""_s, u"prod"_s });
        row("core group", u"shop_conf__ConfigMap"_s, { u""_s, u"ConfigMap"_s, u"shop"_s, u"conf"_s });
        row("underscore in the name", u"shop_a_b_c_apps_Deployment"_s,
            { u"apps"_s, u"Deployment"_s, u"shop"_s, u"a_b_c"_s });
        row("colon", u"_system__node_rbac.authorization.k8s.io_ClusterRole"_s,
            { u"rbac.authorization.k8s.io"_s, u"ClusterRole"_s, u""_s, u"system:node"_s });
        row("two colons", u"kube_a____b_rbac.authorization.k8s.io_Role"_s,
            { u"rbac.authorization.k8s.io"_s, u"Role"_s, u"kube"_s, u"a::b"_s });
        row("colon first", u"kube___lead_rbac.authorization.k8s.io_Role"_s,
            { u"rbac.authorization.k8s.io"_s, u"Role"_s, u"kube"_s, u":lead"_s });
        row("colon last", u"kube_lead___rbac.authorization.k8s.io_Role"_s,
            { u"rbac.authorization.k8s.io"_s, u"Role"_s, u"kube"_s, u"lead:"_s });
    }

    void takesIdsApart()
    {
        QFETCH(const QString, id);
        QFETCH(const QStringList, parts);
        const Result<manifest::ObjectKey> key = parseInventoryId(id);
        QVERIFY(key.has_value());
        QCOMPARE((QStringList { key->group, key->kind, key->nameSpace, key->name }), parts);
        QCOMPARE(inventoryId(*key), id);
    }

    void refusesWhatIsNoId_data()
    {
        QTest::addColumn<QString>("id");
        for (const char* id : { "", "a", "a_b", "a_b_c", "_", "__" })
            QTest::addRow("'%s'", id) << QString::fromLatin1(id);
    }

    void refusesWhatIsNoId()
    {
        QFETCH(const QString, id);
        const Result<manifest::ObjectKey> key = parseInventoryId(id);
        QVERIFY(!key);
        QCOMPARE(key.error().code, ErrorCode::InvalidInput);
        QVERIFY(key.error().detail.contains(u"NAMESPACE_NAME_GROUP_KIND"_s));
    }

    void namesObjectsAsTheClusterHasThem_data()
    {
        QTest::addColumn<QByteArray>("object");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("version");
        QTest::newRow("namespaced") << "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: ns}"_ba
                                    << u"ns_a_apps_Deployment"_s << u"v1"_s;
        QTest::newRow("a namespace on a kind that has none")
            << "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: a, namespace: ns}"_ba
            << u"_a_storage.k8s.io_StorageClass"_s << u"v1"_s;
        QTest::newRow("the same kind of another group")
            << "apiVersion: example.com/v1\nkind: StorageClass\nmetadata: {name: a, namespace: ns}"_ba
            << u"ns_a_example.com_StorageClass"_s << u"v1"_s;
        QTest::newRow("a colon outside RBAC stays")
            << "apiVersion: example.com/v1beta1\nkind: Thing\nmetadata: {name: 'a:b', namespace: ns}"_ba
            << u"ns_a:b_example.com_Thing"_s << u"v1beta1"_s;
    }

    void namesObjectsAsTheClusterHasThem()
    {
        QFETCH(const QByteArray, object);
        const InventoryEntry entry = inventoryEntry(objectOf(object));
        QTEST(inventoryId(entry.object), "id");
        QTEST(QString::fromStdString(entry.version), "version");
    }
};

QTEST_GUILESS_MAIN(InventoryTest)
#include "InventoryTest.moc"
