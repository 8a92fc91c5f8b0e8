#include "tests/core/gitops/Recorded.h"

#include <QDir>
#include <QTest>

#include <algorithm>
#include <utility>

using namespace holdfast;
using namespace holdfast::gitops;
using namespace holdfast::gitops::test;
using namespace Qt::StringLiterals;

namespace {

QString output(const QString& name)
{
    QFile file(QStringLiteral(HOLDFAST_TEST_DATA "/core/gitops/data/") + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// What was recorded of an Application: its state, and what the command's output of the same moment is called.
constexpr std::pair<const char*, const char*> applicationOracles[] = {
    { "aoa-api-synced-healthy", "aoa-api-synced" },
    { "aoa-db-synced-healthy", "aoa-db-synced" },
    { "broken-comparisonerror", "broken-comparisonerror" },
    { "broken-operation-error", "broken-operation-error" },
    { "broken-operation-failed", "broken-operation-failed" },
    { "broken-operation-retrying", "broken-operation-retrying" },
    { "heal-bad-degraded", "heal-degraded" },
    { "heal-bad-progressing", "heal-progressing" },
    { "heal-frozen-rolledback", "heal-frozen" },
    { "heal-healed", "heal-healed" },
    { "heal-reverted", "heal-reverted" },
    { "heal-synced-healthy", "heal-synced" },
    { "heal-unfrozen-too-early", "heal-unfrozen" },
    { "hooked-presync-failed", "hooked-failed" },
    { "hooked-succeeded", "hooked-succeeded" },
    { "ledger-synced-healthy", "ledger-synced" },
    { "lost-comparisonerror", "lost-comparisonerror" },
    { "multi-synced-healthy", "multi-synced" },
    { "parent-synced-healthy", "parent-synced" },
    { "region-ap-synced-healthy", "region-ap-synced" },
    { "region-eu-synced-healthy", "region-eu-synced" },
    { "region-us-synced-healthy", "region-us-synced" },
    { "shop-synced-healthy", "shop-synced" },
    { "tuned-extraneous", "tuned-extraneous" },
    { "tuned-ignore-extraneous", "tuned-ignore-extraneous" },
    { "tuned-ignored-drift", "tuned-ignored" },
    { "tuned-synced-healthy", "tuned-synced" },
    { "web-history", "web-history" },
    { "web-outofsync-edited", "web-edited" },
    { "web-outofsync-missing", "web-missing" },
    { "web-outofsync-newcommit", "web-newcommit" },
    { "web-outofsync-scaled", "web-scaled" },
    { "web-rolledback", "web-rolledback" },
    { "web-synced-after-drift", "web-after-drift" },
    { "web-synced-healthy", "web-synced" },
};

/// States that pass before a command has been answered, and one that argocd refuses to speak of.
constexpr const char* withoutOracle[] = { "heal-outofsync", "hooked-presync-running", "stray-invalidspec",
    "web-operation-pending", "web-operation-running", "web-progressing" };

QString text(const manifest::Value& value)
{
    const std::string_view words = value.text();
    return QString::fromUtf8(words.data(), qsizetype(words.size()));
}

/// To Argo CD an object that Git does not have is OutOfSync, to Holdfast it has a word of its own.
bool isExtra(const manifest::Value& resource)
{
    return resource["requiresPruning"].toBool().value_or(false) && text(resource["status"]) == u"OutOfSync";
}

/// What an object is called in both, and its verdict.
QStringList verdicts(const std::vector<AppObject>& objects)
{
    QStringList all;
    for (const AppObject& object : objects)
        if (object.verdict && !object.hook)
            all.append(object.key.kind + u'/' + object.key.name + u' ' + word(*object.verdict));
    all.sort();
    return all;
}

QStringList verdicts(const manifest::Value& resources)
{
    QStringList all;
    for (const manifest::Value& resource : resources.list())
        if (!resource["hook"].toBool().value_or(false))
            all.append(text(resource["kind"]) + u'/' + text(resource["name"]) + u' '
                + (isExtra(resource) ? u"Extra"_s : text(resource["status"])));
    all.sort();
    return all;
}

}

/// The verdicts of recorded states against what `argocd` and `flux` said of them at the same moment.
class OracleTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void argoCdSaysTheSame_data();
    void argoCdSaysTheSame();
    void argoCdFindsTheSameDifference_data();
    void argoCdFindsTheSameDifference();
    void everyStateIsHeldAgainstItsAgent();
    void fluxSaysTheSame_data();
    void fluxSaysTheSame();
};

void OracleTest::argoCdSaysTheSame_data()
{
    QTest::addColumn<QString>("oracle");
    for (const auto& [state, oracle] : applicationOracles)
        QTest::newRow(state) << QString::fromLatin1(oracle);
}

void OracleTest::argoCdSaysTheSame()
{
    QFETCH(const QString, oracle);
    const EnginePointer argo = engine(u"Argo CD"_s);
    const manifest::Value object = recorded(u"argocd/app-"_s + QLatin1String(QTest::currentDataTag()));
    const manifest::Value said = json(output(u"argocd/cli-"_s + oracle + u"-get.json"_s).toUtf8());
    const App app = argo->app(ContextName(u"c"_s), object, noReference, std::nullopt);
    QCOMPARE(word(app.agent.verdict), text(said.at({ "status", "sync", "status" })));
    QCOMPARE(word(app.health.status), text(said.at({ "status", "health", "status" })));
    QCOMPARE(verdicts(argo->objects(object)), verdicts(said.at({ "status", "resources" })));
}

void OracleTest::argoCdFindsTheSameDifference_data()
{
    QTest::addColumn<QString>("oracle");
    for (const auto& [state, oracle] : applicationOracles)
        if (!output(u"argocd/cli-"_s + QLatin1StringView(oracle) + u"-diff.txt"_s).isEmpty())
            QTest::newRow(state) << QString::fromLatin1(oracle);
}

void OracleTest::argoCdFindsTheSameDifference()
{
    QFETCH(const QString, oracle);
    const manifest::Value object = recorded(u"argocd/app-"_s + QLatin1String(QTest::currentDataTag()));
    const QString said = output(u"argocd/cli-"_s + oracle + u"-diff.txt"_s).trimmed();
    QVERIFY(said.endsWith(u"# exit 0"_s) || said.endsWith(u"# exit 1"_s));
    const EnginePointer argo = engine(u"Argo CD"_s);
    const App app = argo->app(ContextName(u"c"_s), object, noReference, std::nullopt);
    // An object that may stay does not count for the app; `argocd app diff` shows it all the same.
    const bool extra = std::ranges::any_of(
        argo->objects(object), [](const AppObject& one) { return one.verdict == ObjectVerdict::Extra; });
    QCOMPARE(app.agent.verdict == SyncVerdict::OutOfSync || extra, said.endsWith(u"# exit 1"_s));
    QCOMPARE(!app.whatDiffers.isEmpty(), app.agent.verdict == SyncVerdict::OutOfSync);
}

void OracleTest::everyStateIsHeldAgainstItsAgent()
{
    QStringList held;
    for (const auto& [state, oracle] : applicationOracles)
        held << QString::fromLatin1(state);
    for (const char* state : withoutOracle)
        held << QString::fromLatin1(state);
    held.sort();
    QStringList all
        = QDir(QStringLiteral(HOLDFAST_TEST_DATA "/core/gitops/data/argocd")).entryList({ u"app-*.json"_s });
    for (QString& name : all)
        name = name.sliced(4).chopped(5);
    all.sort();
    QCOMPARE(held, all);
}

void OracleTest::fluxSaysTheSame_data()
{
    QTest::addColumn<QString>("artifact");
    for (const char* state :
        { "billing-dependency-not-ready", "billing-ready", "broken-buildfailed", "broken-reconciliationfailed",
            "inventory-after-drift", "inventory-health-progressing", "inventory-healthcheckfailed", "inventory-ready",
            "inventory-resumed", "inventory-reverted", "inventory-suspended", "nopath-failed", "nosource-failed" }) {
        const manifest::Value object = recorded(u"flux/kustomization-"_s + QLatin1StringView(state));
        QTest::newRow(state) << text(object["status"]["lastAttemptedRevision"]);
    }
}

void OracleTest::fluxSaysTheSame()
{
    QFETCH(const QString, artifact);
    const QString state = QLatin1StringView(QTest::currentDataTag());
    const QStringList columns // name, revision, suspended, ready, message
        = output(u"flux/cli-"_s + state + u".txt"_s).split(u'\n').value(1).split(u'\t');
    QVERIFY2(columns.size() >= 5, qPrintable(state));
    const manifest::Value object = recorded(u"flux/kustomization-"_s + state);
    manifest::Value source = recorded(u"flux/gitrepository-apps-ready"_s);
    if (!artifact.isEmpty()) {
        const manifest::Value status = source["status"];
        source = source.with("status",
            status.with("artifact", status["artifact"].with("revision", manifest::Value(artifact.toStdString()))));
    }
    const App app = engine(u"Flux"_s)->app(
        ContextName(u"c"_s), object, [&](const manifest::ObjectKey&) { return source; }, std::nullopt);
    const QString ready = columns.at(3).trimmed();
    const bool good = app.agent.verdict == SyncVerdict::Synced && app.health.status == HealthStatus::Healthy;
    QCOMPARE(good && !app.agent.reconciling, ready == u"True");
    if (ready == u"Unknown")
        QVERIFY(app.agent.reconciling);
    if (ready == u"False")
        QVERIFY(!app.agent.reason.isEmpty());
    QCOMPARE(app.automation.mode == AutomationMode::Suspended, columns.at(2).trimmed() == u"True");
    if (ready == u"True")
        QVERIFY(app.revision.text().startsWith(columns.at(1).trimmed()));
}

QTEST_APPLESS_MAIN(OracleTest)
#include "OracleTest.moc"
