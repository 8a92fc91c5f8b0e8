#include "core/render/Directory.h"

#include "core/manifest/Resource.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace holdfast::render;
using namespace Qt::StringLiterals;

namespace {

QByteArray configMap(const char* name)
{
    return QByteArray("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ") + name + '\n';
}

}

class DirectoryTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_tree;

    void write(const QString& name, const QByteArray& content)
    {
        QDir(m_tree.path()).mkpath(QFileInfo(name).path());
        QFile file(m_tree.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    [[nodiscard]] DirectorySource source(Recursion recursion = Recursion::No) const
    {
        return { .tree = m_tree.path(), .path = u"app"_s, .recursion = recursion, .include = {}, .exclude = {} };
    }

private Q_SLOTS:
    void init()
    {
        QDir(m_tree.path()).removeRecursively();
        write(u"app/a.yaml"_s, configMap("a"));
        write(u"app/deep/b.json"_s, R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"}})");
        write(u"app/README.md"_s, "no manifest");
    }

    void readsOneFolderOrAllBelow()
    {
        QCOMPARE(readDirectory(source(), {})->size(), 1U);
        QCOMPARE(readDirectory(source(Recursion::Yes), {})->size(), 2U);
    }

    void takesWhatIncludeAndExcludeLeave()
    {
        DirectorySource only = source(Recursion::Yes);
        only.include = u"*.json"_s;
        QCOMPARE(manifest::objectKey(readDirectory(only, {})->front()).name, u"b"_s);
        only.include.clear();
        only.exclude = u"{deep/*,none}"_s;
        QCOMPARE(manifest::objectKey(readDirectory(only, {})->front()).name, u"a"_s);
    }

    void matchesGlobs_data()
    {
        QTest::addColumn<QString>("glob");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matches");
        QTest::newRow("star crosses slashes") << u"*.yaml"_s << u"a/b.yaml"_s << true;
        QTest::newRow("dot is a dot") << u"a.yaml"_s << u"axyaml"_s << false;
        QTest::newRow("alternatives") << u"{a,b}.yaml"_s << u"b.yaml"_s << true;
        QTest::newRow("negated class") << u"[!a].yaml"_s << u"a.yaml"_s << false;
        QTest::newRow("broken") << u"[a"_s << u"a"_s << false;
    }
    void matchesGlobs()
    {
        QFETCH(QString, glob);
        QFETCH(QString, text);
        QTEST(globMatches(glob, text), "matches");
    }

    void namesFileAndLineOfTruncatedYaml()
    {
        write(u"app/c.yaml"_s, configMap("c") + "data:\n  key: \"never closed\n");
        const auto read = readDirectory(source(), {});
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::InvalidInput);
        const auto* place = std::get_if<FilePlace>(&read.error().where);
        QVERIFY(place != nullptr);
        QCOMPARE(place->file, u"app/c.yaml"_s);
        QVERIFY(place->line > 0);
    }

    void passesOverWhatIsNoManifestAsArgoCdDoes_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("passes");
        QTest::newRow("values of a chart") << QByteArray("replicas: 3\n") << true;
        QTest::newRow("no YAML at all") << QByteArray("{{ template }}\n") << true;
        QTest::newRow("a manifest that is broken")
            << QByteArray("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: \"x\n") << false;
    }
    void passesOverWhatIsNoManifestAsArgoCdDoes()
    {
        QFETCH(QByteArray, content);
        write(u"app/other.yaml"_s, content);
        const auto read = readDirectory(source(), {});
        QTEST(read.has_value(), "passes");
        QCOMPARE(read ? read->size() : 1U, 1U);
    }

    void refusesLinksAndPathsOutOfTheTree()
    {
        QVERIFY(QFile::link(u"/etc/hostname"_s, m_tree.filePath(u"app/link.yaml"_s)));
        QCOMPARE(readDirectory(source(), {}).error().code, ErrorCode::Precondition);
        DirectorySource outside = source();
        outside.path = u"../../etc"_s;
        QCOMPARE(readDirectory(outside, {}).error().code, ErrorCode::Precondition);
    }

    void refusesJsonnetAndMissingFolders()
    {
        write(u"app/x.jsonnet"_s, "{}");
        QCOMPARE(readDirectory(source(), {}).error().code, ErrorCode::Unsupported);
        DirectorySource missing = source();
        missing.path = u"none"_s;
        QCOMPARE(readDirectory(missing, {}).error().code, ErrorCode::NotFound);
    }

    void neverTakesNothingForEverythingDeleted() { QCOMPARE(checked({}).error().code, ErrorCode::Precondition); }

    void refusesAnObjectDeclaredTwice()
    {
        write(u"app/again.yaml"_s, configMap("a"));
        const auto read = readDirectory(source(), {});
        QVERIFY(read);
        QCOMPARE(checked(*read).error().code, ErrorCode::InvalidInput);
    }

    void notesWhatIsEncrypted()
    {
        write(u"app/a.yaml"_s, configMap("a") + "sops:\n  version: 3.8.1\n");
        const auto rendered = checked(*readDirectory(source(), {}));
        QVERIFY(rendered);
        QCOMPARE(rendered->notes.size(), 1);
    }

    void stopsWhenCancelled()
    {
        CancelSource cancel;
        cancel.cancel();
        QCOMPARE(readDirectory(source(), cancel.token()).error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(DirectoryTest)
#include "DirectoryTest.moc"
