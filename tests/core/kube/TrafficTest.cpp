#include "core/kube/ListDecoder.h"
#include "core/kube/StatusError.h"
#include "core/kube/WatchDecoder.h"
#include "core/manifest/JsonReader.h"
#include "tests/core/kube/Doubles.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace holdfast;
using namespace holdfast::kube;
using namespace Qt::StringLiterals;

/// What a real API server sent (data/traffic, recorded by `packaging/test-real record`), read as Python reads it.
class TrafficTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aListIsWhatTheServerListed_data() { name("key"); }
    void aListIsWhatTheServerListed();
    void aWatchIsWhatTheServerTold_data() { name("events"); }
    void aWatchIsWhatTheServerTold();
    void aRefusalIsItsCodeAndReason_data() { name("code"); }
    void aRefusalIsItsCodeAndReason();

private:
    static void name(const char* mark);
};

namespace {

QJsonObject told()
{
    return QJsonDocument::fromJson(tests::recording(u"traffic/index.json"_s)).object();
}

/// The answer's body: behind the request and the answer's head.
QByteArray bodyOf(const QString& name)
{
    const QByteArray text = tests::recording(u"traffic/"_s + name + u".http"_s);
    const qsizetype answer = text.indexOf("\r\n\r\n") + 4;
    return text.sliced(text.indexOf("\r\n\r\n", answer) + 4);
}

manifest::Value valueOf(std::string_view text)
{
    return manifest::readJson(text).value_or(manifest::Value());
}

/// `name@resourceVersion`; of a row, those of its object.
QString named(const manifest::Value& thing)
{
    const manifest::Value& metadata = thing["object"].isMap() ? thing.at({ "object", "metadata" }) : thing["metadata"];
    const std::string text
        = std::string(metadata["name"].text()) + '@' + std::string(metadata["resourceVersion"].text());
    return QString::fromStdString(text);
}

template <typename Decoder> void feedInPieces(Decoder& decoder, const QByteArray& text, qsizetype piece)
{
    for (qsizetype at = 0; at < text.size(); at += piece)
        (void)decoder.feed(QByteArrayView(text).sliced(at, std::min(piece, text.size() - at)));
}

}

void TrafficTest::name(const char* mark)
{
    QTest::addColumn<QString>("name");
    const QJsonObject all = told();
    for (const QString& one : all.keys())
        if (all[one].toObject().contains(QLatin1StringView(mark)))
            QTest::newRow(qPrintable(one)) << one;
}

void TrafficTest::aListIsWhatTheServerListed()
{
    QFETCH(QString, name);
    const QJsonObject wanted = told()[name].toObject();
    for (const qsizetype piece : { 1, 17, 4096 }) {
        QJsonArray elements;
        const std::string key = wanted["key"_L1].toString().toStdString();
        ListDecoder decoder(key, [&](const ListDecoder::Item& item) { elements.append(named(valueOf(item.bytes))); });
        feedInPieces(decoder, bodyOf(name), piece);
        const Result<ListEnvelope> envelope = decoder.finish();
        QVERIFY(envelope);
        QCOMPARE(elements, wanted["elements"_L1].toArray());
        QCOMPARE(envelope->kind, wanted["kind"_L1].toString());
        QCOMPARE(envelope->resourceVersion, wanted["version"_L1].toString());
        QCOMPARE(envelope->continueToken, wanted["continue"_L1].toString());
    }
}

void TrafficTest::aWatchIsWhatTheServerTold()
{
    QFETCH(QString, name);
    const QJsonObject wanted = told()[name].toObject();
    for (const qsizetype piece : { 1, 17, 4096 }) {
        QJsonArray events;
        WatchDecoder decoder([&](const WatchDecoder::Event& event) {
            const manifest::Value object = valueOf(event.object);
            const QString type = QString::fromUtf8(event.type.data(), static_cast<qsizetype>(event.type.size()));
            events.append(
                type + u' ' + (type == "ERROR"_L1 ? QString::number(object["code"].intOr(0)) : named(object)));
            return true;
        });
        feedInPieces(decoder, bodyOf(name), piece);
        QCOMPARE(events, wanted["events"_L1].toArray());
    }
}

void TrafficTest::aRefusalIsItsCodeAndReason()
{
    QFETCH(QString, name);
    const QJsonObject wanted = told()[name].toObject();
    const manifest::Value status = valueOf(bodyOf(name).toStdString());
    QCOMPARE(status["code"].intOr(0), wanted["code"_L1].toInt());
    const auto parsed = parseStatus(bodyOf(name));
    QVERIFY(parsed);
    QCOMPARE(parsed->reason, wanted["reason"_L1].toString());
}

QTEST_GUILESS_MAIN(TrafficTest)
#include "TrafficTest.moc"
