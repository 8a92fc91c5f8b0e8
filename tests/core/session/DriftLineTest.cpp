#include "core/session/DriftLine.h"
#include "core/manifest/Resource.h"
#include "tests/core/diff/Objects.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::session;
using namespace Qt::StringLiterals;

namespace {

/// Both sides of one object; an empty one is not there.
struct Pair {
    QByteArray desired;
    QByteArray live;
};

MeasuredObject measured(const Pair& pair)
{
    const auto side
        = [](const QByteArray& yaml) { return yaml.isEmpty() ? std::nullopt : std::optional(diff::objectOf(yaml)); };
    const diff::CompareInput input { .desired = side(pair.desired), .live = side(pair.live), .predicted = {} };
    return { .key = manifest::objectKey(input.desired ? *input.desired : *input.live),
        .comparison = diff::compare(input, {}, diff::Dialect::Kustomize) };
}

/// A ConfigMap, whose fields nobody defaults.
QByteArray config(const QByteArray& data)
{
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: a, managedFields: [{manager: "
           "kustomize-controller, operation: Apply, apiVersion: v1, fieldsType: FieldsV1, fieldsV1: {\"f:data\": "
           "{\"f:a\": {}, \"f:b\": {}, \"f:c\": {}, \"f:d\": {}, \"f:e\": {}}}}]}\ndata: "
        + data + '\n';
}

QByteArray secret(const QByteArray& data)
{
    return "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: a}\ndata: " + data + '\n';
}

QByteArray pod(const QByteArray& image)
{
    return "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: a}\nspec: {containers: [{name: api, image: \""
        + image + "\"}]}\n";
}

}

class DriftLineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsTheFirstFields_data()
    {
        QTest::addColumn<QList<Pair>>("objects");
        QTest::addColumn<QString>("line");
        QTest::newRow("nothing") << QList<Pair> { { config("{a: x}"), config("{a: x}") } } << QString();
        QTest::newRow("a value") << QList<Pair> { { config("{a: x}"), config("{a: z}") } } << u"a x → z"_s;
        QTest::newRow("only in Git") << QList<Pair> { { config("{a: x, b: z}"), config("{a: x}") } } << u"− b"_s;
        QTest::newRow("only live") << QList<Pair> { { config("{a: x}"), config("{a: x, b: z}") } } << u"+ b"_s;
        QTest::newRow("an image") << QList<Pair> {
            { pod("ghcr.io/acme/services/api:2.3.0"), pod("ghcr.io/acme/services/api:2.3.1-hotfix") }
        } << u"image 2.3.0 → 2.3.1-hotfix"_s;
        QTest::newRow("a Secret") << QList<Pair> { { secret("{password: YQ==}"), secret("{password: Yg==}") } }
                                  << u"Secret password changed"_s;
        QTest::newRow("missing") << QList<Pair> { { config("{a: x}"), {} } } << u"ConfigMap c absent"_s;
        QTest::newRow("extra") << QList<Pair> { { {}, config("{a: x}") } } << u"ConfigMap c extra"_s;
        QTest::newRow("two objects") << QList<Pair> { { config("{a: x}"), config("{a: z}") }, { pod("b"), pod("c") } }
                                     << u"ConfigMap a x → z, Pod image b → c"_s;
        QTest::newRow("many fields") << QList<Pair> {
            { config("{a: x, b: x, c: x, d: x, e: x}"), config("{a: z, b: z, c: z, d: z, e: z}") }
        } << u"a x → z, b x → z, c x → z, d x → z, …"_s;
    }

    void tellsTheFirstFields()
    {
        QFETCH(const QList<Pair>, objects);
        std::vector<MeasuredObject> all;
        for (const Pair& pair : objects)
            all.push_back(measured(pair));
        QTEST(driftLine(all), "line");
    }
};

QTEST_GUILESS_MAIN(DriftLineTest)
#include "DriftLineTest.moc"
