#include "core/session/FluxInputs.h"
#include "core/session/FluxRelease.h"

#include "core/manifest/Resource.h"
#include "core/manifest/YamlReader.h"

#include <QTest>

#include <map>

using namespace holdfast;
using namespace holdfast::session;
using namespace Qt::StringLiterals;
using manifest::Value;

namespace {

Value yaml(const QByteArray& text)
{
    const auto documents = manifest::readYaml(std::string_view(text), u"test"_s);
    return documents && !documents->empty() ? documents->front().value : Value();
}

/// A cluster of the objects that it is given.
class Objects final : public workflow::ClusterAccess {
public:
    void add(const QByteArray& text)
    {
        const Value object = yaml(text);
        m_objects[manifest::objectText(manifest::objectKey(object))] = object;
    }
    [[nodiscard]] Result<std::vector<gitops::App>> apps(const CancelToken&) override { return nothing(); }
    [[nodiscard]] Result<kube::ClusterIdentity> identity(const ContextName&, const CancelToken&) override
    {
        return nothing();
    }
    [[nodiscard]] Result<Value> object(const workflow::Place& place, const CancelToken&) override
    {
        const auto found = m_objects.find(manifest::objectText(place.key));
        return found == m_objects.end() ? Result<Value>(nothing()) : found->second;
    }
    [[nodiscard]] Result<Value> patch(const workflow::Place&, const Value&, const CancelToken&) override
    {
        return nothing();
    }
    [[nodiscard]] Result<gitops::AppDetails> details(const gitops::AppId&, const CancelToken&) override
    {
        return nothing();
    }

private:
    [[nodiscard]] static std::unexpected<Error> nothing() { return fail(ErrorCode::NotFound, {}, u"not there"_s); }
    std::map<QString, Value> m_objects;
};

constexpr auto repository = R"(apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: fleet, namespace: flux-system}
spec:
  url: https://git/fleet.git
  ref: %1
  ignore: |
    # tests
    /tests
    !keep.png
status: {artifact: {revision: 'v1.2.0@sha1:0123456789012345678901234567890123456789'}}
)";

}

class FluxInputsTest final : public QObject {
    Q_OBJECT

    Objects m_cluster;
    gitops::AppId m_app { .context = ContextName(u"eu"_s),
        .kind = gitops::AppKind::Kustomization,
        .nameSpace = u"flux-system"_s,
        .name = u"shop"_s };
    CancelToken m_never;

    [[nodiscard]] FluxReader reader() { return { .clusters = m_cluster, .app = m_app, .cancel = m_never }; }

private Q_SLOTS:
    void init() { m_cluster = Objects(); }

    void tracksWhatTheRepositoryTracks_data()
    {
        QTest::addColumn<QString>("ref");
        QTest::addColumn<QString>("revision");
        QTest::newRow("a branch") << u"{branch: main}"_s << u"main"_s;
        QTest::newRow("a tag") << u"{tag: v1, branch: main}"_s << u"refs/tags/v1"_s;
        QTest::newRow("a range") << u"{semver: '1.x', tag: v1}"_s << u"0123456789012345678901234567890123456789"_s;
        QTest::newRow("a name") << u"{name: refs/heads/x, semver: '1.x'}"_s << u"refs/heads/x"_s;
        QTest::newRow("a commit") << u"{commit: abc, name: refs/heads/x}"_s << u"abc"_s;
        QTest::newRow("nothing") << u"{}"_s << u"master"_s;
    }
    void tracksWhatTheRepositoryTracks()
    {
        QFETCH(const QString, ref);
        m_cluster.add(QString::fromLatin1(repository).arg(ref).toUtf8());
        const auto source = fluxSource(reader(), yaml("{kind: GitRepository, name: fleet}"));
        QVERIFY2(source, qPrintable(source ? QString() : errorText(source.error())));
        QCOMPARE(source->from.url, u"https://git/fleet.git"_s);
        QTEST(source->from.revision, "revision");
        QCOMPARE(source->ignored.last, (QStringList { u"/tests"_s, u"!keep.png"_s }));
        QVERIFY(source->ignored.first.contains(u"*.png"_s));
    }

    void followsAnArtifactToItsOrigin()
    {
        m_cluster.add("apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\n"
                      "metadata: {name: oci, namespace: flux-system}\nstatus: {artifact: {metadata: "
                      "{org.opencontainers.image.source: 'https://git/fleet.git', "
                      "org.opencontainers.image.revision: 'main@sha1:abc'}}}\n");
        const auto source = fluxSource(reader(), yaml("{kind: OCIRepository, name: oci}"));
        QVERIFY(source);
        QCOMPARE(source->from.revision, u"abc"_s);
        QCOMPARE(source->notes.size(), 1);
    }

    void saysWhatIsOutOfReach_data()
    {
        QTest::addColumn<QByteArray>("reference");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("a bucket") << QByteArray("{kind: Bucket, name: b}") << ErrorCode::Precondition;
        QTest::newRow("a chart repository") << QByteArray("{kind: HelmRepository, name: h}") << ErrorCode::Precondition;
        QTest::newRow("no source") << QByteArray("{}") << ErrorCode::Precondition;
        QTest::newRow("not there") << QByteArray("{kind: GitRepository, name: gone}") << ErrorCode::NotFound;
        QTest::newRow("no origin") << QByteArray("{kind: OCIRepository, name: bare}") << ErrorCode::Precondition;
    }
    void saysWhatIsOutOfReach()
    {
        QFETCH(const QByteArray, reference);
        m_cluster.add("apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\n"
                      "metadata: {name: bare, namespace: flux-system}\n");
        const auto source = fluxSource(reader(), yaml(reference));
        QVERIFY(!source);
        QTEST(source.error().code, "code");
    }

    void collectsVariables()
    {
        m_cluster.add("{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: flux-system}, "
                      "data: {a: from-map, b: \"two\\nlines\"}}");
        m_cluster.add(
            "{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: flux-system}, data: {a: c2VjcmV0}}");
        const auto all = postBuildVariables(reader(),
            yaml("{substituteFrom: [{kind: ConfigMap, name: c}, {kind: Secret, name: s}, "
                 "{kind: ConfigMap, name: gone, optional: true}], substitute: {c: own}}"));
        QVERIFY2(all, qPrintable(all ? QString() : errorText(all.error())));
        QCOMPARE(*all, (render::Variables { { "a", "secret" }, { "b", "twolines" }, { "c", "own" } }));
        QVERIFY(!postBuildVariables(reader(), yaml("{substituteFrom: [{kind: ConfigMap, name: gone}]}")));
    }

    void namesTheValuesThatAreMissing()
    {
        m_cluster.add("{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: flux-system}, data: {}}");
        const Value release = yaml("{metadata: {name: shop, namespace: flux-system}, spec: {chart: {spec: {chart: c}}, "
                                   "valuesFrom: [{kind: ConfigMap, name: c}]}}");
        const auto values = releaseValues(reader(), release);
        QVERIFY(!values);
        QCOMPARE(std::get<ObjectPlace>(values.error().where).object, u"ConfigMap/c"_s);
        QCOMPARE(std::get<ObjectPlace>(values.error().where).field, u"values.yaml"_s);
    }

    void mergesTheValuesOfARelease_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("its own alone") << QByteArray("{values: {a: 1}}") << QByteArray("{a: 1}");
        QTest::newRow("its own win") << QByteArray("{valuesFrom: [{kind: ConfigMap, name: c}], values: {a: 1}}")
                                     << QByteArray("{a: 1, deep: {x: map, keep: true}}");
        QTest::newRow("its own win over a single one, too")
            << QByteArray("{valuesFrom: [{kind: ConfigMap, name: c, valuesKey: one, targetPath: a}], values: {a: 1}}")
            << QByteArray("{a: 1}");
        QTest::newRow("a later reference wins") << QByteArray(
            "{valuesFrom: [{kind: ConfigMap, name: c, valuesKey: one, targetPath: deep.x}, "
            "{kind: ConfigMap, name: c}]}") << QByteArray("{a: map, deep: {x: map, keep: true}}");
        QTest::newRow("a null takes the chart's away")
            << QByteArray("{valuesFrom: [{kind: ConfigMap, name: c}], values: {deep: null}}")
            << QByteArray("{a: map, deep: null}");
        QTest::newRow("a single value has a type")
            << QByteArray("{valuesFrom: [{kind: ConfigMap, name: c, valuesKey: one, targetPath: 'l[1].num'}]}")
            << QByteArray("{l: [null, {num: 7}]}");
        QTest::newRow("but not in quotes")
            << QByteArray("{valuesFrom: [{kind: ConfigMap, name: c, valuesKey: quoted, targetPath: num}]}")
            << QByteArray("{num: '7'}");
        QTest::newRow("nor literally") << QByteArray(
            "{valuesFrom: [{kind: ConfigMap, name: c, valuesKey: list, targetPath: num, literal: true}]}")
                                       << QByteArray("{num: '{a,b}'}");
        QTest::newRow("what may be missing")
            << QByteArray("{valuesFrom: [{kind: ConfigMap, name: gone, optional: true}, {kind: ConfigMap, name: c, "
                          "valuesKey: gone, optional: true}]}")
            << QByteArray("{}");
    }
    void mergesTheValuesOfARelease()
    {
        QFETCH(const QByteArray, spec);
        QFETCH(const QByteArray, expected);
        m_cluster.add("{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: flux-system}, data: "
                      "{values.yaml: '{a: map, deep: {x: map, keep: true}}', one: '7', quoted: \"'7'\", list: "
                      "'{a,b}'}}");
        const auto values
            = releaseValues(reader(), yaml("{metadata: {name: shop, namespace: flux-system}, spec: " + spec + "}"));
        QVERIFY2(values, qPrintable(values ? QString() : errorText(values.error())));
        QCOMPARE(*values, yaml(expected));
    }

    void findsTheChartThatAReleaseRefersTo()
    {
        m_cluster.add("{apiVersion: source.toolkit.fluxcd.io/v1, kind: HelmChart, metadata: {name: web, namespace: "
                      "sources}, spec: {chart: charts/web, sourceRef: {kind: GitRepository, name: fleet}}}");
        const auto chart
            = releaseChart(reader(), yaml("{spec: {chartRef: {kind: HelmChart, name: web, namespace: sources}}}"));
        QVERIFY2(chart, qPrintable(chart ? QString() : errorText(chart.error())));
        QCOMPARE((*chart)["chart"].text(), "charts/web");
        QCOMPARE((*chart)["sourceRef"], yaml("{kind: GitRepository, name: fleet, namespace: sources}"));
        const auto artifact = releaseChart(reader(), yaml("{spec: {chartRef: {kind: OCIRepository, name: web}}}"));
        QVERIFY(!artifact);
        QCOMPARE(artifact.error().code, ErrorCode::Precondition);
    }

    void putsAReleaseWhereItGoes()
    {
        QCOMPARE(releaseNameSpace(yaml("{metadata: {namespace: a}, spec: {targetNamespace: b}}")), u"b"_s);
        QCOMPARE(releaseNameSpace(yaml("{metadata: {namespace: a}, spec: {}}")), u"a"_s);
    }
};

QTEST_GUILESS_MAIN(FluxInputsTest)
#include "FluxInputsTest.moc"
