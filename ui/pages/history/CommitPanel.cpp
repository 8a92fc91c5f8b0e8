#include "ui/pages/history/CommitPanel.h"

#include "core/base/Async.h"
#include "core/session/MeasureService.h"
#include "core/workflow/HistoryService.h"
#include "ui/commits/ChangesView.h"
#include "ui/foundation/AgeText.h"
#include "ui/foundation/ErrorText.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/PlainText.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace holdfast::pages::history {

using namespace foundation;
using commits::ChangesView;
using commits::NamedChange;
using session::ComparedSide;
using session::SideKind;

namespace {

constexpr qsizetype mostFiles = 3;
constexpr qsizetype mostApps = 8;
constexpr int mostBodyLines = 6;

QLabel* label(const char* name, QWidget* parent)
{
    auto* made = new QLabel(parent);
    made->setObjectName(QLatin1String(name));
    made->setTextFormat(Qt::PlainText);
    made->setWordWrap(true);
    made->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return made;
}

/// The first of them, and how many more there are.
QString someOf(const QStringList& all, qsizetype most)
{
    const QString first = all.first(std::min(most, all.size())).join(QStringLiteral(", "));
    return all.size() <= most ? first : CommitPanel::tr("%1 and %2 more").arg(first).arg(all.size() - most);
}

State stateOf(diff::Verdict verdict)
{
    if (verdict == diff::Verdict::Missing)
        return State::Progressing;
    return verdict == diff::Verdict::Extra ? State::Missing : State::OutOfSync;
}

QString noteOf(const diff::Comparison& comparison)
{
    if (comparison.verdict == diff::Verdict::Missing)
        return CommitPanel::tr("new");
    if (comparison.verdict == diff::Verdict::Extra)
        return CommitPanel::tr("taken away");
    return CommitPanel::tr("%n field(s)", nullptr, int(comparison.changes.size()));
}

QString deployedText(const std::vector<gitops::Deployment>& deployments, const QDateTime& now)
{
    QStringList all;
    for (const gitops::Deployment& deployment : deployments) {
        const QString name = deployment.id.isEmpty() ? CommitPanel::tr("a try")
                                                     : CommitPanel::tr("deployment %1").arg(plain(deployment.id));
        QString one = CommitPanel::tr("%1 %2 ago").arg(name, ageText(deployment.at, now));
        for (const QString& fact : { plain(deployment.outcome),
                 deployment.by.isEmpty() ? QString() : CommitPanel::tr("by %1").arg(plain(deployment.by)) })
            one += fact.isEmpty() ? QString() : QStringLiteral(", ") + fact;
        all << one;
    }
    return all.join(QStringLiteral(" · "));
}

}

CommitPanel::CommitPanel(const PageServices& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_subject(label("history.subject", this))
    , m_signature(label("history.signature", this))
    , m_body(label("history.body", this))
    , m_facts(label("history.facts", this))
    , m_changes(new ChangesView(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_subject->setFont(textFont(17, Weight::Strong));
    m_signature->setProperty("tone", QStringLiteral("mid"));
    m_body->setFont(monoFont(12));
    auto* head = new QVBoxLayout;
    head->setContentsMargins(scaled(18), scaled(14), scaled(18), scaled(12));
    head->setSpacing(scaled(6));
    for (QLabel* part : { m_subject, m_signature, m_body, m_facts })
        head->addWidget(part);
    auto* line = new QFrame(this);
    line->setProperty("role", QStringLiteral("hairline"));
    line->setFixedHeight(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(line);
    column->addWidget(m_changes, 1);
    connect(m_changes, &ChangesView::settled, this, &CommitPanel::settled);
}

bool CommitPanel::isSettled() const
{
    return !m_busy && m_changes->isSettled();
}

void CommitPanel::show(const gitops::AppId& app, const workflow::HistoryEntry& entry)
{
    m_work = CancelSource();
    m_app = app;
    m_entry = entry;
    m_effect.reset();
    m_busy = true;
    m_subject->setText(plain(entry.commit.subject));
    showFacts();
    m_changes->setNotice(State::Progressing,
        tr("Rendering %1 before and after %2…").arg(plain(entry.subject.name), entry.commit.id.text().first(7)), {});
    const workflow::CommitQuestion question {
        .app = app, .repository = entry.repository, .branch = entry.branch, .commit = entry.commit.id
    };
    onDone(m_services.history->effect(question, m_work.token()), this,
        [this, token = m_work.token()](const Result<workflow::CommitEffect>& effect) {
            if (!token.isCancelled())
                showEffect(effect);
        });
}

void CommitPanel::refresh(const workflow::HistoryEntry& entry)
{
    if (entry.commit.id != m_entry.commit.id)
        return;
    m_entry = entry;
    showFacts();
}

void CommitPanel::showEffect(const Result<workflow::CommitEffect>& effect)
{
    if (!effect) {
        m_busy = false;
        return m_changes->setNotice(
            State::Unknown, tr("The commit cannot be read."), describeInOneLine(effect.error()));
    }
    m_effect = *effect;
    showFacts();
    readChanges();
}

void CommitPanel::readChanges()
{
    if (m_services.measuring == nullptr) {
        m_busy = false;
        return m_changes->setNotice(State::Unknown, tr("Nothing is rendered here."), {});
    }
    const gitops::App app { .id = m_entry.subject };
    const ComparedSide after {
        .kind = SideKind::Desired, .app = app, .revision = m_entry.commit.id.text(), .repository = m_entry.repository
    };
    ComparedSide before = after;
    if (m_effect->parents.empty())
        before = { .kind = SideKind::Nothing, .app = app, .revision = {} };
    else
        before.revision = m_effect->parents.front().text();
    onDone(m_services.measuring->between({ before, after }, m_work.token()), this,
        [this, token = m_work.token()](const Result<session::SideComparison>& comparison) {
            if (!token.isCancelled())
                showChanges(comparison);
        });
}

void CommitPanel::showChanges(const Result<session::SideComparison>& comparison)
{
    m_busy = false;
    if (!comparison)
        return m_changes->setNotice(
            State::Unknown, tr("What it changed is not known."), describeInOneLine(comparison.error()));
    const QString name = plain(m_entry.subject.name);
    const QString commit = m_entry.commit.id.text().first(7);
    const difference::SideLabel left { .what = tr("Before"),
        .which = m_effect->parents.empty() ? tr("no commit") : m_effect->parents.front().text().first(7),
        .detail = tr("%1 rendered at the parent").arg(name) };
    const difference::SideLabel right {
        .what = tr("After"), .which = commit, .detail = tr("%1 rendered at the commit").arg(name)
    };
    std::vector<NamedChange> changes;
    for (const session::ComparedObject& object : comparison->objects) {
        if (object.comparison.verdict == diff::Verdict::Synced)
            continue;
        changes.push_back({ .name = manifest::objectText(object.right ? *object.right : *object.left),
            .note = noteOf(object.comparison),
            .state = stateOf(object.comparison.verdict),
            .left = left,
            .right = right,
            .rows = [measuring = m_services.measuring, compared = object.comparison](
                        CancelToken token) { return measuring->beside(compared, std::move(token)); } });
    }
    if (changes.empty())
        return m_changes->setNotice(State::Synced, tr("No rendered difference in %1.").arg(name),
            tr("It renders to the same objects before and after this commit."));
    m_changes->setChanges(std::move(changes));
}

void CommitPanel::showFacts()
{
    const QDateTime now = m_services.clock->now();
    const QString id = m_entry.commit.id.text();
    QString signature
        = tr("%1 · %2 · %3 ago").arg(id.first(12), plain(m_entry.commit.author), ageText(m_entry.commit.time, now));
    QString body;
    QStringList facts;
    if (!m_entry.deployments.empty())
        facts << tr("Deployed: %1").arg(deployedText(m_entry.deployments, now));
    if (m_effect) {
        signature = tr("%1 · %2 · written %3 ago, committed %4 ago")
                        .arg(id.first(12), plain(m_effect->author), ageText(m_effect->authoredAt, now),
                            ageText(m_effect->committedAt, now));
        if (m_effect->parents.size() > 1)
            signature += tr(" · a merge, shown against its first parent");
        body = m_effect->message.section(u'\n', 1).trimmed();
        const QStringList lines = body.split(u'\n');
        if (lines.size() > mostBodyLines)
            body = lines.first(mostBodyLines).join(u'\n') + QStringLiteral("\n…");
        QStringList files;
        for (const QString& file : m_effect->files)
            files << plain(file);
        facts << tr("%n file(s): %1", nullptr, int(files.size())).arg(someOf(files, mostFiles));
        QStringList others;
        for (const gitops::AppId& app : m_effect->others)
            others << plain(app.context.text() + u' ' + app.name);
        facts << (others.isEmpty()
                ? tr("Touches no other app of the connected clusters")
                : tr("Touches %n other app(s): %1", nullptr, int(others.size())).arg(someOf(others, mostApps)));
        m_body->setToolTip(plain(m_effect->message, Lines::Many));
    }
    m_signature->setText(signature);
    m_signature->setToolTip(id + u'\n' + m_entry.commit.time.toLocalTime().toString(Qt::ISODate));
    m_body->setText(plain(body, Lines::Many));
    m_body->setVisible(!body.isEmpty());
    m_facts->setText(facts.join(u'\n'));
    m_facts->setVisible(!facts.isEmpty());
}

}
