#include "core/kube/ListDecoder.h"
#include "core/kube/WatchDecoder.h"
#include "core/manifest/JsonReader.h"
#include "tests/core/kube/Doubles.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::kube;
using namespace Qt::StringLiterals;

/// Lists and watches taken apart at every place where a network may cut them.
class DecoderTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aListIsTheSameHoweverItIsCut_data();
    void aListIsTheSameHoweverItIsCut();
    void aListThatIsNoneIsRefused_data();
    void aListThatIsNoneIsRefused();
    void pagesNameTheNext();
    void anItemBeyondTheLimitIsCutAndTheListLives();
    void rowsOfATableAreElementsLikeAnyOther();
    void aWatchIsTheSameHoweverItIsCut_data();
    void aWatchIsTheSameHoweverItIsCut();
    void aWatchEndsWhenTheReaderSaysSo();
    void anEventBeyondTheLimitStillTellsItsType();
    void aStubIsWhatCanBeKnownOfABrokenObject_data();
    void aStubIsWhatCanBeKnownOfABrokenObject();
};

namespace {

struct Read {
    QStringList items;
    Result<ListEnvelope> envelope = fail(ErrorCode::Internal, {}, u"not read"_s);
};

Read readList(const QByteArray& text, qsizetype piece, std::string_view arrayKey = "items")
{
    Read read;
    ListDecoder decoder(arrayKey, [&](const ListDecoder::Item& item) {
        read.items << QString::fromUtf8(item.bytes.data(), static_cast<qsizetype>(item.bytes.size()));
    });
    for (qsizetype at = 0; at < text.size(); at += piece) {
        if (const auto fed = decoder.feed(QByteArrayView(text).sliced(at, std::min(piece, text.size() - at))); !fed) {
            read.envelope = std::unexpected(fed.error());
            return read;
        }
    }
    read.envelope = decoder.finish();
    return read;
}

QStringList readWatch(const QByteArray& text, qsizetype piece)
{
    QStringList events;
    WatchDecoder decoder([&](const WatchDecoder::Event& event) {
        events << QString::fromUtf8(event.type.data(), static_cast<qsizetype>(event.type.size())) + u' '
                + QString::fromUtf8(event.object.data(), static_cast<qsizetype>(event.object.size()));
        return true;
    });
    for (qsizetype at = 0; at < text.size(); at += piece)
        (void)decoder.feed(QByteArrayView(text).sliced(at, std::min(piece, text.size() - at)));
    return events;
}

}

void DecoderTest::aListIsTheSameHoweverItIsCut_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("items");
    QTest::addColumn<QString>("version");
    QTest::newRow("metadata before the items") << tests::recording(u"list-rv0.json"_s) << 8 << u"359"_s;
    QTest::newRow("metadata behind the items")
        << tests::recording(u"argocd-applications-list.json"_s) << 5 << u"1954"_s;
    QTest::newRow("empty") << tests::recording(u"list-empty.json"_s) << 0 << u"359"_s;
    QTest::newRow("null items") << QByteArray(R"({"items":null,"metadata":{"resourceVersion":"5"}})") << 0 << u"5"_s;
    QTest::newRow("spaces and escapes") << QByteArray(
        "{ \"metadata\" : {\"resourceVersion\":\"5\"},\n \"items\" : [ {\"a\":\"]}\\\"\"} , 7 ,\"x,]\" , [ ] ] }\n")
                                        << 4 << u"5"_s;
}

void DecoderTest::aListIsTheSameHoweverItIsCut()
{
    QFETCH(QByteArray, text);
    QFETCH(int, items);
    const Read whole = readList(text, text.size());
    QVERIFY2(whole.envelope, whole.envelope ? "" : qPrintable(whole.envelope.error().detail));
    QCOMPARE(whole.items.size(), items);
    QVERIFY(!whole.envelope->resourceVersion.isEmpty());
    for (const qsizetype piece : { 1, 2, 3, 7, 64, 1000 }) {
        const Read cut = readList(text, piece);
        QCOMPARE(cut.items, whole.items);
        QVERIFY(cut.envelope);
        QCOMPARE(*cut.envelope, *whole.envelope);
    }
}

void DecoderTest::aListThatIsNoneIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("HTML") << QByteArray("<html>") << u"no JSON object"_s;
    QTest::newRow("an array") << QByteArray("[1]") << u"no JSON object"_s;
    QTest::newRow("nothing") << QByteArray() << u"cut off"_s;
    QTest::newRow("N8 cut in an item") << QByteArray(R"({"items":[{"a":1},{"b)") << u"cut off"_s;
    QTest::newRow("N8 cut behind the items") << QByteArray(R"({"items":[{"a":1}])") << u"cut off"_s;
    QTest::newRow("no items") << QByteArray(R"({"kind":"Status"})") << u"a \"Status\" without items"_s;
    QTest::newRow("items are an object") << QByteArray(R"({"items":{}})") << u"no list"_s;
    QTest::newRow("missing comma") << QByteArray(R"({"items":[{} {}]})") << u"not valid JSON"_s;
    QTest::newRow("text behind the end") << QByteArray(R"({"items":[]}x)") << u"not valid JSON"_s;
    QTest::newRow("bad metadata") << QByteArray(R"({"items":[],"metadata":{"a"}})") << u"cannot be read"_s;
}

void DecoderTest::aListThatIsNoneIsRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, words);
    for (const qsizetype piece : { 1, 1000 }) {
        const Read read = readList(text, piece);
        QVERIFY(!read.envelope);
        QVERIFY2(read.envelope.error().detail.contains(words), qPrintable(read.envelope.error().detail));
    }
}

void DecoderTest::pagesNameTheNext()
{
    const Read first = readList(tests::recording(u"list-chunk-1.json"_s), 11);
    QCOMPARE(first.items.size(), 3);
    QVERIFY(!first.envelope->continueToken.isEmpty());
    QVERIFY(readList(tests::recording(u"list-chunk-3.json"_s), 11).envelope->continueToken.isEmpty());
}

void DecoderTest::anItemBeyondTheLimitIsCutAndTheListLives()
{
    const QByteArray huge = R"({"items":[{"metadata":{"name":"huge"},"data":")" + QByteArray(17 << 20, 'x')
        + R"("},{"metadata":{"name":"next"}}],"metadata":{"resourceVersion":"9"}})";
    std::vector<bool> tooLarge;
    std::vector<std::size_t> sizes;
    ListDecoder decoder("items", [&](const ListDecoder::Item& item) {
        tooLarge.push_back(item.tooLarge);
        sizes.push_back(item.bytes.size());
    });
    QVERIFY(decoder.feed(huge));
    QVERIFY(decoder.finish());
    QCOMPARE(tooLarge, (std::vector { true, false }));
    QVERIFY(sizes[0] <= 16U << 20U);
}

void DecoderTest::rowsOfATableAreElementsLikeAnyOther()
{
    const Read table = readList(tests::recording(u"argocd-applications-table.json"_s), 13, "rows");
    QCOMPARE(table.items.size(), 5);
    QCOMPARE(table.envelope->kind, u"Table"_s);
    QCOMPARE(table.envelope->columns.list().size(), 5U);
}

void DecoderTest::aWatchIsTheSameHoweverItIsCut_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("types");
    QTest::newRow("recorded") << tests::recording(u"watch-configmaps.ndjson"_s)
                              << u"ADDED MODIFIED MODIFIED DELETED BOOKMARK"_s;
    QTest::newRow("selector") << tests::recording(u"watch-selector-leaves.ndjson"_s) << QString();
    QTest::newRow("W13 no line breaks, and UTF-8") << QByteArray(
        "{\"type\":\"A\",\"object\":{\"x\":\"\xC3\xA4\xF0\x9F\x98\x80\"}}{\"type\":\"B\",\"object\":{}}[]{\"object\":1,"
        "\"type\":\"C\"}") << u"A B  C"_s;
}

void DecoderTest::aWatchIsTheSameHoweverItIsCut()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, types);
    const QStringList whole = readWatch(text, text.size());
    QVERIFY(!whole.isEmpty());
    QStringList found;
    for (const QString& event : whole)
        found << event.section(u' ', 0, 0);
    if (!types.isEmpty())
        QCOMPARE(found.join(u' '), types);
    for (const qsizetype piece : { 1, 2, 3, 7, 100 })
        QCOMPARE(readWatch(text, piece), whole);
}

void DecoderTest::aWatchEndsWhenTheReaderSaysSo()
{
    int events = 0;
    WatchDecoder decoder([&](const WatchDecoder::Event&) { return ++events < 2; });
    QVERIFY(!decoder.feed("{} {} {}"));
    QCOMPARE(events, 2);
}

void DecoderTest::anEventBeyondTheLimitStillTellsItsType()
{
    QStringList types;
    WatchDecoder decoder([&](const WatchDecoder::Event& event) {
        types << QString::fromUtf8(event.type.data(), static_cast<qsizetype>(event.type.size()))
                + (event.tooLarge ? u" cut"_s : QString());
        return true;
    });
    QVERIFY(
        decoder.feed(R"({"type":"ADDED","object":{"data":")" + QByteArray(17 << 20, 'x') + R"("}}{"type":"NEXT"})"));
    QCOMPARE(types, (QStringList { u"ADDED cut"_s, u"NEXT"_s }));
}

void DecoderTest::aStubIsWhatCanBeKnownOfABrokenObject_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("stub");
    QTest::newRow("broken spec") << QByteArray(R"({"kind":"A","metadata":{"name":"x"},"spec":{tru}})")
                                 << QByteArray(R"({"kind":"A","metadata":{"name":"x"}})");
    QTest::newRow("too deep") << R"({"spec":)" + QByteArray(5000, '[') + QByteArray(5000, ']')
            + R"(,"metadata":{"name":"x"}})"
                              << QByteArray(R"({"metadata":{"name":"x"}})");
    QTest::newRow("cut off") << QByteArray(R"({"metadata":{"name":"x"},"spec":{"a)")
                             << QByteArray(R"({"metadata":{"name":"x"}})");
    QTest::newRow("broken metadata") << QByteArray(R"({"kind":"A","metadata":{"name":x}})")
                                     << QByteArray(R"({"kind":"A"})");
    QTest::newRow("no object") << QByteArray("7") << QByteArray("{}");
    QTest::newRow("nothing") << QByteArray() << QByteArray("{}");
}

void DecoderTest::aStubIsWhatCanBeKnownOfABrokenObject()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, stub);
    const auto wanted = manifest::readJson(stub.toStdString());
    QVERIFY(readStub(text.toStdString()) == *wanted);
}

QTEST_GUILESS_MAIN(DecoderTest)
#include "DecoderTest.moc"
