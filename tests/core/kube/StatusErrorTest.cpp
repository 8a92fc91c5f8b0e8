#include "core/kube/StatusError.h"
#include "core/kube/FeedFailure.h"
#include "core/kube/RetryRule.h"
#include "tests/core/kube/Doubles.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::kube;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What a refusal says, and what follows from it.
class StatusErrorTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void causesAreListedByField();
    void applyConflictsNameTheOwner();
    void versionTooLargeHasThreeForms_data();
    void versionTooLargeHasThreeForms();
    void failuresAreToldApart_data();
    void failuresAreToldApart();
    void textIsCutAndPlain();
    void retryAfterIsAWholeNumber_data();
    void retryAfterIsAWholeNumber();
    void onlyWhatMayBeRepeatedIs_data();
    void onlyWhatMayBeRepeatedIs();
    void successIsNoError();
};

namespace {

net::ResponseHead headOf(int status, const QByteArray& retryAfter = {})
{
    net::ResponseHead head { .status = status, .headers = {} };
    if (!retryAfter.isEmpty())
        head.headers.append({ .name = "retry-after", .value = retryAfter });
    return head;
}

}

void StatusErrorTest::causesAreListedByField()
{
    const Error error = errorOf(headOf(422), tests::recording(u"err-422-validation.json"_s), UrlPlace { u"u"_s });
    QCOMPARE(error.code, ErrorCode::Invalid);
    QStringList fields;
    for (auto cause = error.cause; cause; cause = cause->cause)
        fields << std::get<ObjectPlace>(cause->where).field;
    QVERIFY(fields.size() >= 2);
    QVERIFY2(fields.join(u' ').contains(u"spec."_s), qPrintable(fields.join(u' ')));
}

void StatusErrorTest::applyConflictsNameTheOwner()
{
    const auto status = parseStatus(tests::recording(u"drift-09-argocd-noforce-409.json"_s));
    QVERIFY(status);
    QVERIFY(status->hasCause("FieldManagerConflict"_L1));
    QVERIFY(status->causes.front().message.contains(u"conflict with"_s));
    QVERIFY(status->causes.front().field.startsWith(u".spec"_s));
    QCOMPARE(errorOf(*status, {}).code, ErrorCode::Conflict);
}

void StatusErrorTest::versionTooLargeHasThreeForms_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("tooLarge");
    QTest::newRow("R20 recorded") << tests::recording(u"list-future-rv.json"_s) << true;
    QTest::newRow("R20 1.17 to 1.18.5") << QByteArray(
        R"({"kind":"Status","reason":"Timeout","code":504,"details":{"causes":[{"message":"Too large resource version"}]}})")
                                        << true;
    QTest::newRow("R20 before 1.17") << QByteArray(
        R"({"kind":"Status","reason":"Timeout","code":504,"message":"Too large resource version: 9, current: 3","details":{}})")
                                     << true;
    QTest::newRow("another timeout") << QByteArray(
        R"({"kind":"Status","reason":"Timeout","code":504,"message":"slow"})")
                                     << false;
    QTest::newRow("another reason") << QByteArray(
        R"({"kind":"Status","reason":"InternalError","code":500,"message":"Too large resource version"})")
                                    << false;
}

void StatusErrorTest::versionTooLargeHasThreeForms()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, tooLarge);
    QCOMPARE(parseStatus(body)->isVersionTooLarge(), tooLarge);
    QCOMPARE(failureOf(headOf(504), body, {}).kind == FailureKind::VersionTooLarge, tooLarge);
}

void StatusErrorTest::failuresAreToldApart_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<FailureKind>("kind");
    QTest::newRow("410") << 410 << tests::recording(u"list-continue-410.json"_s) << FailureKind::Expired;
    QTest::newRow("403") << 403 << tests::recording(u"err-403-rbac-list.json"_s) << FailureKind::Denied;
    QTest::newRow("401") << 401 << tests::recording(u"err-401-bad-token.json"_s) << FailureKind::Denied;
    QTest::newRow("404 text") << 404 << tests::recording(u"err-404-group.txt"_s) << FailureKind::Missing;
    QTest::newRow("404 Status") << 404 << tests::recording(u"err-404-resource.json"_s) << FailureKind::Missing;
    QTest::newRow("429 text") << 429 << tests::recording(u"err-429-apf.txt"_s) << FailureKind::TooManyRequests;
    QTest::newRow("503 text") << 503 << tests::recording(u"err-503-aggregated-api.txt"_s) << FailureKind::Other;
    QTest::newRow("500") << 500 << QByteArray(R"({"kind":"Status","reason":"InternalError","code":500})")
                         << FailureKind::Internal;
    QTest::newRow("413") << 413 << QByteArray() << FailureKind::TooBig;
}

void StatusErrorTest::failuresAreToldApart()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(FailureKind, kind);
    QCOMPARE(failureOf(headOf(status), body, {}).kind, kind);
}

void StatusErrorTest::textIsCutAndPlain()
{
    const Error error = errorOf(headOf(503), "<b>down</b>\n" + QByteArray(5000, 'x'), {});
    QVERIFY(error.detail.contains(u"<b>down</b> x"_s));
    QVERIFY(error.detail.size() < 2200);
}

void StatusErrorTest::retryAfterIsAWholeNumber_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("seconds");
    QTest::newRow("number") << QByteArray("7") << 7;
    QTest::newRow("zero") << QByteArray("0") << 0;
    QTest::newRow("at most a minute") << QByteArray("86400") << 60;
    QTest::newRow("date") << QByteArray("Fri, 31 Dec 1999 23:59:59 GMT") << -1;
    QTest::newRow("fraction") << QByteArray("1.5") << -1;
    QTest::newRow("negative") << QByteArray("-1") << -1;
    QTest::newRow("absent") << QByteArray() << -1;
}

void StatusErrorTest::retryAfterIsAWholeNumber()
{
    QFETCH(QByteArray, text);
    QFETCH(int, seconds);
    const auto wait = retryAfter(headOf(429, text));
    QCOMPARE(wait ? wait->count() : -1000, seconds * 1000);
}

void StatusErrorTest::onlyWhatMayBeRepeatedIs_data()
{
    using Action = RetryDecision::Action;
    QTest::addColumn<int>("status"); // 0: the connection broke
    QTest::addColumn<Repeatable>("repeatable");
    QTest::addColumn<int>("retries");
    QTest::addColumn<Action>("action");
    QTest::newRow("read") << 429 << Repeatable::Read << 0 << Action::Repeat;
    QTest::newRow("tenth") << 429 << Repeatable::Read << 9 << Action::Repeat;
    QTest::newRow("eleventh") << 429 << Repeatable::Read << 10 << Action::Finish;
    QTest::newRow("conditional write") << 503 << Repeatable::ConditionalWrite << 0 << Action::Repeat;
    QTest::newRow("write") << 503 << Repeatable::Write << 0 << Action::Finish;
    QTest::newRow("401") << 401 << Repeatable::Write << 0 << Action::RenewCredentials;
    QTest::newRow("200") << 200 << Repeatable::Read << 0 << Action::Finish;
    QTest::newRow("409") << 409 << Repeatable::ConditionalWrite << 0 << Action::Finish;
    QTest::newRow("broken read") << 0 << Repeatable::Read << 0 << Action::Repeat;
    QTest::newRow("P9 broken write") << 0 << Repeatable::ConditionalWrite << 0 << Action::Finish;
}

void StatusErrorTest::onlyWhatMayBeRepeatedIs()
{
    QFETCH(int, status);
    QFETCH(Repeatable, repeatable);
    QFETCH(int, retries);
    QFETCH(RetryDecision::Action, action);
    const Result<net::ResponseHead> outcome = status > 0
        ? Result<net::ResponseHead>(headOf(status, "3"))
        : std::unexpected(
              Error { .code = ErrorCode::Unreachable, .where = {}, .detail = u"broke"_s, .retryAfter = 1s });
    QCOMPARE(decideRetry(outcome, repeatable, { .retries = retries }).action, action);
}

void StatusErrorTest::successIsNoError()
{
    QVERIFY(!parseStatus(QByteArrayView(R"({"kind":"Status","status":"Success"})")));
    QVERIFY(!parseStatus(QByteArrayView(R"({"kind":"ConfigMap"})")));
    QVERIFY(!parseStatus(QByteArrayView("no JSON")));
}

QTEST_GUILESS_MAIN(StatusErrorTest)
#include "StatusErrorTest.moc"
