#include "ui/diff/DiffSearch.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::difference;
using namespace Qt::StringLiterals;

class DiffSearchTest final : public QObject {
    Q_OBJECT

    /// `LEFT/RIGHT row:column`
    static QString found(const QString& text)
    {
        const auto content = diff::sideBySide(
            u"name: api\nimage: api:1\nsame: Api api\n"_s, u"name: api\nimage: api:2\nsame: Api api\nnew: api\n"_s, {});
        QStringList places;
        for (const Match& match : placesOf(text, *content, {}))
            places << u"%1%2:%3"_s.arg(match.side == Side::Left ? u"L"_s : u"R"_s).arg(match.row).arg(match.column);
        return places.join(u' ');
    }

private Q_SLOTS:
    void findsOnBothSides_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("places");
        QTest::newRow("nothing to find") << QString() << QString();
        QTest::newRow("not there") << u"zebra"_s << QString();
        QTest::newRow("both sides, shared lines once") << u"api"_s << u"L0:6 L1:7 R1:7 L2:6 L2:10 R3:5"_s;
        QTest::newRow("upper case counts when typed") << u"Api"_s << u"L2:6"_s;
        QTest::newRow("one side only") << u"api:2"_s << u"R1:7"_s;
        QTest::newRow("no pattern") << u".*"_s << QString();
    }

    void findsOnBothSides()
    {
        QFETCH(const QString, text);
        QTEST(found(text), "places");
    }

    void endsWhenCancelled()
    {
        CancelSource source;
        source.cancel();
        QVERIFY(placesOf(u"a"_s, *diff::sideBySide(u"a\n"_s, u"a\n"_s, {}), source.token()).empty());
    }
};

QTEST_GUILESS_MAIN(DiffSearchTest)
#include "DiffSearchTest.moc"
