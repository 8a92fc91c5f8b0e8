#include "core/kube/ResourceFeed.h"
#include "tests/core/kube/Doubles.h"
#include "tests/core/net/Probe.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

using namespace holdfast;
using namespace holdfast::kube;
using namespace holdfast::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The fault list's groups P and W, through a real socket: a scripted server, libcurl, the client and the feed.
class KubeFaultTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void endsWithTheRowsOfTheServer_data();
    void endsWithTheRowsOfTheServer();
    void aWatchThatLivesOnLosesNothing_data();
    void aWatchThatLivesOnLosesNothing();
    void saysWhatIsWrongAndKeepsAsking_data();
    void saysWhatIsWrongAndKeepsAsking();
    void requestsAreRepeatedAsFarAsTheyMay_data();
    void requestsAreRepeatedAsFarAsTheyMay();
    void listsOfThousandsAreWhole();
    void aServerThatComesBackIsFound();
    void nothingIsAskedAfterTheEnd();

private:
    void begin(const QJsonObject& what, std::shared_ptr<Timers> timers = {});
    void watch();
    QString rows() const;
    int requestsTo(const QString& part);

    FaultServer m_server;
    std::shared_ptr<net::CurlTransport> m_transport;
    std::shared_ptr<KubeClient> m_client;
    std::unique_ptr<ResourceFeed> m_feed;
    QMap<QString, QString> m_rows;
    QList<FeedStatus> m_told;
};

namespace {

/// Waits are over at once: what is tested is what is asked, not how long that takes.
class HastyTimers final : public Timers {
public:
    void after(std::chrono::milliseconds delay, QObject* context, std::function<void()> work) override
    {
        m_timers.after(std::min(delay, 20ms), context, std::move(work));
    }

private:
    QtTimers m_timers;
};

QJsonObject item(const QString& name, int version)
{
    return { { u"apiVersion"_s, u"v1"_s }, { u"kind"_s, u"ConfigMap"_s },
        { u"metadata"_s,
            QJsonObject { { u"name"_s, name }, { u"namespace"_s, u"a"_s }, { u"uid"_s, u"u-"_s + name },
                { u"resourceVersion"_s, QString::number(version) } } } };
}

QJsonObject listOf(const QJsonArray& items, int version)
{
    return { { u"kind"_s, u"ConfigMapList"_s }, { u"apiVersion"_s, u"v1"_s }, { u"items"_s, items },
        { u"metadata"_s, QJsonObject { { u"resourceVersion"_s, QString::number(version) } } } };
}

QJsonObject line(const QString& type, const QJsonObject& object)
{
    return { { u"json"_s, QJsonObject { { u"type"_s, type }, { u"object"_s, object } } } };
}

QJsonObject expired()
{
    return line(u"ERROR"_s,
        { { u"kind"_s, u"Status"_s }, { u"status"_s, u"Failure"_s }, { u"reason"_s, u"Expired"_s },
            { u"code"_s, 410 } });
}

/// A server of ConfigMaps: the answers to lists and to watches, in turn.
QJsonObject serverOf(const QString& tls, const QJsonArray& lists, const QJsonArray& watches)
{
    const QJsonObject watch { { u"path"_s, u"/api/v1/configmaps"_s },
        { u"query"_s, QJsonObject { { u"watch"_s, u"1"_s } } }, { u"answers"_s, watches } };
    const QJsonObject list { { u"path"_s, u"/api/v1/configmaps"_s }, { u"answers"_s, lists } };
    return { { u"tls"_s, tls }, { u"routes"_s, QJsonArray { watch, list } } };
}

QJsonObject answer(const QJsonObject& json)
{
    return { { u"json"_s, json } };
}

QJsonObject json()
{
    return { { u"Content-Type"_s, u"application/json"_s } };
}

/// A JSON answer of so many copies of a text.
QJsonObject text(const QString& body, int times = 1)
{
    return { { u"body"_s, body }, { u"times"_s, times }, { u"headers"_s, json() } };
}

/// A watch that says these lines, then stays open unless it ends as told.
QJsonObject stream(QJsonArray steps, const QString& end = u"silent"_s)
{
    steps.append(QJsonObject { { u"end"_s, end } });
    return { { u"steps"_s, steps }, { u"headers"_s, json() } };
}

const QStringList transports { u"none"_s, u"good"_s };

}

void KubeFaultTest::init()
{
    m_transport = std::make_shared<net::CurlTransport>(directSettings());
}

void KubeFaultTest::cleanup()
{
    m_feed.reset();
    m_client.reset();
    m_transport.reset();
    m_rows.clear();
    m_told.clear();
}

void KubeFaultTest::begin(const QJsonObject& what, std::shared_ptr<Timers> timers)
{
    QVERIFY2(m_server.start(what), qPrintable(m_server.error()));
    Context context;
    context.cluster.server = m_server.url(u"/"_s);
    auto credentials = std::make_shared<CountingCredentials>();
    credentials->tls.certificateAuthorities = m_server.authority();
    m_client = std::make_shared<KubeClient>(context, m_transport, credentials, std::move(timers));
}

void KubeFaultTest::watch()
{
    ResourceFeed::Handler handler;
    handler.project = [](const manifest::Value& object) {
        return std::any(std::pair(QString::fromUtf8(object["metadata"]["name"].text()),
            QString::fromUtf8(object["metadata"]["resourceVersion"].text())));
    };
    handler.changed = [this](const RawChange& change) {
        for (const auto& key : change.removals)
            m_rows.remove(key.name);
        for (const std::any& row : change.upserts) {
            const auto [name, version] = std::any_cast<std::pair<QString, QString>>(row);
            m_rows[name] = version;
        }
    };
    handler.status = [this](const FeedStatus& status) { m_told << status; };
    m_feed = std::make_unique<ResourceFeed>(
        FeedSubject { .client = m_client, .resource = configMaps(), .scope = {} }, this, std::move(handler));
    m_feed->start();
}

QString KubeFaultTest::rows() const
{
    QStringList all;
    for (const auto& [name, version] : m_rows.asKeyValueRange())
        all << name + u'@' + version;
    return all.join(u' ');
}

int KubeFaultTest::requestsTo(const QString& part)
{
    int count = 0;
    for (const QJsonObject& request : m_server.requests())
        count += request[u"target"_s].toString().contains(part) ? 1 : 0;
    return count;
}

void KubeFaultTest::endsWithTheRowsOfTheServer_data()
{
    QTest::addColumn<QJsonObject>("what");
    QTest::addColumn<QString>("rows");
    QTest::addColumn<int>("lists");
    const QJsonObject first = answer(listOf({ item(u"one"_s, 3), item(u"two"_s, 4) }, 10));
    const QJsonObject second = answer(listOf({ item(u"one"_s, 3), item(u"three"_s, 15) }, 20));
    const QJsonObject quiet = stream({});
    QJsonObject pieces = stream({ line(u"ADDED"_s, item(u"ünï😀"_s, 11)), line(u"MODIFIED"_s, item(u"one"_s, 12)),
        line(u"DELETED"_s, item(u"two"_s, 13)) });
    pieces[u"chunks"_s] = QJsonArray { 1 };
    QJsonObject cut = first;
    cut[u"content_length"_s] = 99999;
    cut[u"end"_s] = u"close"_s;
    for (const QString& tls : transports) {
        const auto row = [&](const char* name, const QJsonArray& lists, const QJsonArray& watches, const QString& rows,
                             int count) {
            QTest::addRow("%s, %s", name, tls == u"none" ? "HTTP/1.1" : "HTTP/2")
                << serverOf(tls, lists, watches) << rows << count;
        };
        row("W13 events in pieces of one byte", { first }, { pieces }, u"one@12 ünï😀@11"_s, 1);
        row("W14 410 in the stream", { first, second }, { stream({ expired() }, u"close"_s), quiet },
            u"one@3 three@15"_s, 2);
        row("N8 a list cut off", { cut, first }, { quiet }, u"one@3 two@4"_s, 2);
        row("P3 503 in between", { QJsonObject { { u"status"_s, 503 }, { u"body"_s, u"<b>down</b>"_s } }, first },
            { quiet }, u"one@3 two@4"_s, 2);
        row("W3 429 at the watch", { first },
            { QJsonObject { { u"status"_s, 429 }, { u"body"_s, u"busy"_s } },
                stream({ line(u"ADDED"_s, item(u"six"_s, 11)) }) },
            u"one@3 six@11 two@4"_s, 1);
    }
}

void KubeFaultTest::endsWithTheRowsOfTheServer()
{
    QFETCH(QJsonObject, what);
    QFETCH(QString, rows);
    QFETCH(int, lists);
    begin(what, std::make_shared<HastyTimers>());
    watch();
    QTRY_COMPARE(this->rows(), rows);
    QTRY_COMPARE(m_told.last().state, FeedState::Live);
    QCOMPARE(requestsTo(u"configmaps"_s) - requestsTo(u"watch=1"_s), lists);
}

void KubeFaultTest::aWatchThatLivesOnLosesNothing_data()
{
    QTest::addColumn<QString>("tls");
    QTest::addColumn<QString>("end");
    QTest::newRow("the stream ends well") << u"none"_s << u""_s;
    QTest::newRow("N7 GOAWAY") << u"good"_s << u"goaway"_s;
    QTest::newRow("N7 GOAWAY in the stream") << u"good"_s << u"goaway-now"_s;
    QTest::newRow("killed server") << u"none"_s << u"reset"_s;
    QTest::newRow("closed without last chunk") << u"none"_s << u"close"_s;
    QTest::newRow("RST_STREAM") << u"good"_s << u"rst:2"_s;
}

void KubeFaultTest::aWatchThatLivesOnLosesNothing()
{
    QFETCH(QString, tls);
    QFETCH(QString, end);
    QJsonArray first { line(u"ADDED"_s, item(u"two"_s, 11)) };
    if (!end.isEmpty())
        first.append(QJsonObject { { u"end"_s, end } });
    begin(serverOf(tls, { answer(listOf({ item(u"one"_s, 3) }, 10)) },
              { QJsonObject { { u"steps"_s, first } }, stream({ line(u"ADDED"_s, item(u"three"_s, 12)) }) }),
        std::make_shared<HastyTimers>());
    watch();
    QTRY_COMPARE(rows(), u"one@3 three@12 two@11"_s);
    QCOMPARE(requestsTo(u"resourceVersion=0"_s), 1);
    QVERIFY(requestsTo(u"resourceVersion=11"_s) >= 1);
    QCOMPARE(requestsTo(u"configmaps"_s) - requestsTo(u"watch=1"_s), 1);
}

void KubeFaultTest::saysWhatIsWrongAndKeepsAsking_data()
{
    QTest::addColumn<QJsonObject>("broken");
    QTest::addColumn<QString>("words");
    QTest::newRow("N16 a captive portal") << QJsonObject { { u"body"_s, u"<html>log in</html>"_s },
        { u"headers"_s, QJsonObject { { u"Content-Type"_s, u"text/html"_s } } } }
                                          << u"not a Kubernetes API"_s;
    QTest::newRow("N15 a redirect") << QJsonObject { { u"status"_s, 302 },
        { u"headers"_s, QJsonObject { { u"Location"_s, u"https://other.example/"_s } } } }
                                    << u"redirects elsewhere"_s;
    QTest::newRow("P4 500") << answer({ { u"kind"_s, u"Status"_s }, { u"status"_s, u"Failure"_s }, { u"code"_s, 500 } })
                            << u"Status"_s;
    QTest::newRow("no HTTP") << QJsonObject { { u"raw"_s, u"SSH-2.0-x\r\n"_s } } << u"HTTP"_s;
}

void KubeFaultTest::saysWhatIsWrongAndKeepsAsking()
{
    QFETCH(QJsonObject, broken);
    QFETCH(QString, words);
    begin(serverOf(u"none"_s, { broken, answer(listOf({ item(u"one"_s, 3) }, 10)) }, { stream({}) }),
        std::make_shared<HastyTimers>());
    watch();
    QTRY_COMPARE(rows(), u"one@3"_s);
    QString said;
    for (const FeedStatus& status : std::as_const(m_told))
        said += status.error ? harmlessText(*status.error) : QString();
    QVERIFY2(said.contains(words), qPrintable(said));
}

void KubeFaultTest::requestsAreRepeatedAsFarAsTheyMay_data()
{
    QTest::addColumn<QJsonArray>("answers");
    QTest::addColumn<int>("requests");
    QTest::addColumn<bool>("works");
    const QJsonObject good = answer(item(u"one"_s, 3));
    const auto busy = [](const QString& after) {
        QJsonObject text { { u"status"_s, 429 }, { u"body"_s, u"busy"_s } };
        if (!after.isEmpty())
            text[u"headers"_s] = QJsonObject { { u"Retry-After"_s, after } };
        return text;
    };
    QTest::newRow("P1 429 with Retry-After") << QJsonArray { busy(u"1"_s), good } << 2 << true;
    QTest::newRow("P2 429 without") << QJsonArray { busy({}), good } << 1 << false;
    QTest::newRow("P23 another object") << QJsonArray { answer(item(u"other"_s, 3)) } << 1 << false;
    const QString object = uR"({"kind":"ConfigMap","metadata":{"name":"one"},"data":")"_s;
    QTest::newRow("P24 large integers") << QJsonArray {
        text(uR"({"kind":"ConfigMap","metadata":{"name":"one"},"data":9007199254740993})"_s)
    } << 1 << true;
    QTest::newRow("P14 an object of 3 MB")
        << QJsonArray { text(object + QString(3'000'000, u'x') + u"\"}"_s) } << 1 << true;
    QTest::newRow("an object of 20 MB") << QJsonArray { text(u"0123456789"_s, 2'000'000) } << 1 << false;
}

void KubeFaultTest::requestsAreRepeatedAsFarAsTheyMay()
{
    QFETCH(QJsonArray, answers);
    QFETCH(int, requests);
    QFETCH(bool, works);
    begin({ { u"routes"_s, QJsonArray { QJsonObject { { u"path"_s, u"*"_s }, { u"answers"_s, answers } } } } },
        std::make_shared<HastyTimers>());
    const auto object = m_client->object(configMaps(), u"a"_s, u"one"_s, {});
    QTRY_VERIFY(object.isFinished());
    QCOMPARE(object.result().has_value(), works);
    QCOMPARE(m_server.requests().size(), requests);
}

void KubeFaultTest::listsOfThousandsAreWhole()
{
    QJsonArray items;
    for (int index = 0; index < 5000; ++index)
        items.append(item(u"n%1"_s.arg(index), index + 1));
    QJsonObject list = text(QString::fromUtf8(QJsonDocument(listOf(items, 9000)).toJson(QJsonDocument::Compact)));
    list[u"gzip"_s] = true;
    begin(serverOf(u"good"_s, { list }, { stream({}) }));
    watch();
    QTRY_COMPARE(m_rows.size(), 5000);
    QTRY_COMPARE(m_told.last().state, FeedState::Live);
}

void KubeFaultTest::aServerThatComesBackIsFound()
{
    const QJsonObject what = serverOf(
        u"none"_s, { answer(listOf({ item(u"one"_s, 3) }, 10)) }, { stream({ line(u"ADDED"_s, item(u"two"_s, 11)) }) });
    begin(what, std::make_shared<HastyTimers>());
    watch();
    QTRY_COMPARE(rows(), u"one@3 two@11"_s);
    m_server.stop();
    QTRY_COMPARE(m_told.last().state, FeedState::Retrying);
    QCOMPARE(m_told.last().error->code, ErrorCode::Unreachable);
    QCOMPARE(rows(), u"one@3 two@11"_s);
}

void KubeFaultTest::nothingIsAskedAfterTheEnd()
{
    begin(serverOf(u"none"_s, { answer(listOf({}, 10)) }, { stream({}, u""_s) }), std::make_shared<HastyTimers>());
    watch();
    QTRY_VERIFY(requestsTo(u"watch=1"_s) >= 2);
    m_feed.reset();
    m_transport.reset();
    m_client.reset();
    const auto asked = m_server.requests().size();
    settle();
    QCOMPARE(m_server.requests().size(), asked);
}

QTEST_GUILESS_MAIN(KubeFaultTest)
#include "KubeFaultTest.moc"
