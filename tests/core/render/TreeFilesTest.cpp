#include "core/render/TreeFiles.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace holdfast::render;
using namespace Qt::StringLiterals;

class TreeFilesTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_outside;
    QTemporaryDir m_tree;

    [[nodiscard]] QString inside(const QString& name) const { return m_tree.filePath(name); }

private Q_SLOTS:
    void init()
    {
        QDir(m_tree.path()).removeRecursively();
        QDir(m_tree.path()).mkpath(inside(u"app"_s));
        QVERIFY(writeInside(m_tree.path(), u"app/a.yaml"_s, "a"));
    }

    void readsWhatItWrote()
    {
        QCOMPARE(readInside(m_tree.path(), u"app/a.yaml"_s), QByteArray("a"));
        QVERIFY(writeInside(m_tree.path(), u"app/a.yaml"_s, "b"));
        QVERIFY(writeInside(m_tree.path(), u"new/deep/c.yaml"_s, "c"));
        QCOMPARE(readInside(m_tree.path(), u"./app/../app/a.yaml"_s), QByteArray("b"));
        QCOMPARE(readInside(m_tree.path(), u"new/deep/c.yaml"_s), QByteArray("c"));
        QVERIFY(removeInside(m_tree.path(), u"new"_s));
        QVERIFY(!QFile::exists(inside(u"new"_s)));
    }

    void staysInTheTree_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("dots") << u"../x"_s;
        QTest::newRow("a linked folder") << u"out/x"_s;
        QTest::newRow("below a linked folder") << u"out/deep/x"_s;
        QTest::newRow("through a link and back") << u"out/../../x"_s;
    }
    void staysInTheTree()
    {
        QFETCH(const QString, path);
        QVERIFY(QFile::link(m_outside.path(), inside(u"out"_s)));
        const Result<void> written = writeInside(m_tree.path(), path, "x");
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::Precondition);
        QVERIFY(QDir(m_outside.path()).isEmpty());
    }

    void replacesALinkAndNotItsTarget()
    {
        const QString target = m_outside.filePath(u"target"_s);
        QFile file(target);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("kept");
        file.close();
        QVERIFY(QFile::link(target, inside(u"link"_s)));
        QCOMPARE(readInside(m_tree.path(), u"link"_s).error().code, ErrorCode::Precondition);
        QVERIFY(writeInside(m_tree.path(), u"link"_s, "mine"));
        QCOMPARE(readInside(m_tree.path(), u"link"_s), QByteArray("mine"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "kept");
        file.remove();
    }

    void followsLinksWithinTheTree()
    {
        QVERIFY(QFile::link(u"app"_s, inside(u"alias"_s)));
        QCOMPARE(readInside(m_tree.path(), u"alias/a.yaml"_s), QByteArray("a"));
        QVERIFY(folderInside(m_tree.path(), u"alias"_s));
    }

    void tellsFilesFromFolders()
    {
        QCOMPARE(fileInside(m_tree.path(), u"app"_s).error().code, ErrorCode::NotFound);
        QCOMPARE(folderInside(m_tree.path(), u"app/a.yaml"_s).error().code, ErrorCode::NotFound);
        QCOMPARE(fileInside(m_tree.path(), u"none"_s).error().code, ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TreeFilesTest)
#include "TreeFilesTest.moc"
