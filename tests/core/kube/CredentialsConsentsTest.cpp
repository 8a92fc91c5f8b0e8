#include "core/kube/ExecConsents.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace holdfast;
using namespace holdfast::kube;

class CredentialsConsentsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void remembersAcrossRuns()
    {
        const QTemporaryDir folder;
        const QString data = folder.filePath(u"state/deep"_s);
        {
            ExecConsents consents(data);
            QVERIFY(!consents.isAllowed(key()));
            QVERIFY(consents.allow(key()));
            QVERIFY(consents.isAllowed(key()));
        }
        ExecConsents later(data);
        QVERIFY(later.isAllowed(key()));
    }

    void asksAgainWhenSomethingChanged_data()
    {
        QTest::addColumn<ExecConsentKey>("changed");
        QTest::newRow("path") << ExecConsentKey { u"/bin/other"_s, { u"a"_s, u"b"_s }, u"/f"_s };
        QTest::newRow("arguments") << ExecConsentKey { u"/bin/login"_s, { u"a"_s, u"c"_s }, u"/f"_s };
        QTest::newRow("joined arguments") << ExecConsentKey { u"/bin/login"_s, { u"a b"_s }, u"/f"_s };
        QTest::newRow("fewer arguments") << ExecConsentKey { u"/bin/login"_s, {}, u"/f"_s };
        QTest::newRow("file") << ExecConsentKey { u"/bin/login"_s, { u"a"_s, u"b"_s }, u"/g"_s };
    }

    void asksAgainWhenSomethingChanged()
    {
        QFETCH(const ExecConsentKey, changed);
        ExecConsents consents { QString() };
        QVERIFY(consents.allow(key()));
        QVERIFY(!consents.isAllowed(changed));
    }

    void keepsNoArguments()
    {
        const QTemporaryDir folder;
        ExecConsents consents(folder.path());
        QVERIFY(consents.allow({ u"/bin/login"_s, { u"--secret=hunter2"_s }, u"/f"_s }));
        QFile file(folder.filePath(u"exec-consents.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("hunter2"));
        QCOMPARE(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
    }

    void keepsAnswersOfAnotherWindow()
    {
        const QTemporaryDir folder;
        ExecConsents first(folder.path());
        ExecConsents second(folder.path());
        QVERIFY(first.allow(key()));
        QVERIFY(second.allow({ u"/bin/two"_s, {}, u"/f"_s }));
        ExecConsents later(folder.path());
        QVERIFY(later.isAllowed(key()));
        QVERIFY(later.isAllowed({ u"/bin/two"_s, {}, u"/f"_s }));
    }

    void brokenFileCountsAsEmpty()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"exec-consents.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"broken");
        file.close();
        ExecConsents consents(folder.path());
        QVERIFY(!consents.isAllowed(key()));
        QVERIFY(consents.allow(key()));
    }

    void saysWhenItCannotWrite()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"taken"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        ExecConsents consents(folder.filePath(u"taken/inside"_s));
        const Result<void> allowed = consents.allow(key());
        QVERIFY(!allowed);
        QCOMPARE(allowed.error().code, ErrorCode::Io);
        QVERIFY(consents.isAllowed(key()));
    }

    void namesTheAbsoluteProgram()
    {
        Context context;
        QVERIFY(!execConsentKey(context));
        context.file = u"/f"_s;
        context.user.exec = ExecPlugin { .command = u"sh"_s, .arguments = { u"-c"_s } };
        const auto found = execConsentKey(context);
        QVERIFY(found);
        QVERIFY(QFileInfo(found->path).isAbsolute());
        QCOMPARE(found->arguments, QStringList { u"-c"_s });
        context.user.exec->command = u"no-such-login-plugin"_s;
        QCOMPARE(execConsentKey(context)->path, u"no-such-login-plugin"_s);
    }

private:
    static ExecConsentKey key() { return { u"/bin/login"_s, { u"a"_s, u"b"_s }, u"/f"_s }; }
};

QTEST_GUILESS_MAIN(CredentialsConsentsTest)
#include "CredentialsConsentsTest.moc"
