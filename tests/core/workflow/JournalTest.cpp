#include "core/workflow/Journal.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace holdfast;
using namespace holdfast::workflow;
using manifest::Value;

namespace {

StoredRun sample(const char* id, int second = 0)
{
    return { .id = RunId(QString::fromLatin1(id)),
        .guide = QStringLiteral("git-revert"),
        .by = QStringLiteral("Dana"),
        .startedAt = QDateTime(QDate(2026, 1, 2), QTime(3, 4, second), QTimeZone::UTC),
        .position = { .steps = 4, .current = 1, .held = false },
        .plan = Value(Value::Map { { "apps", Value(Value::List { Value("a"), Value("b") }) } }) };
}

}

class JournalTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_folder = m_home->filePath(QStringLiteral("data"));
    }

    void isEmptyBeforeAnythingWasWrittenAndMakesNoFile()
    {
        const Journal journal(m_folder);
        QCOMPARE(journal.runs().value().size(), 0U);
        QCOMPARE(journal.run(RunId(QStringLiteral("x"))).error().code, ErrorCode::NotFound);
        QVERIFY(!QFileInfo::exists(m_folder));
    }

    void givesBackWhatWasKept()
    {
        const Journal journal(m_folder);
        StoredRun run = sample("r1");
        const Result<void> begun = journal.begin(run);
        QVERIFY2(begun, begun ? "" : qPrintable(errorText(begun.error())));
        run.position = { .steps = 4, .current = 2, .state = RunState::Open, .held = true, .back = RunState::Failed };
        run.facts = Value(Value::Map { { "pushedAt", Value("2026-01-02T03:04:05Z") } });
        const RunRecord record { .kind = RecordKind::Outcome,
            .step = 1,
            .at = run.startedAt.addSecs(5),
            .note = QStringLiteral("pushed \U0001F600") };
        QVERIFY(journal.keep(run, record));
        QCOMPARE(journal.run(run.id).value(), run);
        const std::vector<RunRecord> records = journal.records(run.id).value();
        QCOMPARE(records.size(), 2U);
        QCOMPARE(records.front().kind, RecordKind::Begun);
        QCOMPARE(records.back(), record);
    }

    void listsTheNewestFirst()
    {
        const Journal journal(m_folder);
        QVERIFY(journal.begin(sample("old", 1)) && journal.begin(sample("new", 9)));
        const std::vector<StoredRun> runs = journal.runs().value();
        QCOMPARE(runs.size(), 2U);
        QCOMPARE(runs.front().id.text(), QStringLiteral("new"));
    }

    void doesNotBeginARunTwice()
    {
        const Journal journal(m_folder);
        QVERIFY(journal.begin(sample("r1")));
        QCOMPARE(journal.begin(sample("r1")).error().code, ErrorCode::AlreadyExists);
        QCOMPARE(journal.records(RunId(QStringLiteral("r1"))).value().size(), 1U);
    }

    void isReadByItsUserAlone()
    {
        const Journal journal(m_folder);
        QVERIFY(journal.begin(sample("r1")));
        const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        for (const QFileInfo& file : QDir(m_folder).entryInfoList(QDir::Files))
            QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
        QVERIFY(!(QFileInfo(m_folder).permissions() & others));
    }

    void letsOneDriveARunAtATime()
    {
        const Journal journal(m_folder);
        const RunId id(QStringLiteral("r1"));
        auto first = journal.lock(id);
        QVERIFY(first);
        QCOMPARE(Journal(m_folder).lock(id).error().code, ErrorCode::Precondition);
        QVERIFY(journal.lock(RunId(QStringLiteral("r2"))));
        first->reset();
        QVERIFY(journal.lock(id));
    }

    void keepsABrokenFileAsideAndGoesOn()
    {
        QVERIFY(QDir().mkpath(m_folder));
        QFile file(m_folder + QStringLiteral("/runs.sqlite"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        const Journal journal(m_folder);
        QVERIFY(journal.begin(sample("r1")));
        QCOMPARE(journal.runs().value().size(), 1U);
        QCOMPARE(QDir(m_folder).entryList({ QStringLiteral("runs.sqlite.broken-*") }).size(), 1);
    }

    void leavesTheFileOfANewerVersionAsItIs()
    {
        const Journal journal(m_folder);
        QVERIFY(journal.begin(sample("r1")));
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("newer"));
            database.setDatabaseName(m_folder + QStringLiteral("/runs.sqlite"));
            QVERIFY(database.open());
            QVERIFY(QSqlQuery(database).exec(QStringLiteral("PRAGMA user_version=99")));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("newer"));
        QCOMPARE(journal.begin(sample("r2")).error().code, ErrorCode::Precondition);
        QCOMPARE(journal.runs().error().code, ErrorCode::Precondition);
    }

    void saysWhereItCannotWrite()
    {
        QFile file(m_folder);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QCOMPARE(Journal(m_folder).begin(sample("r1")).error().code, ErrorCode::Io);
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
    QString m_folder;
};

QTEST_GUILESS_MAIN(JournalTest)
#include "JournalTest.moc"
