#include "ui/commits/CommitModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace holdfast;
using namespace holdfast::commits;
using namespace Qt::StringLiterals;
using workflow::HistoryEntry;
using workflow::RenderChange;

namespace {

git::CommitId id(QChar digit)
{
    return git::CommitId(QString(40, digit));
}

HistoryEntry entry(QChar digit, const QString& deployment, RenderChange rendered)
{
    HistoryEntry entry { .commit
        = { .id = id(digit), .parents = { id(QChar(digit.unicode() - 1)) }, .subject = u"change "_s + digit },
        .subject = {},
        .repository = u"https://git/apps.git"_s,
        .branch = u"main"_s,
        .deployments = {},
        .rendered = rendered };
    if (!deployment.isEmpty())
        entry.deployments.push_back({ .id = deployment, .outcome = u"Succeeded"_s });
    return entry;
}

QString marks(const CommitModel& model, int row)
{
    QStringList words;
    for (const CommitMark& mark : marksOf(model, row))
        words << mark.text;
    return words.join(u'|');
}

}

/// The commits of two apps that share a repository: 9 broke one of them, 7 the other; 5 is where both were well.
class CommitModelTest final : public QObject {
    Q_OBJECT

    const std::vector<HistoryEntry> m_one { entry(u'9', u"2"_s, RenderChange::Changed),
        entry(u'8', {}, RenderChange::Same), entry(u'7', {}, RenderChange::Same),
        entry(u'5', u"1"_s, RenderChange::Changed) };
    const std::vector<HistoryEntry> m_two { entry(u'7', u"4"_s, RenderChange::Changed),
        entry(u'5', u"3"_s, RenderChange::Changed) };

    [[nodiscard]] Judgement judged() const
    {
        Judgement judgement;
        judgement.add(m_one, { .running = 0, .lastGood = 3, .suspect = 0 });
        judgement.add(m_two, { .running = 0, .lastGood = 1, .suspect = 0 });
        return judgement;
    }

private Q_SLOTS:
    void eachAppHasItsOwnSuspect()
    {
        CommitModel model;
        const QAbstractItemModelTester tester(&model);
        model.setHistory(m_one, judged());
        QCOMPARE(model.rowCount(), 4);
        QVERIFY(model.isSuspect(0));
        QVERIFY(!model.isSuspect(1));
        QVERIFY(model.isSuspect(2));
        QVERIFY(model.isLastGood(3));
        QCOMPARE(model.chosenCommits(), (QStringList { id(u'9').text(), id(u'7').text() }));
        QCOMPARE(model.startRow(), 0);
        QVERIFY2(marks(model, 0).contains(u"runs now"), qPrintable(marks(model, 0)));
    }

    void whatAPersonChoseStays()
    {
        CommitModel model;
        model.setHistory(m_one, {});
        QVERIFY(model.chosenCommits().isEmpty());
        QSignalSpy chosen(&model, &CommitModel::chosenChanged);
        model.toggle(1);
        QCOMPARE(chosen.count(), 1);
        model.setHistory(m_one, judged());
        QCOMPARE(model.chosenCommits(), QStringList { id(u'8').text() });
    }

    void leavesOutWhatChangedNothing()
    {
        CommitModel model;
        model.setHistory(m_one, judged());
        model.setShown(CommitModel::Shown::WhatMatters);
        QCOMPARE(model.rowCount(), 3); // 7 renders nothing here, and is chosen
        QCOMPARE(model.rowOf(id(u'8')), -1);
        QCOMPARE(model.rowOf(id(u'5')), 2);
    }
};

QTEST_GUILESS_MAIN(CommitModelTest)
#include "CommitModelTest.moc"
