#include "tests/core/gitops/Recorded.h"

#include <QTest>

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
    void fluxSaysTheSame_data();
    void fluxSaysTheSame();
};

void OracleTest::argoCdSaysTheSame_data()
{
    QTest::addColumn<QString>("oracle");
    const auto add = [](const char* state, const char* oracle) { QTest::newRow(state) << QString::fromLatin1(oracle); };
    add("broken-comparisonerror", "broken-comparisonerror");
    add("heal-bad-degraded", "heal-degraded");
    add("heal-frozen-rolledback", "heal-frozen");
    add("heal-reverted", "heal-reverted");
    add("hooked-succeeded", "hooked-succeeded");
    add("ledger-synced-healthy", "ledger-synced");
    add("multi-synced-healthy", "multi-synced");
    add("shop-synced-healthy", "shop-synced");
    add("tuned-extraneous", "tuned-extraneous");
    add("web-history", "web-history");
    add("web-outofsync-edited", "web-edited");
    add("web-outofsync-scaled", "web-scaled");
    add("web-rolledback", "web-rolledback");
    add("web-synced-healthy", "web-synced");
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
    const auto add = [](const char* state, const char* oracle) { QTest::newRow(state) << QString::fromLatin1(oracle); };
    add("heal-bad-degraded", "heal-degraded");
    add("heal-frozen-rolledback", "heal-frozen");
    add("ledger-synced-healthy", "ledger-synced");
    add("multi-synced-healthy", "multi-synced");
    add("shop-synced-healthy", "shop-synced");
    add("tuned-extraneous", "tuned-extraneous");
    add("tuned-ignored-drift", "tuned-ignored");
    add("web-outofsync-edited", "web-edited");
    add("web-outofsync-newcommit", "web-newcommit");
    add("web-outofsync-scaled", "web-scaled");
    add("web-rolledback", "web-rolledback");
    add("web-synced-healthy", "web-synced");
}

void OracleTest::argoCdFindsTheSameDifference()
{
    QFETCH(const QString, oracle);
    const manifest::Value object = recorded(u"argocd/app-"_s + QLatin1String(QTest::currentDataTag()));
    const QString said = output(u"argocd/cli-"_s + oracle + u"-diff.txt"_s).trimmed();
    QVERIFY(said.endsWith(u"# exit 0"_s) || said.endsWith(u"# exit 1"_s));
    const App app = engine(u"Argo CD"_s)->app(ContextName(u"c"_s), object, noReference, std::nullopt);
    QCOMPARE(app.agent.verdict == SyncVerdict::OutOfSync, said.endsWith(u"# exit 1"_s));
    QCOMPARE(!app.whatDiffers.isEmpty(), said.endsWith(u"# exit 1"_s));
}

void OracleTest::fluxSaysTheSame_data()
{
    QTest::addColumn<QString>("oracle");
    QTest::newRow("kustomization-inventory-ready") << u"kustomization/inventory"_s;
    QTest::newRow("kustomization-billing-ready") << u"kustomization/billing"_s;
}

void OracleTest::fluxSaysTheSame()
{
    QFETCH(const QString, oracle);
    QStringList columns; // name, revision, suspended, ready, message
    for (const QString& line : output(u"flux/cli-get-all.txt"_s).split(u'\n'))
        if (line.startsWith(oracle + u' ') || line.startsWith(oracle + u'\t'))
            columns = line.split(u'\t');
    QVERIFY2(columns.size() >= 5, qPrintable(oracle));
    const manifest::Value object = recorded(u"flux/"_s + QLatin1String(QTest::currentDataTag()));
    const auto source = [](const manifest::ObjectKey&) { return recorded(u"flux/gitrepository-apps-ready"_s); };
    const App app = engine(u"Flux"_s)->app(ContextName(u"c"_s), object, source, std::nullopt);
    QCOMPARE(app.agent.verdict == SyncVerdict::Synced, columns.at(3).trimmed() == u"True"_s);
    QCOMPARE(app.automation.mode == AutomationMode::Suspended, columns.at(2).trimmed() == u"True"_s);
    QVERIFY(app.revision.text().startsWith(columns.at(1).trimmed()));
}

QTEST_APPLESS_MAIN(OracleTest)
#include "OracleTest.moc"
