#include "ui/foundation/AgeText.h"
#include "ui/foundation/ErrorText.h"
#include "ui/foundation/IndexRanges.h"
#include "ui/foundation/Preferences.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

#include <set>

using namespace holdfast;
using namespace holdfast::foundation;

/// Ages, errors in sentences, ranges, preferences: the small values that pages are made of.
class WordsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agesInOneUnit_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("shown");
        QTest::newRow("now") << qint64(0) << QStringLiteral("0 s");
        QTest::newRow("clocks disagree") << qint64(-40) << QStringLiteral("0 s");
        QTest::newRow("seconds") << qint64(59) << QStringLiteral("59 s");
        QTest::newRow("minutes") << qint64(60) << QStringLiteral("1 min");
        QTest::newRow("almost an hour") << qint64(3599) << QStringLiteral("59 min");
        QTest::newRow("hours") << qint64(3600) << QStringLiteral("1 h");
        QTest::newRow("not yet days") << qint64(47 * 3600) << QStringLiteral("47 h");
        QTest::newRow("days") << qint64(48 * 3600) << QStringLiteral("2 d");
        QTest::newRow("years") << qint64(86400) * 1200 << QStringLiteral("1,200 d");
    }
    void agesInOneUnit()
    {
        QFETCH(qint64, seconds);
        QTEST(ageText(std::chrono::seconds(seconds)), "shown");
    }
    void unknownTimesHaveNoAge()
    {
        const QDateTime now(QDate(2026, 1, 1), QTime(0, 0), QTimeZone::UTC);
        QCOMPARE(ageText(QDateTime(), now), QString());
        QCOMPARE(ageText(now.addSecs(-5), now), QStringLiteral("5 s"));
        QCOMPARE(dateText({}), QString());
        QVERIFY(dateText(now).contains(QStringLiteral("00:00:00")));
    }

    void everyErrorIsASentence()
    {
        std::set<QString> sentences;
        for (int code = 0; code <= int(ErrorCode::Internal); ++code) {
            const auto text = describe({ .code = ErrorCode(code),
                .where = UrlPlace { QStringLiteral("https://x") },
                .detail = QStringLiteral("why"),
                .retryAfter = {},
                .cause = {} });
            QVERIFY2(text.sentence.startsWith(QStringLiteral("https://x: "))
                    && text.sentence.endsWith(QStringLiteral("(why).")),
                qPrintable(text.sentence));
            sentences.insert(text.sentence);
        }
        QVERIFY(sentences.size() >= 17);
    }
    void errorsNameTheirCauses()
    {
        const auto cause = std::make_shared<const Error>(Error {
            .code = ErrorCode::Io, .where = {}, .detail = QStringLiteral("disk\x07"), .retryAfter = {}, .cause = {} });
        const Error error { .code = ErrorCode::Io,
            .where = FilePlace { QStringLiteral("/a/b"), 3, 1 },
            .detail = QStringLiteral("write"),
            .retryAfter = {},
            .cause = cause };
        QVERIFY(describe(error).sentence.contains(QStringLiteral("/a/b:3:1")));
        QVERIFY(describe(error).sentence.contains(QStringLiteral("write: diskU+0007")));
        QVERIFY(describeInOneLine(error).endsWith(describe(error).advice));
    }

    void mergesNeighbours()
    {
        QCOMPARE(mergedRanges({}), std::vector<IndexRange>());
        QCOMPARE(mergedRanges({ 5, 1, 2, 2, 3, 9 }), (std::vector<IndexRange> { { 1, 3 }, { 5, 5 }, { 9, 9 } }));
    }

    void preferencesOutliveTheirObject()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("window.ini"));
        {
            Preferences preferences(file);
            QSignalSpy changed(&preferences, &Preferences::changed);
            preferences.setText(QStringLiteral("theme"), QStringLiteral("dark"));
            preferences.setText(QStringLiteral("theme"), QStringLiteral("dark"));
            preferences.setList(QStringLiteral("fleet/views"), { QStringLiteral("a\nb"), QStringLiteral("c, d") });
            QCOMPARE(changed.count(), 2);
        }
        const Preferences again(file);
        QCOMPARE(again.text(QStringLiteral("theme")), QStringLiteral("dark"));
        QCOMPARE(again.list(QStringLiteral("fleet/views")),
            (QStringList { QStringLiteral("a\nb"), QStringLiteral("c, d") }));
        QVERIFY(!again.contains(QStringLiteral("other")));
        QCOMPARE(again.text(QStringLiteral("other"), QStringLiteral("x")), QStringLiteral("x"));
    }
};

QTEST_GUILESS_MAIN(WordsTest)
#include "WordsTest.moc"
