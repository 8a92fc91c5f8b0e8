#include "ui/foundation/StateBadge.h"

#include "ui/foundation/Fonts.h"

#include <QCoreApplication>
#include <QPainter>

namespace holdfast::foundation {

namespace {

struct StateText {
    Q_DECLARE_TR_FUNCTIONS(State)
};

}

State stateOf(gitops::SyncVerdict verdict)
{
    switch (verdict) {
    case gitops::SyncVerdict::Synced:
        return State::Synced;
    case gitops::SyncVerdict::OutOfSync:
        return State::OutOfSync;
    case gitops::SyncVerdict::Unknown:
        break;
    }
    return State::Unknown;
}

State stateOf(gitops::ObjectVerdict verdict)
{
    switch (verdict) {
    case gitops::ObjectVerdict::Synced:
        return State::Synced;
    case gitops::ObjectVerdict::OutOfSync:
        return State::OutOfSync;
    case gitops::ObjectVerdict::Missing:
        return State::Missing;
    case gitops::ObjectVerdict::Extra:
        return State::Extra;
    case gitops::ObjectVerdict::Excluded:
        return State::Excluded;
    case gitops::ObjectVerdict::Unknown:
        break;
    }
    return State::Unknown;
}

State stateOf(gitops::HealthStatus status)
{
    switch (status) {
    case gitops::HealthStatus::Healthy:
        return State::Healthy;
    case gitops::HealthStatus::Progressing:
        return State::Progressing;
    case gitops::HealthStatus::Degraded:
        return State::Degraded;
    case gitops::HealthStatus::Suspended:
        return State::Suspended;
    case gitops::HealthStatus::Missing:
        return State::Missing;
    case gitops::HealthStatus::Unknown:
        break;
    }
    return State::Unknown;
}

State syncStateOf(const gitops::App& app)
{
    const State agent = stateOf(app.agent.verdict);
    if (agent == State::OutOfSync && app.health.status == gitops::HealthStatus::Missing)
        return State::Missing;
    if (agent == State::Synced && app.measured && app.measured->verdict == gitops::SyncVerdict::OutOfSync)
        return State::Drifted;
    return agent;
}

QString stateText(State state)
{
    switch (state) {
    case State::None:
        return QStringLiteral("–");
    case State::Synced:
        return StateText::tr("Synced");
    case State::OutOfSync:
        return StateText::tr("OutOfSync");
    case State::Drifted:
        return StateText::tr("Drifted");
    case State::Missing:
        return StateText::tr("Missing");
    case State::Extra:
        return StateText::tr("Extra");
    case State::Excluded:
        return StateText::tr("Excluded");
    case State::Unknown:
        return StateText::tr("Unknown");
    case State::Healthy:
        return StateText::tr("Healthy");
    case State::Progressing:
        return StateText::tr("Progressing");
    case State::Degraded:
        return StateText::tr("Degraded");
    case State::Suspended:
        return StateText::tr("Suspended");
    }
    return {};
}

QColor stateColour(State state, const Colours& colours)
{
    switch (state) {
    case State::Synced:
    case State::Healthy:
        return colours.ok;
    case State::OutOfSync:
    case State::Drifted:
    case State::Missing:
    case State::Extra:
        return colours.drift;
    case State::Degraded:
        return colours.bad;
    case State::Progressing:
        return colours.progressing;
    case State::Suspended:
        return colours.suspended;
    case State::None:
    case State::Excluded:
    case State::Unknown:
        break;
    }
    return colours.unknown;
}

QColor stateTextColour(State state, const Colours& colours)
{
    switch (state) {
    case State::OutOfSync:
    case State::Drifted:
    case State::Missing:
    case State::Extra:
        return colours.drift;
    case State::Unknown:
    case State::Excluded:
        return colours.mid;
    case State::None:
        return colours.dim;
    case State::Synced:
    case State::Healthy:
    case State::Degraded:
    case State::Progressing:
    case State::Suspended:
        break;
    }
    return colours.text;
}

StateBadge::StateBadge(QWidget* parent)
    : QWidget(parent)
{
    setFont(textFont(14, Weight::Strong));
}

void StateBadge::setState(State state)
{
    m_state = state;
    setAccessibleName(stateText(state));
    updateGeometry();
    update();
}

QSize StateBadge::sizeHint() const
{
    const QFontMetrics metrics(font());
    const int square = scaled(measures::badge);
    return { square + scaled(6) + metrics.horizontalAdvance(stateText(m_state)) + 2, qMax(square, metrics.height()) };
}

void StateBadge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Colours& colours = coloursOf(palette());
    const int square = scaled(measures::badge);
    paintState(painter, QRectF(0, (height() - square) / 2.0, square, square), m_state, colours);
    painter.setPen(m_state == State::Degraded ? colours.bad : stateTextColour(m_state, colours));
    painter.drawText(
        rect().adjusted(square + scaled(6), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, stateText(m_state));
}

}
