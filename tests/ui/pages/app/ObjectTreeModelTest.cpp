#include "ui/pages/app/ObjectTreeModel.h"
#include "ui/foundation/StateBadge.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace holdfast;
using holdfast::foundation::State;
using holdfast::pages::app::ObjectTreeModel;
using namespace Qt::StringLiterals;

namespace {

gitops::AppObject object(const QString& kind, const QString& name, std::optional<gitops::ObjectVerdict> verdict = {},
    std::optional<gitops::HealthStatus> health = {})
{
    gitops::AppObject made;
    made.key = { .group = u"apps"_s, .kind = kind, .nameSpace = u"a"_s, .name = name };
    made.verdict = verdict;
    if (health)
        made.health = gitops::Health { .status = *health, .message = {} };
    return made;
}

gitops::AppObject owned(gitops::AppObject made, const gitops::AppObject& owner)
{
    made.owner = owner.key;
    return made;
}

gitops::App app()
{
    gitops::App made;
    made.id = {
        .context = ContextName(u"c"_s), .kind = gitops::AppKind::Kustomization, .nameSpace = u"f"_s, .name = u"web"_s
    };
    return made;
}

QStringList rowsBelow(const ObjectTreeModel& model, const QModelIndex& parent)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(parent); ++row)
        names << model.index(row, 0, parent).data().toString();
    return names;
}

}

class ObjectTreeModelTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void objectsStandBelowTheirOwners()
    {
        ObjectTreeModel model;
        const auto deployment = object(u"Deployment"_s, u"web"_s, gitops::ObjectVerdict::Synced);
        const auto replicas = owned(object(u"ReplicaSet"_s, u"web-1"_s), deployment);
        model.setApp(app(), { owned(object(u"Pod"_s, u"web-1-x"_s), replicas), replicas, deployment });
        const QModelIndex root = model.index(0, 0);
        QCOMPARE(root.data().toString(), u"Kustomization web"_s);
        QCOMPARE(rowsBelow(model, root), QStringList { u"Deployment web"_s });
        const QModelIndex first = model.index(0, 0, root);
        QCOMPARE(rowsBelow(model, first), QStringList { u"ReplicaSet web-1"_s });
        QCOMPARE(rowsBelow(model, model.index(0, 0, first)), QStringList { u"Pod web-1-x"_s });
    }

    void whatNeedsAttentionComesFirst()
    {
        ObjectTreeModel model;
        model.setApp(app(),
            { object(u"ConfigMap"_s, u"b"_s, gitops::ObjectVerdict::Synced),
                object(u"ConfigMap"_s, u"a"_s, gitops::ObjectVerdict::Synced),
                object(u"Service"_s, u"z"_s, gitops::ObjectVerdict::Missing) });
        QCOMPARE(
            rowsBelow(model, model.index(0, 0)), (QStringList { u"Service z"_s, u"ConfigMap a"_s, u"ConfigMap b"_s }));
        QCOMPARE(model.firstOfInterest().data().toString(), u"Service z"_s);
    }

    void theShapeSaysTheWorst_data()
    {
        using V = gitops::ObjectVerdict;
        using H = gitops::HealthStatus;
        QTest::addColumn<std::optional<V>>("verdict");
        QTest::addColumn<std::optional<H>>("health");
        QTest::addColumn<State>("state");
        QTest::newRow("synced and healthy") << std::optional(V::Synced) << std::optional(H::Healthy) << State::Synced;
        QTest::newRow("synced but degraded")
            << std::optional(V::Synced) << std::optional(H::Degraded) << State::Degraded;
        QTest::newRow("drifted and degraded")
            << std::optional(V::OutOfSync) << std::optional(H::Degraded) << State::OutOfSync;
        QTest::newRow("missing") << std::optional(V::Missing) << std::optional<H>() << State::Missing;
        QTest::newRow("unknown but progressing")
            << std::optional(V::Unknown) << std::optional(H::Progressing) << State::Progressing;
        QTest::newRow("a healthy pod") << std::optional<V>() << std::optional(H::Healthy) << State::Healthy;
        QTest::newRow("nothing known") << std::optional<V>() << std::optional<H>() << State::None;
    }
    void theShapeSaysTheWorst()
    {
        QFETCH(std::optional<gitops::ObjectVerdict>, verdict);
        QFETCH(std::optional<gitops::HealthStatus>, health);
        ObjectTreeModel model;
        model.setApp(app(), { object(u"Pod"_s, u"p"_s, verdict, health) });
        const auto state = State(model.index(0, 0, model.index(0, 0)).data(ObjectTreeModel::StateRole).toInt());
        QTEST(state, "state");
    }

    void aChangeWithoutANewShapeKeepsIndexes()
    {
        ObjectTreeModel model;
        auto web = object(u"Deployment"_s, u"web"_s, gitops::ObjectVerdict::Synced);
        model.setApp(app(), { web });
        const QPersistentModelIndex kept = model.indexOf(web.key);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        web.note = u"7/7"_s;
        model.setApp(app(), { web });
        QCOMPARE(resets.count(), 0);
        QCOMPARE(changes.count(), 1);
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data(ObjectTreeModel::NoteRole).toString(), u"7/7"_s);
    }

    void ownersInACircleAreShownAllTheSame()
    {
        ObjectTreeModel model;
        auto a = object(u"A"_s, u"a"_s);
        auto b = object(u"B"_s, u"b"_s);
        auto self = object(u"C"_s, u"c"_s);
        a.owner = b.key;
        b.owner = a.key;
        self.owner = self.key;
        model.setApp(app(), { a, b, self, a });
        QVERIFY(model.indexOf(a.key).isValid());
        QVERIFY(model.indexOf(self.key).isValid());
        QVERIFY(model.rowCount(model.index(0, 0)) >= 2);
    }

    void randomFleetsOfObjectsKeepTheModelSound()
    {
        ObjectTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            std::vector<gitops::AppObject> objects;
            const int count = random.bounded(12);
            for (int i = 0; i < count; ++i) {
                auto made = object(u"K%1"_s.arg(random.bounded(3)), u"n%1"_s.arg(random.bounded(8)),
                    gitops::ObjectVerdict(random.bounded(6)), gitops::HealthStatus(random.bounded(6)));
                if (!objects.empty() && random.bounded(2) == 0)
                    made.owner = objects[std::size_t(random.bounded(int(objects.size())))].key;
                objects.push_back(std::move(made));
            }
            model.setApp(app(), objects);
            for (const auto& made : objects)
                QVERIFY(model.indexOf(made.key).isValid());
        }
    }
};

QTEST_MAIN(ObjectTreeModelTest)
#include "ObjectTreeModelTest.moc"
