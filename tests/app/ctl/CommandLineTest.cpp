#include "tests/app/ctl/RunCtl.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace holdfast::ctl;

class CommandLineTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wrongUsageIsOneSentenceAndAHint_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("says");
        QTest::newRow("nothing") << QStringList() << u"no command was given"_s;
        QTest::newRow("unknown command") << QStringList { u"appz"_s } << u"there is no command \"appz\""_s;
        QTest::newRow("unknown option") << QStringList { u"yaml"_s, u"--frobnicate"_s, u"f"_s } << u"frobnicate"_s;
        QTest::newRow("too few") << QStringList { u"quantity"_s, u"1"_s } << u"quantity takes 2 argument(s), not 1"_s;
        QTest::newRow("too many") << QStringList { u"yaml"_s, u"a"_s, u"b"_s } << u"yaml takes 1 argument(s), not 2"_s;
        QTest::newRow("format") << QStringList { u"-o"_s, u"xml"_s, u"yaml"_s, u"-"_s }
                                << u"no output format \"xml\""_s;
        QTest::newRow("missing value") << QStringList { u"apps"_s, u"--context"_s } << u"context"_s;
        QTest::newRow("contradiction") << QStringList { u"apps"_s, u"--context"_s, u"a"_s, u"--all-contexts"_s }
                                       << u"--context and --all-contexts exclude each other"_s;
    }

    void wrongUsageIsOneSentenceAndAHint()
    {
        QFETCH(const QStringList, words);
        QFETCH(const QString, says);
        const CtlAnswer answer = runCtl({ .words = words });
        QCOMPARE(answer.exit, 2);
        QVERIFY(answer.output.isEmpty());
        const QStringList lines = answer.messages.split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines[0].startsWith(u"holdfastctl: "_s) && lines[0].contains(says), qPrintable(lines[0]));
        QVERIFY(lines[1].startsWith(u"hint: "_s));
    }

    void optionsMayStandAnywhere_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("before") << QStringList { u"-o"_s, u"json"_s, u"quantity"_s, u"1"_s, u"1"_s };
        QTest::newRow("between") << QStringList { u"quantity"_s, u"1"_s, u"-ojson"_s, u"1"_s };
        QTest::newRow("after") << QStringList { u"quantity"_s, u"1"_s, u"1"_s, u"--output=json"_s, u"--no-color"_s };
    }

    void optionsMayStandAnywhere()
    {
        QFETCH(const QStringList, words);
        const CtlAnswer answer = runCtl({ .words = words });
        QVERIFY2(answer.exit == 0, qPrintable(answer.messages));
    }

    void helpGoesToStandardOutput_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("shows");
        QTest::newRow("program") << QStringList { u"--help"_s } << "Commands:\n  apps"_ba;
        QTest::newRow("short") << QStringList { u"-h"_s } << "--all-contexts"_ba;
        QTest::newRow("word") << QStringList { u"help"_s } << "resources A"_ba;
        QTest::newRow("command") << QStringList { u"yaml"_s, u"--help"_s } << "Usage: holdfastctl yaml F"_ba;
        QTest::newRow("version") << QStringList { u"--version"_s } << "holdfastctl "_ba;
    }

    void helpGoesToStandardOutput()
    {
        QFETCH(const QStringList, words);
        QFETCH(const QByteArray, shows);
        const CtlAnswer answer = runCtl({ .words = words });
        QCOMPARE(answer.exit, 0);
        QVERIFY2(answer.output.contains(shows), answer.output.constData());
        QVERIFY(answer.messages.isEmpty());
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "CommandLineTest.moc"
