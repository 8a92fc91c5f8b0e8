#include "ui/pages/fleet/DetailLines.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::pages::fleet;
using namespace Qt::StringLiterals;

class DetailLinesTest final : public QObject {
    Q_OBJECT

    const manifest::ObjectKey m_key = *manifest::parseObjectText(u"apps/Deployment/prod/web"_s);

    [[nodiscard]] gitops::AppDetails details(gitops::ObjectVerdict verdict) const
    {
        gitops::AppDetails details;
        details.objects.push_back({ .key = m_key, .verdict = verdict });
        return details;
    }

    [[nodiscard]] session::SideComparison measured(int fields, bool hidden = false) const
    {
        session::ComparedObject object { .left = m_key, .right = m_key, .comparison = {} };
        for (int field = 0; field < fields; ++field)
            object.comparison.changes.push_back(
                { .path = manifest::FieldPath().child("spec").child(std::to_string(field)),
                    .desired = field == 0 ? std::nullopt : std::optional(manifest::Value("a\nb")),
                    .live = manifest::Value(3), // the left side
                    .ignoredBy = hidden ? std::optional(u"rule"_s) : std::nullopt });
        return { .objects = { object }, .left = {}, .right = {} };
    }

    static QStringList told(const std::vector<DetailLine>& lines)
    {
        QStringList all;
        for (const DetailLine& line : lines)
            all << line.object + line.field + u": "_s + line.note;
        return all;
    }

private Q_SLOTS:
    void tellsTheFirstDriftedFieldsBelowTheirObject()
    {
        const std::vector<DetailLine> lines = detailLines(details(gitops::ObjectVerdict::OutOfSync), measured(2));
        QCOMPARE(told(lines),
            (QStringList {
                u"Deployment web: "_s, u"/spec/0: Git 3 → live nothing"_s, u"/spec/1: Git 3 → live a b"_s }));
        for (const DetailLine& line : lines)
            QCOMPARE(line.key, m_key);
    }

    void countsFieldsBeyondTheFirst()
    {
        const auto lines = detailLines(details(gitops::ObjectVerdict::OutOfSync), measured(9));
        QCOMPARE(lines.size(), std::size_t { 6 });
        QVERIFY(lines.back().note.startsWith(u'5'));
    }

    void leavesOutWhatARuleHidesAndWhatIsSynced()
    {
        QCOMPARE(detailLines(details(gitops::ObjectVerdict::OutOfSync), measured(2, true)).size(), std::size_t { 1 });
        const auto synced = detailLines(details(gitops::ObjectVerdict::Synced), measured(2));
        QCOMPARE(synced.size(), std::size_t { 1 });
        QVERIFY(!synced.front().key);
        QVERIFY(!anyDiffers(details(gitops::ObjectVerdict::Synced)));
        QVERIFY(anyDiffers(details(gitops::ObjectVerdict::Missing)));
    }

    void saysWhatWentWrong()
    {
        const auto lines = detailLines(fail(ErrorCode::Unreachable, {}, u"no route"_s));
        QCOMPARE(lines.size(), std::size_t { 1 });
        QVERIFY(!lines.front().note.isEmpty());
    }
};

QTEST_GUILESS_MAIN(DetailLinesTest)
#include "DetailLinesTest.moc"
