#include "core/session/ExternalDiff.h"
#include "core/base/Async.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace holdfast::session;
using namespace Qt::StringLiterals;

class ExternalDiffTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    void configure(const QByteArray& text)
    {
        QFile file(m_folder.filePath(u"gitconfig"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        qputenv("GIT_CONFIG_GLOBAL", file.fileName().toUtf8());
    }

    [[nodiscard]] QString seen() const
    {
        QFile file(m_folder.filePath(u"seen"_s));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    /// A program that writes down its two files, how they may be read, and where they lie.
    [[nodiscard]] QString program()
    {
        QFile file(m_folder.filePath(u"show"_s));
        if (file.open(QIODevice::WriteOnly)) {
            file.write("#!/bin/sh\n{ cat \"$1\" \"$2\"; stat -c %a \"$1\" \"$(dirname \"$1\")\"; dirname \"$1\"; } > '"
                + m_folder.filePath(u"seen"_s).toUtf8() + "'\n");
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        }
        return file.fileName();
    }

    void check(const QString& name)
    {
        ExternalDiff external;
        QString tool;
        onDone(external.tool(), this, [&tool](const Result<QString>& found) { tool = *found; });
        QTRY_COMPARE(tool, name);
        std::optional<Result<void>> done;
        onDone(external.open(
                   { .left = u"a: 1\n"_s, .right = u"a: 2\n"_s, .leftName = u"../x y.yaml"_s, .rightName = u"-r"_s }),
            this, [&done](const Result<void>& result) { done = result; });
        QVERIFY2(!done, "opening does not wait");
        QTRY_VERIFY(done);
        QVERIFY2(done->has_value(), done->has_value() ? "" : qPrintable(errorText(done->error())));
        const QStringList lines = seen().split(u'\n');
        QCOMPARE(lines.value(0) + lines.value(1), u"a: 1a: 2"_s);
        QCOMPARE(lines.value(2), u"600"_s);
        QCOMPARE(lines.value(3), u"700"_s);
        QTRY_VERIFY2(!QDir(lines.value(4)).exists(), "the files are gone with the program");
    }

private Q_SLOTS:
    void init()
    {
        QFile::remove(m_folder.filePath(u"seen"_s));
        qunsetenv("DIFF");
        qputenv("GIT_CONFIG_NOSYSTEM", "1");
        configure({});
    }

    void startsGitsTool()
    {
        configure("[diff]\n tool = mine\n[difftool \"mine\"]\n cmd = '" + program().toUtf8()
            + "' \\\"$LOCAL\\\" \\\"$REMOTE\\\"\n");
        check(u"mine"_s);
    }

    void prefersGitsToolForWindows()
    {
        const QByteArray command = " cmd = '" + program().toUtf8() + "' \\\"$LOCAL\\\" \\\"$REMOTE\\\"\n";
        configure("[diff]\n guitool = window\n tool = terminal\n[difftool \"window\"]\n" + command);
        check(u"window"_s);
    }

    void startsWhatTheEnvironmentNames()
    {
        qputenv("DIFF", program().toUtf8());
        check(QString::fromUtf8(qgetenv("DIFF")));
    }

    void saysWhenThereIsNone()
    {
        ExternalDiff external;
        std::optional<QString> tool;
        onDone(external.tool(), this, [&tool](const Result<QString>& found) { tool = *found; });
        QTRY_VERIFY(tool);
        QCOMPARE(*tool, QString());
        std::optional<Result<void>> done;
        onDone(external.open({}), this, [&done](const Result<void>& result) { done = result; });
        QTRY_VERIFY(done);
        QCOMPARE(done->error().code, ErrorCode::NotFound);
    }

    void saysWhenItCannotBeStarted()
    {
        qputenv("DIFF", "/nonexistent/program");
        ExternalDiff external;
        std::optional<QString> tool;
        onDone(external.tool(), this, [&tool](const Result<QString>& found) { tool = *found; });
        QTRY_VERIFY(tool);
        std::optional<Result<void>> done;
        onDone(external.open({}), this, [&done](const Result<void>& result) { done = result; });
        QTRY_VERIFY(done);
        QCOMPARE(done->error().code, ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(ExternalDiffTest)
#include "ExternalDiffTest.moc"
