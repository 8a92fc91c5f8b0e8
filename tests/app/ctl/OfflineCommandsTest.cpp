#include "tests/app/ctl/RunCtl.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace holdfast;
using namespace holdfast::ctl;

class OfflineCommandsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void yamlPrintsObjects_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("nothing") << ""_ba << "[]"_ba;
        QTest::newRow("empty documents") << "---\n# nothing\n---\n"_ba << "[]"_ba;
        QTest::newRow("two documents") << "kind: A\n---\nkind: B\n"_ba << R"([{"kind":"A"},{"kind":"B"}])"_ba;
        QTest::newRow("a list") << "kind: List\napiVersion: v1\nitems:\n- kind: A\n- kind: B\n"_ba
                                << R"([{"kind":"A"},{"kind":"B"}])"_ba;
        QTest::newRow("JSON") << R"({"kind":"A","n":9007199254740993})"_ba
                              << R"([{"kind":"A","n":9007199254740993}])"_ba;
        QTest::newRow("exact integers") << "a: 9007199254740993\nb: 18446744073709551615\n"_ba
                                        << R"([{"a":9007199254740993,"b":18446744073709551615}])"_ba;
        QTest::newRow("YAML 1.1 words") << "a: yes\nb: \"yes\"\nc: 010\n"_ba << R"([{"a":true,"b":"yes","c":8}])"_ba;
    }

    void yamlPrintsObjects()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, json);
        for (const QString& file : { write(text), u"-"_s }) {
            const CtlAnswer answer = runCtl({ .words = { u"yaml"_s, file }, .input = text });
            QVERIFY2(answer.exit == 0, qPrintable(answer.messages));
            QCOMPARE(answer.output, json + '\n');
        }
    }

    void yamlRefuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("place");
        QTest::newRow("truncated") << "a: \"b\nc: d\n"_ba << u":"_s;
        QTest::newRow("mapping in a value") << "a: 1\nb: c: d\n"_ba << u":2"_s;
        QTest::newRow("not UTF-8") << "a: \xff\n"_ba << QString();
        QTest::newRow("control character") << "a: b\n\x01: c\n"_ba << QString();
    }

    void yamlRefuses()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, place);
        const QString file = write(text);
        const CtlAnswer answer = runCtl({ .words = { u"yaml"_s, file } });
        QCOMPARE(answer.exit, 6);
        QVERIFY(answer.output.isEmpty());
        QVERIFY2(answer.messages.startsWith(u"holdfastctl: "_s + file + place), qPrintable(answer.messages));
    }

    void yamlWarnsOfWhatAPersonShouldKnow()
    {
        const QString file = write("a: 1\na: 2\n");
        const CtlAnswer answer = runCtl({ .words = { u"yaml"_s, file } });
        QCOMPARE(answer.exit, 0);
        QCOMPARE(answer.output, "[{\"a\":2}]\n"_ba);
        QVERIFY2(answer.messages.startsWith(u"warning: "_s + file + u":2: "_s), qPrintable(answer.messages));
    }

    void inputThatCannotBeRead_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("says");
        QTest::newRow("missing") << m_folder.filePath(u"none"_s) << u"there is no such file"_s;
        QTest::newRow("folder") << m_folder.path() << u"this is a folder"_s;
    }

    void inputThatCannotBeRead()
    {
        QFETCH(const QString, file);
        QFETCH(const QString, says);
        const CtlAnswer answer = runCtl({ .words = { u"yaml"_s, file } });
        QCOMPARE(answer.exit, 6);
        QVERIFY2(answer.messages.contains(says), qPrintable(answer.messages));
    }

    void comparesQuantities_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char* a, const char* b, int exit, const char* json) {
            QTest::addRow("%s %s", a, b) << QStringList { QString::fromLatin1(a), QString::fromLatin1(b) } << exit
                                         << QByteArray(json);
        };
        row("1Gi", "1024Mi", 0, R"({"a":"1Gi","b":"1Gi","equal":true})");
        row("1.5", "1500m", 0, R"({"a":"1500m","b":"1500m","equal":true})");
        row("100m", "0.2", 1, R"({"a":"100m","b":"200m","equal":false})");
        row("-1", "-1000m", 0, R"({"a":"-1","b":"-1","equal":true})");
        row("-", "1", 0, R"({"a":"1","b":"1","equal":true})");
    }

    void comparesQuantities()
    {
        QFETCH(const QStringList, words);
        QFETCH(const QByteArray, json);
        const CtlAnswer answer = runCtl({ .words = QStringList { u"quantity"_s } + words, .input = " 1\n" });
        QTEST(answer.exit, "exit");
        QCOMPARE(answer.output, json + '\n');
        QVERIFY(answer.messages.isEmpty());
    }

    void refusesQuantities_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : { "", "abc", "1 Gi", "1gi", "0x10", "1e", "--", "1.2.3" })
            QTest::addRow("'%s'", text) << QString::fromLatin1(text);
    }

    void refusesQuantities()
    {
        QFETCH(const QString, text);
        const CtlAnswer answer = runCtl({ .words = { u"quantity"_s, u"1"_s, u"-"_s }, .input = text.toUtf8() });
        QCOMPARE(answer.exit, 6);
        QVERIFY(answer.output.isEmpty());
        QVERIFY(answer.messages.startsWith(u"holdfastctl: "_s));
    }

    void oneStandardInputIsNotTwoQuantities()
    {
        QCOMPARE(runCtl({ .words = { u"quantity"_s, u"-"_s, u"-"_s } }).exit, 2);
    }

private:
    QString write(const QByteArray& text)
    {
        const QString path = m_folder.filePath(u"input-%1.yaml"_s.arg(m_written++));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
            qFatal("cannot write a test file");
        return path;
    }

    QTemporaryDir m_folder;
    int m_written = 0;
};

QTEST_GUILESS_MAIN(OfflineCommandsTest)
#include "OfflineCommandsTest.moc"
