#include "ui/guides/StepList.h"

#include "ui/foundation/AgeText.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/PlainText.h"
#include "ui/foundation/StateBadge.h"
#include "ui/guides/GuidePanel.h"

#include <QLocale>
#include <QPainter>

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

void StepList::setRun(const workflow::RunInfo& run, const QDateTime& now)
{
    m_run = run;
    m_now = now;
    QStringList said;
    for (const StepInfo& step : run.steps)
        said << stepTitle(step) + QStringLiteral(". ") + noteOf(step);
    setAccessibleDescription(said.join(u'\n'));
    updateGeometry();
    update();
}

QSize StepList::sizeHint() const
{
    return { scaled(420), scaled(stepHeight) * static_cast<int>(m_run.steps.size()) };
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
    const int top = index * scaled(stepHeight);
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
    painter.drawLine(middle, scaled(12), middle, (count - 1) * scaled(stepHeight) + scaled(12));
    for (int index = 0; index < count; ++index)
        paintStep(painter, index);
}

}
