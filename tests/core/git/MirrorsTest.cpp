#include "core/git/Mirrors.h"

#include "core/git/GitProgram.h"
#include "core/git/Repository.h"
#include "tests/core/git/Repositories.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

namespace holdfast::git {

class MirrorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void bringsAllBranchesAndTags();
    void bringsWhatIsNewAndForgetsWhatIsGone();
    void asksOnceWhereNothingIsNew();
    void asksNobodyWhereItIsRecent();
    void followsTheRemotesDefaultBranch();
    void keepsWhatIsHereWhenTheServerFails();
    void namesWhyAServerCannotBeUsed_data();
    void namesWhyAServerCannotBeUsed();
    void refusesWhatIsNoServer_data();
    void refusesWhatIsNoServer();
    void makesADamagedMirrorAnew();
    void removesLocksOfADeadFetch();
    void keepsOthersOut();
    void endsWhenCancelled();

private:
    void login(const QByteArray& password);
    CommitId pushed(const QString& subject, const QString& branch = QStringLiteral("main"));

    std::unique_ptr<GitServer> m_server;
    std::unique_ptr<WorkTree> m_work;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void MirrorsTest::init()
{
    m_server = std::make_unique<GitServer>();
    m_work = std::make_unique<WorkTree>();
    m_folder = std::make_unique<QTemporaryDir>();
    login("right");
}

/// The user's configuration, as git finds it.
void MirrorsTest::login(const QByteArray& password)
{
    const QString file = m_folder->filePath(QStringLiteral("gitconfig"));
    QFile config(file);
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("[http]\n\tsslCAInfo = " + m_server->certificate().toUtf8()
        + "\n[credential]\n\thelper = \"!printf 'username=ann\\\\npassword=" + password + "\\\\n'; :\"\n");
    qputenv("GIT_CONFIG_GLOBAL", file.toUtf8());
    qputenv("GIT_CONFIG_NOSYSTEM", "1");
}

CommitId MirrorsTest::pushed(const QString& subject, const QString& branch)
{
    m_work->write(QStringLiteral("file"), subject.toUtf8());
    const CommitId commit = m_work->commit(subject);
    m_work->git({ QStringLiteral("push"), QStringLiteral("-q"), m_server->bare(),
        QStringLiteral("HEAD:refs/heads/") + branch });
    return commit;
}

void MirrorsTest::bringsAllBranchesAndTags()
{
    const CommitId first = pushed(QStringLiteral("first"));
    const CommitId other = pushed(QStringLiteral("other"), QStringLiteral("release/1"));
    m_work->git({ QStringLiteral("tag"), QStringLiteral("-a"), QStringLiteral("-m"), QStringLiteral("one"),
        QStringLiteral("v1") });
    m_work->git({ QStringLiteral("push"), QStringLiteral("-q"), m_server->bare(), QStringLiteral("v1") });
    const Mirrors mirrors(m_folder->filePath(QStringLiteral("mirrors")));
    QVERIFY(!mirrors.known(m_server->url()));

    const Result<QString> mirror = mirrors.refresh(m_server->url(), {});

    QVERIFY2(mirror.has_value(), mirror ? "" : qPrintable(errorText(mirror.error())));
    QCOMPARE(branchTip(*mirror, QStringLiteral("main"), {}), first);
    QCOMPARE(branchTip(*mirror, QStringLiteral("release/1"), {}), other);
    QCOMPARE(commitNamed(*mirror, QStringLiteral("v1"), {}), other);
    QCOMPARE(mirrors.known(m_server->url()), *mirror);
    QCOMPARE(mirrors.pathOf(m_server->url()), *mirror);
}

void MirrorsTest::bringsWhatIsNewAndForgetsWhatIsGone()
{
    const Mirrors mirrors(m_folder->filePath(QStringLiteral("mirrors")));
    pushed(QStringLiteral("first"));
    pushed(QStringLiteral("gone"), QStringLiteral("gone"));
    QVERIFY(mirrors.refresh(m_server->url(), {}).has_value());
    const CommitId second = pushed(QStringLiteral("second"));
    m_work->git({ QStringLiteral("push"), QStringLiteral("-q"), m_server->bare(), QStringLiteral(":gone") });

    const Result<QString> mirror = mirrors.refresh(m_server->url(), {});

    QVERIFY(mirror.has_value());
    QCOMPARE(branchTip(*mirror, QStringLiteral("main"), {}), second);
    QVERIFY(!branchTip(*mirror, QStringLiteral("gone"), {}));
}

void MirrorsTest::asksOnceWhereNothingIsNew()
{
    const Mirrors mirrors(m_folder->filePath(QStringLiteral("mirrors")));
    pushed(QStringLiteral("first"));
    QVERIFY(mirrors.refresh(m_server->url(), {}).has_value());
    const int before = m_server->setFault({});
    QVERIFY(mirrors.refresh(m_server->url(), {}).has_value());
    const int first = m_server->setFault({}) - before;
    pushed(QStringLiteral("second"));
    QVERIFY(mirrors.refresh(m_server->url(), {}).has_value());
    const int second = m_server->setFault({}) - before - first;
    QVERIFY2(first > 0 && first < second, qPrintable(QStringLiteral("%1 %2").arg(first).arg(second)));
}

void MirrorsTest::asksNobodyWhereItIsRecent()
{
    const Mirrors mirrors(m_folder->filePath(QStringLiteral("mirrors")));
    const CommitId first = pushed(QStringLiteral("first"));
    const auto tip = [](const Result<QString>& mirror) {
        return mirror.and_then([](const QString& path) { return branchTip(path, QStringLiteral("main"), {}); });
    };
    QCOMPARE(tip(mirrors.recent(m_server->url(), std::chrono::hours(1), {})), first); // was never here
    const CommitId second = pushed(QStringLiteral("second"));
    const int before = m_server->setFault({});
    QCOMPARE(tip(mirrors.recent(m_server->url(), std::chrono::hours(1), {})), first);
    QCOMPARE(m_server->setFault({}), before);
    QCOMPARE(tip(mirrors.recent(m_server->url(), std::chrono::seconds(0), {})), second);
}

void MirrorsTest::followsTheRemotesDefaultBranch()
{
    const Mirrors mirrors(m_folder->filePath(QStringLiteral("mirrors")));
    pushed(QStringLiteral("first"));
    const CommitId trunk = pushed(QStringLiteral("second"), QStringLiteral("trunk"));
    gitAtShell(m_server->bare(),
        { QStringLiteral("symbolic-ref"), QStringLiteral("HEAD"), QStringLiteral("refs/heads/trunk") });
    const Result<QString> mirror = mirrors.refresh(m_server->url(), {});
    QVERIFY(mirror.has_value());
    QCOMPARE(commitNamed(*mirror, QStringLiteral("HEAD"), {}), trunk);
}

void MirrorsTest::keepsWhatIsHereWhenTheServerFails()
{
    const Mirrors mirrors(m_folder->filePath(QStringLiteral("mirrors")));
    const CommitId first = pushed(QStringLiteral("first"));
    QVERIFY(mirrors.refresh(m_server->url(), {}).has_value());
    pushed(QStringLiteral("second"));
    m_server->setFault("html");
    QVERIFY(!mirrors.refresh(m_server->url(), {}));
    const Result<QString> mirror = mirrors.known(m_server->url());
    QVERIFY(mirror.has_value());
    QCOMPARE(branchTip(*mirror, QStringLiteral("main"), {}), first);
}

void MirrorsTest::namesWhyAServerCannotBeUsed_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("wrong password") << QString() << QByteArray("wrong") << QByteArray() << ErrorCode::Unauthorized;
    QTest::newRow("no such repository") << QStringLiteral("none.git") << QByteArray("right") << QByteArray()
                                        << ErrorCode::NotFound;
    QTest::newRow("a redirect") << QString() << QByteArray("right") << QByteArray("redirect") << ErrorCode::Unreachable;
    QTest::newRow("a captive portal") << QString() << QByteArray("right") << QByteArray("html")
                                      << ErrorCode::Unreachable;
}

void MirrorsTest::namesWhyAServerCannotBeUsed()
{
    QFETCH(const QString, url);
    QFETCH(const QByteArray, password);
    QFETCH(const QByteArray, fault);
    QFETCH(const ErrorCode, code);
    pushed(QStringLiteral("first"));
    login(password);
    m_server->setFault(fault);
    const QString address
        = url.isEmpty() ? m_server->url() : m_server->url().section(QLatin1Char('/'), 0, 2) + QLatin1Char('/') + url;
    const Result<QString> mirror = Mirrors(m_folder->filePath(QStringLiteral("mirrors"))).refresh(address, {});
    QVERIFY(!mirror);
    QVERIFY2(mirror.error().code == code, qPrintable(errorText(mirror.error())));
    QVERIFY(!mirror.error().detail.isEmpty());
}

void MirrorsTest::refusesWhatIsNoServer_data()
{
    QTest::addColumn<QString>("url");
    for (const char* url : { "", "-oProxyCommand=touch x", "/srv/apps.git", "file:///srv/apps.git",
             "file:/srv/apps.git", "ext::sh -c id" })
        QTest::newRow(url) << QString::fromLatin1(url);
}

void MirrorsTest::refusesWhatIsNoServer()
{
    QFETCH(const QString, url);
    const QString folder = m_folder->filePath(QStringLiteral("mirrors"));
    const Result<QString> mirror = Mirrors(folder).refresh(url, {});
    QVERIFY(!mirror);
    QCOMPARE(mirror.error().code, ErrorCode::InvalidInput);
    QVERIFY(!QFileInfo::exists(folder));
}

void MirrorsTest::makesADamagedMirrorAnew()
{
    const Mirrors mirrors(m_folder->filePath(QStringLiteral("mirrors")));
    const CommitId first = pushed(QStringLiteral("first"));
    const QString mirror = mirrors.refresh(m_server->url(), {}).value();
    const QString packs = mirror + QStringLiteral("/objects/pack");
    for (const QFileInfo& each : QDir(packs).entryInfoList({ QStringLiteral("*.pack") })) {
        QFile pack(each.filePath());
        pack.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        QVERIFY(pack.open(QIODevice::ReadWrite));
        pack.seek(12);
        pack.write(QByteArray(pack.size() - 32, 'x'));
    }
    for (const QString& folder : QDir(mirror + QStringLiteral("/objects"))
             .entryList({ QStringLiteral("??") }, QDir::Dirs | QDir::NoDotAndDotDot)) {
        for (const QFileInfo& each : QDir(mirror + QStringLiteral("/objects/") + folder).entryInfoList(QDir::Files)) {
            QFile object(each.filePath());
            object.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
            QVERIFY(object.open(QIODevice::WriteOnly));
            object.write("broken");
        }
    }
    const Result<QByteArray> read
        = gitOutput({ .repository = mirror, .arguments = { QStringLiteral("ls-tree"), QStringLiteral("main") } }, {});
    QVERIFY(!read);
    QVERIFY2(read.error().detail.contains(QStringLiteral("is damaged and is fetched anew")),
        qPrintable(read.error().detail));

    QVERIFY(mirrors.refresh(m_server->url(), {}).has_value());

    QVERIFY(
        gitOutput({ .repository = mirror, .arguments = { QStringLiteral("ls-tree"), QStringLiteral("main") } }, {}));
    QCOMPARE(branchTip(mirror, QStringLiteral("main"), {}), first);
    QVERIFY(QFileInfo::exists(mirror + QStringLiteral(".damaged")));
}

void MirrorsTest::removesLocksOfADeadFetch()
{
    const Mirrors mirrors(m_folder->filePath(QStringLiteral("mirrors")));
    pushed(QStringLiteral("first"));
    const QString mirror = mirrors.refresh(m_server->url(), {}).value();
    const CommitId second = pushed(QStringLiteral("second"));
    QFile lock(mirror + QStringLiteral("/refs/heads/main.lock"));
    QVERIFY(QDir().mkpath(mirror + QStringLiteral("/refs/heads")) && lock.open(QIODevice::WriteOnly));
    QVERIFY(!mirrors.refresh(m_server->url(), {})); // somebody may be at work
    QVERIFY(lock.setFileTime(QDateTime::currentDateTime().addSecs(-60), QFileDevice::FileModificationTime));
    lock.close();
    QVERIFY(mirrors.refresh(m_server->url(), {}).has_value());
    QCOMPARE(branchTip(mirror, QStringLiteral("main"), {}), second);
}

void MirrorsTest::keepsOthersOut()
{
    pushed(QStringLiteral("first"));
    const QString folder = m_folder->filePath(QStringLiteral("mirrors"));
    QVERIFY(Mirrors(folder).refresh(m_server->url(), {}).has_value());
    QCOMPARE(QFileInfo(folder).permissions()
            & (QFileDevice::ReadGroup | QFileDevice::ExeGroup | QFileDevice::ReadOther | QFileDevice::ExeOther),
        QFileDevice::Permissions());
}

void MirrorsTest::endsWhenCancelled()
{
    CancelSource source;
    source.cancel();
    const Result<QString> mirror
        = Mirrors(m_folder->filePath(QStringLiteral("mirrors"))).refresh(m_server->url(), source.token());
    QVERIFY(!mirror);
    QCOMPARE(mirror.error().code, ErrorCode::Cancelled);
}

}

QTEST_GUILESS_MAIN(holdfast::git::MirrorsTest)
#include "MirrorsTest.moc"
