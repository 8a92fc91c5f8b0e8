#include "core/health/LuaHealth.h"

#include "core/manifest/YamlReader.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::health;
using namespace Qt::StringLiterals;
using manifest::Value;

namespace {

Value widget()
{
    const auto documents = manifest::readYaml(
        "{kind: Widget, spec: {replicas: 3, big: 1234567890123, share: 0.5, none: null, live: true}, "
        "status: {conditions: [{type: Ready, status: 'True'}, {type: Paused, status: 'False'}]}}",
        u"test"_s);
    return documents && !documents->empty() ? documents->front().value : Value();
}

}

class LuaHealthTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatTheScriptSays_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* script, const QString& status, const QString& message) {
            QTest::newRow(name) << QByteArray(script) << status << message;
        };
        row("status and message", "return {status = 'Degraded', message = 'no'}", u"Degraded"_s, u"no"_s);
        row("the object's fields",
            "hs = {status = 'Healthy', message = obj.spec.replicas .. ' ' .. obj.spec.big}\nreturn hs", u"Healthy"_s,
            u"3 1234567890123"_s);
        row("a fraction stays", "return {status = 'Healthy', message = tostring(obj.spec.share)}", u"Healthy"_s,
            u"0.5"_s);
        row("null is absent", "if obj.spec.none == nil and obj.spec.live then return {status = 'Suspended'} end",
            u"Suspended"_s, QString());
        row("lists count from one",
            "for i, c in ipairs(obj.status.conditions) do if c.type == 'Ready' then return {status = 'Healthy', "
            "message = i} end end",
            u"Healthy"_s, u"1"_s);
        row("goto and getn",
            "local n = table.getn(obj.status.conditions)\ngoto out\n::out::\nreturn {status = 'Healthy', message = n}",
            u"Healthy"_s, u"2"_s);
        row("the clock", "local os = require('os')\nif os.time() > 0 then return {status = 'Healthy'} end",
            u"Healthy"_s, QString());
        row("an unknown word", "return {status = 'Great'}", u"Unknown"_s, u"Lua returned an invalid health status"_s);
    }
    void saysWhatTheScriptSays()
    {
        QFETCH(QByteArray, script);
        const auto found = luaHealth(widget(), { .text = script.toStdString() });
        QVERIFY(found);
        QTEST(word(found->status), "status");
        QTEST(found->message, "message");
    }

    void saysNothingWhereTheScriptDoes()
    {
        QVERIFY(!luaHealth(widget(), { .text = "return nil" }));
        QVERIFY(!luaHealth(widget(), { .text = "return {}" }));
        QVERIFY(!luaHealth(widget(), { .text = "" }));
    }

    void endsWhatMisbehaves_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* script, const QString& words) {
            QTest::newRow(name) << QByteArray(script) << words;
        };
        row("no Lua", "return {", u"health.lua:1"_s);
        row("a missing field", "return {status = obj.metadata.labels.x}", u"attempt to index"_s);
        row("without end", "while true do end", u"longer than a second"_s);
        row("without end, errors caught", "while true do pcall(function() while true do end end) end",
            u"longer than a second"_s);
        row("without end in C", "return {status = string.find(string.rep('a', 40), string.rep('a-', 30) .. 'b')}",
            u"longer than a second"_s);
        row("memory", "local t = {} while true do t[#t + 1] = #t .. string.rep('x', 1000000) end",
            u"not enough memory"_s);
        row("files", "return io.open('/etc/passwd')", u"io is not available in Holdfast"_s);
        row("programs", "return os.execute('true')", u"nil"_s);
        row("the environment", "return os.getenv('HOME')", u"nil"_s);
        row("other scripts", "return dofile('/etc/passwd')", u"nil"_s);
        row("modules", "return require('ffi')", u"not available"_s);
        row("bytecode", "\x1bLJ", u"the script is no text"_s);
        row("native code", "return jit.off()", u"nil"_s);
        row("an error without text", "error({})", u"failed"_s);
    }
    void endsWhatMisbehaves()
    {
        QFETCH(QByteArray, script);
        QFETCH(QString, words);
        const auto found = luaHealth(widget(), { .text = script.toStdString(), .libraries = LuaLibraries::Open });
        QVERIFY(found);
        QCOMPARE(found->status, Status::Unknown);
        QVERIFY2(found->message.contains(words), qPrintable(found->message));
    }

    void hasNoTextLibraryUnlessOpened()
    {
        const std::string script = "return {status = 'Healthy', message = string.upper('a')}";
        QCOMPARE(luaHealth(widget(), { .text = script })->status, Status::Unknown);
        QCOMPARE(luaHealth(widget(), { .text = script, .libraries = LuaLibraries::Open })->message, u"A"_s);
    }
};

QTEST_GUILESS_MAIN(LuaHealthTest)
#include "LuaHealthTest.moc"
