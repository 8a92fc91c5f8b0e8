#include "core/manifest/Value.h"

#include <QTest>

#include <limits>

using holdfast::manifest::Value;

namespace {

Value sample()
{
    return Value(Value::Map { { "b", Value(Value::List { Value(1), Value("two") }) },
        { "a", Value(Value::Map { { "deep", Value(true) } }) }, { "n", Value() } });
}

}

class ValueTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void kindsAreThoseOfJson()
    {
        QVERIFY(Value().isNull());
        QVERIFY(Value(true).kind() == Value::Kind::Bool);
        QVERIFY(Value(1).kind() == Value::Kind::Int);
        QVERIFY(Value(1.5).kind() == Value::Kind::Double);
        QVERIFY(Value("x").isString());
        QVERIFY(Value::emptyList().isList());
        QVERIFY(Value::emptyMap().isMap());
    }

    void unsignedThatFitsIsSigned()
    {
        QVERIFY(Value(std::uint64_t { 7 }).kind() == Value::Kind::Int);
        QVERIFY(Value(std::uint64_t { 7 }) == Value(7));
        const Value large(std::numeric_limits<std::uint64_t>::max());
        QVERIFY(large.kind() == Value::Kind::Uint);
        QVERIFY(!large.toInt());
        QVERIFY(large.toUint() == std::numeric_limits<std::uint64_t>::max());
    }

    void mapsAreSortedAndTheLastDuplicateWins()
    {
        const Value value(Value::Map {
            { "z", Value(1) }, { "a", Value(2) }, { "z", Value(3) }, { "m", Value(4) }, { "a", Value(5) } });
        QCOMPARE(value.map().size(), 3U);
        QCOMPARE(value.map().front().first, std::string("a"));
        QCOMPARE(value["a"].intOr(0), 5);
        QCOMPARE(value["m"].intOr(0), 4);
        QCOMPARE(value["z"].intOr(0), 3);
    }

    void lookupNeverFails()
    {
        const Value value = sample();
        QVERIFY(value.at({ "a", "deep" }).boolOr(false));
        QVERIFY(value.at({ "a", "deep", "deeper" }).isNull());
        QVERIFY(value["missing"]["far"][7].isNull());
        QCOMPARE(value["b"][1].text(), std::string_view("two"));
        QVERIFY(value["b"][2].isNull());
        QVERIFY(value["b"]["key"].isNull());
        QVERIFY(Value(1).text().empty());
        QVERIFY(Value(1).list().empty());
        QVERIFY(Value("x").map().empty());
        QVERIFY(!Value("true").toBool());
    }

    void containsTellsNullFromAbsent()
    {
        QVERIFY(sample().contains("n"));
        QVERIFY(!sample().contains("o"));
        QVERIFY(!Value(1).contains("n"));
    }

    void emptiness()
    {
        for (const Value& value : { Value(), Value(""), Value::emptyList(), Value::emptyMap() })
            QVERIFY(value.isEmpty());
        for (const Value& value : { Value(0), Value(false), Value(" "), sample() })
            QVERIFY(!value.isEmpty());
    }

    void numbersConvertOnlyWhereExact()
    {
        QVERIFY(Value(3.0).toInt() == 3);
        QVERIFY(!Value(3.5).toInt());
        QVERIFY(!Value(1e19).toInt());
        QVERIFY(Value(1e19).toUint() == 10000000000000000000U);
        QVERIFY(!Value(-1).toUint());
        QVERIFY(!Value(1e20).toUint());
        QVERIFY(Value(-1).toDouble() == -1.0);
        QVERIFY(!Value("1").toInt());
        QVERIFY(!Value(-9.3e18).toInt());
    }

    void equalNumbersAreEqualWhateverTheirKind()
    {
        QVERIFY(Value(1) == Value(1.0));
        QVERIFY(Value(1.0) == Value(1));
        QVERIFY(Value(1) != Value(1.5));
        QVERIFY(Value(std::uint64_t { 1 } << 63U) == Value(9223372036854775808.0));
        QVERIFY(Value(std::int64_t { 9007199254740993 }) != Value(9007199254740992.0));
        QVERIFY(Value(1) != Value("1"));
        QVERIFY(Value(1) != Value(true));
        QVERIFY(Value() != Value(0));
        QVERIFY(Value(std::numeric_limits<std::uint64_t>::max()) != Value(18446744073709551616.0));
    }

    void equalityIsDeep()
    {
        QVERIFY(sample() == sample());
        QVERIFY(sample() != sample().with("x", Value(1)));
        QVERIFY(Value(Value::List { Value(1) }) != Value(Value::List { Value(2) }));
        QVERIFY(Value::emptyList() != Value::emptyMap());
    }

    void withAndWithoutLeaveTheOriginal()
    {
        const Value value = sample();
        const Value changed = value.with("c", Value("new")).with("a", Value(1));
        QCOMPARE(changed.map().size(), 4U);
        QCOMPARE(changed["c"].text(), std::string_view("new"));
        QCOMPARE(changed["a"].intOr(0), 1);
        QVERIFY(value == sample());
        QVERIFY(changed.without("c").without("a").without("nothing") == value.without("a"));
        QVERIFY(Value().with("a", Value(1))["a"] == Value(1));
    }
};

QTEST_APPLESS_MAIN(ValueTest)
#include "ValueTest.moc"
