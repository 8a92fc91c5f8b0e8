// Compares two files as the console does and prints what each part took: DiffBench LEFT RIGHT. Started by bench.py,
// which runs git on the same files.
#include "core/diff/LineDiff.h"
#include "core/diff/SideBySide.h"
#include "ui/diff/DiffCanvas.h"
#include "ui/diff/DiffView.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <cstdio>

using namespace holdfast;
using difference::Content;

namespace {

constexpr int rounds = 5;
constexpr int context = 3;

QByteArray read(const char* path)
{
    QFile file(QString::fromLocal8Bit(path));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", path);
    return file.readAll();
}

double milliseconds(const QElapsedTimer& timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

/// What git prints, without its headings.
std::string unified(const diff::Lines& left, const diff::Lines& right, const std::vector<diff::LineEdit>& edits)
{
    std::string text;
    const auto add = [&text](char sign, const diff::Lines& lines, int from, int until) {
        for (int line = from; line < until; ++line)
            (((text += sign) += lines[std::size_t(line)]) += '\n');
    };
    int done = 0;
    for (const diff::LineEdit& edit : edits) {
        add(' ', left, std::max(done, edit.left - context), edit.left);
        add('-', left, edit.left, edit.left + edit.leftCount);
        add('+', right, edit.right, edit.right + edit.rightCount);
        done = edit.left + edit.leftCount;
        const int end = std::min(done + context, int(left.size()));
        add(' ', left, done, end);
        done = end;
    }
    return text;
}

/// From the files to the text of the diff: what `git diff --no-index` does.
QJsonObject lineFigures(const char* leftFile, const char* rightFile)
{
    double best = 1e9;
    int changed = 0;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        const QByteArray left = read(leftFile);
        const QByteArray right = read(rightFile);
        const diff::Lines leftLines = diff::linesOf({ left.data(), std::size_t(left.size()) });
        const diff::Lines rightLines = diff::linesOf({ right.data(), std::size_t(right.size()) });
        const auto script = diff::lineDiff(leftLines, rightLines, {});
        const std::string text = unified(leftLines, rightLines, script->edits);
        best = std::min(best, milliseconds(timer));
        changed = 0;
        for (const diff::LineEdit& edit : script->edits)
            changed += edit.leftCount + edit.rightCount;
        if (text.empty() && changed > 0)
            qFatal("no text");
    }
    return { { QStringLiteral("lineMs"), best }, { QStringLiteral("lineChanged"), changed } };
}

/// The view on the rows: first paint, then a walk from top to bottom with everything revealed.
class Walk final : public QObject {
public:
    Walk(Content content, QJsonObject figures)
        : m_figures(std::move(figures))
        , m_content(std::move(content))
    {
        m_view.resize(1400, 900);
        m_view.show();
        m_canvas = m_view.findChild<difference::DiffCanvas*>(QStringLiteral("diff.canvas"));
        connect(m_canvas, &difference::DiffCanvas::painted, this, [this] { paintedOnce(); });
        connect(&m_step, &QTimer::timeout, this, [this] { step(); });
        QTimer::singleShot(200, this, [this] { begin(); });
    }

private:
    void begin()
    {
        m_since.start();
        m_waiting = true;
        m_view.setContent(m_content, {}, {});
    }

    void paintedOnce()
    {
        if (!m_waiting)
            return;
        m_waiting = false;
        m_figures[QStringLiteral("firstHunkMs")] = milliseconds(m_since);
        connect(&m_view, &difference::DiffView::completed, this, [this] {
            m_figures[QStringLiteral("colouredMs")] = milliseconds(m_since);
            m_canvas->revealAll();
            m_step.start(0);
        });
    }

    /// One frame: scroll, paint at once, and what the loop has waiting.
    void step()
    {
        QElapsedTimer frame;
        frame.start();
        QScrollBar* bar = m_canvas->verticalScrollBar();
        const int distance = std::max(bar->maximum() / frames, 40);
        bar->setValue(bar->value() + distance);
        m_canvas->viewport()->repaint();
        m_frames.push_back(milliseconds(frame));
        if (bar->value() < bar->maximum() && int(m_frames.size()) < 2 * frames)
            return;
        std::ranges::sort(m_frames);
        m_figures[QStringLiteral("frames")] = int(m_frames.size());
        m_figures[QStringLiteral("frameP50Ms")] = m_frames[m_frames.size() / 2];
        m_figures[QStringLiteral("frameP99Ms")] = m_frames[m_frames.size() * 99 / 100];
        m_figures[QStringLiteral("frameWorstMs")] = m_frames.back();
        std::puts(QJsonDocument(m_figures).toJson(QJsonDocument::Compact).constData());
        QCoreApplication::quit();
    }

    static constexpr int frames = 400;

    QJsonObject m_figures;
    Content m_content;
    difference::DiffView m_view;
    difference::DiffCanvas* m_canvas = nullptr;
    QElapsedTimer m_since;
    QTimer m_step;
    std::vector<double> m_frames;
    bool m_waiting = false;
};

}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (argc != 3)
        qFatal("DiffBench LEFT RIGHT");
    foundation::loadFonts();
    foundation::applyTheme(application, foundation::ThemeChoice::Light);
    QJsonObject figures = lineFigures(argv[1], argv[2]);
    const QString left = QString::fromUtf8(read(argv[1]));
    const QString right = QString::fromUtf8(read(argv[2]));
    double best = 1e9;
    difference::Content content;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        auto rows = diff::sideBySide(left, right, {});
        best = std::min(best, milliseconds(timer));
        content = std::make_shared<const diff::SideBySide>(std::move(*rows));
    }
    figures[QStringLiteral("rowsMs")] = best;
    figures[QStringLiteral("rowsChanged")] = int(
        std::ranges::count_if(content->rows, [](const diff::SideRow& row) { return row.kind != diff::RowKind::Same; }));
    const Walk walk(content, figures);
    return QApplication::exec();
}
