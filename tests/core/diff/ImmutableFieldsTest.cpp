#include "core/diff/ImmutableFields.h"
#include "core/manifest/YamlReader.h"

#include <QTest>

using namespace holdfast;
using manifest::Value;

class ImmutableFieldsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesWhatAServerRefuses_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("fields");
        const auto row
            = [](const char* name, const char* kind, const char* before, const char* after, const char* fields) {
                  QTest::newRow(name) << QString::fromLatin1(kind) << QString::fromLatin1(before)
                                      << QString::fromLatin1(after) << QString::fromLatin1(fields);
              };
        row("selector", "apps/v1 Deployment", "spec: {selector: {a: b}}", "spec: {selector: {a: c}}", "spec.selector");
        row("image", "apps/v1 Deployment", "spec: {template: {a: b}}", "spec: {template: {a: c}}", "");
        row("another group", "example.org/v1 Deployment", "spec: {selector: {a: b}}", "spec: {selector: {a: c}}", "");
        row("claim template", "apps/v1 StatefulSet", "spec: {replicas: 1, volumeClaimTemplates: [{a: 1}]}",
            "spec: {replicas: 2, volumeClaimTemplates: [{a: 2}]}", "spec.volumeClaimTemplates");
        row("service name taken away", "apps/v1 StatefulSet", "spec: {serviceName: a}", "spec: {}", "spec.serviceName");
        row("job", "batch/v1 Job", "spec: {template: {a: 1}, parallelism: 1}",
            "spec: {template: {a: 2}, parallelism: 2}", "spec.template");
        row("claim grows", "v1 PersistentVolumeClaim",
            "spec: {resources: {requests: {storage: 1Gi}}, storageClassName: a}",
            "spec: {resources: {requests: {storage: 2Gi}}, storageClassName: b}", "spec.storageClassName");
        row("role", "rbac.authorization.k8s.io/v1 RoleBinding", "roleRef: {name: a}\nsubjects: [a]",
            "roleRef: {name: b}\nsubjects: [b]", "roleRef");
        row("address", "v1 Service", "spec: {clusterIP: 10.0.0.1}", "spec: {clusterIP: 10.0.0.2}", "spec.clusterIP");
        row("address left to the server", "v1 Service", "spec: {clusterIP: 10.0.0.1}", "spec: {}", "");
        row("immutable", "v1 ConfigMap", "immutable: true\ndata: {a: b}", "data: {a: c}", "data immutable");
        row("mutable", "v1 ConfigMap", "data: {a: b}", "immutable: true\ndata: {a: c}", "");
        row("type", "v1 Secret", "type: Opaque", "type: kubernetes.io/tls", "type");
        row("crd", "apiextensions.k8s.io/v1 CustomResourceDefinition", "spec: {names: {kind: A, shortNames: [a]}}",
            "spec: {names: {kind: B, shortNames: [b]}}", "spec.names.kind");
    }
    void namesWhatAServerRefuses()
    {
        QFETCH(const QString, kind);
        QFETCH(const QString, before);
        QFETCH(const QString, after);
        QFETCH(const QString, fields);
        const auto object = [&kind](const QString& rest) {
            const QString text = QStringLiteral("apiVersion: %1\nkind: %2\nmetadata: {name: a}\n%3\n")
                                     .arg(kind.section(u' ', 0, 0), kind.section(u' ', 1), rest);
            return manifest::readYaml(text.toStdString(), QStringLiteral("test")).value().front().value;
        };
        QCOMPARE(diff::immutableChanges(object(before), object(after)), fields.split(u' ', Qt::SkipEmptyParts));
        QVERIFY(diff::immutableChanges(object(before), object(before)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(ImmutableFieldsTest)
#include "ImmutableFieldsTest.moc"
