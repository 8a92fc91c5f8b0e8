#include "core/kube/Discovery.h"
#include "core/manifest/JsonReader.h"
#include "tests/core/kube/Doubles.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::kube;
using namespace Qt::StringLiterals;

/// Which kinds a server has, in every form in which servers tell.
class DiscoveryTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_bench = std::make_unique<tests::KubeBench>(); }
    void readsTheAggregatedForm();
    void aStaleGroupHidesNoOther();
    void readsTheLegacyForm();
    void aGroupThatFailsHidesNoOther();
    void failuresOfTheRootsCount_data();
    void failuresOfTheRootsCount();
    void oneAnswerServesManyWhoAsk();
    void thePreferredVersionIsTheFirst();
    void otherAnswersAreRefused();

private:
    QFuture<Result<std::vector<ApiResource>>> discover();
    tests::ScriptedCall& call(const QString& path);
    std::unique_ptr<tests::KubeBench> m_bench;
};

namespace {

const ApiResource* find(const std::vector<ApiResource>& all, const QString& group, const QString& kind)
{
    for (const ApiResource& resource : all) {
        if (resource.group == group && resource.kind == kind)
            return &resource;
    }
    return nullptr;
}

}

QFuture<Result<std::vector<ApiResource>>> DiscoveryTest::discover()
{
    auto found = m_bench->client->discover({});
    tests::settle();
    return found;
}

tests::ScriptedCall& DiscoveryTest::call(const QString& path)
{
    for (const auto& asked : m_bench->transport->calls) {
        if (asked->target() == u"/base"_s + path)
            return *asked;
    }
    qFatal("%s was not asked for", qPrintable(path));
}

void DiscoveryTest::readsTheAggregatedForm()
{
    const auto found = discover();
    QVERIFY(call(u"/apis"_s).request.headers.first().value.contains("as=APIGroupDiscoveryList"));
    call(u"/apis"_s).answer(200, tests::recording(u"apis-aggregated-v2-stale.json"_s));
    QVERIFY(!found.isFinished());
    call(u"/api"_s).answer(200, tests::recording(u"api-aggregated-v2.json"_s));
    QVERIFY(found.result());
    const std::vector<ApiResource> all = *found.result();
    const ApiResource* deployments = find(all, u"apps"_s, u"Deployment"_s);
    QVERIFY(deployments);
    QCOMPARE(deployments->plural, u"deployments"_s);
    QVERIFY(deployments->namespaced);
    QVERIFY(deployments->verbs.contains(u"watch"_s));
    const ApiResource* namespaces = find(all, {}, u"Namespace"_s);
    QVERIFY(namespaces && !namespaces->namespaced);
    QVERIFY(find(all, u"argoproj.io"_s, u"Application"_s));
}

void DiscoveryTest::aStaleGroupHidesNoOther()
{
    const QByteArray text = tests::recording(u"apis-aggregated-v2-stale.json"_s);
    const auto answer = readDiscovery(*manifest::readJson(text.toStdString()));
    QVERIFY(answer);
    QVERIFY(!answer->stale.isEmpty());
    QVERIFY(find(answer->resources, u"apps"_s, u"Deployment"_s));
}

void DiscoveryTest::readsTheLegacyForm()
{
    const auto found = discover();
    call(u"/api"_s).answer(200, tests::recording(u"api-legacy.json"_s));
    call(u"/apis"_s).answer(200, tests::recording(u"apis-legacy.json"_s));
    call(u"/apis/apps/v1"_s).answer(200, tests::recording(u"apis-apps-v1-resources.json"_s));
    for (std::size_t at = 0; at < m_bench->transport->calls.size(); ++at) {
        if (!m_bench->transport->calls[at]->isOver())
            m_bench->transport->calls[at]->answer(
                200, R"({"kind":"APIResourceList","groupVersion":"x/v1","resources":[]})");
    }
    QVERIFY(found.result());
    const std::vector<ApiResource> all = *found.result();
    QVERIFY(find(all, u"apps"_s, u"Deployment"_s));
    for (const ApiResource& resource : all)
        QVERIFY2(!resource.plural.contains(u'/'), qPrintable(resource.plural));
}

void DiscoveryTest::aGroupThatFailsHidesNoOther()
{
    const auto found = discover();
    call(u"/api"_s).answer(200, R"({"kind":"APIVersions","versions":[]})");
    call(u"/apis"_s)
        .answer(200,
            R"({"kind":"APIGroupList","groups":[{"versions":[{"groupVersion":"dead/v1"}]},{"versions":[{"groupVersion":"apps/v1"}]}]})");
    call(u"/apis/dead/v1"_s).answer(503, "service unavailable", { { "Content-Type", "text/plain" } });
    call(u"/apis/apps/v1"_s).answer(200, tests::recording(u"apis-apps-v1-resources.json"_s));
    QVERIFY(found.result());
    QVERIFY(find(*found.result(), u"apps"_s, u"Deployment"_s));
}

void DiscoveryTest::failuresOfTheRootsCount_data()
{
    QTest::addColumn<int>("api");
    QTest::addColumn<int>("apis");
    QTest::addColumn<bool>("works");
    QTest::newRow("no core group") << 404 << 200 << true;
    QTest::newRow("no groups") << 200 << 404 << false;
    QTest::newRow("core fails") << 500 << 200 << false;
    QTest::newRow("denied") << 401 << 401 << false;
}

void DiscoveryTest::failuresOfTheRootsCount()
{
    QFETCH(int, api);
    QFETCH(int, apis);
    QFETCH(bool, works);
    const auto found = discover();
    const QByteArray none = R"({"kind":"APIGroupDiscoveryList","items":[]})";
    call(u"/api"_s).answer(api, none);
    call(u"/apis"_s).answer(apis, none);
    QCOMPARE(found.result().has_value(), works);
}

void DiscoveryTest::oneAnswerServesManyWhoAsk()
{
    const auto first = m_bench->client->discoverRecent();
    const auto second = m_bench->client->discoverRecent();
    tests::settle();
    QCOMPARE(m_bench->transport->calls.size(), 2U);
}

void DiscoveryTest::thePreferredVersionIsTheFirst()
{
    const auto answer = readDiscovery(*manifest::readJson(
        R"({"kind":"APIGroupList","groups":[{"versions":[{"groupVersion":"g/v1beta1"},{"groupVersion":"g/v1"}],"preferredVersion":{"groupVersion":"g/v1"}}]})"));
    QCOMPARE(answer->follow, (QStringList { u"/apis/g/v1"_s, u"/apis/g/v1beta1"_s }));
    const ApiResource one {
        .group = u"g"_s, .version = u"v1"_s, .plural = u"as"_s, .kind = u"A"_s, .namespaced = true, .verbs = {}
    };
    ApiResource old = one;
    old.version = u"v1beta1"_s;
    QCOMPARE(preferredOnly({ one, old }), std::vector { one });
}

void DiscoveryTest::otherAnswersAreRefused()
{
    QVERIFY(!readDiscovery(*manifest::readJson(R"({"kind":"Status"})")));
    QVERIFY(!readDiscovery(*manifest::readJson("[]")));
}

QTEST_GUILESS_MAIN(DiscoveryTest)
#include "DiscoveryTest.moc"
