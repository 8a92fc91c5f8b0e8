#include "ui/foundation/CellDelegate.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Notice.h"
#include "ui/foundation/StateBadge.h"
#include "ui/foundation/Theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace holdfast;
using namespace holdfast::foundation;

namespace {

double luminance(const QColor& colour)
{
    const auto part = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF());
}

/// WCAG 2.1 contrast.
double contrast(const QColor& one, const QColor& other)
{
    const double a = luminance(one) + 0.05;
    const double b = luminance(other) + 0.05;
    return std::max(a, b) / std::min(a, b);
}

QImage shape(State state, Scheme scheme)
{
    QImage image(48, 48, QImage::Format_ARGB32);
    image.fill(colours(scheme).panel);
    QPainter painter(&image);
    paintState(painter, QRectF(0, 0, 48, 48), state, colours(scheme));
    return image;
}

/// Where a shape has ink, whatever its colour.
QImage silhouette(State state)
{
    return shape(state, Scheme::Light).createMaskFromColor(colours(Scheme::Light).panel.rgb(), Qt::MaskOutColor);
}

}

/// Colours, type and shapes: what can be told apart, and by whom.
class LookTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { loadFonts(); }

    void bundledFontsAreThere()
    {
        QVERIFY(QFontDatabase::families().contains(QStringLiteral("Inter")));
        QVERIFY(QFontDatabase::families().contains(QStringLiteral("JetBrains Mono")));
        QCOMPARE(QFontInfo(textFont()).family(), QStringLiteral("Inter"));
        QVERIFY(QFontInfo(monoFont()).fixedPitch());
        QVERIFY(numberFont().featureTags().contains(QFont::Tag("tnum")));
        const QFontMetrics numbers(numberFont());
        QCOMPARE(numbers.horizontalAdvance(QStringLiteral("1111")), numbers.horizontalAdvance(QStringLiteral("8888")));
    }

    void statesContrastWithTheGround()
    {
        for (const Scheme scheme : { Scheme::Light, Scheme::Dark }) {
            const Colours& c = colours(scheme);
            for (int state = int(State::Synced); state <= int(State::Suspended); ++state)
                QVERIFY2(contrast(stateColour(State(state), c), c.panel) >= 3.0, qPrintable(stateText(State(state))));
            QVERIFY(contrast(c.text, c.panel) >= 7.0);
            QVERIFY(contrast(c.mid, c.panel) >= 4.5);
            QVERIFY(contrast(c.onAccent, c.accent) >= 4.5);
            for (int cluster = 0; cluster < 8; ++cluster)
                QVERIFY(contrast(clusterColour(cluster, c), c.panel) >= 3.0);
        }
    }

    void statesDifferInShapeNotOnlyColour()
    {
        std::vector<QImage> seen;
        for (int state = int(State::None); state <= int(State::Suspended); ++state) {
            if (State(state) == State::Drifted)
                continue; // the same fact as OutOfSync, found by somebody else
            const QImage outline = silhouette(State(state));
            for (const QImage& other : seen)
                QVERIFY2(outline != other, qPrintable(stateText(State(state))));
            seen.push_back(outline);
        }
    }

    void wordsOfAllStatesAreDistinct()
    {
        QStringList words;
        for (int state = 0; state <= int(State::Suspended); ++state)
            words.append(stateText(State(state)));
        QCOMPARE(QSet<QString>(words.begin(), words.end()).size(), words.size());
    }

    void bothVerdictsMakeTheWordOfAnApp()
    {
        gitops::App app;
        app.agent.verdict = gitops::SyncVerdict::Synced;
        QCOMPARE(syncStateOf(app), State::Synced);
        app.measured = gitops::MeasuredVerdict { gitops::SyncVerdict::OutOfSync, 1, {} };
        QCOMPARE(syncStateOf(app), State::Drifted);
        app.agent.verdict = gitops::SyncVerdict::OutOfSync;
        QCOMPARE(syncStateOf(app), State::OutOfSync);
        app.health.status = gitops::HealthStatus::Missing;
        QCOMPARE(syncStateOf(app), State::Missing);
        app.agent.verdict = gitops::SyncVerdict::Unknown;
        QCOMPARE(syncStateOf(app), State::Unknown);
    }

    void themesAreKnownByTheirPalette()
    {
        for (const Scheme scheme : { Scheme::Light, Scheme::Dark })
            QCOMPARE(coloursOf(qtPalette(colours(scheme))).scheme, scheme);
        for (const auto choice : { ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark })
            QCOMPARE(themeChoice(word(choice)), choice);
        applyTheme(*qobject_cast<QApplication*>(qApp), ThemeChoice::Dark);
        QCOMPARE(coloursOf(qApp->palette()).scheme, Scheme::Dark);
        QVERIFY(!qApp->styleSheet().contains(u'@'));
    }

    void textIsCutToItsPlace()
    {
        RowPainter painter;
        QImage image(200, 32, QImage::Format_ARGB32);
        QPainter paint(&image);
        const TextRun run { QString(5000, u'w'), TextStyle::Text, Qt::black };
        QVERIFY(painter.draw(paint, QRect(0, 0, 100, 32), run) <= 100);
        QCOMPARE(painter.draw(paint, QRect(0, 0, 4, 32), run), 0);
        QCOMPARE(painter.draw(paint, QRect(0, 0, 100, 32), { {}, TextStyle::Text, Qt::black }), 0);
    }

    void noticesTakeNoMarkup()
    {
        NoticePanel panel(QStringLiteral("test.notice"));
        panel.setNotice({ .state = State::Degraded,
            .title = QStringLiteral("<b>x</b>"),
            .text = QStringLiteral("<a href=y>z</a>"),
            .lines = { QStringLiteral("<i>") },
            .buttons = { { QStringLiteral("go"), QStringLiteral("Go"), ButtonKind::Primary } } });
        for (const auto* label : panel.findChildren<QLabel*>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
        QSignalSpy pressed(&panel, &NoticePanel::buttonPressed);
        panel.show();
        QTest::mouseClick(panel.findChild<QPushButton*>(QStringLiteral("test.notice.go")), Qt::LeftButton);
        QCOMPARE(pressed.value(0).value(0).toString(), QStringLiteral("go"));
    }
};

QTEST_MAIN(LookTest)
#include "LookTest.moc"
