#include "core/gitops/Application.h"
#include "core/gitops/ObjectReading.h"
#include "tests/core/gitops/Recorded.h"

#include <QTest>
#include <QTimeZone>

using namespace holdfast;
using namespace holdfast::gitops;
using namespace Qt::StringLiterals;

class ApplicationTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsFullNames_data();
    void readsFullNames();
    void refusesOtherNames_data();
    void refusesOtherNames();
    void shortensRevisions_data();
    void shortensRevisions();
    void cutsMessagesToOneLine();
    void findsOwners_data();
    void findsOwners();
    void readsLeases();
    void readsOpenRuns();
    void saysWhatIsMalformed_data();
    void saysWhatIsMalformed();
};

void ApplicationTest::readsFullNames_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("context");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("nameSpace");
    QTest::addColumn<QString>("name");
    QTest::newRow("application") << u"prod-eu:application/argocd/checkout"_s << u"prod-eu"_s << u"application"_s
                                 << u"argocd"_s << u"checkout"_s;
    QTest::newRow("no context") << u"kustomization/flux-system/apps"_s << QString() << u"kustomization"_s
                                << u"flux-system"_s << u"apps"_s;
    QTest::newRow("arn") << u"arn:aws:eks:eu-west-1:12:cluster/prod:helmrelease/shop/podinfo"_s
                         << u"arn:aws:eks:eu-west-1:12:cluster/prod"_s << u"helmrelease"_s << u"shop"_s << u"podinfo"_s;
    QTest::newRow("context with colon") << u"admin@c:6443:application/a/b"_s << u"admin@c:6443"_s << u"application"_s
                                        << u"a"_s << u"b"_s;
}

void ApplicationTest::readsFullNames()
{
    QFETCH(QString, text);
    QFETCH(QString, context);
    QFETCH(QString, kind);
    QFETCH(QString, nameSpace);
    QFETCH(QString, name);

    const std::optional<AppId> id = parseAppText(text);

    QVERIFY(id);
    QCOMPARE(id->context.text(), context);
    QCOMPARE(word(id->kind), kind);
    QCOMPARE(id->nameSpace, nameSpace);
    QCOMPARE(id->name, name);
    QCOMPARE(appText(*id), text);
}

void ApplicationTest::refusesOtherNames_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text :
        { "", "checkout", "argocd/checkout", "application/checkout", "application//checkout", "application/argocd/",
            "/argocd/checkout", "deployment/argocd/checkout", ":application/argocd/checkout", "//", "a:b" })
        QTest::newRow(text) << QString::fromLatin1(text);
}

void ApplicationTest::refusesOtherNames()
{
    QFETCH(QString, text);
    QVERIFY(!parseAppText(text));
}

void ApplicationTest::shortensRevisions_data()
{
    QTest::addColumn<QString>("revision");
    QTest::addColumn<QString>("expected");
    const QString sha = u"c537986e83133c60d3c16916a47a8f4aca2c5a2e"_s;
    QTest::newRow("commit") << sha << u"c537986"_s;
    QTest::newRow("branch and commit") << u"main@sha1:"_s + sha << u"main@c537986"_s;
    QTest::newRow("bare") << u"sha1:"_s + sha << u"c537986"_s;
    QTest::newRow("digest") << u"latest@sha256:"_s + QString(64, u'a') << u"latest@aaaaaaa"_s;
    QTest::newRow("chart") << u"0.3.0+c537986e8313"_s << u"0.3.0+c537986e8313"_s;
    QTest::newRow("branch") << u"main"_s << u"main"_s;
    QTest::newRow("none") << QString() << QString();
}

void ApplicationTest::shortensRevisions()
{
    QFETCH(QString, revision);
    QFETCH(QString, expected);
    QCOMPARE(shortRevision(revision), expected);
}

void ApplicationTest::cutsMessagesToOneLine()
{
    QCOMPARE(firstLine(u"  kustomize build failed:\t x\nsecond"_s), u"kustomize build failed: x"_s);
    QCOMPARE(firstLine(QString(500, u'a'), 10), QString(9, u'a') + u'…');
    QCOMPARE(firstLine({}), QString());
}

void ApplicationTest::findsOwners_data()
{
    QTest::addColumn<QByteArray>("metadata");
    QTest::addColumn<QString>("owner");
    QTest::newRow("none") << R"({"name":"a","namespace":"n"})"_ba << QString();
    QTest::newRow("set")
        << R"({"namespace":"n","ownerReferences":[{"apiVersion":"argoproj.io/v1alpha1","kind":"ApplicationSet","name":"s"}]})"_ba
        << u"argoproj.io/ApplicationSet/n/s"_s;
    QTest::newRow("kustomization")
        << R"({"namespace":"n","labels":{"kustomize.toolkit.fluxcd.io/name":"k","kustomize.toolkit.fluxcd.io/namespace":"f"}})"_ba
        << u"kustomize.toolkit.fluxcd.io/Kustomization/f/k"_s;
    QTest::newRow("half a label") << R"({"namespace":"n","labels":{"kustomize.toolkit.fluxcd.io/name":"k"}})"_ba
                                  << QString();
    QTest::newRow("release")
        << R"({"namespace":"n","labels":{"helm.toolkit.fluxcd.io/name":"h","helm.toolkit.fluxcd.io/namespace":"f"}})"_ba
        << u"helm.toolkit.fluxcd.io/HelmRelease/f/h"_s;
}

void ApplicationTest::findsOwners()
{
    QFETCH(QByteArray, metadata);
    QFETCH(QString, owner);
    const auto found = gitops::owner(test::json(metadata));
    QCOMPARE(found ? manifest::objectText(*found) : QString(), owner);
}

void ApplicationTest::readsLeases()
{
    QVERIFY(!lease(test::json(R"({"annotations":{"holdfast.dev/held-reason":"x"}})"_ba)));
    const auto held = lease(test::json(
        R"({"annotations":{"holdfast.dev/held-by":"dana","holdfast.dev/held-reason":"incident 7","holdfast.dev/held-until":"2026-11-23T14:00:00Z"}})"_ba));
    QVERIFY(held);
    QCOMPARE(held->by, u"dana"_s);
    QCOMPARE(held->reason, u"incident 7"_s);
    QCOMPARE(held->until, QDateTime(QDate(2026, 11, 23), QTime(14, 0), QTimeZone::UTC));
}

void ApplicationTest::readsOpenRuns()
{
    QVERIFY(!openRun(test::json(R"({"annotations":{"other":"x"}})"_ba)));
    const manifest::Value mark(R"({"run":"r7","by":"dana","startedAt":"2026-11-23T14:00:00Z"})");
    const auto open = openRun(
        test::json("{}"_ba).with("annotations", manifest::Value(manifest::Value::Map { { runAnnotation, mark } })));
    QVERIFY(open);
    QCOMPARE(open->run, u"r7"_s);
    QCOMPARE(open->by, u"dana"_s);
    QCOMPARE(open->since, QDateTime(QDate(2026, 11, 23), QTime(14, 0), QTimeZone::UTC));
    const auto strange = openRun(test::json(R"({"annotations":{"holdfast.dev/run":"by hand"}})"_ba));
    QVERIFY(strange); // somebody's mark all the same
    QCOMPARE(strange->run, u"?"_s);
    QCOMPARE(strange->by, u"by hand"_s);
}

void ApplicationTest::saysWhatIsMalformed_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("well") << R"({"metadata":{"name":"a","namespace":"n"},"spec":{}})"_ba << QString();
    QTest::newRow("no name") << R"({"metadata":{"namespace":"n"}})"_ba << u"metadata.name is not a name."_s;
    QTest::newRow("number") << R"({"metadata":{"name":"a","namespace":7}})"_ba
                            << u"metadata.namespace is not a name."_s;
    QTest::newRow("spec") << R"({"metadata":{"name":"a","namespace":"n"},"spec":[1]})"_ba
                          << u"spec is a list where a map belongs."_s;
    QTest::newRow("text") << R"({"metadata":{"name":"a","namespace":"n"},"spec":"x"})"_ba
                          << u"spec is a string where a map belongs."_s;
    QTest::newRow("a list") << R"([1,2])"_ba << u"metadata.name is not a name."_s;
}

void ApplicationTest::saysWhatIsMalformed()
{
    QFETCH(QByteArray, object);
    QFETCH(QString, sentence);
    const auto said = malformed(test::json(object), { { { "spec" }, manifest::Value::Kind::Map } });
    QCOMPARE(said.value_or(QString()), sentence);
}

QTEST_GUILESS_MAIN(ApplicationTest)
#include "ApplicationTest.moc"
