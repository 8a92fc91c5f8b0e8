#include "app/sandbox/sim/GitHost.h"
#include "app/sandbox/sim/HelmStorage.h"
#include "app/sandbox/sim/HttpRequest.h"

#include <QTest>

using namespace holdfast::sandbox::sim;

/// Requests as git sends them, byte by byte, and answers of a CGI program.
class HttpReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsARequest_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no body") << QByteArray("GET /a.git/info/refs?service=x HTTP/1.1\r\nHost: h\r\n\r\n")
                                 << QByteArray();
        QTest::newRow("length") << QByteArray("POST /a HTTP/1.1\r\ncontent-length: 3\r\n\r\nabc") << QByteArray("abc");
        QTest::newRow("chunks") << QByteArray(
            "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n")
                                << QByteArray("abc0123456789");
    }

    void readsARequest()
    {
        QFETCH(const QByteArray, bytes);
        HttpReader whole;
        whole.add(bytes);
        QCOMPARE(whole.poll(), HttpReader::State::Ready);
        QTEST(whole.take().body, "body");
        HttpReader slow;
        for (qsizetype index = 0; index + 1 < bytes.size(); ++index) {
            slow.add(bytes.mid(index, 1));
            QCOMPARE(slow.poll(), HttpReader::State::NeedsMore);
        }
        slow.add(bytes.last(1));
        QCOMPARE(slow.poll(), HttpReader::State::Ready);
        QTEST(slow.take().body, "body");
    }

    void refusesNonsense_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no request line") << QByteArray("hello\r\n\r\n");
        QTest::newRow("length is no number") << QByteArray("POST /a HTTP/1.1\r\nContent-Length: x\r\n\r\n");
        QTest::newRow("negative length") << QByteArray("POST /a HTTP/1.1\r\nContent-Length: -1\r\n\r\n");
        QTest::newRow("bad chunk") << QByteArray("POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        QTest::newRow("endless head") << QByteArray(70'000, 'a');
    }

    void refusesNonsense()
    {
        QFETCH(const QByteArray, bytes);
        HttpReader reader;
        reader.add(bytes);
        QCOMPARE(reader.poll(), HttpReader::State::Broken);
    }

    void tellsOnceToContinue()
    {
        HttpReader reader;
        reader.add("POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        QCOMPARE(reader.poll(), HttpReader::State::WantsContinue);
        QCOMPARE(reader.poll(), HttpReader::State::NeedsMore);
        reader.add("ok");
        QCOMPARE(reader.poll(), HttpReader::State::Ready);
    }

    void keepsWhatFollows()
    {
        HttpReader reader;
        reader.add("GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n");
        QCOMPARE(reader.poll(), HttpReader::State::Ready);
        QCOMPARE(reader.take().target, QByteArray("/a"));
        QCOMPARE(reader.poll(), HttpReader::State::Ready);
        QCOMPARE(reader.take().target, QByteArray("/b"));
    }

    void answersFromCgi_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("good") << QByteArray("Content-Type: x\r\n\r\nbody")
                              << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: x\r\nContent-Length: 4\r\n\r\nbody");
        QTest::newRow("status") << QByteArray("Status: 404 Not Found\r\n\r\n")
                                << QByteArray("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("nothing") << QByteArray() << QByteArray("HTTP/1.1 500 ");
    }

    void answersFromCgi()
    {
        QFETCH(const QByteArray, output);
        QFETCH(const QByteArray, begin);
        QVERIFY(answerFromCgi(output).startsWith(begin));
    }

    void zipsAsGzip()
    {
        const auto zipped = gzip("hello, hello, hello");
        QVERIFY(zipped.startsWith(QByteArray("\x1f\x8b\x08", 3)));
        // The last four bytes are the length of what was zipped.
        QCOMPARE(static_cast<int>(zipped.at(zipped.size() - 4)), 19);
    }
};

QTEST_APPLESS_MAIN(HttpReaderTest)
#include "HttpReaderTest.moc"
