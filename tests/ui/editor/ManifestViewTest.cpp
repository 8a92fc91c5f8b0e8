#include "ui/editor/ManifestView.h"
#include "ui/editor/Highlighter.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Palette.h"

#include <QScrollBar>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace holdfast::editor;
using namespace holdfast::foundation;
using namespace Qt::StringLiterals;

class ManifestViewTest final : public QObject {
    Q_OBJECT

    static QSet<QRgb> inks(const QTextDocument& document)
    {
        QSet<QRgb> found;
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
            for (const auto& range : block.layout()->formats())
                found.insert(range.format.foreground().color().rgb());
        }
        return found;
    }

    static QString lines(int count)
    {
        QString text;
        for (int i = 0; i < count; ++i)
            text += QStringLiteral("key%1: %1\n").arg(i);
        return text;
    }

private Q_SLOTS:
    void initTestCase() { loadFonts(); }

    void keysAndValuesAreColouredInBothThemes_data()
    {
        QTest::addColumn<Scheme>("scheme");
        QTest::newRow("light") << Scheme::Light;
        QTest::newRow("dark") << Scheme::Dark;
    }
    void keysAndValuesAreColouredInBothThemes()
    {
        QFETCH(Scheme, scheme);
        ManifestView view;
        view.setPalette(qtPalette(colours(scheme)));
        view.setManifest(u"a"_s, u"kind: Deployment\nspec:\n  replicas: 3\n"_s);
        QTRY_VERIFY(inks(*view.document()).size() >= 2);
        for (const QRgb ink : inks(*view.document()))
            QVERIFY(qAbs(QColor(ink).lightness() - colours(scheme).panel.lightness()) > 60);
    }

    void aNewerStateOfTheSameObjectKeepsThePlace()
    {
        ManifestView view;
        view.resize(400, 200);
        view.show();
        view.setManifest(u"a"_s, lines(200));
        view.verticalScrollBar()->setValue(100);
        view.setTextCursor(QTextCursor(view.document()->findBlockByNumber(110)));
        const int top = view.verticalScrollBar()->value();
        view.setManifest(u"a"_s, lines(201));
        QCOMPARE(view.textCursor().blockNumber(), 110);
        QCOMPARE(view.verticalScrollBar()->value(), top);
        view.setManifest(u"b"_s, lines(200));
        QCOMPARE(view.textCursor().blockNumber(), 0);
    }

    void theCursorSaysItsField()
    {
        ManifestView view;
        QSignalSpy paths(&view, &ManifestView::pathChanged);
        view.setManifest(u"a"_s, u"spec:\n  replicas: 3\n"_s);
        view.setTextCursor(QTextCursor(view.document()->findBlockByNumber(1)));
        QCOMPARE(view.currentPath(), u"spec.replicas"_s);
        QCOMPARE(paths.last().first().toString(), u"spec.replicas"_s);
    }

    void findGoesOnFromTheTopAndSaysWhenThereIsNothing()
    {
        ManifestView view;
        view.setManifest(u"a"_s, u"a: 1\nb: 2\na2: 3\n"_s);
        QVERIFY(view.findNext(u"b"_s));
        QCOMPARE(view.textCursor().blockNumber(), 1);
        QVERIFY(view.findNext(u"a"_s));
        QCOMPARE(view.textCursor().blockNumber(), 2);
        QVERIFY(view.findNext(u"a: 1"_s));
        QCOMPARE(view.textCursor().blockNumber(), 0);
        QVERIFY(!view.findNext(u"nowhere"_s));
        QCOMPARE(view.textCursor().blockNumber(), 0);
    }

    void hostileCharactersAreShownAsWhatTheyAre()
    {
        ManifestView view;
        view.setManifest(u"a"_s, u"image: a\u202Eb\nscript: <b>x</b>\n"_s);
        QVERIFY(view.toPlainText().contains(u"U+202E"_s));
        QVERIFY(view.toPlainText().contains(u"<b>x</b>"_s));
    }

    void aHugeObjectIsShownPlain()
    {
        ManifestView view;
        view.setManifest(u"a"_s, lines(Highlighter::maximumLines + 10));
        QVERIFY(inks(*view.document()).isEmpty());
        view.setManifest(u"b"_s, lines(10));
        QTRY_VERIFY(!inks(*view.document()).isEmpty());
    }
};

QTEST_MAIN(ManifestViewTest)
#include "ManifestViewTest.moc"
