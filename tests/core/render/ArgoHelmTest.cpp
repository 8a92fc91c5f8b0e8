#include "core/render/AppRender.h"

#include "core/manifest/YamlReader.h"
#include "core/render/HelmChart.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace holdfast::render;
using namespace Qt::StringLiterals;
using manifest::Value;

namespace {

Value yaml(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    const auto documents = manifest::readYaml(std::string_view(bytes), u"test"_s);
    return documents && !documents->empty() ? documents->front().value : Value();
}

}

/// What helm is asked for, with a helm that answers with its arguments and the files that it sees.
class ArgoHelmTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_programs;
    QTemporaryDir m_tree;

    void write(const QString& folder, const QString& name, const QByteArray& content)
    {
        QDir(folder).mkpath(QFileInfo(name).path());
        QFile file(folder + u'/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    [[nodiscard]] Result<QString> answer(const QString& source, const AppTree& more = {})
    {
        AppTree app = more;
        app.tree = m_tree.path();
        app.source = yaml(source);
        app.name = u"shop"_s;
        app.nameSpace = u"prod"_s;
        return renderArgoSource(ToolRunner(), app, {}).transform([](const Rendered& rendered) {
            const std::string_view text = rendered.objects.front().at({ "data", "arguments" }).text();
            return QString::fromUtf8(text.data(), qsizetype(text.size()));
        });
    }

private Q_SLOTS:
    void initTestCase()
    {
        write(m_programs.path(), u"helm"_s,
            "#!/bin/sh\nprintf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: a}\\n"
            "data: {arguments: \"%s %s\"}\\n' \"$*\" \"$(ls charts 2>/dev/null | tr '\\n' ' ')\"\n");
        qputenv("PATH", m_programs.path().toUtf8() + ':' + qgetenv("PATH"));
    }

    void init()
    {
        QDir(m_tree.path()).removeRecursively();
        write(m_tree.path(), u"chart/Chart.yaml"_s, "apiVersion: v2\nname: c\nversion: 1.0.0\n");
        for (const QString& name : { u"chart/env/a.yaml"_s, u"chart/env/b.yaml"_s, u"chart/env/deep/c.yaml"_s })
            write(m_tree.path(), name, "a: 1\n");
    }

    void findsValueFilesByPattern_data()
    {
        QTest::addColumn<QString>("files");
        QTest::addColumn<QString>("expected");
        QTest::newRow("one folder") << u"['env/*.yaml']"_s << u"--values=env/a.yaml --values=env/b.yaml"_s;
        QTest::newRow("any folder") << u"['env/**/*.yaml']"_s
                                    << u"--values=env/a.yaml --values=env/b.yaml --values=env/deep/c.yaml"_s;
        QTest::newRow("from the root") << u"['/chart/env/[b-z].yaml']"_s << u"--values=env/b.yaml"_s;
        QTest::newRow("one that is named stands where it is named")
            << u"['env/*.yaml', env/a.yaml]"_s << u"--values=env/b.yaml --values=env/a.yaml"_s;
        QTest::newRow("each once") << u"[env/a.yaml, env/a.yaml]"_s << u"--values=env/a.yaml"_s;
    }
    void findsValueFilesByPattern()
    {
        QFETCH(const QString, files);
        const auto text = answer(u"{path: chart, helm: {valueFiles: %1}}"_s.arg(files));
        QVERIFY2(text, qPrintable(text ? QString() : errorText(text.error())));
        QFETCH(const QString, expected);
        QVERIFY2(text->contains(u"--include-crds %1 -- shop"_s.arg(expected)), qPrintable(*text));
    }

    void saysThatAPatternFindsNothing()
    {
        const auto text = answer(u"{path: chart, helm: {valueFiles: ['none/*.yaml']}}"_s);
        QVERIFY(!text);
        QCOMPARE(text.error().code, ErrorCode::NotFound);
        QVERIFY(answer(u"{path: chart, helm: {valueFiles: ['none/*.yaml'], ignoreMissingValueFiles: true}}"_s));
    }

    void rendersForTheClusterOfTheApp()
    {
        const AppTree cluster { .kubeVersion = u"v1.36.3+vendor.1"_s, .apiVersions = { u"a/v1"_s, u"a/v1/Thing"_s } };
        const auto theirs = answer(u"{path: chart}"_s, cluster);
        QVERIFY(theirs);
        QVERIFY2(theirs->contains(u"--kube-version=1.36.3 --api-versions=a/v1 --api-versions=a/v1/Thing --"),
            qPrintable(*theirs));
        const auto own = answer(u"{path: chart, helm: {kubeVersion: 1.20.0, apiVersions: [b/v1]}}"_s, cluster);
        QVERIFY(own);
        QVERIFY2(own->contains(u"--kube-version=1.20.0 --api-versions=b/v1 --"), qPrintable(*own));
    }

    void bringsChartsOfTheRepository()
    {
        write(m_tree.path(), u"chart/Chart.yaml"_s,
            "apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies: [{name: common, version: 1.0.0, repository: "
            "'file://../common'}, {name: far, version: 1.0.0, repository: 'https://charts.example.com'}]\n");
        write(m_tree.path(), u"common/Chart.yaml"_s, "apiVersion: v2\nname: common\nversion: 1.0.0\n");
        const auto text = answer(u"{path: chart}"_s);
        QVERIFY2(text, qPrintable(text ? QString() : errorText(text.error())));
        QVERIFY2(text->contains(u". common"), qPrintable(*text));
        QVERIFY(QFile::exists(m_tree.filePath(u"chart/charts/common/Chart.yaml"_s)));
    }

    void refusesChartsOutsideAndInThemselves_data()
    {
        QTest::addColumn<QByteArray>("repository");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("outside") << QByteArray("file://../../../etc") << ErrorCode::Precondition;
        QTest::newRow("gone") << QByteArray("file://../gone") << ErrorCode::NotFound;
        QTest::newRow("itself") << QByteArray("file://.") << ErrorCode::InvalidInput;
    }
    void refusesChartsOutsideAndInThemselves()
    {
        QFETCH(const QByteArray, repository);
        write(m_tree.path(), u"chart/Chart.yaml"_s,
            "apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies: [{name: common, repository: '" + repository
                + "'}]\n");
        const auto text = answer(u"{path: chart}"_s);
        QVERIFY(!text);
        QTEST(text.error().code, "code");
    }
};

QTEST_GUILESS_MAIN(ArgoHelmTest)
#include "ArgoHelmTest.moc"
