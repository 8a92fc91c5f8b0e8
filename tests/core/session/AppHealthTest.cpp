#include "core/session/AppHealth.h"

#include "core/manifest/YamlReader.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::gitops;
using namespace holdfast::session;
using namespace Qt::StringLiterals;
using manifest::Value;

namespace {

/// An object of the app: what it is, what it came to, and how it is in the cluster (empty: not there).
struct Sample {
    QString kind;
    QString name;
    std::optional<HealthStatus> health;
    QByteArray metadata = "{}";
    bool there = true;
};

QString groupOf(const QString& kind)
{
    if (kind == u"Application")
        return u"argoproj.io"_s;
    return kind == u"Deployment" ? u"apps"_s : QString();
}

struct Bench {
    AppId app {
        .context = ContextName(u"c"_s), .kind = AppKind::Application, .nameSpace = u"argocd"_s, .name = u"app"_s
    };
    std::vector<AppObject> rows;
    LiveObjects live;

    void add(const Sample& sample)
    {
        AppObject row { .key = { .group = groupOf(sample.kind),
                            .kind = sample.kind,
                            .nameSpace = sample.kind == u"Application" ? u"argocd"_s : u"a"_s,
                            .name = sample.name },
            .verdict = ObjectVerdict::Synced };
        if (sample.health)
            row.health = Health { .status = *sample.health };
        if (sample.there) {
            const QByteArray yaml = "{apiVersion: "
                + QByteArray(sample.kind == u"Deployment" ? "apps/v1"
                        : sample.kind == u"Application"   ? "argoproj.io/v1alpha1"
                                                          : "v1")
                + ", kind: " + sample.kind.toUtf8() + ", metadata: " + sample.metadata + "}";
            live.own.insert(row.key, manifest::readYaml(std::string_view(yaml), u"test"_s)->front().value);
        }
        rows.push_back(row);
    }
};

}

class AppHealthTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isTheWorstOfWhatCounts_data()
    {
        using enum HealthStatus;
        QTest::addColumn<std::vector<Sample>>("samples");
        QTest::addColumn<HealthStatus>("status");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const std::vector<Sample>& samples, HealthStatus status,
                             const QString& message = {}) { QTest::newRow(name) << samples << status << message; };
        const Sample well { u"Deployment"_s, u"web"_s, Healthy };
        row("none", {}, Healthy);
        row("one", { { u"Deployment"_s, u"web"_s, Degraded } }, Degraded, u"apps/Deployment/a/web"_s);
        row("the worst", { well, { u"Pod"_s, u"p"_s, Progressing }, { u"Pod"_s, u"q"_s, Suspended } }, Progressing,
            u"Pod/a/p"_s);
        row("unknown is worse than degraded", { { u"Pod"_s, u"p"_s, Degraded }, { u"Pod"_s, u"q"_s, Unknown } },
            Unknown, u"Pod/a/q"_s);
        row("a missing one does not count", { well, { u"Pod"_s, u"p"_s, Missing, "{}", false } }, Healthy);
        row("all missing", { { u"Pod"_s, u"p"_s, Missing, "{}", false } }, Missing);
        row("a hook", { well, { u"Pod"_s, u"p"_s, Degraded, "{annotations: {argocd.argoproj.io/hook: PreSync}}" } },
            Healthy);
        row("one that says so",
            { well, { u"Pod"_s, u"p"_s, Degraded, "{annotations: {argocd.argoproj.io/ignore-healthcheck: 'true'}}" } },
            Healthy);
        row("a kind without a rule", { well, { u"ConfigMap"_s, u"m"_s, Degraded } }, Healthy);
        row("itself", { well, { u"Application"_s, u"app"_s, Degraded } }, Healthy);
        row("a child", { well, { u"Application"_s, u"child"_s, Degraded } }, Degraded,
            u"argoproj.io/Application/argocd/child"_s);
        row("a child of which nothing is known", { well, { u"Application"_s, u"child"_s, Unknown } }, Healthy);
        std::vector<Sample> many;
        for (const QString& name : { u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s })
            many.push_back({ u"Pod"_s, name, Degraded });
        row("many", many, Degraded, u"Pod/a/a, Pod/a/b, Pod/a/c and 2 more"_s);
    }
    void isTheWorstOfWhatCounts()
    {
        QFETCH(const std::vector<Sample>, samples);
        Bench bench;
        bench.live.scripts = health::HealthScripts(Value(Value::Map { { "argoproj.io/Application",
            Value(Value::Map { { "health.lua", Value("return {status = 'Degraded'}") } }) } }));
        for (const Sample& sample : samples)
            bench.add(sample);
        const std::optional<Health> found = appHealth(bench.app, bench.rows, bench.live);
        QVERIFY(found);
        QTEST(found->status, "status");
        QTEST(found->message, "message");
    }

    void saysNothingWhereAnObjectCouldNotBeRead()
    {
        Bench bench;
        bench.add({ u"Pod"_s, u"p"_s, HealthStatus::Degraded });
        bench.live.unread.insert(bench.rows.front().key);
        QVERIFY(!appHealth(bench.app, bench.rows, bench.live));
    }
};

QTEST_GUILESS_MAIN(AppHealthTest)
#include "AppHealthTest.moc"
