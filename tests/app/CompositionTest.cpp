#include "app/Composition.h"

#include "core/session/LiveFleet.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace holdfast;
using namespace holdfast::app;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kubeconfig = "apiVersion: v1\n"
                              "kind: Config\n"
                              "clusters:\n"
                              "- {name: near, cluster: {server: 'https://127.0.0.1:1'}}\n"
                              "users:\n"
                              "- {name: dana, user: {token: x}}\n"
                              "- {name: plug, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: "
                              "/bin/true, interactiveMode: Never}}}\n"
                              "contexts:\n"
                              "- {name: one, context: {cluster: near, user: dana}}\n"
                              "- {name: two, context: {cluster: near, user: dana}}\n"
                              "- {name: plugin, context: {cluster: near, user: plug}}\n"
                              "- {name: lost, context: {cluster: gone, user: dana}}\n";

/// A kubeconfig and a data folder of its own.
struct Bench {
    QTemporaryDir folder;
    FleetOptions options;

    explicit Bench(const QByteArray& more = "current-context: one\n"_ba)
    {
        options.kubeconfig = folder.path() + u"/config"_s;
        options.dataFolder = folder.path() + u"/data"_s;
        QFile file(options.kubeconfig);
        if (!file.open(QIODevice::WriteOnly) || file.write(kubeconfig + more) < 0)
            qFatal("the test cannot write its kubeconfig");
    }

    [[nodiscard]] QString contexts() const
    {
        const Result<std::unique_ptr<Composition>> made = Composition::make(options);
        if (!made)
            return errorText(made.error());
        QStringList names;
        for (const session::ClusterStatus& status : (*made)->fleet().clusters())
            names.push_back(status.context.text() + (status.state == session::LinkState::Broken ? u"!"_s : QString()));
        return names.join(u' ');
    }
};

}

class CompositionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void choosesContexts_data();
    void choosesContexts();
    void refusesWhatDoesNotExist();
    void needsAContext();
    void refusesAMissingFile();
    void keepsConsentThatWasGiven();
    void startsWithoutAnyServer();
};

void CompositionTest::choosesContexts_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<bool>("all");
    QTest::addColumn<QString>("chosen");
    QTest::newRow("current") << QStringList() << false << u"one"_s;
    QTest::newRow("named") << QStringList({ u"two"_s }) << false << u"two"_s;
    QTest::newRow("several") << QStringList({ u"two"_s, u"one"_s, u"two"_s }) << false << u"one two"_s;
    QTest::newRow("broken") << QStringList({ u"lost"_s }) << false << u"lost!"_s;
    QTest::newRow("all") << QStringList() << true << u"lost! one plugin two"_s;
}

void CompositionTest::choosesContexts()
{
    QFETCH(QStringList, names);
    QFETCH(bool, all);
    QFETCH(QString, chosen);
    Bench bench;
    bench.options.contexts = names;
    bench.options.choice = all ? ContextChoice::All : ContextChoice::Named;
    QCOMPARE(bench.contexts(), chosen);
}

void CompositionTest::refusesWhatDoesNotExist()
{
    Bench bench;
    bench.options.contexts = { u"nowhere"_s };
    QCOMPARE(Composition::make(bench.options).error().code, ErrorCode::NotFound);
    QVERIFY(bench.contexts().contains(u"there is no context \"nowhere\""_s));
}

void CompositionTest::needsAContext()
{
    const Bench bench { QByteArray() };
    QCOMPARE(Composition::make(bench.options).error().code, ErrorCode::Precondition);
    QVERIFY(bench.contexts().contains(u"no current-context is set"_s));
}

void CompositionTest::refusesAMissingFile()
{
    Bench bench;
    bench.options.kubeconfig = bench.folder.path() + u"/none"_s;
    QCOMPARE(Composition::make(bench.options).error().code, ErrorCode::InvalidInput);
}

void CompositionTest::keepsConsentThatWasGiven()
{
    Bench bench;
    bench.options.contexts = { u"plugin"_s };
    bench.options.exec = ExecPolicy::Allow;
    QVERIFY(Composition::make(bench.options));
    QVERIFY(QFile::exists(*bench.options.dataFolder + u"/exec-consents.json"_s));
}

void CompositionTest::startsWithoutAnyServer()
{
    Bench bench;
    const Result<std::unique_ptr<Composition>> made = Composition::make(bench.options);
    QVERIFY(made);
    session::LiveFleet& fleet = (*made)->fleet();
    fleet.start();
    QTRY_COMPARE(fleet.clusters().front().state, session::LinkState::Disconnected);
    QCOMPARE(fleet.clusters().front().error->code, ErrorCode::Unreachable);
    QVERIFY(fleet.apps().empty());
}

QTEST_GUILESS_MAIN(CompositionTest)
#include "CompositionTest.moc"
