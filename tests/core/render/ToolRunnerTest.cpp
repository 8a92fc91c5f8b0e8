#include "core/render/ToolRunner.h"

#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace holdfast::render;
using namespace Qt::StringLiterals;

class ToolRunnerTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_tree;

    [[nodiscard]] ToolCall shell(const QString& script) const
    {
        return { .program = u"/bin/sh"_s, .arguments = { u"-c"_s, script }, .tree = m_tree.path(), .folder = u"."_s };
    }

private Q_SLOTS:
    void givesWhatTheToolWrites() { QCOMPARE(*ToolRunner().run(shell(u"echo done"_s), {}), QByteArray("done\n")); }

    void seesNeitherHomeNorEnvironment()
    {
        qputenv("HOLDFAST_CANARY", "secret");
        const auto answer = ToolRunner().run(shell(u"echo \"$HOME-$HOLDFAST_CANARY\""_s), {});
        QCOMPARE(*answer, QByteArray("/nonexistent-\n"));
    }

    void hasNoNetworkAndNoWritableTree()
    {
        const ToolRunner runner;
        if (runner.containment() == Containment::LimitsOnly)
            QSKIP("bubblewrap does not work here");
        const auto answer
            = runner.run(shell(u"touch x 2>/dev/null && echo wrote; test -d /root && echo home; exit 0"_s), {});
        QCOMPARE(*answer, QByteArray());
    }

    void failsWithTheToolsWordsWhateverItWroteBefore()
    {
        const auto answer = ToolRunner().run(shell(u"echo kind: X; echo 'no such chart' >&2; exit 3"_s), {});
        QCOMPARE(answer.error().code, ErrorCode::InvalidInput);
        QVERIFY(answer.error().detail.contains(u"no such chart"));
    }

    void stopsAnEndlessTool()
    {
        const ToolRunner runner({ .time = std::chrono::milliseconds(200) });
        QCOMPARE(runner.run(shell(u"while :; do :; done"_s), {}).error().code, ErrorCode::LimitExceeded);
    }

    void stopsAFlood()
    {
        const ToolRunner runner({ .output = 1 << 20 });
        QCOMPARE(runner.run(shell(u"while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done"_s), {}).error().code,
            ErrorCode::LimitExceeded);
    }

    void stopsWhenCancelled()
    {
        CancelSource cancel;
        cancel.cancel();
        QCOMPARE(ToolRunner().run(shell(u"while :; do :; done"_s), cancel.token()).error().code, ErrorCode::Cancelled);
    }

    void saysThatAToolIsMissing()
    {
        ToolCall call = shell({});
        call.program = u"/nonexistent/helm"_s;
        QVERIFY(!ToolRunner().run(call, {}));
    }
};

QTEST_GUILESS_MAIN(ToolRunnerTest)
#include "ToolRunnerTest.moc"
