#include "ui/pages/app/DiffPane.h"

#include "core/base/Async.h"
#include "core/session/MeasureService.h"
#include "ui/diff/DiffTools.h"
#include "ui/diff/DiffView.h"
#include "ui/foundation/ErrorText.h"
#include "ui/foundation/Notice.h"
#include "ui/foundation/PlainText.h"

#include <QStackedLayout>

#include <algorithm>

namespace holdfast::pages::app {

using namespace foundation;

namespace {

/// Whether something that a measurement rests on has changed.
bool isNewState(const gitops::App& before, const gitops::App& now)
{
    // Not when the agent looked last: it looks all the time.
    return before.id != now.id || before.agent.verdict != now.agent.verdict || before.agent.message != now.agent.message
        || before.revision != now.revision || before.source != now.source || before.health.status != now.health.status
        || before.whatDiffers != now.whatDiffers;
}

}

DiffPane::DiffPane(const PageServices& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_view(new difference::DiffView(this))
    , m_notice(new NoticePanel(QStringLiteral("diff.notice"), this))
{
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_notice);
    m_stack->addWidget(m_view);
    connect(m_view, &difference::DiffView::completed, this, [this] {
        m_settled = true;
        Q_EMIT settled();
    });
}

QWidget* DiffPane::tools() const
{
    return m_view->tools();
}

void DiffPane::openFind()
{
    m_view->openFind();
}

void DiffPane::setApp(const gitops::App& app)
{
    const bool anew = !m_app || isNewState(*m_app, app);
    m_app = app;
    if (anew)
        measureAgain();
}

void DiffPane::show(const std::optional<manifest::ObjectKey>& object)
{
    m_object = object;
    if (m_measured)
        showObject();
    else if (!m_busy)
        measure();
}

void DiffPane::measureAgain()
{
    m_measuring.cancel();
    m_busy = false;
    m_measured.reset();
    if (isVisible())
        measure();
}

void DiffPane::clear()
{
    m_measuring.cancel();
    m_laying.cancel();
    m_busy = false;
    m_app.reset();
    m_object.reset();
    m_measured.reset();
    m_settled = true;
}

void DiffPane::measure()
{
    if (!m_services.measuring || !m_app)
        return showNotice(State::Unknown, tr("Nothing is measured here."), {});
    m_settled = false;
    m_busy = true;
    if (m_stack->currentIndex() == 0)
        m_notice->setNotice({ .state = State::Progressing,
            .title = tr("Rendering %1 from Git…").arg(plain(m_app->id.name)),
            .text = plain(m_app->source.repository) });
    m_measuring = CancelSource();
    onDone(m_services.measuring->measured({ .app = *m_app, .revision = {} }, m_measuring.token()), this,
        [this, id = m_app->id](const Result<session::Measurement>& measured) {
            if (!m_app || id != m_app->id || (!measured && measured.error().code == ErrorCode::Cancelled))
                return;
            m_busy = false;
            m_measured = measured;
            showObject();
        });
}

void DiffPane::showObject()
{
    if (!m_measured)
        return;
    if (!*m_measured)
        return showNotice(State::Unknown, tr("Git could not be rendered."), describeInOneLine(m_measured->error()));
    if (!m_object)
        return showNotice(State::None, tr("No object is selected."), {});
    const std::vector<session::MeasuredObject>& all = (*m_measured)->objects;
    const auto found = std::ranges::find(all, *m_object, &session::MeasuredObject::key);
    if (found == all.end())
        return showNotice(State::Unknown, tr("Git does not declare this object."),
            tr("Another object or a controller made it, so that there is nothing to compare it with."));
    showObjectOf(*found);
}

void DiffPane::showObjectOf(const session::MeasuredObject& object)
{
    m_laying = CancelSource();
    const session::Measurement& measured = **m_measured;
    const QString time = QLocale().toString(measured.verdict.at.toLocalTime().time(), QLocale::ShortFormat);
    const difference::SideLabel live { .what = tr("Live"),
        .which = m_app->id.context.text() + QStringLiteral(" · ") + manifest::objectText(object.key),
        .detail = tr("read at %1 · server fields hidden").arg(time) };
    const difference::SideLabel git { .what = tr("Git"),
        .which = QStringLiteral("%1 @ %2").arg(m_app->source.target, measured.desired.commit.text().left(7)),
        .detail = tr("rendered at %1 from %2").arg(time, measured.desired.repository) };
    onDone(m_services.measuring->beside(object, m_laying.token()), this,
        [this, live, git](const Result<diff::SideBySide>& content) {
            if (!content)
                return;
            m_view->setContent(std::make_shared<const diff::SideBySide>(*content), live, git);
            m_stack->setCurrentIndex(1);
        });
}

void DiffPane::showNotice(State state, const QString& title, const QString& text)
{
    m_notice->setNotice({ .state = state, .title = title, .text = text });
    m_stack->setCurrentIndex(0);
    m_settled = true;
    Q_EMIT settled();
}

}
