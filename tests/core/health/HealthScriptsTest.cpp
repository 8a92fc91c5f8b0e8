#include "core/health/HealthScripts.h"

#include "core/manifest/JsonReader.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::health;
using namespace Qt::StringLiterals;
using manifest::Value;

namespace {

Value json(const QByteArray& text)
{
    return manifest::readJson(text.toStdString()).value();
}

Value object(const QByteArray& apiVersion, const QByteArray& kind, const QByteArray& rest = "{}"_ba)
{
    return Value(Value::Map { { "apiVersion", Value(apiVersion.toStdString()) }, { "kind", Value(kind.toStdString()) },
        { "metadata", json(R"({"name":"x","generation":2})") }, { "status", json(rest) } });
}

HealthScripts scripts(const QByteArray& overrides)
{
    return HealthScripts(json(overrides));
}

QString said(const std::optional<Assessment>& found)
{
    return found ? word(found->status) + u": "_s + found->message : u"nothing"_s;
}

}

class HealthScriptsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTheScriptOfAKind_data()
    {
        QTest::addColumn<QByteArray>("apiVersion");
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QString>("found");
        QTest::newRow("its own") << "example.com/v1"_ba << "Thing"_ba << u"own"_s;
        QTest::newRow("any version") << "example.com/v2"_ba << "Thing"_ba << u"own"_s;
        QTest::newRow("of a group") << "example.com/v1"_ba << "Other"_ba << u"group"_s;
        QTest::newRow("of part of a group") << "a.cloud.io/v1"_ba << "Bucket"_ba << u"part"_s;
        QTest::newRow("of a core kind") << "v1"_ba << "ConfigMap"_ba << u"core"_s;
        QTest::newRow("none") << "apps/v1"_ba << "Deployment"_ba << u""_s;
        QTest::newRow("an entry without a script") << "rules.io/v1"_ba << "X"_ba << u""_s;
    }
    void findsTheScriptOfAKind()
    {
        QFETCH(QByteArray, apiVersion);
        QFETCH(QByteArray, kind);
        // moc takes a star behind a slash for a comment.
        const HealthScripts all = scripts(
            R"({"example.com/Thing":{"health.lua":"own"},"example.com/\u002a":{"health.lua":"group"},"*.cloud.io/\u002a":{"health.lua":"part"},"ConfigMap":{"health.lua":"core"},"rules.io/X":{"ignoreDifferences":{}}})");
        const LuaScript* found = all.find(object(apiVersion, kind));
        QTEST(found ? QString::fromStdString(found->text) : QString(), "found");
    }

    void runsTheScriptBeforeTheBundledRule()
    {
        const Value issuer = object(
            "cert-manager.io/v1", "Issuer", R"({"conditions":[{"type":"Ready","status":"True","message":"yes"}]})");
        QCOMPARE(said(argoHealth(issuer, {})), u"Healthy: yes"_s);
        const HealthScripts own
            = scripts(R"({"cert-manager.io/Issuer":{"health.lua":"return {status='Suspended',message='ours'}"}})");
        QCOMPARE(said(argoHealth(issuer, own)), u"Suspended: ours"_s);
        const HealthScripts silent = scripts(R"({"cert-manager.io/Issuer":{"health.lua":"return nil"}})");
        QCOMPARE(said(argoHealth(issuer, silent)), u"Healthy: yes"_s);
    }

    void opensLibrariesWhereTheOverrideSaysSo()
    {
        const Value thing = object("example.com/v1", "Thing");
        const HealthScripts closed
            = scripts(R"({"example.com/Thing":{"health.lua":"return {status='Healthy',message=string.upper('a')}"}})");
        QCOMPARE(argoHealth(thing, closed)->status, Status::Unknown);
        const HealthScripts open = scripts(
            R"({"example.com/Thing":{"health.lua":"return {status='Healthy',message=string.upper('a')}","health.lua.useOpenLibs":true}})");
        QCOMPARE(said(argoHealth(thing, open)), u"Healthy: A"_s);
    }

    void anObjectBeingDeletedIsProgressingBeforeAnyScript()
    {
        const Value going = object("example.com/v1", "Thing")
                                .with("metadata", json(R"({"deletionTimestamp":"2026-01-01T00:00:00Z"})"));
        const HealthScripts own = scripts(R"({"example.com/Thing":{"health.lua":"return {status='Healthy'}"}})");
        QCOMPARE(argoHealth(going, own)->status, Status::Progressing);
    }

    void guessesFromConditions_data()
    {
        QTest::addColumn<QByteArray>("conditions");
        QTest::addColumn<QString>("status");
        const auto row = [](const char* name, const char* conditions, const QString& status) {
            QTest::newRow(name) << QByteArray(conditions) << status;
        };
        row("ready", R"([{"type":"Ready","status":"True"}])", u"Healthy"_s);
        row("not ready", R"([{"type":"Ready","status":"False"}])", u"Degraded"_s);
        row("not known yet", R"([{"type":"Ready","status":"Unknown"}])", u"Progressing"_s);
        row("not ready, but at work", R"([{"type":"Ready","status":"False"},{"type":"Reconciling","status":"True"}])",
            u"Progressing"_s);
        row("ready and degraded", R"([{"type":"Available","status":"True"},{"type":"Degraded","status":"True"}])",
            u"Degraded"_s);
        row("not degraded", R"([{"type":"Degraded","status":"False"}])", u""_s);
        row("words that tell nothing", R"([{"type":"Sunny","status":"True"}])", u""_s);
        row("none", "[]", u""_s);
    }
    void guessesFromConditions()
    {
        QFETCH(QByteArray, conditions);
        const auto guess = guessedHealth(object("x.io/v1", "X", "{\"conditions\":"_ba + conditions + "}"_ba));
        QTEST(guess ? word(guess->status) : QString(), "status");
        if (guess)
            QVERIFY2(guess->message.startsWith(u"guessed from its conditions"_s), qPrintable(guess->message));
    }

    void conditionsOfAnOlderGenerationAreProgress()
    {
        const auto guess = guessedHealth(object("x.io/v1", "X",
            R"({"observedGeneration":1,"conditions":[{"type":"Ready","status":"True","message":"was fine"}]})"));
        QCOMPARE(said(guess),
            u"Progressing: guessed from its conditions, as there is no rule for this kind: Ready is True. was fine"_s);
    }
};

QTEST_GUILESS_MAIN(HealthScriptsTest)
#include "HealthScriptsTest.moc"
