#include "ui/guides/StepList.h"

#include "ui/foundation/AgeText.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/PlainText.h"
#include "ui/foundation/StateBadge.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace holdfast::guides {

using namespace foundation;
using workflow::StepInfo;
using workflow::StepState;

namespace {

constexpr int stepHeight = 54;
constexpr int textLeft = 36;

State shapeOf(StepState state)
{
    switch (state) {
    case StepState::Done:
        return State::Synced;
    case StepState::Running:
        return State::Progressing;
    case StepState::Held:
        return State::Degraded;
    case StepState::Undone:
        return State::Suspended;
    case StepState::Waiting:
        break;
    }
    return State::None;
}

QString noteOf(const StepInfo& step)
{
    const QString subject = plain(step.subject);
    const QString note = plain(step.note);
    return note.isEmpty() || subject.isEmpty() ? subject + note : subject + QStringLiteral(" · ") + note;
}

}

StepList::StepList(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("guide.steps"));
    setAccessibleName(tr("Steps"));
}

void StepList::setRun(const RunView& view)
{
    m_run = view.run;
    m_now = view.now;
    m_card = ProgressCard(watchStep() < 0 ? std::vector<workflow::AppProgress>() : m_run.progress, view.colours);
    QStringList said;
    for (const StepInfo& step : m_run.steps)
        said << stepTitle(step) + QStringLiteral(". ") + noteOf(step);
    if (!m_card.isEmpty())
        said << m_card.spoken();
    setAccessibleDescription(said.join(u'\n'));
    updateGeometry();
    update();
}

QSize StepList::sizeHint() const
{
    return { scaled(420), topOf(static_cast<int>(m_run.steps.size())) };
}

int StepList::watchStep() const
{
    const auto found = std::ranges::find(m_run.steps, QStringLiteral("watch"), &StepInfo::name);
    return found == m_run.steps.end() ? -1 : static_cast<int>(found - m_run.steps.begin());
}

int StepList::topOf(int index) const
{
    const bool behindCard = !m_card.isEmpty() && index > watchStep();
    return index * scaled(stepHeight) + (behindCard ? m_card.height() : 0);
}

QString StepList::timeText(const StepInfo& step) const
{
    if (!step.at.isValid())
        return {};
    return step.state == StepState::Running
        ? ageText(step.at, m_now)
        : QLocale().toString(step.at.toLocalTime().time(), QStringLiteral("HH:mm:ss"));
}

void StepList::paintStep(QPainter& painter, int index) const
{
    const StepInfo& step = m_run.steps[static_cast<std::size_t>(index)];
    const Colours& ink = coloursOf(palette());
    const int top = topOf(index);
    const int badge = scaled(17);
    const QRectF shape(scaled(4), top + scaled(3), badge, badge);
    if (step.state == StepState::Waiting) {
        painter.setPen(QPen(ink.lineStrong, 2));
        painter.setBrush(ink.background);
        painter.drawEllipse(shape.adjusted(1, 1, -1, -1));
    } else {
        paintState(painter, shape, shapeOf(step.state), ink);
    }
    const int right = scaled(110);
    const QRect title(scaled(textLeft), top, width() - scaled(textLeft) - right, scaled(22));
    painter.setFont(textFont(13, step.state == StepState::Waiting ? Weight::Regular : Weight::Strong));
    painter.setPen(step.state == StepState::Held ? ink.bad : step.state == StepState::Waiting ? ink.mid : ink.text);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(stepTitle(step), Qt::ElideRight, title.width()));
    painter.setFont(numberFont(12));
    painter.setPen(ink.mid);
    painter.drawText(
        QRect(width() - right, top, right - scaled(4), scaled(22)), Qt::AlignRight | Qt::AlignVCenter, timeText(step));
    painter.setFont(textFont(12));
    const QRect note(scaled(textLeft), top + scaled(21), width() - scaled(textLeft) - scaled(8), scaled(20));
    painter.drawText(note, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(noteOf(step), Qt::ElideRight, note.width()));
}

void StepList::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int count = static_cast<int>(m_run.steps.size());
    if (count == 0)
        return;
    const int middle = scaled(4) + scaled(17) / 2;
    painter.setPen(QPen(coloursOf(palette()).lineStrong, 2));
    painter.drawLine(middle, scaled(12), middle, topOf(count - 1) + scaled(12));
    for (int index = 0; index < count; ++index)
        paintStep(painter, index);
    if (!m_card.isEmpty())
        m_card.paint(painter,
            QRect(scaled(textLeft), topOf(watchStep()) + scaled(stepHeight) - scaled(8),
                width() - scaled(textLeft) - scaled(110), m_card.height()),
            palette());
}

}
