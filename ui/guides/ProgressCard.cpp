#include "ui/guides/ProgressCard.h"

#include "ui/foundation/CellDelegate.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/PlainText.h"
#include "ui/foundation/StateBadge.h"
#include "ui/guides/GuidePanel.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace holdfast::guides {

using namespace foundation;
using workflow::AppProgress;

namespace {

constexpr int rowHeight = 26;
constexpr int inside = 10;
constexpr int barHeight = 6;

/// Of all workloads of an app; pods beyond what one wants make up for none of another.
struct Pods {
    std::int64_t ready = 0;
    std::int64_t wanted = 0;
};

Pods podsOf(const AppProgress& app)
{
    Pods pods;
    for (const gitops::Rollout& rollout : app.rollouts) {
        pods.ready += std::min(rollout.ready, rollout.wanted);
        pods.wanted += rollout.wanted;
    }
    return pods;
}

State shapeOf(AppProgress::State state)
{
    switch (state) {
    case AppProgress::State::Converged:
        return State::Healthy;
    case AppProgress::State::Failing:
        return State::Degraded;
    case AppProgress::State::Waiting:
        break;
    }
    return State::Progressing;
}

struct Bar {
    double share = 0; ///< of 1
    QColor ink;
    QColor ground;
};

void paintBar(QPainter& painter, const QRect& place, const Bar& bar)
{
    const QRectF whole(place.left(), place.center().y() - scaled(barHeight) / 2.0, place.width(), scaled(barHeight));
    QPainterPath clip;
    clip.addRoundedRect(whole, scaled(barHeight) / 2.0, scaled(barHeight) / 2.0);
    painter.save();
    painter.setClipPath(clip);
    painter.fillRect(whole, bar.ground);
    painter.fillRect(QRectF(whole.left(), whole.top(), whole.width() * bar.share, whole.height()), bar.ink);
    painter.restore();
}

}

QString progressText(const AppProgress& app)
{
    if (app.state == AppProgress::State::Converged && app.differing && !app.differing->isEmpty())
        return GuidePanel::tr("Healthy · %n object(s) differ", nullptr, static_cast<int>(app.differing->size()));
    if (app.state == AppProgress::State::Converged)
        return app.differing ? GuidePanel::tr("equal · Healthy") : GuidePanel::tr("Synced · Healthy");
    const Pods pods = podsOf(app);
    if (pods.ready == pods.wanted)
        return plain(app.note);
    return GuidePanel::tr("%1 of %n pod(s) ready", nullptr, static_cast<int>(pods.wanted)).arg(pods.ready);
}

double progressShare(const AppProgress& app)
{
    if (app.state == AppProgress::State::Converged)
        return 1;
    const Pods pods = podsOf(app);
    return pods.wanted == 0 ? 0 : static_cast<double>(pods.ready) / static_cast<double>(pods.wanted);
}

ProgressCard::ProgressCard(std::vector<AppProgress> progress, ClusterColours colours)
    : m_progress(std::move(progress))
    , m_colours(std::move(colours))
{
}

QString ProgressCard::waitingFor() const
{
    const auto open = std::ranges::find_if(
        m_progress, [](const AppProgress& app) { return app.state != AppProgress::State::Converged; });
    return open == m_progress.end() ? QString() : plain(open->note);
}

int ProgressCard::height() const
{
    if (isEmpty())
        return 0;
    const int lines = static_cast<int>(m_progress.size()) + (waitingFor().isEmpty() ? 0 : 1);
    return lines * scaled(rowHeight) + 2 * scaled(inside);
}

QString ProgressCard::spoken() const
{
    QStringList lines;
    for (const AppProgress& app : m_progress)
        lines << plain(app.app.name) + QStringLiteral(", ") + plain(app.app.context.text()) + QStringLiteral(": ")
                + progressText(app);
    return lines.join(u'\n');
}

void ProgressCard::paintApp(QPainter& painter, const QRect& row, const QPalette& palette, const AppProgress& app) const
{
    const Colours& ink = coloursOf(palette);
    const State shape = shapeOf(app.state);
    const int badge = scaled(14);
    paintState(painter, QRectF(row.left(), row.top() + (row.height() - badge) / 2.0, badge, badge), shape, ink);
    const auto cell = [&row](double from, double to) {
        const int left = row.left() + scaled(28);
        const int width = row.right() - left;
        return QRect(left + static_cast<int>(width * from), row.top(),
            static_cast<int>(width * (to - from)) - scaled(8), row.height());
    };
    const auto draw = [&painter](const QRect& place, const QString& text) {
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(text, Qt::ElideRight, place.width()));
    };
    painter.setFont(textFont(13, Weight::Strong));
    painter.setPen(ink.text);
    draw(cell(0, 0.24), plain(app.app.name));
    painter.setFont(textFont(13));
    QRect cluster = cell(0.24, 0.40);
    if (const int colour = m_colours.value(app.app.context, -1); colour >= 0)
        cluster.adjust(paintClusterMark(painter, cluster, colour, ink), 0, 0, 0);
    painter.setPen(ink.text);
    draw(cluster, plain(app.app.context.text()));
    paintBar(painter, cell(0.40, 0.74), { progressShare(app), stateColour(shape, ink), ink.line });
    painter.setPen(app.state == AppProgress::State::Waiting ? ink.text : stateColour(shape, ink));
    draw(cell(0.74, 1), progressText(app));
}

void ProgressCard::paint(QPainter& painter, const QRect& place, const QPalette& palette) const
{
    const Colours& ink = coloursOf(palette);
    painter.setPen(QPen(ink.line, 1));
    painter.setBrush(palette.base());
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), scaled(6), scaled(6));
    QRect row(place.left() + scaled(14), place.top() + scaled(inside), place.width() - scaled(28), scaled(rowHeight));
    for (const AppProgress& app : m_progress) {
        paintApp(painter, row, palette, app);
        row.translate(0, scaled(rowHeight));
    }
    painter.setFont(textFont(12));
    painter.setPen(ink.mid);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(waitingFor(), Qt::ElideRight, row.width()));
}

}
