#include "core/render/RenderCache.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::render;
using namespace Qt::StringLiterals;

namespace {

Rendered objects(int count)
{
    return { .objects = std::vector<manifest::Value>(std::size_t(count), manifest::Value("x")), .notes = { u"n"_s } };
}

}

class RenderCacheTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keysTellPartsApart()
    {
        QCOMPARE(renderKey({ "a"_ba, "b"_ba }), renderKey({ "a"_ba, "b"_ba }));
        QVERIFY(renderKey({ "ab"_ba, ""_ba }) != renderKey({ "a"_ba, "b"_ba }));
        QVERIFY(renderKey({ "a"_ba }) != renderKey({ "a"_ba, ""_ba }));
        QVERIFY(renderKey({ "a"_ba, "b"_ba }) != renderKey({ "b"_ba, "a"_ba }));
    }

    void givesBackWhatItWasGiven()
    {
        RenderCache cache(10);
        QVERIFY(!cache.find("k"_ba));
        cache.keep("k"_ba, objects(3));
        QCOMPARE(cache.find("k"_ba)->objects.size(), std::size_t(3));
        QCOMPARE(cache.find("k"_ba)->notes, QStringList { u"n"_s });
    }

    void dropsWhatWasNotAskedForLongest()
    {
        RenderCache cache(10);
        cache.keep("a"_ba, objects(4));
        cache.keep("b"_ba, objects(4));
        QVERIFY(cache.find("a"_ba));
        cache.keep("c"_ba, objects(4));
        QVERIFY(cache.find("a"_ba));
        QVERIFY(!cache.find("b"_ba));
        QVERIFY(cache.find("c"_ba));
        cache.keep("empty"_ba, objects(0)); // costs something, too
        cache.keep("too large"_ba, objects(11));
        QVERIFY(!cache.find("too large"_ba));
    }
};

QTEST_GUILESS_MAIN(RenderCacheTest)
#include "RenderCacheTest.moc"
