#include "ui/pages/history/HistoryPage.h"

#include "ui/commits/CommitList.h"
#include "ui/commits/CommitModel.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Notice.h"
#include "ui/foundation/PlainText.h"
#include "ui/foundation/Theme.h"
#include "ui/pages/Router.h"
#include "ui/pages/history/CommitPanel.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

namespace holdfast::pages::history {

using namespace foundation;
using namespace std::chrono_literals;
using commits::Choosing;
using commits::CommitList;
using commits::CommitModel;
using commits::HistoryReader;

namespace {

QFrame* hairline(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setProperty("role", QStringLiteral("hairline"));
    line->setFixedHeight(1);
    return line;
}

QPushButton* button(const QString& name, const QString& text, QWidget* parent)
{
    auto* made = new QPushButton(text, parent);
    made->setObjectName(name);
    made->setAccessibleName(text);
    made->setAutoDefault(false);
    return made;
}

}

HistoryPage::HistoryPage(const PageServices& services, QWidget* parent)
    : Page(parent)
    , m_services(services)
    , m_reader(new HistoryReader(services.fleet, services.history, this))
    , m_model(new CommitModel(this))
    , m_notice(new NoticePanel(QStringLiteral("history.notice"), this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("history.page"));
    setAccessibleName(tr("History"));
    auto* left = new QWidget(this);
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins({});
    leftColumn->setSpacing(0);
    leftColumn->addWidget(makeHeading(left));
    leftColumn->addWidget(hairline(left));
    leftColumn->addWidget(m_list = new CommitList(m_model, services.clock, Choosing::One, left), 1);
    m_list->setObjectName(QStringLiteral("history.commits"));
    auto* right = new QWidget(this);
    auto* rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins({});
    rightColumn->setSpacing(0);
    rightColumn->addWidget(m_commit = new CommitPanel(services, right), 1);
    rightColumn->addWidget(hairline(right));
    rightColumn->addWidget(makeBar(right));
    auto* splitter = new QSplitter(this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setSizes({ scaled(460), scaled(920) });
    splitter->setStretchFactor(1, 1);
    m_stack->addWidget(m_notice);
    m_stack->addWidget(splitter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_stack);
    connectParts();
}

HistoryPage::~HistoryPage() = default;

QWidget* HistoryPage::makeHeading(QWidget* parent)
{
    auto* heading = new QWidget(parent);
    heading->setFixedHeight(scaled(measures::toolBar));
    auto* row = new QHBoxLayout(heading);
    row->setContentsMargins(scaled(measures::padding), 0, scaled(measures::padding), 0);
    row->addWidget(m_heading = new ElidedLabel(heading), 1);
    m_heading->setObjectName(QStringLiteral("history.heading"));
    m_heading->setFont(textFont(13, Weight::Strong));
    row->addWidget(m_shown = button(QStringLiteral("history.shown"), tr("Only commits that matter"), heading));
    m_shown->setCheckable(true);
    m_shown->setToolTip(tr("Leaves out commits that changed nothing that is rendered and were never deployed"));
    return heading;
}

QWidget* HistoryPage::makeBar(QWidget* parent)
{
    auto* bar = new QWidget(parent);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(scaled(18), scaled(12), scaled(18), scaled(12));
    row->setSpacing(scaled(10));
    row->addStretch(1);
    row->addWidget(m_back = button(QStringLiteral("history.back"), tr("Back to this state…"), bar));
    row->addWidget(m_undo = button(QStringLiteral("history.undo"), tr("Undo this commit…"), bar));
    setButtonKind(*m_undo, "primary");
    return bar;
}

void HistoryPage::connectParts()
{
    connect(m_reader, &HistoryReader::commitsRead, this, &HistoryPage::showHistory);
    connect(m_reader, &HistoryReader::changesRead, this, [this](const HistoryReader::Entries& entries) {
        m_changesKnown = true;
        showHistory(entries);
    });
    connect(m_reader, &HistoryReader::failed, this, &HistoryPage::showNotice);
    connect(m_notice, &NoticePanel::buttonPressed, m_reader, &HistoryReader::press);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& now) { showCommit(now.row()); });
    connect(m_list, &CommitList::stateRequested, this, &HistoryPage::goBackTo);
    connect(m_commit, &CommitPanel::settled, this, &HistoryPage::finish);
    connect(m_undo, &QPushButton::clicked, this, &HistoryPage::undoCommit);
    connect(m_back, &QPushButton::clicked, this, &HistoryPage::goBackTo);
    connect(m_shown, &QPushButton::toggled, this, [this](bool few) {
        const git::CommitId before = m_current;
        m_model->setShown(few ? CommitModel::Shown::WhatMatters : CommitModel::Shown::Everything);
        m_list->setCurrentIndex(m_model->index(std::max(0, m_model->rowOf(before))));
        showHeading();
    });
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, [this] {
        if (const QModelIndex now = m_list->currentIndex(); isVisible() && now.isValid())
            m_commit->refresh(m_model->entry(now.row()));
    });
    m_second.start();
}

void HistoryPage::open(const Route& route)
{
    m_complete = false;
    m_changesKnown = false;
    m_current = {};
    m_model->clear();
    const std::optional<AppPlace> place = parseAppPlace(route.rest);
    if (!place)
        return say(tr("This is not the name of an app."),
            tr("An app is named CONTEXT:KIND/NAMESPACE/NAME, such as prod:application/argocd/checkout."));
    m_app = place->app;
    m_wanted = git::CommitId(place->rest.section(u'/', 1));
    m_notice->setNotice({ .state = State::Progressing,
        .title = tr("Reading the history of %1").arg(plain(m_app.name)),
        .text = tr("Its repository is fetched and its deployments are read.") });
    m_stack->setCurrentWidget(m_notice);
    m_reader->read({ m_app });
    Q_EMIT titleChanged();
}

void HistoryPage::showHistory(const std::vector<workflow::HistoryEntry>& entries)
{
    if (entries.empty())
        return say(tr("No commits"), tr("No commit touched what %1 is made of.").arg(plain(m_app.name)));
    const git::CommitId before = m_current.isEmpty() ? m_wanted : m_current;
    m_model->setHistory(entries, m_reader->judgement());
    const int row = before.isEmpty() ? m_model->startRow() : m_model->rowOf(before);
    m_list->setCurrentIndex(m_model->index(std::max(row, 0)));
    m_list->scrollTo(m_list->currentIndex());
    showHeading();
    if (m_stack->currentIndex() != 1)
        m_list->setFocus();
    m_stack->setCurrentIndex(1);
    Q_EMIT summaryChanged();
    finish();
}

void HistoryPage::showCommit(int row)
{
    if (row < 0)
        return;
    const workflow::HistoryEntry& entry = m_model->entry(row);
    if (entry.commit.id == m_current)
        return m_commit->refresh(entry);
    m_current = entry.commit.id;
    m_commit->show(m_app, entry);
}

void HistoryPage::showHeading()
{
    const workflow::HistoryEntry& first = m_model->entry(0);
    const QString where = QStringLiteral("%1 · %2").arg(plain(first.repository.section(u'/', -1)), plain(first.branch));
    m_heading->setText(m_changesKnown ? where : tr("%1 · looking at what each changed…").arg(where));
}

void HistoryPage::say(const QString& title, const QString& text)
{
    showNotice({ .state = State::Degraded, .title = title, .text = text });
}

void HistoryPage::showNotice(const Notice& notice)
{
    m_notice->setNotice(notice);
    m_stack->setCurrentWidget(m_notice);
    m_changesKnown = true;
    finish();
}

/// The way back with this choice made.
void HistoryPage::undoCommit()
{
    if (!m_current.isEmpty())
        Q_EMIT routeRequested(rollbackRoute({ m_app }, QStringLiteral("undo=") + m_current.text()));
}

void HistoryPage::goBackTo()
{
    if (!m_current.isEmpty())
        Q_EMIT routeRequested(rollbackRoute({ m_app }, QStringLiteral("to=") + m_current.text()));
}

void HistoryPage::finish()
{
    const bool shown = m_stack->currentIndex() == 0 || m_commit->isSettled();
    if (m_complete || !shown || !m_changesKnown)
        return;
    m_complete = true;
    Q_EMIT completed();
}

QString HistoryPage::title() const
{
    return tr("History");
}

std::vector<KeyHint> HistoryPage::keyHints() const
{
    return { { QStringLiteral("↑ ↓"), tr("commit") }, { QStringLiteral("Alt ↑↓"), tr("change") },
        { QStringLiteral("R"), tr("undo it") }, { QStringLiteral("D"), tr("back to this state") },
        { QStringLiteral("Esc"), tr("back") } };
}

QString HistoryPage::summary() const
{
    return m_model->rowCount() == 0 ? QString() : tr("%n commit(s)", nullptr, m_model->rowCount());
}

void HistoryPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_R && event->modifiers() == Qt::NoModifier)
        undoCommit();
    else
        Page::keyPressEvent(event);
}

}
