#include "core/session/ArgoSettings.h"

#include "core/diff/Compare.h"
#include "core/manifest/Resource.h"
#include "core/manifest/YamlReader.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::session;
using namespace Qt::StringLiterals;
using manifest::Value;

namespace {

Value yaml(const char* text)
{
    const auto documents = manifest::readYaml(text, u"test"_s);
    return documents && !documents->empty() ? documents->front().value : Value();
}

QString annotation(const Value& object, const char* name)
{
    return manifest::toQString(object.at({ "metadata", "annotations", name }).text());
}

constexpr auto role = "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}}";
constexpr auto map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: m, namespace: other}}";

}

class ArgoSettingsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hasArgoCdsDefaults()
    {
        const Result<ArgoSettings> settings = argoSettings({}, {});
        QVERIFY(settings);
        QCOMPARE(settings->tracking, Tracking::Annotation);
        QCOMPARE(settings->labelKey, u"app.kubernetes.io/instance"_s);
        QVERIFY(!settings->serverSideDiff);
    }

    void readsOverridesInBothNotations()
    {
        const Value object = yaml(R"(
data:
  resource.customizations: |
    apps/Deployment:
      ignoreDifferences: |
        jsonPointers: [/spec/replicas]
  resource.customizations.ignoreDifferences.admissionregistration.k8s.io_MutatingWebhookConfiguration: |
    jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle']
  resource.customizations.ignoreDifferences.all: |
    managedFieldsManagers: [kubectl]
  resource.customizations.health.example.com_Widget: return {}
  resource.compareoptions: |
    ignoreAggregatedRoles: true
)");
        const Result<ArgoSettings> settings = argoSettings(object, {});
        QVERIFY2(settings, qPrintable(settings ? QString() : errorText(settings.error())));
        QCOMPARE(settings->overrides.map().size(), 4U);
        QCOMPARE(settings->overrides.at({ "example.com/Widget", "health.lua" }).text(), "return {}");
        const Value rules(Value::Map {
            { "resourceOverrides", settings->overrides }, { "compareOptions", settings->compareOptions } });
        const auto read = diff::compareRules(rules, diff::Dialect::ArgoCd);
        QVERIFY2(read, qPrintable(read ? QString() : errorText(read.error())));
        const Value live = yaml("{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {replicas: 5}}");
        const Value desired = yaml("{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {replicas: 3}}");
        const auto found = diff::compare({ .desired = desired, .live = live }, *read, diff::Dialect::ArgoCd);
        QCOMPARE(found.verdict, diff::Verdict::Synced);
        QCOMPARE(found.changes.front().ignoredBy, u"resourceOverrides[apps/Deployment]"_s);
    }

    void namesTheKeyThatIsBroken()
    {
        const auto settings = argoSettings(yaml("{data: {resource.compareoptions: \"{a\"}}"), {});
        QVERIFY(!settings);
        QCOMPARE(std::get<ObjectPlace>(settings.error().where).field, u"resource.compareoptions"_s);
    }

    void marksObjects_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("object");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("label");
        QTest::newRow("by annotation") << QByteArray("{}") << QByteArray(map) << u"shop:/ConfigMap:other/m"_s
                                       << QString();
        QTest::newRow("a kind without namespaces")
            << QByteArray("{}") << QByteArray(role) << u"shop:rbac.authorization.k8s.io/ClusterRole:prod/r"_s
            << QString();
        QTest::newRow("by label") << QByteArray("{application.resourceTrackingMethod: label}") << QByteArray(map)
                                  << QString() << u"shop"_s;
        QTest::newRow("by both") << QByteArray("{application.resourceTrackingMethod: annotation+label}")
                                 << QByteArray(map) << u"shop:/ConfigMap:other/m"_s << u"shop"_s;
    }
    void marksObjects()
    {
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, object);
        const auto settings = argoSettings(yaml(("{data: " + data + "}").constData()), {});
        QVERIFY(settings);
        const Value marked = tracked(yaml(object.constData()), *settings, u"shop"_s, u"prod"_s);
        QTEST(annotation(marked, "argocd.argoproj.io/tracking-id"), "id");
        QTEST(manifest::toQString(marked.at({ "metadata", "labels", "app.kubernetes.io/instance" }).text()), "label");
    }

    void marksTheInstallation()
    {
        const auto settings = argoSettings(yaml("{data: {installationID: blue}}"), {});
        QCOMPARE(
            annotation(tracked(yaml(map), *settings, u"shop"_s, {}), "argocd.argoproj.io/installation-id"), u"blue"_s);
    }
};

QTEST_GUILESS_MAIN(ArgoSettingsTest)
#include "ArgoSettingsTest.moc"
