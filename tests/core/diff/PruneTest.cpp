#include "core/diff/Prune.h"
#include "tests/core/diff/Objects.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::diff;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* inventory = "[{id: shop_conf__ConfigMap, v: v1}]";
const QByteArray owner
    = "kustomize.toolkit.fluxcd.io/name: shop, kustomize.toolkit.fluxcd.io/namespace: flux-system"_ba;

manifest::Value kustomization(const QByteArray& spec, const QByteArray& entries)
{
    return objectOf("apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
                    "metadata: {name: shop, namespace: flux-system}\nspec: {"_ba
        + spec + "}\nstatus: {inventory: {entries: "_ba + entries + "}}\n"_ba);
}

manifest::Value configMap(const QByteArray& labels, const QByteArray& annotations)
{
    return objectOf("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf, namespace: shop, labels: {"_ba + labels
        + "}, annotations: {"_ba + annotations + "}}\n"_ba);
}

}

class PruneTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksTheKustomization_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<bool>("whenDropped"); // from the source
        QTest::addColumn<bool>("whenDeleted"); // the Kustomization
        QTest::newRow("prune") << "prune: true"_ba << true << true;
        QTest::newRow("no prune") << "prune: false"_ba << false << false;
        QTest::newRow("nothing said") << ""_ba << false << false;
        QTest::newRow("suspended") << "prune: true, suspend: true"_ba << false << false;
        QTest::newRow("policy Delete") << "prune: false, deletionPolicy: Delete"_ba << false << true;
        QTest::newRow("policy WaitForTermination")
            << "prune: false, deletionPolicy: WaitForTermination"_ba << false << true;
        QTest::newRow("policy Orphan") << "prune: true, deletionPolicy: Orphan"_ba << true << false;
        QTest::newRow("policy MirrorPrune") << "prune: true, deletionPolicy: MirrorPrune"_ba << true << true;
        QTest::newRow("policy MirrorPrune, no prune")
            << "prune: false, deletionPolicy: MirrorPrune"_ba << false << false;
        QTest::newRow("suspended, policy Delete")
            << "prune: true, suspend: true, deletionPolicy: Delete"_ba << false << false;
    }

    void asksTheKustomization()
    {
        QFETCH(const QByteArray, spec);
        const manifest::Value app = kustomization(spec, inventory);
        const manifest::Value live = configMap(owner, {});
        QTEST(pruneDecision(app, live, PruneCause::SourceDropped).action == PruneAction::Delete, "whenDropped");
        QTEST(pruneDecision(app, live, PruneCause::OwnerDeleted).action == PruneAction::Delete, "whenDeleted");
    }

    void asksTheObject_data()
    {
        QTest::addColumn<QByteArray>("labels");
        QTest::addColumn<QByteArray>("annotations");
        QTest::addColumn<QString>("reason");
        QTest::newRow("owned") << owner << ""_ba << u"in the inventory"_s;
        QTest::newRow("no labels") << ""_ba << ""_ba << u"owner labels"_s;
        QTest::newRow("another owner")
            << "kustomize.toolkit.fluxcd.io/name: new, kustomize.toolkit.fluxcd.io/namespace: flux-system"_ba << ""_ba
            << u"owner labels"_s;
        QTest::newRow("another namespace of the owner")
            << "kustomize.toolkit.fluxcd.io/name: shop, kustomize.toolkit.fluxcd.io/namespace: b"_ba << ""_ba
            << u"owner labels"_s;
        QTest::newRow("prune disabled as a label")
            << owner + ", kustomize.toolkit.fluxcd.io/prune: disabled"_ba << ""_ba << u"/prune: disabled"_s;
        QTest::newRow("prune disabled, in capitals")
            << owner << "kustomize.toolkit.fluxcd.io/prune: Disabled"_ba << u"/prune: disabled"_s;
        QTest::newRow("prune enabled") << owner << "kustomize.toolkit.fluxcd.io/prune: enabled"_ba
                                       << u"in the inventory"_s;
        QTest::newRow("reconcile disabled")
            << owner << "kustomize.toolkit.fluxcd.io/reconcile: disabled"_ba << u"/reconcile: disabled"_s;
        QTest::newRow("ssa Ignore") << owner << "kustomize.toolkit.fluxcd.io/ssa: Ignore"_ba << u"/ssa: Ignore"_s;
        QTest::newRow("ssa IfNotPresent")
            << owner << "kustomize.toolkit.fluxcd.io/ssa: IfNotPresent"_ba << u"in the inventory"_s;
    }

    void asksTheObject()
    {
        QFETCH(const QByteArray, labels);
        QFETCH(const QByteArray, annotations);
        QFETCH(const QString, reason);
        const manifest::Value app = kustomization("prune: true", inventory);
        for (const PruneCause cause : { PruneCause::SourceDropped, PruneCause::OwnerDeleted }) {
            const PruneDecision decision = pruneDecision(app, configMap(labels, annotations), cause);
            QVERIFY2(decision.reason.contains(reason), qPrintable(decision.reason));
            QCOMPARE(decision.action == PruneAction::Delete, reason == u"in the inventory");
        }
    }

    void asksTheInventory_data()
    {
        QTest::addColumn<QByteArray>("entries");
        QTest::addColumn<QString>("reason");
        QTest::newRow("none") << "[]"_ba << u"the Kustomization has no inventory"_s;
        QTest::newRow("absent") << "null"_ba << u"the Kustomization has no inventory"_s;
        QTest::newRow("others") << "[{id: shop_other__ConfigMap, v: v1}]"_ba << u"not in the inventory"_s;
        QTest::newRow("broken lines") << "[{id: nonsense}, {}]"_ba << u"not in the inventory"_s;
        QTest::newRow("another version") << "[{id: shop_conf__ConfigMap, v: v2}]"_ba << u"in the inventory"_s;
    }

    void asksTheInventory()
    {
        QFETCH(const QByteArray, entries);
        const PruneDecision decision
            = pruneDecision(kustomization("prune: true", entries), configMap(owner, {}), PruneCause::SourceDropped);
        QTEST(decision.reason, "reason");
    }
};

QTEST_GUILESS_MAIN(PruneTest)
#include "PruneTest.moc"
