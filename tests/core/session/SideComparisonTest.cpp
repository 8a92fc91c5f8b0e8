#include "core/session/SideComparison.h"
#include "TwoClusters.h"
#include "core/manifest/JsonReader.h"
#include "core/session/Measurement.h"
#include "core/session/ObjectRows.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::session;
using namespace Qt::StringLiterals;

namespace {

manifest::ObjectKey key(const QString& text)
{
    return manifest::parseObjectText(text).value_or(manifest::ObjectKey());
}

}

class SideComparisonTest final : public QObject {
    Q_OBJECT

    std::shared_ptr<tests::TwoClusters> m_clusters = std::make_shared<tests::TwoClusters>();
    QTemporaryDir m_mirrors;

    [[nodiscard]] Result<SideComparison> compared(const ComparedSide& left, const ComparedSide& right) const
    {
        const DesiredStates states(m_clusters, m_mirrors.path());
        return compareSides(states, *m_clusters, { left, right }, {});
    }

    [[nodiscard]] ComparedSide live(const char* context) const
    {
        return { .kind = SideKind::Live, .app = m_clusters->app(context), .revision = {} };
    }
    [[nodiscard]] ComparedSide git(const QString& revision) const
    {
        return { .kind = SideKind::Desired, .app = m_clusters->app("eu"), .revision = revision };
    }

    /// `/data/replicas 2 > 3`
    static QString told(const Result<SideComparison>& result)
    {
        if (!result)
            return errorText(result.error());
        QStringList lines;
        for (const ComparedObject& object : result->objects)
            for (const diff::FieldChange& change : object.comparison.changes) {
                const auto text = [](const std::optional<manifest::Value>& value) {
                    return value ? manifest::toQString(value->text()) : u"-"_s;
                };
                lines << u"%1 %2 > %3"_s.arg(
                    QString::fromStdString(change.path.text()), text(change.live), text(change.desired));
            }
        return lines.join(u'\n');
    }

private Q_SLOTS:
    void comparesAnyTwoSides_data()
    {
        QTest::addColumn<ComparedSide>("left");
        QTest::addColumn<ComparedSide>("right");
        QTest::addColumn<QString>("changes");
        QTest::newRow("live and Git") << live("eu") << git({}) << u"/data/replicas 2 > 3"_s;
        QTest::newRow("live and Git at a revision") << live("eu") << git(u"first"_s) << QString();
        QTest::newRow("Git and live") << git({}) << live("eu") << u"/data/replicas 3 > 2"_s;
        QTest::newRow("two revisions") << git(u"first"_s) << git(u"second"_s) << u"/data/replicas 2 > 3"_s;
        QTest::newRow("the same revision") << git(u"first"_s) << git(u"first"_s) << QString();
        QTest::newRow("two clusters") << live("eu") << live("us")
                                      << u"/data/replicas 2 > 5\n/metadata/namespace prod > elsewhere"_s;
    }

    void comparesAnyTwoSides()
    {
        QFETCH(const ComparedSide, left);
        QFETCH(const ComparedSide, right);
        QTEST(told(compared(left, right)), "changes");
    }

    void tellsWhatOfItsNamespaceWasNotSynced_data()
    {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("synced");
        QTest::addColumn<gitops::SyncVerdict>("verdict");
        QTest::newRow("none asked for") << u"{}"_s << u"{}"_s << gitops::SyncVerdict::Synced;
        QTest::newRow("as synced") << uR"({"managedNamespaceMetadata":{"labels":{"a":"b"}}})"_s
                                   << uR"({"managedNamespaceMetadata":{"labels":{"a":"b"}}})"_s
                                   << gitops::SyncVerdict::Synced;
        QTest::newRow("changed since") << uR"({"managedNamespaceMetadata":{"labels":{"a":"c"}}})"_s
                                       << uR"({"managedNamespaceMetadata":{"labels":{"a":"b"}}})"_s
                                       << gitops::SyncVerdict::OutOfSync;
        QTest::newRow("new") << uR"({"managedNamespaceMetadata":{"labels":{"a":"c"}}})"_s << u"{}"_s
                             << gitops::SyncVerdict::OutOfSync;
    }
    void tellsWhatOfItsNamespaceWasNotSynced()
    {
        QFETCH(const QString, wanted);
        QFETCH(const QString, synced);
        const QByteArray more
            = uR"({"spec":{"syncPolicy":%1},"status":{"operationState":{"syncResult":%2}}})"_s.arg(wanted, synced)
                  .toUtf8();
        m_clusters->more = manifest::readJson(std::string_view(more)).value_or(manifest::Value());
        const DesiredStates states(m_clusters, m_mirrors.path());
        const auto measured
            = measure(states, *m_clusters, { .app = m_clusters->app("eu"), .revision = u"first"_s }, {});
        m_clusters->more = manifest::Value::emptyMap();
        QVERIFY2(measured, qPrintable(measured ? QString() : errorText(measured.error())));
        QTEST(measured->verdict.verdict, "verdict");
        QCOMPARE(measured->desired.notes.filter(u"namespace"_s).isEmpty(),
            measured->verdict.verdict == gitops::SyncVerdict::Synced);
    }

    void saysWhatARevisionCannotBeFoundIn()
    {
        const auto result = compared(git(u"none"_s), git({}));
        QVERIFY(!result);
        QVERIFY(told(result).contains(u"no revision \"none\""));
    }

    void findsAnObjectByItsNameElsewhere()
    {
        const auto result = compared(live("eu"), live("us"));
        QVERIFY(result);
        QVERIFY(result->find(key(u"ConfigMap/prod/settings"_s)));
        QVERIFY(result->find(key(u"ConfigMap/elsewhere/settings"_s)));
        QVERIFY(result->find(key(u"ConfigMap/third/settings"_s)));
        QVERIFY(!result->find(key(u"ConfigMap/prod/other"_s)));
    }

    void keepsAnObjectOfOneSide()
    {
        const manifest::Value object = tests::TwoClusters::object("gone", "1");
        m_clusters->objects[{ ContextName(u"us"_s), key(u"Secret/gone/extra"_s) }] = object;
        const auto result = compared(live("eu"), live("us"));
        QVERIFY(result);
        QCOMPARE(result->objects.size(), std::size_t { 2 });
        QVERIFY(!result->objects.back().left);
        QCOMPARE(result->objects.back().comparison.verdict, diff::Verdict::Missing);
        m_clusters->objects.erase({ ContextName(u"us"_s), key(u"Secret/gone/extra"_s) });
    }

    void findsPartners_data()
    {
        QTest::addColumn<QStringList>("left");
        QTest::addColumn<QStringList>("right");
        QTest::addColumn<QList<int>>("partners");
        QTest::newRow("none") << QStringList() << QStringList() << QList<int>();
        QTest::newRow("same") << QStringList { u"Pod/a/x"_s, u"Pod/a/y"_s }
                              << QStringList { u"Pod/a/y"_s, u"Pod/a/x"_s } << QList<int> { 1, 0 };
        QTest::newRow("another namespace")
            << QStringList { u"Pod/a/x"_s } << QStringList { u"Pod/b/x"_s } << QList<int> { 0 };
        QTest::newRow("the only one of its kind") << QStringList { u"apps/Deployment/a/x"_s, u"Pod/a/x"_s }
                                                  << QStringList { u"apps/Deployment/b/y"_s } << QList<int> { 0, -1 };
        QTest::newRow("two of a kind are not guessed")
            << QStringList { u"Pod/a/x"_s, u"Pod/a/y"_s } << QStringList { u"Pod/a/z"_s } << QList<int> { -1, -1 };
    }

    void findsPartners()
    {
        QFETCH(const QStringList, left);
        QFETCH(const QStringList, right);
        std::vector<manifest::ObjectKey> first;
        std::vector<manifest::ObjectKey> second;
        std::ranges::transform(left, std::back_inserter(first), key);
        std::ranges::transform(right, std::back_inserter(second), key);
        const std::vector<int> partners = partnersOf(first, second);
        QTEST(QList<int>(partners.begin(), partners.end()), "partners");
    }

    void marksRowsThatARuleHides()
    {
        diff::Comparison comparison { .verdict = diff::Verdict::Synced };
        comparison.live = tests::TwoClusters::object("prod", "2");
        comparison.predicted = tests::TwoClusters::object("prod", "3");
        comparison.changes.push_back({ .path = *manifest::FieldPath::fromText("/data/replicas"),
            .desired = {},
            .live = {},
            .ignoredBy = u"ignoreDifferences[0]"_s });
        const auto rows = rowsOf(comparison, {});
        QVERIFY(rows);
        QCOMPARE(rows->notes.size(), std::size_t { 1 });
        QCOMPARE(rows->notes.front().text, u"ignoreDifferences[0]"_s);
        QCOMPARE(rows->rows[static_cast<std::size_t>(rows->changes.front())].tone, diff::RowTone::Muted);
    }
};

QTEST_GUILESS_MAIN(SideComparisonTest)
#include "SideComparisonTest.moc"
