#include "core/diff/ApplyOrder.h"
#include "core/manifest/Resource.h"
#include "tests/core/diff/Objects.h"

#include <QTest>

#include <algorithm>

using namespace holdfast;
using namespace holdfast::diff;
using namespace Qt::StringLiterals;

namespace {

/// `Kind/name` with its API group and metadata behind: "apps Deployment/a {namespace: shop}".
QByteArray manifestOf(const QByteArray& text)
{
    const QList<QByteArray> words = text.split(' ');
    const QList<QByteArray> names = words[1].split('/');
    const QByteArray group = words[0] == "core" ? "v1"_ba : words[0] + "/v1"_ba;
    const QByteArray rest = words.mid(2).join(' ');
    return "---\napiVersion: "_ba + group + "\nkind: "_ba + names[0] + "\nmetadata: {name: "_ba + names[1]
        + (rest.isEmpty() ? ""_ba : ", "_ba + rest) + "}\n"_ba;
}

QStringList placesOf(const QList<QByteArray>& objects, OrderDialect dialect, OrderPurpose purpose)
{
    QByteArray stream;
    for (const QByteArray& object : objects)
        stream += manifestOf(object);
    QStringList places;
    for (const OrderedObject& place : ordered(objectsOf(stream), dialect, purpose))
        places.append(u"%1 %2/%3"_s.arg(place.stage)
                .arg(manifest::toQString(place.object["kind"].text()),
                    manifest::toQString(place.object["metadata"]["name"].text())));
    return places;
}

}

class ApplyOrderTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void flux_data()
    {
        QTest::addColumn<QList<QByteArray>>("objects");
        QTest::addColumn<QStringList>("places");
        QTest::newRow("nothing") << QList<QByteArray> {} << QStringList {};
        QTest::newRow("stages") << QList<QByteArray> { "core ConfigMap/c", "storage.k8s.io StorageClass/s",
            "core Namespace/shop", "example.com FancyClass/f", "apiextensions.k8s.io CustomResourceDefinition/d" }
                                << QStringList { u"1 CustomResourceDefinition/d"_s, u"1 Namespace/shop"_s,
                                       u"2 StorageClass/s"_s, u"2 FancyClass/f"_s, u"3 ConfigMap/c"_s };
        QTest::newRow("only stages with objects") << QList<QByteArray> { "core ConfigMap/c",
            "storage.k8s.io StorageClass/s" } << QStringList { u"1 StorageClass/s"_s, u"2 ConfigMap/c"_s };
        QTest::newRow("kinds") << QList<QByteArray> { "admissionregistration.k8s.io ValidatingWebhookConfiguration/v",
            "admissionregistration.k8s.io MutatingWebhookConfiguration/m", "batch Job/j",
            "core PersistentVolumeClaim/p", "policy PodDisruptionBudget/b", "apps Deployment/d", "core Secret/s",
            "core ConfigMap/c" }
                               << QStringList { u"1 ConfigMap/c"_s, u"1 Secret/s"_s, u"1 Deployment/d"_s,
                                      u"1 PodDisruptionBudget/b"_s, u"1 PersistentVolumeClaim/p"_s, u"1 Job/j"_s,
                                      u"1 MutatingWebhookConfiguration/m"_s, u"1 ValidatingWebhookConfiguration/v"_s };
        QTest::newRow("group, namespace, name")
            << QList<QByteArray> { "core ConfigMap/b namespace: yy", "core ConfigMap/a namespace: yy",
                   "core ConfigMap/z namespace: x", "core ConfigMap/B namespace: yy", "b.io Thing/a", "a.io Thing/z" }
            << QStringList { u"1 ConfigMap/z"_s, u"1 ConfigMap/B"_s, u"1 ConfigMap/a"_s, u"1 ConfigMap/b"_s,
                   u"1 Thing/z"_s, u"1 Thing/a"_s };
    }

    void flux()
    {
        QFETCH(const QList<QByteArray>, objects);
        QFETCH(const QStringList, places);
        QCOMPARE(placesOf(objects, OrderDialect::Kustomize, OrderPurpose::Apply), places);
        QStringList backwards = placesOf(objects, OrderDialect::Kustomize, OrderPurpose::Delete);
        std::ranges::reverse(backwards);
        const auto name = [](const QString& place) { return place.section(u' ', 1); };
        QVERIFY(std::ranges::equal(backwards, places, {}, name, name));
        QVERIFY(backwards.isEmpty() || backwards.first().section(u' ', 0, 0) == places.last().section(u' ', 0, 0));
    }

    void argoCd_data()
    {
        QTest::addColumn<QList<QByteArray>>("objects");
        QTest::addColumn<QStringList>("places");
        QTest::newRow("kinds") << QList<QByteArray> {
            "example.com Thing/t", "apps Deployment/d", "core Service/s", "core Namespace/shop"
        } << QStringList { u"1 Namespace/shop"_s, u"1 Service/s"_s, u"1 Deployment/d"_s, u"1 Thing/t"_s };
        QTest::newRow("waves")
            << QList<QByteArray> { "core Service/late annotations: {argocd.argoproj.io/sync-wave: '5'}",
                   "apps Deployment/early annotations: {argocd.argoproj.io/sync-wave: '-1'}", "core Service/mid",
                   "core Service/weighed annotations: {helm.sh/hook-weight: '5'}",
                   "core Service/odd annotations: {argocd.argoproj.io/sync-wave: x}" }
            << QStringList { u"1 Deployment/early"_s, u"2 Service/mid"_s, u"2 Service/odd"_s, u"3 Service/late"_s,
                   u"3 Service/weighed"_s };
        QTest::newRow("hooks") << QList<QByteArray> {
            "batch Job/after annotations: {argocd.argoproj.io/hook: PostSync}",
            "batch Job/both annotations: {argocd.argoproj.io/hook: 'PreSync, PostSync'}",
            "batch Job/skip annotations: {argocd.argoproj.io/hook: Skip}",
            "batch Job/fail annotations: {argocd.argoproj.io/hook: SyncFail}",
            "batch Job/gone annotations: {argocd.argoproj.io/hook: PostDelete}", "core Service/s"
        } << QStringList { u"1 Job/both"_s, u"2 Service/s"_s, u"3 Job/after"_s, u"3 Job/both"_s, u"4 Job/fail"_s };
        QTest::newRow("hooks of Helm") << QList<QByteArray> { "batch Job/pre annotations: {helm.sh/hook: pre-upgrade}",
            "batch Job/post annotations: {helm.sh/hook: 'post-install,post-upgrade'}",
            "batch Job/test annotations: {helm.sh/hook: test}", "core Service/s",
            "example.com Thing/crd annotations: {helm.sh/hook: crd-install}",
            "batch Job/own annotations: {helm.sh/hook: pre-install, argocd.argoproj.io/hook: PostSync}" }
                                       << QStringList { u"1 Job/pre"_s, u"2 Service/s"_s, u"2 Thing/crd"_s,
                                              u"3 Job/own"_s, u"3 Job/post"_s };
        QTest::newRow("a namespace before what needs it") << QList<QByteArray> { "core Namespace/shop",
            "core Service/s namespace: shop, annotations: "
            "{argocd.argoproj.io/hook: PreSync}" } << QStringList { u"1 Namespace/shop"_s, u"1 Service/s"_s };
    }

    void argoCd()
    {
        QFETCH(const QList<QByteArray>, objects);
        QTEST(placesOf(objects, OrderDialect::ArgoCd, OrderPurpose::Apply), "places");
    }

    void argoCdBringsDefinitionsForward()
    {
        const QByteArray stream = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
                                  "metadata: {name: d}\nspec: {group: example.com, names: {kind: Service}}\n"
                                  "---\napiVersion: example.com/v1\nkind: Service\n"
                                  "metadata: {name: s, annotations: {argocd.argoproj.io/sync-wave: '-2'}}\n"_ba;
        const auto places = ordered(objectsOf(stream), OrderDialect::ArgoCd, OrderPurpose::Apply);
        QCOMPARE(places.size(), 2U);
        QVERIFY(places[0].object["kind"].text() == "CustomResourceDefinition");
        QCOMPARE(places[1].stage, 1);
    }
};

QTEST_GUILESS_MAIN(ApplyOrderTest)
#include "ApplyOrderTest.moc"
