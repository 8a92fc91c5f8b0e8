#include "core/git/IgnoredFiles.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace Qt::StringLiterals;

class IgnoredFilesTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_tree;

    void write(const QString& name, const QByteArray& content = "x")
    {
        QDir(m_tree.path()).mkpath(QFileInfo(name).path());
        QFile file(m_tree.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    [[nodiscard]] QStringList files() const
    {
        QStringList all;
        QDirIterator walk(m_tree.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (walk.hasNext())
            all << QDir(m_tree.path()).relativeFilePath(walk.next());
        all.sort();
        return all;
    }

private Q_SLOTS:
    void init()
    {
        QDir(m_tree.path()).removeRecursively();
        write(u"a.yaml"_s);
        write(u"pic.png"_s);
        write(u"deep/b.yaml"_s);
        write(u"deep/pic.png"_s);
    }

    void takesThemOut()
    {
        QVERIFY(
            git::removeIgnored(m_tree.path(), { .first = { u"*.png"_s }, .perDirectoryFile = u".sourceignore"_s }, {}));
        QCOMPARE(files(), (QStringList { u"a.yaml"_s, u"deep/b.yaml"_s }));
    }

    void letsALaterPatternWin()
    {
        write(u"deep/.sourceignore"_s, "!pic.png\nb.yaml\n");
        const git::IgnorePatterns patterns {
            .first = { u"*.png"_s }, .perDirectoryFile = u".sourceignore"_s, .last = { u"!b.yaml"_s, u"/a.yaml"_s }
        };
        QVERIFY(git::removeIgnored(m_tree.path(), patterns, {}));
        QCOMPARE(files(), (QStringList { u"deep/.sourceignore"_s, u"deep/b.yaml"_s, u"deep/pic.png"_s }));
    }

    void removesALinkAndNotItsTarget()
    {
        QTemporaryDir outside;
        QFile precious(outside.filePath(u"p"_s));
        QVERIFY(precious.open(QIODevice::WriteOnly));
        QVERIFY(QFile::link(precious.fileName(), m_tree.filePath(u"link.png"_s)));
        QVERIFY(
            git::removeIgnored(m_tree.path(), { .first = { u"*.png"_s }, .perDirectoryFile = u".sourceignore"_s }, {}));
        QVERIFY(precious.exists());
        QVERIFY(!QFileInfo(m_tree.filePath(u"link.png"_s)).isSymLink());
    }

    void stopsWhenCancelled()
    {
        CancelSource cancel;
        cancel.cancel();
        const Result<void> stopped = git::removeIgnored(m_tree.path(), { .first = { u"*.png"_s } }, cancel.token());
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QCOMPARE(files().size(), 4);
    }
};

QTEST_GUILESS_MAIN(IgnoredFilesTest)
#include "IgnoredFilesTest.moc"
