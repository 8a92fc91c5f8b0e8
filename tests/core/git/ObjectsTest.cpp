#include "Repositories.h"

#include "core/git/Objects.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::git;
using namespace Qt::StringLiterals;

class ObjectsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatGitReads()
    {
        const WorkTree work;
        const QByteArray before = "first: äö\n\n";
        work.write(u"a/b.yaml"_s, before);
        const CommitId first = work.commit(u"\n\n  Größer: ein \"Satz\"\n\nmehr"_s);
        const QByteArray after("\0\xff", 2);
        work.write(u"a/b.yaml"_s, after);
        const CommitId second = work.commit(u"second"_s);
        const QString repository = work.path() + u"/.git"_s;
        for (const CommitId& commit : { first, second }) {
            const auto read = readCommit(repository, commit);
            QVERIFY(read);
            const auto told = [&work, &commit](const QString& format) {
                return QString::fromUtf8(work.git({ u"log"_s, u"-1"_s, u"--format="_s + format, commit.text() }))
                    .trimmed();
            };
            QCOMPARE(read->id, commit);
            QCOMPARE(read->subject.trimmed(), told(u"%s"_s));
            QCOMPARE(read->author, told(u"%an"_s));
            QCOMPARE(read->time.toSecsSinceEpoch(), told(u"%ct"_s).toLongLong());
        }
        QCOMPARE(readFile(repository, first, u"a/b.yaml"_s), before);
        QCOMPARE(readFile(repository, second, u"a/b.yaml"_s), after);
    }

    void hasNothingOfWhatIsNotThere()
    {
        const WorkTree work;
        work.write(u"a/b"_s, "x");
        const CommitId commit = work.commit(u"one"_s);
        const QString repository = work.path() + u"/.git"_s;
        QVERIFY(!readCommit(repository, CommitId(u"0123456789012345678901234567890123456789"_s)));
        QVERIFY(!readCommit(repository, CommitId(u"main"_s)));
        QVERIFY(!readCommit(work.path() + u"/none"_s, commit));
        QVERIFY(!readFile(repository, commit, u"a"_s));
        QVERIFY(!readFile(repository, commit, u"a/c"_s));
        QVERIFY(!readFile(repository, commit, QString()));
    }
};

QTEST_GUILESS_MAIN(ObjectsTest)
#include "ObjectsTest.moc"
