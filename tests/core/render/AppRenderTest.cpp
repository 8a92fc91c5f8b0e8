#include "core/render/AppRender.h"

#include "core/manifest/Resource.h"
#include "core/manifest/YamlReader.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace holdfast::render;
using namespace Qt::StringLiterals;
using manifest::Value;

namespace {

constexpr auto deployment = R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "example.com/web:1"}]}
)";

Value yaml(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    const auto documents = manifest::readYaml(std::string_view(bytes), u"test"_s);
    return documents && !documents->empty() ? documents->front().value : Value();
}

const Value& container(const Value& object)
{
    return object.at({ "spec", "template", "spec", "containers" })[0];
}

/// A helm on PATH that answers with its own arguments.
class FakeHelm final {
public:
    FakeHelm()
        : m_path(qgetenv("PATH"))
    {
        QFile file(m_folder.filePath(u"helm"_s));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no helm could be written");
        file.write("#!/bin/sh\nprintf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: a}\\n"
                   "data: {arguments: \"%s\"}\\n' \"$(echo \"$*\" | sed 's/\\\\/\\\\\\\\/g')\"\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        qputenv("PATH", m_folder.path().toUtf8() + ':' + m_path);
    }
    ~FakeHelm() { qputenv("PATH", m_path); }
    Q_DISABLE_COPY_MOVE(FakeHelm)

private:
    QTemporaryDir m_folder;
    QByteArray m_path;
};

}

class AppRenderTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_tree;
    ToolRunner m_runner;

    void write(const QString& name, const QByteArray& content)
    {
        QDir(m_tree.path()).mkpath(QFileInfo(name).path());
        QFile file(m_tree.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    [[nodiscard]] AppTree app(const QString& source) const
    {
        return { .tree = m_tree.path(), .source = yaml(source), .name = u"shop"_s, .nameSpace = u"prod"_s };
    }

    [[nodiscard]] Value only(const Result<Rendered>& rendered)
    {
        if (!rendered)
            qWarning("%s", qPrintable(errorText(rendered.error())));
        return rendered && rendered->objects.size() == 1 ? rendered->objects.front() : Value();
    }

private Q_SLOTS:
    void init()
    {
        QDir(m_tree.path()).removeRecursively();
        write(u"plain/web.yaml"_s, deployment);
        write(u"kustomized/web.yaml"_s, deployment);
        write(u"kustomized/kustomization.yaml"_s, "resources: [web.yaml]\nnamePrefix: k-\n");
    }

    void takesPlainFilesAsTheyAre()
    {
        const Value object = only(renderArgoSource(m_runner, app(u"path: plain"_s), {}));
        QCOMPARE(manifest::objectKey(object).name, u"web"_s);
    }

    void findsAKustomization()
    {
        const Value object = only(renderArgoSource(m_runner, app(u"path: kustomized"_s), {}));
        QCOMPARE(manifest::objectKey(object).name, u"k-web"_s);
    }

    void laysTheSourcesOverridesOver()
    {
        const Value object = only(renderArgoSource(m_runner,
            app(u"{path: kustomized, kustomize: {nameSuffix: -s, namespace: other, images: ['example.com/web:2'], "
                "replicas: [{name: web, count: 4}], commonAnnotations: {a: b}}}"_s),
            {}));
        QCOMPARE(manifest::objectKey(object).name, u"k-web-s"_s);
        QCOMPARE(manifest::objectKey(object).nameSpace, u"other"_s);
        QCOMPARE(manifest::toQString(container(object)["image"].text()), u"example.com/web:2"_s);
        QCOMPARE(manifest::toQString(object.at({ "metadata", "annotations", "a" }).text()), u"b"_s);
    }

    void takesImagesInEachOfTheirForms_data()
    {
        QTest::addColumn<QString>("image");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a tag") << u"example.com/web:2"_s << u"example.com/web:2"_s;
        QTest::newRow("another name") << u"example.com/web=mirror:5000/web:3"_s << u"mirror:5000/web:3"_s;
        QTest::newRow("a digest") << u"example.com/web@sha256:00"_s << u"example.com/web@sha256:00"_s;
        QTest::newRow("another image") << u"example.com/api:2"_s << u"example.com/web:1"_s;
    }

    void takesImagesInEachOfTheirForms()
    {
        QFETCH(const QString, image);
        QFETCH(const QString, expected);
        const Value object = only(
            renderArgoSource(m_runner, app(u"{path: kustomized, kustomize: {images: ['%1']}}"_s.arg(image)), {}));
        QCOMPARE(manifest::toQString(container(object)["image"].text()), expected);
    }

    void saysWhatItDoesNotRender_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("a chart from a registry") << u"{chart: web, repoURL: r}"_s << ErrorCode::Unsupported;
        QTest::newRow("a plugin") << u"{path: plain, plugin: {name: p}}"_s << ErrorCode::Unsupported;
        QTest::newRow("jsonnet") << u"{path: plain, directory: {jsonnet: {libs: [a]}}}"_s << ErrorCode::Unsupported;
        QTest::newRow("no such folder") << u"path: none"_s << ErrorCode::NotFound;
        QTest::newRow("out of the tree") << u"path: ../.."_s << ErrorCode::Precondition;
    }

    void saysWhatItDoesNotRender()
    {
        QFETCH(const QString, source);
        QFETCH(const ErrorCode, code);
        const Result<Rendered> rendered = renderArgoSource(m_runner, app(source), {});
        QVERIFY(!rendered);
        QCOMPARE(rendered.error().code, code);
    }

    void rendersAChart()
    {
        write(u"chart/Chart.yaml"_s, "apiVersion: v2\nname: c\nversion: 1.0.0\n");
        write(u"chart/templates/map.yaml"_s,
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}, namespace: {{ .Release.Namespace "
            "}}}\ndata: {v: {{ .Values.v | quote }}, w: {{ .Values.w | quote }}}\n");
        const Result<Rendered> rendered = renderArgoSource(
            m_runner, app(u"{path: chart, helm: {valuesObject: {v: one}, parameters: [{name: w, value: two}]}}"_s), {});
        if (QStandardPaths::findExecutable(u"helm"_s).isEmpty()) {
            QVERIFY(!rendered);
            QCOMPARE(rendered.error().code, ErrorCode::Unsupported);
            QVERIFY(rendered.error().detail.contains(u"helm is not on PATH"_s));
            return;
        }
        const Value object = only(rendered);
        QCOMPARE(manifest::objectKey(object).name, u"shop"_s);
        QCOMPARE(manifest::objectKey(object).nameSpace, u"prod"_s);
        QCOMPARE(manifest::toQString(object.at({ "data", "v" }).text()), u"one"_s);
        QCOMPARE(manifest::toQString(object.at({ "data", "w" }).text()), u"two"_s);
    }

    void makesAKustomizationForFlux()
    {
        write(u"plain/deep/map.yml"_s, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\n");
        const Result<Rendered> rendered
            = renderFluxSource(m_runner, app(u"{path: ./plain, targetNamespace: t}"_s), {}, {});
        QVERIFY2(rendered.has_value(), rendered ? "" : qPrintable(errorText(rendered.error())));
        QCOMPARE(rendered->objects.size(), 2U);
        for (const Value& object : rendered->objects) {
            QCOMPARE(manifest::objectKey(object).nameSpace, u"t"_s);
            const Value& labels = object.at({ "metadata", "labels" });
            QCOMPARE(manifest::toQString(labels["kustomize.toolkit.fluxcd.io/name"].text()), u"shop"_s);
            QCOMPARE(manifest::toQString(labels["kustomize.toolkit.fluxcd.io/namespace"].text()), u"prod"_s);
        }
    }

    void setsWhatAllObjectsShare()
    {
        const Value object = only(renderFluxSource(m_runner,
            app(uR"({path: plain, commonMetadata: {labels: {team: a}, annotations: {note: b}}, patches: [{patch: '[{"op":
                "replace", "path": "/spec/replicas", "value": 3}]', target: {kind: Deployment}}]})"_s),
            {}, {}));
        QCOMPARE(manifest::toQString(object.at({ "metadata", "labels", "team" }).text()), u"a"_s);
        QCOMPARE(manifest::toQString(object.at({ "metadata", "annotations", "note" }).text()), u"b"_s);
        QCOMPARE(object.at({ "spec", "replicas" }).intOr(0), 3);
    }

    void substitutesOnlyWhereAsked()
    {
        write(u"vars/map.yaml"_s, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {k: \"${v}\"}\n");
        const Variables variables { { "v", "a \"b\"" } };
        const Value with = only(renderFluxSource(m_runner, app(u"{path: vars, postBuild: {}}"_s), variables, {}));
        QCOMPARE(manifest::toQString(with.at({ "data", "k" }).text()), u"a \"b\""_s);
        const Value without = only(renderFluxSource(m_runner, app(u"path: vars"_s), variables, {}));
        QCOMPARE(manifest::toQString(without.at({ "data", "k" }).text()), u"${v}"_s);
    }

    void letsAVariableBecomeANumber()
    {
        write(u"vars/web.yaml"_s, QByteArray(deployment).replace("replicas: 1", "replicas: \"${n}\""));
        const Value object
            = only(renderFluxSource(m_runner, app(u"{path: vars, postBuild: {}}"_s), { { "n", "5" } }, {}));
        QCOMPARE(object.at({ "spec", "replicas" }).toInt(), 5);
    }

    void namesTheVariableThatIsNotSet()
    {
        write(u"vars/map.yaml"_s, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {k: \"${gone}\"}\n");
        const auto rendered = renderFluxSource(m_runner, app(u"{path: vars, postBuild: {}}"_s), { { "v", "1" } }, {});
        QCOMPARE(rendered.error().code, ErrorCode::InvalidInput);
        QVERIFY(rendered.error().detail.contains(u"gone"));
        QCOMPARE(std::get<ObjectPlace>(rendered.error().where).object, u"ConfigMap/m"_s);
    }

    void replacesAnImageThatTheKustomizationSetsItself()
    {
        write(u"kustomized/kustomization.yaml"_s,
            "resources: [web.yaml]\nimages: [{name: example.com/web, newName: example.com/other, newTag: '7'}]\n");
        const Value object = only(renderFluxSource(
            m_runner, app(u"{path: kustomized, images: [{name: example.com/web, newTag: '9'}]}"_s), {}, {}));
        QCOMPARE(manifest::toQString(container(object)["image"].text()), u"example.com/web:9"_s);
    }

    void saysWhichFileOfAFluxFolderIsNoManifest()
    {
        write(u"plain/values.yaml"_s, "a: 1\n");
        const auto rendered = renderFluxSource(m_runner, app(u"path: plain"_s), {}, {});
        QCOMPARE(rendered.error().code, ErrorCode::InvalidInput);
        QCOMPARE(std::get<FilePlace>(rendered.error().where).file, u"plain/values.yaml"_s);
    }

    void writesThroughNoLinkOutOfTheTree()
    {
        QTemporaryDir outside;
        const QString victim = outside.filePath(u"victim"_s);
        QFile file(victim);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("precious");
        file.close();
        QVERIFY(QFile::remove(m_tree.filePath(u"kustomized/kustomization.yaml"_s)));
        QVERIFY(QFile::link(victim, m_tree.filePath(u"kustomized/kustomization.yaml"_s)));
        const auto rendered = renderArgoSource(m_runner, app(u"{path: kustomized, kustomize: {namePrefix: x-}}"_s), {});
        QCOMPARE(rendered.error().code, ErrorCode::Precondition);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "precious");
    }

    void takesOnlyValueFilesOfTheRepository_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("absolute is from the root") << u"/values/none.yaml"_s << ErrorCode::NotFound;
        QTest::newRow("above the tree") << u"../../../etc/hostname"_s << ErrorCode::Precondition;
        QTest::newRow("a link out") << u"link.yaml"_s << ErrorCode::Precondition;
        QTest::newRow("remote") << u"https://example.com/values.yaml"_s << ErrorCode::Unsupported;
        QTest::newRow("an unknown ref") << u"$values/eu.yaml"_s << ErrorCode::InvalidInput;
    }

    void takesOnlyValueFilesOfTheRepository()
    {
        QFETCH(const QString, file);
        write(u"chart/Chart.yaml"_s, "apiVersion: v2\nname: c\nversion: 1.0.0\n");
        QVERIFY(QFile::link(u"/etc/hostname"_s, m_tree.filePath(u"chart/link.yaml"_s)));
        const FakeHelm helm;
        const auto rendered
            = renderArgoSource(m_runner, app(u"{path: chart, helm: {valueFiles: ['%1']}}"_s.arg(file)), {});
        QVERIFY(!rendered);
        QTEST(rendered.error().code, "code");
    }

    void handsHelmItsOptionsAndNothingElse()
    {
        write(u"chart/Chart.yaml"_s, "apiVersion: v2\nname: c\nversion: 1.0.0\n");
        write(u"chart/eu.yaml"_s, "a: 1\n");
        write(u"values/all.yaml"_s, "a: 1\n");
        write(u".other/us.yaml"_s, "a: 1\n");
        const FakeHelm helm;
        AppTree tree = app(u"{path: chart, helm: {releaseName: '--post-renderer=/bin/sh', skipCrds: true, "
                           "skipTests: true, valueFiles: [eu.yaml, /values/all.yaml, $other/us.yaml, gone.yaml], "
                           "ignoreMissingValueFiles: true, values: 'b: 2', kubeVersion: 1.36.0, apiVersions: [a/v1], "
                           "parameters: [{name: x, value: 'a,b'}, {name: yy, value: $ARGOCD_APP_NAME, "
                           "forceString: true}]}}"_s);
        tree.refs.emplace(u"other"_s, u".other"_s);
        const Value object = only(renderArgoSource(m_runner, tree, {}));
        QCOMPARE(manifest::toQString(object.at({ "data", "arguments" }).text()),
            u"template --namespace=prod --skip-tests --values=eu.yaml --values=../values/all.yaml "
            "--values=../.other/us.yaml --values=../.holdfast-values.yaml --set=x=a\\,b --set-string=yy=shop "
            "--kube-version=1.36.0 --api-versions=a/v1 -- --post-renderer=/bin/sh ."_s);
    }

    void readsOverridesBesideTheSource()
    {
        write(u"kustomized/.argocd-source.yaml"_s, "kustomize: {namePrefix: o-}\nrepoURL: elsewhere\n");
        write(u"kustomized/.argocd-source-shop.yaml"_s, "kustomize: {nameSuffix: -mine}\n");
        write(u"kustomized/.argocd-source-other.yaml"_s, "kustomize: {nameSuffix: -theirs}\n");
        const Value object = only(renderArgoSource(m_runner, app(u"path: kustomized"_s), {}));
        QCOMPARE(manifest::objectKey(object).name, u"o-web-mine"_s);
    }
};

QTEST_GUILESS_MAIN(AppRenderTest)
#include "AppRenderTest.moc"
