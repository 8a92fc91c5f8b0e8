#include "core/base/Result.h"
#include "core/base/Id.h"

#include <QTest>

using namespace holdfast;
using namespace Qt::StringLiterals;

class ResultTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void placesReadAsText_data()
    {
        QTest::addColumn<Where>("where");
        QTest::addColumn<QString>("text");
        QTest::newRow("nowhere") << Where {} << QString();
        QTest::newRow("file") << Where { FilePlace { u"a.yaml"_s, 0, 0 } } << u"a.yaml"_s;
        QTest::newRow("line") << Where { FilePlace { u"a.yaml"_s, 3, 0 } } << u"a.yaml:3"_s;
        QTest::newRow("column") << Where { FilePlace { u"a.yaml"_s, 3, 7 } } << u"a.yaml:3:7"_s;
        QTest::newRow("column without line") << Where { FilePlace { u"a.yaml"_s, 0, 7 } } << u"a.yaml"_s;
        QTest::newRow("url") << Where { UrlPlace { u"https://a"_s } } << u"https://a"_s;
        QTest::newRow("object") << Where { ObjectPlace { u"Secret/a/b"_s, QString() } } << u"Secret/a/b"_s;
        QTest::newRow("field") << Where { ObjectPlace { u"Secret/a/b"_s, u"/data/x"_s } } << u"Secret/a/b /data/x"_s;
        QTest::newRow("commit") << Where { CommitPlace { u"apps.git"_s, u"f3a9c21"_s } } << u"apps.git@f3a9c21"_s;
    }
    void placesReadAsText()
    {
        QFETCH(Where, where);
        QTEST(placeText(where), "text");
    }

    void errorTextNamesPlaceDetailAndCauses()
    {
        const Error root {
            .code = ErrorCode::Io, .where = FilePlace { u"ca.pem"_s, 0, 0 }, .detail = u"cannot be read"_s
        };
        const Error error { .code = ErrorCode::TlsRefused,
            .where = UrlPlace { u"https://a"_s },
            .detail = u"no trust"_s,
            .cause = std::make_shared<const Error>(root) };
        QCOMPARE(errorText(error), u"https://a: no trust: ca.pem: cannot be read"_s);
    }

    void failIsAnUnexpectedResult()
    {
        const Result<int> result = fail(ErrorCode::NotFound, {}, u"no such app"_s);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::NotFound);
        QCOMPARE(errorText(result.error()), u"no such app"_s);
    }

    void idsCompareAndHashByTheirText()
    {
        const ContextName a(u"a"_s);
        const ContextName b(u"b"_s);
        QVERIFY(a < b);
        QVERIFY(a != b);
        QCOMPARE(qHash(a), qHash(ContextName(u"a"_s)));
        QVERIFY(ContextName().isEmpty());
        static_assert(!std::is_convertible_v<QString, ContextName>, "an id is made on purpose");
        static_assert(!std::is_same_v<ContextName, Revision>, "two kinds of id do not mix");
    }
};

QTEST_GUILESS_MAIN(ResultTest)
#include "ResultTest.moc"
