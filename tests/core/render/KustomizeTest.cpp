#include "core/render/Kustomize.h"

#include "core/manifest/Resource.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace holdfast::render;
using namespace Qt::StringLiterals;

class KustomizeTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_tree;

    void write(const QString& name, const QByteArray& content)
    {
        QDir(m_tree.path()).mkpath(QFileInfo(name).path());
        QFile file(m_tree.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

private Q_SLOTS:
    void init()
    {
        write(u"base/kustomization.yaml"_s, "resources: [map.yaml]\n");
        write(u"base/map.yaml"_s, "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n");
        write(u"eu/kustomization.yaml"_s, "resources: [../base]\nnamePrefix: eu-\nnamespace: shop\n");
    }

    void buildsAnOverlay()
    {
        const auto built = buildKustomization(ToolRunner(), { .tree = m_tree.path(), .path = u"eu"_s }, {});
        QVERIFY2(built, qPrintable(built ? QString() : errorText(built.error())));
        QCOMPARE(built->size(), 1U);
        QCOMPARE(manifest::objectText(manifest::objectKey(built->front())), u"ConfigMap/shop/eu-web"_s);
    }

    void refusesWhatLiesOutside_data()
    {
        QTest::addColumn<QByteArray>("base");
        QTest::newRow("https") << QByteArray("resources: ['https://example.com/org/repo?ref=v1']\n");
        QTest::newRow("ssh") << QByteArray("resources: ['git@example.com:org/repo']\n");
        QTest::newRow("forge") << QByteArray("components: ['github.com/org/repo//x']\n");
        QTest::newRow("a patch") << QByteArray("patches: [{path: 'https://example.com/patch.yaml'}]\n");
        QTest::newRow("chart") << QByteArray("helmCharts: [{name: x, repo: 'https://example.com'}]\n");
    }
    void refusesWhatLiesOutside()
    {
        QFETCH(QByteArray, base);
        write(u"base/kustomization.yaml"_s, base);
        const auto built = buildKustomization(ToolRunner(), { .tree = m_tree.path(), .path = u"eu"_s }, {});
        QCOMPARE(built.error().code, ErrorCode::Precondition);
        QCOMPARE(std::get<FilePlace>(built.error().where).file, u"base/kustomization.yaml"_s);
    }

    void readsBeyondItsFolderOnlyForFlux()
    {
        write(u"shared/map.yaml"_s, "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: shared\n");
        write(u"eu/kustomization.yaml"_s, "resources: [../shared/map.yaml]\n");
        KustomizeBuild build { .tree = m_tree.path(), .path = u"eu"_s };
        QCOMPARE(buildKustomization(ToolRunner(), build, {}).error().code, ErrorCode::InvalidInput);
        build.loads = Loads::Tree;
        const auto built = buildKustomization(ToolRunner(), build, {});
        QVERIFY2(built, qPrintable(built ? QString() : errorText(built.error())));
        QCOMPARE(manifest::objectKey(built->front()).name, u"shared"_s);
    }

    void runsNoProgramOfTheRepository()
    {
        write(u"eu/kustomization.yaml"_s, "resources: [../base]\ngenerators: [generator.yaml]\n");
        write(u"eu/generator.yaml"_s,
            "apiVersion: example.com/v1\nkind: Made\nmetadata:\n  name: x\n  annotations:\n    "
            "config.kubernetes.io/function: |\n      exec: {path: ./made.sh}\n");
        write(u"eu/made.sh"_s, "#!/bin/sh\ntouch made\n");
        QVERIFY(QFile::setPermissions(m_tree.filePath(u"eu/made.sh"_s),
            QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner));
        const auto built = buildKustomization(ToolRunner(), { .tree = m_tree.path(), .path = u"eu"_s }, {});
        QVERIFY(!built);
        QVERIFY2(built.error().detail.contains(u"plugins disabled"), qPrintable(built.error().detail));
        QVERIFY(!QFile::exists(m_tree.filePath(u"eu/made"_s)));
    }

    void showsTheToolsOwnWords()
    {
        write(u"base/kustomization.yaml"_s, "resources: [missing.yaml]\n");
        const auto built = buildKustomization(ToolRunner(), { .tree = m_tree.path(), .path = u"eu"_s }, {});
        QCOMPARE(built.error().code, ErrorCode::InvalidInput);
        QVERIFY(built.error().detail.contains(u"missing.yaml"));
    }
};

QTEST_GUILESS_MAIN(KustomizeTest)
#include "KustomizeTest.moc"
