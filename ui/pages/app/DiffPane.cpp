#include "ui/pages/app/DiffPane.h"

#include "core/base/Async.h"
#include "core/session/ExternalDiff.h"
#include "core/session/MeasureService.h"
#include "ui/diff/DiffTools.h"
#include "ui/diff/DiffView.h"
#include "ui/foundation/ErrorText.h"
#include "ui/foundation/Notice.h"
#include "ui/foundation/PlainText.h"
#include "ui/pages/app/DiffPaneSide.h"

#include <QStackedLayout>
#include <QVBoxLayout>

namespace holdfast::pages::app {

using namespace foundation;
using namespace std::chrono_literals;
using session::ComparedSide;
using session::SideKind;

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
    , m_external(new session::ExternalDiff(this))
    , m_told(new NoticeBar(QStringLiteral("diff.told"), NoticeBar::Look::Quiet, this))
    , m_notice(new NoticePanel(QStringLiteral("diff.notice"), this))
{
    m_told->hide();
    auto* shown = new QWidget(this);
    auto* column = new QVBoxLayout(shown);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_told);
    column->addWidget(m_view, 1);
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_notice);
    m_stack->addWidget(shown);
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, [this] {
        if (m_view->isVisible())
            showLabels();
    });
    m_second.start();
    connectView();
}

void DiffPane::connectView()
{
    connect(m_view, &difference::DiffView::completed, this, [this] {
        m_settled = true;
        Q_EMIT settled();
    });
    connect(m_view, &difference::DiffView::sideWanted, this, &DiffPane::offerSides);
    connect(m_view->tools(), &difference::DiffTools::patchRequested, this, &DiffPane::askForPatchFile);
    connect(m_view->tools(), &difference::DiffTools::externalRequested, this, &DiffPane::openExternally);
    connect(m_told, &NoticeBar::buttonPressed, this, [this](const QString& button) {
        m_told->hide();
        if (button == QLatin1String("commit"))
            Q_EMIT commitWanted(m_origin);
    });
    connect(m_notice, &NoticePanel::buttonPressed, this, [this] {
        m_left.reset();
        m_right.reset();
        measureAgain();
    });
    onDone(m_external->tool(), this,
        [this](const Result<QString>& tool) { m_view->tools()->setExternalTool(tool.value_or(QString())); });
}

QWidget* DiffPane::tools() const
{
    return m_view->tools();
}

void DiffPane::openFind()
{
    m_view->openFind();
}

void DiffPane::takeFocus()
{
    m_wantsFocus = m_stack->currentIndex() == 0;
    if (!m_wantsFocus)
        m_view->setFocus();
}

std::pair<ComparedSide, ComparedSide> DiffPane::sides() const
{
    const gitops::App app = m_app.value_or(gitops::App());
    return { m_left.value_or(ComparedSide { .kind = SideKind::Desired, .app = app, .revision = {} }),
        m_right.value_or(ComparedSide { .kind = SideKind::Live, .app = app, .revision = {} }) };
}

void DiffPane::choose(difference::Side side, const ComparedSide& what)
{
    (side == difference::Side::Left ? m_left : m_right) = what;
    measureAgain();
}

void DiffPane::setApp(const gitops::App& app)
{
    const bool anew = !m_app || isNewState(*m_app, app);
    if (!m_app || m_app->id != app.id) {
        m_left.reset();
        m_right.reset();
    }
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
    m_asking.cancel();
    m_busy = false;
    m_app.reset();
    m_object.reset();
    m_left.reset();
    m_right.reset();
    m_measured.reset();
    m_shown.reset();
    m_told->hide();
    m_toldNotes.clear();
    m_stack->setCurrentIndex(0);
    m_wantsFocus = false;
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
    onDone(m_services.measuring->between(sides(), m_measuring.token()), this,
        [this, id = m_app->id](const Result<session::SideComparison>& measured) {
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
        return showNotice(
            State::Unknown, tr("These two sides could not be compared."), describeInOneLine(m_measured->error()));
    if (!m_object)
        return showNotice(State::None, tr("No object is selected."), {});
    if (const session::ComparedObject* found = (*m_measured)->find(*m_object))
        return showObjectOf(*found);
    showNotice(State::Unknown,
        m_left || m_right ? tr("Neither side has this object.") : tr("Git does not declare this object."),
        tr("Another object or a controller made it, so that there is nothing to compare it with."));
}

void DiffPane::showObjectOf(const session::ComparedObject& object)
{
    m_laying = CancelSource();
    m_shown = object;
    onDone(m_services.measuring->beside(object.comparison, m_laying.token()), this,
        [this](const Result<diff::SideBySide>& content) {
            if (!content || !m_shown)
                return;
            // A new measurement of the same state leaves the reader where they are.
            const bool same = m_stack->currentIndex() == 1 && m_view->isComplete() && *content == *m_view->content();
            if (!same)
                m_view->setContent(std::make_shared<const diff::SideBySide>(*content), {}, {});
            showLabels();
            tellNotes();
            if (same) {
                m_settled = true;
                Q_EMIT settled();
            }
            m_stack->setCurrentIndex(1);
            if (std::exchange(m_wantsFocus, false))
                m_view->setFocus();
        });
}

void DiffPane::showLabels()
{
    if (!m_measured || !*m_measured || !m_shown)
        return;
    const auto [left, right] = sides();
    const QDateTime now = m_services.clock->now();
    const auto there = [](const manifest::Value& value, const std::optional<manifest::ObjectKey>& key) {
        return value.isNull() ? std::nullopt : key;
    };
    m_view->setLabels(sideLabel(left, (*m_measured)->left, there(m_shown->comparison.live, m_shown->left), now),
        sideLabel(right, (*m_measured)->right, there(m_shown->comparison.predicted, m_shown->right), now));
}

void DiffPane::showNotice(State state, const QString& title, const QString& text)
{
    m_shown.reset();
    Notice notice { .state = state, .title = title, .text = text };
    if (m_left || m_right)
        notice.buttons.push_back({ .id = QStringLiteral("reset"), .text = tr("Compare what runs with Git again") });
    m_notice->setNotice(notice);
    m_stack->setCurrentIndex(0);
    m_settled = true;
    Q_EMIT settled();
}

/// What the measurement has to say of the app and of the object, once.
void DiffPane::tellNotes()
{
    QStringList notes = m_measured && *m_measured ? (*m_measured)->notes : QStringList();
    notes += m_shown ? m_shown->comparison.findings : QStringList();
    if (std::exchange(m_toldNotes, notes) != notes && !notes.isEmpty())
        tell(plain(notes.join(QStringLiteral("  "))));
}

void DiffPane::tell(const QString& sentence, const std::vector<NoticeButton>& buttons)
{
    std::vector<NoticeButton> all = buttons;
    all.push_back({ .id = QStringLiteral("close"), .text = tr("Close") });
    m_told->setNotice(sentence, all);
    m_told->show();
}

}
