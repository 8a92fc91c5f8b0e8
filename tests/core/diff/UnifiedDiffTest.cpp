#include "core/diff/UnifiedDiff.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace holdfast::diff;
using namespace Qt::StringLiterals;

namespace {

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

QString object(int number, std::mt19937& random)
{
    QString text = u"apiVersion: v1\nkind: ConfigMap\ndata:\n"_s;
    for (int line = 0; line < 40; ++line)
        if (random() % 9 != 0)
            text += u"  key%1: \"%2\"\n"_s.arg(line).arg(random() % 5 == 0 ? number : 0);
    return text;
}

}

class UnifiedDiffTest final : public QObject {
    Q_OBJECT

    /// What is left of `path` below `folder` after a program took the patch.
    static QByteArray applied(const QTemporaryDir& folder, const QString& patch, const QStringList& command)
    {
        QProcess process;
        process.setWorkingDirectory(folder.path());
        process.start(command.first(), command.mid(1));
        process.write(patch.toUtf8());
        process.closeWriteChannel();
        if (!process.waitForFinished() || process.exitCode() != 0)
            return "failed: " + process.readAllStandardError() + patch.toUtf8();
        return read(folder.filePath(u"live.yaml"_s));
    }

private Q_SLOTS:
    void looksLikeGits()
    {
        const auto content = sideBySide(u"a: 1\nb: 2\nc: 3\nd: 4\ne: 5\n"_s, u"a: 1\nb: 2\nc: 3\nd: x\ne: 5\n"_s, {});
        QCOMPARE(unifiedDiff(*content, { u"o.yaml"_s, u"o.yaml"_s }),
            u"diff --git a/o.yaml b/o.yaml\n--- a/o.yaml\n+++ b/o.yaml\n@@ -1,5 +1,5 @@\n a: 1\n b: 2\n c: 3\n-d: 4\n"
            "+d: x\n e: 5\n"_s);
    }

    void isEmptyWhereNothingDiffers()
    {
        QCOMPARE(unifiedDiff(*sideBySide(u"a: 1\n"_s, u"a: 1\n"_s, {}), { u"o"_s, u"o"_s }), QString());
        QCOMPARE(unifiedDiff({}, { u"o"_s, u"o"_s }), QString());
    }

    void leavesWhatARuleHides()
    {
        const QString left = u"a: 1\nb: 1\nc: 1\nd: 1\n"_s;
        const FieldMark muted { .path = *holdfast::manifest::FieldPath::fromText("/b"), .note = u"rule"_s };
        const FieldMark added { .path = *holdfast::manifest::FieldPath::fromText("/bb"), .note = u"rule"_s };
        const auto content = sideBySide(left, u"a: 1\nb: 2\nbb: 2\nc: 2\nd: 1\n"_s, {}, { muted, added });
        const QTemporaryDir folder;
        QVERIFY(write(folder.filePath(u"live.yaml"_s), left.toUtf8()));
        const QString patch = unifiedDiff(*content, { u"live.yaml"_s, u"live.yaml"_s });
        QCOMPARE(applied(folder, patch, { u"git"_s, u"apply"_s, u"-"_s }), "a: 1\nb: 1\nc: 2\nd: 1\n"_ba);
        const auto hidden = sideBySide(left, u"a: 1\nb: 2\nc: 1\nd: 1\n"_s, {}, { muted });
        QCOMPARE(unifiedDiff(*hidden, { u"o"_s, u"o"_s }), QString());
    }

    void isTakenByGitAndPatch_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::newRow("git") << QStringList { u"git"_s, u"apply"_s, u"-"_s };
        if (!QStandardPaths::findExecutable(u"patch"_s).isEmpty())
            QTest::newRow("patch") << QStringList { u"patch"_s, u"-p1"_s, u"-s"_s };
    }

    void isTakenByGitAndPatch()
    {
        QFETCH(const QStringList, command);
        std::mt19937 random(3);
        for (int round = 0; round < 40; ++round) {
            const QString left = object(1, random);
            const QString right = round == 0 ? left + u"last: line\n"_s : object(2, random);
            const QTemporaryDir folder;
            QVERIFY(write(folder.filePath(u"live.yaml"_s), left.toUtf8()));
            const auto content = sideBySide(left, right, {});
            QVERIFY(content);
            const QString patch = unifiedDiff(*content, { u"live.yaml"_s, u"live.yaml"_s });
            QCOMPARE(applied(folder, patch, command), right.toUtf8());
        }
    }

    void makesAndRemovesFiles()
    {
        const QTemporaryDir folder;
        const QString text = u"kind: ConfigMap\ndata:\n  a: b\n"_s;
        const QStringList git { u"git"_s, u"apply"_s, u"-"_s };
        const QString made = unifiedDiff(*sideBySide({}, text, {}), { {}, u"live.yaml"_s });
        QCOMPARE(applied(folder, made, git), text.toUtf8());
        const QString removed = unifiedDiff(*sideBySide(text, {}, {}), { u"live.yaml"_s, {} });
        QCOMPARE(applied(folder, removed, git), QByteArray());
        QVERIFY(!QFile::exists(folder.filePath(u"live.yaml"_s)));
    }
};

QTEST_GUILESS_MAIN(UnifiedDiffTest)
#include "UnifiedDiffTest.moc"
