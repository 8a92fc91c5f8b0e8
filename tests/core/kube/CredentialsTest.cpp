#include "core/kube/Credentials.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace holdfast;
using namespace holdfast::kube;

namespace {

const QByteArray certificatePem = "-----BEGIN CERTIFICATE-----\nYQ==\n-----END CERTIFICATE-----\n"_ba;
const QByteArray keyPem = "-----BEGIN PRIVATE KEY-----\nYQ==\n-----END PRIVATE KEY-----\n"_ba;

Context secureContext()
{
    Context context;
    context.cluster.name = u"c"_s;
    context.cluster.server = QUrl(u"https://api.example"_s);
    context.user.name = u"u"_s;
    context.file = u"/kube/config"_s;
    return context;
}

QByteArray header(const Authorization& authorization, const QByteArray& name)
{
    QByteArrayList values;
    for (const net::Header& header : authorization.headers) {
        if (header.name == name)
            values.append(header.value);
    }
    return values.join('|');
}

}

class CredentialsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_clock = std::make_shared<ManualClock>(QDateTime(QDate(2026, 1, 1), QTime(), QTimeZone::UTC)); }

    void sendsStaticMaterial()
    {
        Context context = secureContext();
        context.cluster.tlsServerName = u"inner"_s;
        context.cluster.certificateAuthorityData = certificatePem;
        context.cluster.proxy = QUrl(u"socks5://p:1"_s);
        context.cluster.disableCompression = true;
        context.user.token = "abc";
        context.user.clientCertificateData = certificatePem;
        context.user.clientKeyData = keyPem;

        const Result<Authorization> authorization = authorize(context);

        QVERIFY2(authorization, authorization ? "" : qPrintable(errorText(authorization.error())));
        QCOMPARE(header(*authorization, "Authorization"), "Bearer abc"_ba);
        QCOMPARE(authorization->tls.serverName, u"inner"_s);
        QCOMPARE(authorization->tls.certificateAuthorities, certificatePem);
        QCOMPARE(authorization->tls.clientCertificate, certificatePem);
        QCOMPARE(authorization->tls.clientKey, keyPem);
        QCOMPARE(authorization->proxy.port(), 1);
        QVERIFY(!authorization->compression);
    }

    void sendsNoCredentialInPlainText()
    {
        Context context = secureContext();
        context.cluster.server.setScheme(u"http"_s);
        context.user.token = "abc";
        context.user.tokenFile = u"/none"_s;
        context.user.clientCertificateData = certificatePem;
        context.user.clientKeyData = keyPem;
        context.user.exec = ExecPlugin { .command = u"/none"_s };

        const Result<Authorization> authorization = authorize(context);

        QVERIFY(authorization);
        QVERIFY(authorization->headers.isEmpty());
        QVERIFY(authorization->tls.clientCertificate.isEmpty());
    }

    void impersonates()
    {
        Context context = secureContext();
        context.user.impersonation = { .user = u"jane@example"_s,
            .uid = u"7"_s,
            .groups = { u"a"_s, u"b"_s },
            .extra = { { u"example.com/scope %"_s, { u"x"_s, u"y"_s } } } };

        const Result<Authorization> authorization = authorize(context);

        QVERIFY(authorization);
        QCOMPARE(header(*authorization, "Impersonate-User"), "jane@example"_ba);
        QCOMPARE(header(*authorization, "Impersonate-Uid"), "7"_ba);
        QCOMPARE(header(*authorization, "Impersonate-Group"), "a|b"_ba);
        QCOMPARE(header(*authorization, "Impersonate-Extra-example.com%2Fscope%20%25"), "x|y"_ba);
    }

    void refuses_data()
    {
        QTest::addColumn<Context>("context");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("says");
        const auto add = [](const char* name, ErrorCode code, const QString& says, auto change) {
            Context context = secureContext();
            change(context);
            QTest::newRow(name) << context << code << says;
        };
        using enum ErrorCode;
        add("basic", Unsupported, u"logs in with basic authentication, which is not supported"_s,
            [](Context& c) { c.user.unsupported = u"basic authentication"_s; });
        add("CA that is no PEM", InvalidInput, u"cluster \"c\": certificate-authority-data holds no PEM certificate"_s,
            [](Context& c) { c.cluster.certificateAuthorityData = "junk"; });
        add("certificate that is no PEM", InvalidInput, u"client-certificate-data holds no PEM certificate"_s,
            [](Context& c) {
                c.user.clientCertificateData = "junk";
                c.user.clientKeyData = keyPem;
            });
        add("key that is no PEM", InvalidInput, u"client-key-data holds no PEM private key"_s, [](Context& c) {
            c.user.clientCertificateData = certificatePem;
            c.user.clientKeyData = certificatePem;
        });
        add("key with a passphrase", Unsupported, u"a private key with a passphrase"_s, [](Context& c) {
            c.user.clientCertificateData = certificatePem;
            c.user.clientKeyData = "-----BEGIN ENCRYPTED PRIVATE KEY-----";
        });
        add("missing CA file", Io, u"cluster \"c\": cannot read the file"_s,
            [](Context& c) { c.cluster.certificateAuthorityFile = u"/nowhere/ca"_s; });
        add("missing certificate file", Io, u"user \"u\": cannot read the file"_s, [](Context& c) {
            c.user.clientCertificateFile = u"/nowhere/cert"_s;
            c.user.clientKeyData = keyPem;
        });
        add("missing token file", Io, u"user \"u\": cannot read the file"_s,
            [](Context& c) { c.user.tokenFile = u"/nowhere/token"_s; });
        add("folder as a token file", Io, u"this is a folder"_s, [](Context& c) { c.user.tokenFile = u"/"_s; });
        add("token with a line break", InvalidInput, u"line break or control character in the token"_s,
            [](Context& c) { c.user.token = "a\r\nX-Evil: 1"; });
        add("user with a line break", InvalidInput, u"a value of `as`"_s,
            [](Context& c) { c.user.impersonation.user = u"a\nb"_s; });
    }

    void refuses()
    {
        QFETCH(const Context, context);
        QFETCH(const ErrorCode, code);
        QFETCH(const QString, says);
        const Result<Authorization> authorization = authorize(context);
        QVERIFY(!authorization);
        QCOMPARE(authorization.error().code, code);
        QVERIFY2(authorization.error().detail.contains(says), qPrintable(authorization.error().detail));
        QVERIFY(std::holds_alternative<FilePlace>(authorization.error().where));
    }

    void tokenFileIsReadAgain()
    {
        Context context = secureContext();
        context.user.tokenFile = write(u"token"_s, "one\n");
        context.user.token = "static";
        const auto credentials = make(context);
        QCOMPARE(tokenOf(*credentials), "Bearer one"_ba);

        write(u"token"_s, "  two \n");
        m_clock->advance(49s);
        QCOMPARE(tokenOf(*credentials), "Bearer one"_ba);
        m_clock->advance(1s);
        QCOMPARE(tokenOf(*credentials), "Bearer two"_ba);
    }

    void lastGoodTokenIsKept_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("emptied") << QByteArray(" \n");
        QTest::newRow("broken") << QByteArray("a\x01z");
        QTest::newRow("gone") << QByteArray();
    }

    void lastGoodTokenIsKept()
    {
        QFETCH(const QByteArray, content);
        Context context = secureContext();
        context.user.tokenFile = write(u"token"_s, "one");
        const auto credentials = make(context);
        QCOMPARE(tokenOf(*credentials), "Bearer one"_ba);

        if (content.isEmpty())
            QFile::remove(context.user.tokenFile);
        else
            write(u"token"_s, content);
        m_clock->advance(2min);
        QCOMPARE(tokenOf(*credentials), "Bearer one"_ba);
        QVERIFY(!credentials->renewAfterUnauthorized());
    }

    void staticTokenServesUntilTheFileCanBeRead()
    {
        Context context = secureContext();
        context.user.tokenFile = m_folder.filePath(u"later"_s);
        context.user.token = "static";
        const auto credentials = make(context);
        QCOMPARE(tokenOf(*credentials), "Bearer static"_ba);
        write(u"later"_s, "file");
        QCOMPARE(tokenOf(*credentials), "Bearer file"_ba);
    }

    void unauthorizedReadsTheTokenFileAtOnce()
    {
        Context context = secureContext();
        context.user.tokenFile = write(u"token"_s, "one");
        const auto credentials = make(context);
        QCOMPARE(tokenOf(*credentials), "Bearer one"_ba);
        QVERIFY(!credentials->renewAfterUnauthorized());

        write(u"token"_s, "two");
        QVERIFY(credentials->renewAfterUnauthorized());
        QCOMPARE(tokenOf(*credentials), "Bearer two"_ba);
    }

    void staticTokenCannotBeRenewed()
    {
        Context context = secureContext();
        context.user.token = "abc";
        QVERIFY(!make(context)->renewAfterUnauthorized());
    }

    void certificatesAreReadAgain()
    {
        Context context = secureContext();
        context.cluster.certificateAuthorityFile = write(u"ca"_s, certificatePem);
        context.user.clientCertificateFile = write(u"cert"_s, certificatePem);
        context.user.clientKeyFile = write(u"key"_s, keyPem);
        const auto credentials = make(context);
        const Result<Authorization> first = wait(*credentials);
        QVERIFY(first);
        QCOMPARE(first->tls.clientKey, keyPem);

        write(u"ca"_s, "garbage");
        write(u"cert"_s, certificatePem + "# new\n");
        write(u"key"_s, keyPem + "# new\n");
        m_clock->advance(299s);
        QCOMPARE(wait(*credentials)->tls, first->tls);
        m_clock->advance(1s);
        const Result<Authorization> second = wait(*credentials);
        QCOMPARE(second->tls.certificateAuthorities, certificatePem);
        QCOMPARE(second->tls.clientCertificate, certificatePem + "# new\n");
        QCOMPARE(second->tls.clientKey, keyPem + "# new\n");
    }

    void cancelledBeforeItBegan()
    {
        CancelSource cancel;
        cancel.cancel();
        const auto future = make(secureContext())->authorize(cancel.token());
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(future.result().error().code, ErrorCode::Cancelled);
    }

private:
    std::shared_ptr<Credentials> make(const Context& context)
    {
        return makeCredentials(context, [](const ExecConsentKey&) { return false; }, { .clock = m_clock });
    }

    static Result<Authorization> wait(Credentials& credentials)
    {
        QFuture<Result<Authorization>> future = credentials.authorize({});
        future.waitForFinished();
        return future.result();
    }

    Result<Authorization> authorize(const Context& context) { return wait(*make(context)); }

    static QByteArray tokenOf(Credentials& credentials)
    {
        const Result<Authorization> authorization = wait(credentials);
        return authorization ? header(*authorization, "Authorization") : errorText(authorization.error()).toUtf8();
    }

    QString write(const QString& name, const QByteArray& text)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
            qFatal("cannot write a test file");
        return path;
    }

    QTemporaryDir m_folder;
    std::shared_ptr<ManualClock> m_clock;
};

QTEST_GUILESS_MAIN(CredentialsTest)
#include "CredentialsTest.moc"
