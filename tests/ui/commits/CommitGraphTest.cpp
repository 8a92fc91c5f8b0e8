#include "ui/commits/CommitGraph.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::commits;

namespace {

/// `c:b,a` is a commit with its parents.
std::vector<GraphRow> rowsOf(const QString& commits)
{
    std::vector<GraphCommit> all;
    for (const QString& text : commits.split(u' ', Qt::SkipEmptyParts)) {
        GraphCommit commit { .id = git::CommitId(text.section(u':', 0, 0)), .parents = {} };
        for (const QString& parent : text.section(u':', 1).split(u',', Qt::SkipEmptyParts))
            commit.parents.emplace_back(parent);
        all.push_back(std::move(commit));
    }
    return graphRows(all);
}

}

class CommitGraphTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drawsOneLineForALine()
    {
        const std::vector<GraphRow> rows = rowsOf(QStringLiteral("c:b b:a a"));
        QCOMPARE(rows.size(), 3U);
        QCOMPARE(rows[0], (GraphRow { .lane = 0, .passing = {}, .from = {}, .to = { 0 } }));
        QCOMPARE(rows[1], (GraphRow { .lane = 0, .passing = {}, .from = { 0 }, .to = { 0 } }));
        QCOMPARE(rows[2], (GraphRow { .lane = 0, .passing = {}, .from = { 0 }, .to = {} }));
        QCOMPARE(laneCount(rows), 1);
    }

    void drawsAMergeBesideTheLine()
    {
        const std::vector<GraphRow> rows = rowsOf(QStringLiteral("m:b,s s:a b:a a"));
        QCOMPARE(rows[0].to, (std::vector { 0, 1 }));
        QCOMPARE(rows[1].lane, 1);
        QCOMPARE(rows[1].passing, std::vector { 0 });
        QCOMPARE(rows[2].lane, 0);
        QCOMPARE(rows[2].passing, std::vector { 1 });
        QCOMPARE(rows[3].from, std::vector { 1 }); // both led to a
        QCOMPARE(laneCount(rows), 2);
    }

    void drawsNoLineToWhatIsNotThere()
    {
        const std::vector<GraphRow> rows = rowsOf(QStringLiteral("c:x b:y"));
        QVERIFY(rows[0].to.empty());
        QCOMPARE(rows[1].lane, 0);
        QCOMPARE(laneCount({}), 1);
    }
};

QTEST_GUILESS_MAIN(CommitGraphTest)
#include "CommitGraphTest.moc"
