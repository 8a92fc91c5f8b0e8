#include "core/render/AppRender.h"

#include "core/manifest/JsonWriter.h"
#include "core/manifest/YamlReader.h"
#include "core/render/KustomizationFile.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace holdfast::render;
using namespace Qt::StringLiterals;
using manifest::Value;

namespace {

constexpr auto objects = R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: "registry.example.com:5000/web:1"}
      - {name: side, image: "proxy:1"}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}}
)";
constexpr auto kustomization = R"(apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [objects.yaml]
components: [with]
commonAnnotations: {owner: git}
labels: [{pairs: {team: git}}]
images: [{name: proxy, newTag: "7", newName: mirror/proxy}]
replicas: [{name: web, count: 2}]
patches: [{patch: '[{"op": "add", "path": "/metadata/labels", "value": {"patched": "1"}}]', target: {kind: Service}}]
)";

Value yaml(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    const auto documents = manifest::readYaml(std::string_view(bytes), u"test"_s);
    return documents && !documents->empty() ? documents->front().value : Value();
}

QString json(const std::vector<Value>& all)
{
    std::string text;
    for (const Value& one : all)
        text += manifest::writeJson(one) + "\n";
    return QString::fromStdString(text);
}

void write(const QString& folder, const QString& name, const QByteArray& content)
{
    QDir(folder).mkpath(QFileInfo(name).path());
    QFile file(folder + u'/' + name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

void fill(const QString& tree)
{
    write(tree, u"app/objects.yaml"_s, objects);
    write(tree, u"app/kustomization.yaml"_s, kustomization);
    write(tree, u"app/with/kustomization.yaml"_s,
        "kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\ncommonAnnotations: {with: one}\n");
    write(tree, u"app/more/kustomization.yaml"_s,
        "kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\nnameSuffix: -more\n");
}

/// kustomize in a folder; its output, nothing where it fails.
std::optional<QByteArray> kustomize(const QString& folder, const QStringList& arguments)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(u"kustomize"_s, arguments);
    process.waitForFinished();
    return process.exitCode() == 0 ? std::optional(process.readAllStandardOutput()) : std::nullopt;
}

}

/// Each option of an Application's kustomize source against the `kustomize edit` that Argo CD runs for it.
class ArgoOptionsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void editsAsKustomizeDoes_data()
    {
        QTest::addColumn<QString>("options");
        QTest::addColumn<QStringList>("commands");
        QTest::addColumn<bool>("isTaken");
        const auto row = [](const char* name, const char* options, const QStringList& commands, bool isTaken = true) {
            QTest::newRow(name) << QString::fromUtf8(options) << commands << isTaken;
        };
        row("a prefix", "namePrefix: a-", { u"set nameprefix -- a-"_s });
        row("a suffix", "nameSuffix: -a", { u"set namesuffix -- -a"_s });
        row("a namespace", "namespace: shop", { u"set namespace -- shop"_s });
        row("a tag", "images: ['registry.example.com:5000/web:2']", { u"set image registry.example.com:5000/web:2"_s });
        row("a digest", "images: ['proxy@sha256:24a0']", { u"set image proxy@sha256:24a0"_s });
        row("a tag with a digest", "images: ['proxy=other:3@sha256:24a0']",
            { u"set image proxy=other:3@sha256:24a0"_s });
        row("another name", "images: ['proxy=other']", { u"set image proxy=other"_s });
        row("a name that is kept", "images: ['proxy=*:9']", { u"set image proxy=*:9"_s });
        row("a tag that is kept", "images: ['proxy=other:*']", { u"set image proxy=other:*"_s });
        row("two images", "images: ['proxy:2', 'registry.example.com:5000/web=other/web:3']",
            { u"set image proxy:2 registry.example.com:5000/web=other/web:3"_s });
        row("a count", "replicas: [{name: web, count: 5}]", { u"set replicas web=5"_s });
        row("a count as text", "replicas: [{name: web, count: '5'}]", { u"set replicas web=5"_s });
        row("labels", "commonLabels: {tier: front, app: a}", { u"add label tier:front app:a"_s });
        row("labels beside the selector", "{commonLabels: {tier: front}, labelWithoutSelector: true}",
            { u"add label --without-selector tier:front"_s });
        row("labels in templates",
            "{commonLabels: {tier: front}, labelWithoutSelector: true, labelIncludeTemplates: true}",
            { u"add label --without-selector --include-templates tier:front"_s });
        row("a label that is there", "{commonLabels: {team: app}, labelWithoutSelector: true}",
            { u"add label --without-selector team:app"_s }, false);
        row("a label that is there, by force",
            "{commonLabels: {team: app}, labelWithoutSelector: true, forceCommonLabels: true}",
            { u"add label --force --without-selector team:app"_s });
        row("templates without the other", "{commonLabels: {a: b}, labelIncludeTemplates: true}",
            { u"add label --include-templates a:b"_s }, false);
        row("annotations", "commonAnnotations: {note: a}", { u"add annotation note:a"_s });
        row("an annotation that is there", "commonAnnotations: {owner: app}", { u"add annotation owner:app"_s }, false);
        row("an annotation that is there, by force", "{commonAnnotations: {owner: app}, forceCommonAnnotations: true}",
            { u"add annotation --force owner:app"_s });
        row("a component", "components: [more]", { u"add component more"_s });
        row("a component that is there", "components: [with]", { u"add component with"_s });
        row("several options", "{namePrefix: a-, namespace: shop, commonLabels: {tier: front}, images: ['proxy:2']}",
            { u"set nameprefix -- a-"_s, u"set image proxy:2"_s, u"add label tier:front"_s,
                u"set namespace -- shop"_s });
    }
    void editsAsKustomizeDoes()
    {
        QFETCH(const QString, options);
        QFETCH(const QStringList, commands);
        const QTemporaryDir ours;
        const QTemporaryDir theirs;
        fill(ours.path());
        fill(theirs.path());
        const QString folder = theirs.filePath(u"app"_s);
        std::optional<QByteArray> expected = QByteArray();
        for (const QString& command : commands) {
            if (expected)
                expected = kustomize(folder, u"edit %1"_s.arg(command).split(u' '));
        }
        if (expected)
            expected = kustomize(folder, { u"build"_s, u"."_s });
        const QString fields = options.startsWith(u'{') ? options : u'{' + options + u'}';
        const Result<Rendered> rendered = renderArgoSource(ToolRunner(),
            { .tree = ours.path(),
                .source = yaml(u"{path: app, kustomize: %1}"_s.arg(fields)),
                .name = u"shop"_s,
                .nameSpace = u"prod"_s },
            {});
        QVERIFY2(rendered.has_value() == expected.has_value(),
            qPrintable(rendered ? u"kustomize refuses this"_s : errorText(rendered.error())));
        QTEST(expected.has_value(), "isTaken");
        if (!expected)
            return;
        const auto documents = manifest::readYaml(std::string_view(*expected), u"kustomize"_s);
        QVERIFY(documents);
        std::vector<Value> wanted;
        for (const manifest::YamlDocument& document : *documents)
            wanted.push_back(document.value);
        QCOMPARE(json(rendered->objects), json(wanted));
    }

    void addsPatchesToThoseThereAre()
    {
        const QTemporaryDir tree;
        fill(tree.path());
        const Result<Rendered> rendered = renderArgoSource(ToolRunner(),
            { .tree = tree.path(),
                .source = yaml(u"{path: app, kustomize: {patches: [{patch: '[{\"op\": \"add\", \"path\": "
                               "\"/metadata/labels/mine\", \"value\": \"2\"}]', target: {kind: Service}}]}}"_s),
                .name = u"shop"_s,
                .nameSpace = u"prod"_s },
            {});
        QVERIFY2(rendered, qPrintable(rendered ? QString() : errorText(rendered.error())));
        const auto service
            = std::ranges::find_if(rendered->objects, [](const Value& one) { return one["kind"].text() == "Service"; });
        QVERIFY(service != rendered->objects.end());
        const Value& labels = service->at({ "metadata", "labels" });
        QCOMPARE(labels["patched"].text(), "1");
        QCOMPARE(labels["mine"].text(), "2");
    }

    void putsTheBuildsVariablesIn()
    {
        const QTemporaryDir tree;
        fill(tree.path());
        const Result<Rendered> rendered = renderArgoSource(ToolRunner(),
            { .tree = tree.path(),
                .source = yaml(u"{path: app, kustomize: {images: ['proxy:$ARGOCD_APP_REVISION_SHORT'], commonLabels: "
                               "{rev: $ARGOCD_APP_NAME}, components: [gone], ignoreMissingComponents: true}}"_s),
                .name = u"shop"_s,
                .nameSpace = u"prod"_s,
                .commit = u"0123456789abcdef"_s },
            {});
        QVERIFY2(rendered, qPrintable(rendered ? QString() : errorText(rendered.error())));
        const QString text = json(rendered->objects);
        QVERIFY(text.contains(u"\"image\":\"proxy:0123456\""));
        QVERIFY(text.contains(u"\"rev\":\"shop\""));
    }

    void takesOneToolAlone_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<bool>("renders");
        QTest::newRow("a kustomization before a chart") << u"{path: app}"_s << true;
        QTest::newRow("empty options name none") << u"{path: app, helm: {}, directory: {}}"_s << true;
        QTest::newRow("two tools") << u"{path: app, helm: {releaseName: a}, kustomize: {namePrefix: a}}"_s << false;
    }
    void takesOneToolAlone()
    {
        QFETCH(const QString, source);
        const QTemporaryDir tree;
        fill(tree.path());
        write(tree.path(), u"app/Chart.yaml"_s, "apiVersion: v2\nname: c\nversion: 1.0.0\n");
        const Result<Rendered> rendered = renderArgoSource(ToolRunner(),
            { .tree = tree.path(), .source = yaml(source), .name = u"shop"_s, .nameSpace = u"prod"_s }, {});
        QTEST(rendered.has_value(), "renders");
        if (rendered)
            QCOMPARE(rendered->objects.size(), 2U);
    }
};

QTEST_GUILESS_MAIN(ArgoOptionsTest)
#include "ArgoOptionsTest.moc"
