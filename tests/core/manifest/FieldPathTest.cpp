#include "core/manifest/FieldPath.h"
#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::manifest;

namespace {

const char* const object = "{\"spec\":{\"containers\":[{\"image\":\"a:1\",\"name\":\"api\"},{\"name\":\"web\"}],"
                           "\"ports\":[{\"port\":80}]},\"a/b\":{\"c~d\":null},\"m\":{\"0\":\"zero\",\"[x=y]\":1}}";

Value sample()
{
    return readJson(object).value_or(Value());
}

std::string found(const char* path)
{
    const std::optional<FieldPath> parsed = FieldPath::fromText(path);
    const Value root = sample();
    const Value* value = parsed ? parsed->find(root) : nullptr;
    return value ? writeJson(*value) : "-";
}

}

class FieldPathTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* path, const char* expected) {
            QTest::newRow(path) << QByteArray(path) << QByteArray(expected);
        };
        row("", object);
        row("/spec/containers/0/image", "\"a:1\"");
        row("/spec/containers/[name=api]/image", "\"a:1\"");
        row("/spec/containers/[name=web]", "{\"name\":\"web\"}");
        row("/spec/ports/[port=80]/port", "80");
        row("/a~1b/c~0d", "null");
        row("/m/0", "\"zero\"");
        row("/spec/containers/2", "-");
        row("/spec/containers/-", "-");
        row("/spec/containers/00", "-");
        row("/spec/containers/[name=db]", "-");
        row("/spec/none/deeper", "-");
        row("/m/0/x", "-");
        row("spec", "-");
        row("/a~2b", "-");
        row("/a~", "-");
        row("/", "-");
    }

    void finds()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const QByteArray, expected);
        const Result<Value> value = readJson(expected.toStdString());
        QCOMPARE(found(path.constData()), value ? writeJson(*value) : expected.toStdString());
    }

    void textRoundTrips()
    {
        for (const char* text :
            { "", "/", "/a", "/a~1b/c~0d", "/x/[name=a~1b]/y", "/0/-/1", "/[port=80]", "/[]", "/[=a]", "/[a]" }) {
            const std::optional<FieldPath> path = FieldPath::fromText(text);
            QVERIFY2(path && path->text() == text, text);
        }
        QVERIFY(FieldPath().isRoot());
        QCOMPARE(FieldPath().child("a/b").item("name", "x").child(std::size_t { 2 }).text(), "/a~1b/[name=x]/2");
        QCOMPARE(FieldPath().child("a").parent().text(), "");
        QCOMPARE(FieldPath().parent().text(), "");
    }

    void below()
    {
        const FieldPath path = *FieldPath::fromText("/a/b");
        QVERIFY(path.isBelow(FieldPath()));
        QVERIFY(path.isBelow(path));
        QVERIFY(path.child("c").isBelow(path));
        QVERIFY(!path.isBelow(path.child("c")));
        QVERIFY(!FieldPath::fromText("/a/bc")->isBelow(path));
    }

    void sets_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* path, const char* expected) {
            QTest::newRow(path) << QByteArray(path) << QByteArray(expected);
        };
        row("", "7");
        row("/a", "{\"a\":7,\"l\":[{\"n\":\"x\"}]}");
        row("/l/0/n", "{\"a\":1,\"l\":[{\"n\":7}]}");
        row("/l/1", "{\"a\":1,\"l\":[{\"n\":\"x\"},7]}");
        row("/l/-", "{\"a\":1,\"l\":[{\"n\":\"x\"},7]}");
        row("/l/[n=x]/v", "{\"a\":1,\"l\":[{\"n\":\"x\",\"v\":7}]}");
        row("/l/[n=y]/v", "{\"a\":1,\"l\":[{\"n\":\"x\"},{\"n\":\"y\",\"v\":7}]}");
        row("/new/deep", "{\"a\":1,\"l\":[{\"n\":\"x\"}],\"new\":{\"deep\":7}}");
        row("/l/2", "");
        row("/l/x", "");
        row("/a/b", "");
        row("/[n=x]/v", "");
    }

    void sets()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const QByteArray, expected);
        const Value root = *readJson("{\"a\":1,\"l\":[{\"n\":\"x\"}]}");
        const std::optional<Value> changed = FieldPath::fromText(path.toStdString())->set(root, Value(7));
        QCOMPARE(changed ? QByteArray::fromStdString(writeJson(*changed)) : QByteArray(), expected);
        QCOMPARE(writeJson(root), "{\"a\":1,\"l\":[{\"n\":\"x\"}]}");
    }

    void removes()
    {
        const Value root = *readJson("{\"a\":1,\"l\":[{\"n\":\"x\"},2]}");
        const auto without = [&](const char* path) { return writeJson(FieldPath::fromText(path)->remove(root)); };
        QCOMPARE(without("/a"), "{\"l\":[{\"n\":\"x\"},2]}");
        QCOMPARE(without("/l/0"), "{\"a\":1,\"l\":[2]}");
        QCOMPARE(without("/l/[n=x]/n"), "{\"a\":1,\"l\":[{},2]}");
        QCOMPARE(without("/l/[n=y]"), writeJson(root));
        QCOMPARE(without("/none/deep"), writeJson(root));
        QCOMPARE(without(""), "null");
    }
};

QTEST_APPLESS_MAIN(FieldPathTest)
#include "FieldPathTest.moc"
