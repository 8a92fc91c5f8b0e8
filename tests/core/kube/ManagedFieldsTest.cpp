#include "core/kube/ManagedFields.h"
#include "core/manifest/JsonReader.h"
#include "tests/core/kube/Doubles.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::kube;
using namespace Qt::StringLiterals;

/// Who owns which field, of Deployments that real tools wrote to.
class ManagedFieldsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesTheOwners_data();
    void namesTheOwners();
    void entriesAreReadAsWritten();
    void entriesMayHaveNoTime();
    void brokenEntriesAreLeftOut_data();
    void brokenEntriesAreLeftOut();
    void findsItemsByAllTheirKeys_data();
    void findsItemsByAllTheirKeys();
    void listsWhatAnEntryOwns();
};

namespace {

manifest::Value read(const QByteArray& text)
{
    return manifest::readJson({ text.constData(), static_cast<std::size_t>(text.size()) }).value_or(manifest::Value());
}

manifest::FieldPath path(const QString& text)
{
    return *manifest::FieldPath::fromText(text.toStdString());
}

QString names(const std::vector<FieldOwner>& owners)
{
    QStringList all;
    for (const FieldOwner& owner : owners)
        all << (owner.subresource.isEmpty() ? owner.manager : owner.manager + u'/' + owner.subresource);
    return all.join(u' ');
}

const char* const ports = R"({"metadata":{"managedFields":[{"manager":"m","operation":"Apply","fieldsV1":{
 "f:ports":{"k:{\"port\":80,\"protocol\":\"TCP\"}":{".":{},"f:name":{}}},
 "f:finalizers":{"v:\"a/b\"":{}},"f:args":{"i:1":{}},"f:selector":{}}}]},
 "ports":[{"port":80,"protocol":"UDP","name":"x"},{"port":80,"protocol":"TCP","name":"y"}],
 "finalizers":["c/d","a/b"],"args":["one","two"],"selector":{"app":"a"}})";

}

void ManagedFieldsTest::namesTheOwners_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("owners");
    const QString drift = u"drift-07-kubectl-patch.json"_s;
    QTest::newRow("kubectl scale") << drift << u"/spec/replicas"_s << u"kubectl/scale"_s;
    QTest::newRow("kubectl set image") << drift << u"/spec/template/spec/containers/[name=cart]/image"_s
                                       << u"kubectl-set"_s;
    QTest::newRow("by index") << drift << u"/spec/template/spec/containers/0/image"_s << u"kubectl-set"_s;
    QTest::newRow("kubectl set env") << drift << u"/spec/template/spec/containers/[name=cart]/env/[name=DEBUG]/value"_s
                                     << u"kubectl-set"_s;
    QTest::newRow("kubectl patch") << drift << u"/spec/template/spec/containers/[name=cart]/resources/limits/memory"_s
                                   << u"kubectl-patch"_s;
    QTest::newRow("an annotation with a slash")
        << drift << u"/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt"_s << u"kubectl-rollout"_s;
    QTest::newRow("an atomic map") << drift << u"/spec/selector/matchLabels"_s << u"argocd-controller"_s;
    QTest::newRow("the agent's own") << drift << u"/metadata/labels/app.kubernetes.io~1name"_s
                                     << u"argocd-controller"_s;
    QTest::newRow("nobody") << drift << u"/spec/progressDeadlineSeconds"_s << QString();
    QTest::newRow("not there") << drift << u"/spec/template/spec/containers/[name=other]/image"_s << QString();
    QTest::newRow("the whole template is shared")
        << drift << u"/spec/template/metadata"_s << u"argocd-controller kubectl-rollout"_s;
    QTest::newRow("status") << drift << u"/status/availableReplicas"_s << u"kube-controller-manager/status"_s;
    QTest::newRow("shared") << u"managers-03-shared-ownership.json"_s << u"/spec/replicas"_s << u"ci-bot kubectl"_s;
    QTest::newRow("an HPA took it") << u"hpa-05-owned-replicas-stolen.json"_s << u"/spec/replicas"_s
                                    << u"kube-controller-manager/scale"_s;
    QTest::newRow("P25 no managedFields")
        << u"managers-08-strip-managedfields.json"_s << u"/spec/replicas"_s << QString();
}

void ManagedFieldsTest::namesTheOwners()
{
    QFETCH(QString, file);
    QFETCH(QString, field);
    QFETCH(QString, owners);
    const manifest::Value object = read(tests::recording(file));
    QVERIFY(object.isMap());
    QCOMPARE(names(ownersOf(object, path(field))), owners);
}

void ManagedFieldsTest::entriesAreReadAsWritten()
{
    const auto owners = fieldOwners(read(tests::recording(u"drift-07-kubectl-patch.json"_s)));
    QCOMPARE(owners.size(), 8U);
    QCOMPARE(owners[0].manager, u"argocd-controller"_s);
    QCOMPARE(owners[0].operation, FieldOperation::Apply);
    QCOMPARE(owners[0].apiVersion, u"apps/v1"_s);
    QCOMPARE(owners[0].time->toUTC().toString(Qt::ISODate), u"2026-11-23T10:17:32Z"_s);
    QCOMPARE(owners[2].operation, FieldOperation::Update);
}

void ManagedFieldsTest::entriesMayHaveNoTime()
{
    const auto owners = fieldOwners(read(tests::recording(u"drift-07-kubectl-patch.json"_s)));
    QCOMPARE(owners[1].subresource, u"scale"_s);
    QVERIFY(!owners[1].time);
}

void ManagedFieldsTest::brokenEntriesAreLeftOut_data()
{
    QTest::addColumn<QByteArray>("entries");
    QTest::newRow("reset") << QByteArray("[{}]");
    QTest::newRow("no list") << QByteArray("7");
    QTest::newRow("no fields") << QByteArray(R"([{"manager":"m"}])");
    QTest::newRow("fields are text") << QByteArray(R"([{"manager":"m","fieldsV1":"x"}])");
    QTest::newRow("text") << QByteArray(R"(["m"])");
}

void ManagedFieldsTest::brokenEntriesAreLeftOut()
{
    QFETCH(QByteArray, entries);
    QVERIFY(fieldOwners(read(R"({"metadata":{"managedFields":)" + entries + "}}")).empty());
}

void ManagedFieldsTest::findsItemsByAllTheirKeys_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<Ownership>("owned");
    QTest::newRow("both keys") << u"/ports/1/name"_s << Ownership::Whole;
    QTest::newRow("one key differs") << u"/ports/0/name"_s << Ownership::None;
    QTest::newRow("the item, not all in it") << u"/ports/1"_s << Ownership::Part;
    QTest::newRow("a field of the item that is not named") << u"/ports/1/port"_s << Ownership::None;
    QTest::newRow("by value") << u"/finalizers/1"_s << Ownership::Whole;
    QTest::newRow("another value") << u"/finalizers/0"_s << Ownership::None;
    QTest::newRow("by index") << u"/args/1"_s << Ownership::Whole;
    QTest::newRow("another index") << u"/args/0"_s << Ownership::None;
    QTest::newRow("below an atomic map") << u"/selector/app"_s << Ownership::Whole;
    QTest::newRow("the list") << u"/ports"_s << Ownership::Part;
    QTest::newRow("the root") << QString() << Ownership::Part;
    QTest::newRow("beyond the list") << u"/ports/7/name"_s << Ownership::None;
}

void ManagedFieldsTest::findsItemsByAllTheirKeys()
{
    QFETCH(QString, field);
    QFETCH(Ownership, owned);
    const manifest::Value object = read(ports);
    QCOMPARE(ownership(fieldOwners(object).front(), object, path(field)), owned);
}

void ManagedFieldsTest::listsWhatAnEntryOwns()
{
    const manifest::Value object = read(ports);
    QStringList fields;
    for (const auto& field : ownedFields(fieldOwners(object).front(), object))
        fields << QString::fromStdString(field.text());
    fields.sort();
    QCOMPARE(
        fields, (QStringList { u"/args/1"_s, u"/finalizers/1"_s, u"/ports/1"_s, u"/ports/1/name"_s, u"/selector"_s }));
    const manifest::Value real = read(tests::recording(u"drift-07-kubectl-patch.json"_s));
    const auto scaled = ownedFields(fieldOwners(real)[1], real);
    QCOMPARE(scaled.size(), 1U);
    QCOMPARE(QString::fromStdString(scaled[0].text()), u"/spec/replicas"_s);
}

QTEST_GUILESS_MAIN(ManagedFieldsTest)
#include "ManagedFieldsTest.moc"
