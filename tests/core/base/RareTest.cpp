#include "core/base/Rare.h"

#include <QString>
#include <QTest>

using holdfast::Rare;
using namespace Qt::StringLiterals;

class RareTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isEmptyAtFirst()
    {
        const Rare<QString> none;
        QVERIFY(!none);
        QVERIFY(!none.has_value());
        QVERIFY(none == Rare<QString>(std::nullopt));
        QVERIFY(none == Rare<QString>(std::optional<QString>()));
    }

    void comparesByValue()
    {
        const Rare<QString> one = u"a"_s;
        QVERIFY(one == Rare<QString>(std::optional(u"a"_s)));
        QVERIFY(one != Rare<QString>(u"b"_s));
        QVERIFY(one != Rare<QString>());
        QCOMPARE(*one, u"a"_s);
        QCOMPARE(one->size(), 1);
        QCOMPARE(std::optional<QString>(one), std::optional(u"a"_s));
    }

    void copiesShareAndOutliveEachOther()
    {
        Rare<QString> one = u"a"_s;
        const Rare<QString> other = one; // NOLINT(performance-unnecessary-copy-initialization)
        QCOMPARE(&*one, &*other);
        one.reset();
        QVERIFY(!one);
        QCOMPARE(*other, u"a"_s);
    }
};

QTEST_GUILESS_MAIN(RareTest)
#include "RareTest.moc"
