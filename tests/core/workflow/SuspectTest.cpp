#include "core/workflow/Suspect.h"

#include <QTest>
#include <QTimeZone>

using namespace holdfast;
using namespace holdfast::workflow;
using namespace Qt::StringLiterals;

namespace {

/// Newest first; each letter a commit: capital letters changed what is rendered, `*` behind one was deployed.
std::vector<HistoryEntry> history(const QString& text)
{
    std::vector<HistoryEntry> all;
    const QDateTime now = QDateTime::fromSecsSinceEpoch(1'000'000, QTimeZone::UTC);
    for (const QChar c : text) {
        const QDateTime at = now.addSecs(-60 * static_cast<qint64>(all.size()));
        if (c == u'*')
            all.back().deployments.push_back({ .id = u"1"_s, .at = at });
        else
            all.push_back({ .commit = { .id = git::CommitId(QString(c)), .time = at },
                .rendered = c.isUpper() ? RenderChange::Changed : RenderChange::Same });
    }
    return all;
}

QString named(const std::vector<HistoryEntry>& all, const std::optional<std::size_t>& index)
{
    return index ? all[*index].commit.id.text() : QString();
}

}

class SuspectTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheFirstDifferenceSinceTheLastGoodState_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("suspect");
        QTest::addColumn<QString>("lastGood");
        QTest::newRow("the deployed one") << u"aB*cD*"_s << u"B"_s << u"D"_s;
        QTest::newRow("an older one that changed more") << u"b*CDe*"_s << u"D"_s << u"e"_s;
        QTest::newRow("not what is not deployed yet") << u"AB*c*"_s << u"B"_s << u"c"_s;
        QTest::newRow("nothing changed") << u"ab*c*"_s << QString() << u"c"_s;
        QTest::newRow("deployed once") << u"aB*cD"_s << u"D"_s << QString();
        QTest::newRow("never deployed") << u"AB"_s << QString() << QString();
        QTest::newRow("no history") << QString() << QString() << QString();
    }
    void findsTheFirstDifferenceSinceTheLastGoodState()
    {
        QFETCH(const QString, text);
        const auto all = history(text);
        const Suspicion found = suspicion(all, gitops::HealthStatus::Degraded);
        QTEST(named(all, found.suspect), "suspect");
        QTEST(named(all, found.lastGood), "lastGood");
    }

    void suspectsNobodyOfAnAppThatIsWell()
    {
        QVERIFY(!suspicion(history(u"A*B*"_s), gitops::HealthStatus::Healthy).suspect);
        QVERIFY(suspicion(history(u"A*B*"_s), gitops::HealthStatus::Progressing).suspect);
    }
};

QTEST_GUILESS_MAIN(SuspectTest)
#include "SuspectTest.moc"
