#include "app/sandbox/api/BundledFiles.h"
#include "app/sandbox/sim/LoadGenerator.h"
#include "tests/app/sandbox/sim/Bench.h"

using namespace holdfast::sandbox;
using namespace holdfast::sandbox::sim;

namespace {

/// A bench that knows Argo CD's kinds.
struct ArgoBench : Bench {
    ArgoBench()
    {
        for (const auto& definition : bundledDefinitions())
            QVERIFY(practice.store.create({ "apiextensions.k8s.io", "customresourcedefinitions" }, definition, {}));
        settle();
    }
};

}

/// The Applications of a measurement.
class LoadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makesThemOfTheSizeThatWasMeasured()
    {
        ArgoBench bench;
        LoadGenerator load(bench.world, { .applications = 3, .changesPerSecond = 0 });
        load.start();
        const auto all = bench.world.list(kinds::applications);
        QCOMPARE(all.size(), std::size_t { 3 });
        QCOMPARE(all.front().at({ "status", "resources" }).list().size(), std::size_t { 20 });
        const auto size = holdfast::manifest::writeJson(all.front()).size();
        QVERIFY2(size > 7000 && size < 9600, QByteArray::number(static_cast<qsizetype>(size)).constData());
    }

    void keepsChangingThem()
    {
        ArgoBench bench;
        LoadGenerator load(bench.world, { .applications = 2, .changesPerSecond = 1000 });
        int changes = 0;
        bench.practice.store.watch(kinds::applications.resource, &bench.world,
            [&](const StoreEvent& event) { changes += event.type == EventType::Modified ? 1 : 0; });
        load.start();
        QTRY_VERIFY(changes >= 5);
    }
};

QTEST_GUILESS_MAIN(LoadTest)
#include "LoadTest.moc"
