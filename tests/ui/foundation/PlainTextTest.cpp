#include "ui/foundation/PlainText.h"

#include <QTest>

using namespace holdfast::foundation;

class PlainTextTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsWhatCannotBeSeen_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << QStringLiteral("checkout-api ä 日本 🙂") << QStringLiteral("checkout-api ä 日本 🙂");
        QTest::newRow("bidi override") << QStringLiteral("a\u202Eb") << QStringLiteral("aU+202Eb");
        QTest::newRow("isolates") << QStringLiteral("\u2066x\u2069") << QStringLiteral("U+2066xU+2069");
        QTest::newRow("zero width") << QStringLiteral("a\u200Bb") << QStringLiteral("aU+200Bb");
        QTest::newRow("byte order mark") << QStringLiteral("\uFEFFa") << QStringLiteral("U+FEFFa");
        QTest::newRow("bell") << QStringLiteral("\a") << QStringLiteral("U+0007");
        QTest::newRow("escape") << QStringLiteral("\x1b[31m") << QStringLiteral("U+001B[31m");
        QTest::newRow("null") << QString(QChar(0)) << QStringLiteral("U+0000");
        QTest::newRow("c1 control") << QString(QChar(0x9b)) << QStringLiteral("U+009B");
        QTest::newRow("line break") << QStringLiteral("a\r\nb\tc") << QStringLiteral("a b c");
        QTest::newRow("line separator") << QStringLiteral("a\u2028b") << QStringLiteral("aU+2028b");
        QTest::newRow("tag character") << QString::fromUcs4(U"\U000E0041") << QStringLiteral("U+E0041");
        QTest::newRow("lone surrogate") << QString(QChar(0xd800)) << QStringLiteral("U+D800");
        QTest::newRow("markup stays text") << QStringLiteral("<b>&amp;") << QStringLiteral("<b>&amp;");
    }
    void showsWhatCannotBeSeen()
    {
        QFETCH(QString, text);
        QTEST(plain(text), "shown");
    }
    void keepsLinesWhereAsked()
    {
        QCOMPARE(plain(QStringLiteral("a\n\tb\a"), Lines::Many), QStringLiteral("a\n\tbU+0007"));
    }
    void cutsWhatIsEndless()
    {
        QVERIFY(plain(QString(1'000'000, u'x')).size() < 20'100);
        QVERIFY(plain(QString(1'000'000, u'\a')).size() < 20'100);
    }

    void shortensRevisions_data()
    {
        QTest::addColumn<QString>("revision");
        QTest::addColumn<QString>("shown");
        const QString hash = QStringLiteral("f3a9c21b77f1d2c6a5e4b3a29181706152433425");
        QTest::newRow("hash") << hash << QStringLiteral("f3a9c21");
        QTest::newRow("flux branch") << QStringLiteral("main@sha1:") + hash << QStringLiteral("f3a9c21");
        QTest::newRow("old flux") << QStringLiteral("main/") + hash << QStringLiteral("f3a9c21");
        QTest::newRow("sha1") << QStringLiteral("sha1:") + hash << QStringLiteral("f3a9c21");
        QTest::newRow("chart version") << QStringLiteral("1.19.3") << QStringLiteral("1.19.3");
        QTest::newRow("digest") << QStringLiteral("6.9.0@sha256:") + hash + hash.left(24) << QStringLiteral("f3a9c21");
        QTest::newRow("branch") << QStringLiteral("feature/x") << QStringLiteral("feature/x");
        QTest::newRow("empty") << QString() << QString();
    }
    void shortensRevisions()
    {
        QFETCH(QString, revision);
        QTEST(shortRevision(revision), "shown");
    }
};

QTEST_GUILESS_MAIN(PlainTextTest)
#include "PlainTextTest.moc"
