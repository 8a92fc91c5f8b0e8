#include "core/base/Async.h"
#include "ui/commits/CommitList.h"
#include "ui/commits/CommitModel.h"
#include "ui/commits/HistoryReader.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Notice.h"
#include "ui/foundation/Theme.h"
#include "ui/guides/GuidePanel.h"
#include "ui/pages/Router.h"
#include "ui/pages/rollback/PreviewPanel.h"
#include "ui/pages/rollback/RollbackPage.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

// What the rollback page is put together from.
namespace holdfast::pages::rollback {

using namespace foundation;
using namespace std::chrono_literals;
using commits::CommitList;
using commits::CommitModel;
using commits::HistoryReader;
using workflow::RunInfo;

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

RollbackPage::RollbackPage(const PageServices& services, QWidget* parent)
    : Page(parent)
    , m_services(services)
    , m_reader(new HistoryReader(services.fleet, services.history, this))
    , m_model(new CommitModel(this))
    , m_notice(new NoticePanel(QStringLiteral("rollback.notice"), this))
    , m_guide(new guides::GuidePanel(this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("rollback.page"));
    setAccessibleName(tr("Roll back"));
    m_stack->addWidget(m_notice);
    m_stack->addWidget(makeChoice());
    m_stack->addWidget(m_guide);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_stack);
    m_soon.setSingleShot(true);
    m_soon.setInterval(150ms);
    m_second.setInterval(1s);
    m_second.start();
    connectParts();
}

RollbackPage::~RollbackPage() = default;

QWidget* RollbackPage::makeChoice()
{
    auto* choice = new QWidget(this);
    auto* left = new QWidget(choice);
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins({});
    leftColumn->setSpacing(0);
    leftColumn->addWidget(makeHeading(left));
    leftColumn->addWidget(hairline(left));
    leftColumn->addWidget(m_list = new CommitList(m_model, m_services.clock, commits::Choosing::Several, left), 1);
    m_list->setObjectName(QStringLiteral("rollback.commits"));
    m_right = new QStackedWidget(choice);
    m_right->addWidget(m_hint = new NoticePanel(QStringLiteral("rollback.hint"), m_right));
    m_right->addWidget(m_preview = new PreviewPanel(m_services, m_right));
    auto* right = new QWidget(choice);
    auto* rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins({});
    rightColumn->setSpacing(0);
    rightColumn->addWidget(m_right, 1);
    rightColumn->addWidget(hairline(right));
    rightColumn->addWidget(m_parents = new QComboBox(right));
    m_parents->setObjectName(QStringLiteral("rollback.parents"));
    m_parents->setAccessibleName(tr("Which parent of the merge stays"));
    m_parents->hide();
    rightColumn->addWidget(makeBar());
    auto* splitter = new QSplitter(choice);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setSizes({ scaled(500), scaled(880) });
    splitter->setStretchFactor(1, 1);
    auto* column = new QVBoxLayout(choice);
    column->setContentsMargins({});
    column->addWidget(splitter);
    return choice;
}

QWidget* RollbackPage::makeHeading(QWidget* parent)
{
    auto* heading = new QWidget(parent);
    heading->setFixedHeight(scaled(measures::toolBar));
    auto* row = new QHBoxLayout(heading);
    row->setContentsMargins(scaled(measures::padding), 0, scaled(measures::padding), 0);
    row->addWidget(m_heading = new ElidedLabel(heading), 1);
    m_heading->setObjectName(QStringLiteral("rollback.heading"));
    m_heading->setFont(textFont(13, Weight::Strong));
    row->addWidget(m_shown = button(QStringLiteral("rollback.shown"), tr("Only commits that matter"), heading));
    m_shown->setCheckable(true);
    m_shown->setToolTip(tr("Leaves out commits that changed nothing that is rendered and were never deployed"));
    return heading;
}

QWidget* RollbackPage::makeBar()
{
    auto* bar = new QWidget(this);
    bar->setObjectName(QStringLiteral("rollback.bar"));
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(scaled(18), scaled(12), scaled(18), scaled(12));
    row->setSpacing(scaled(10));
    m_bound = new QLabel(bar);
    m_bound->setObjectName(QStringLiteral("rollback.bound"));
    m_bound->setTextFormat(Qt::PlainText);
    m_bound->setWordWrap(true);
    row->addWidget(m_bound, 1);
    row->addWidget(m_cancel = button(QStringLiteral("rollback.cancel"), tr("Cancel"), bar));
    row->addWidget(m_propose = button(QStringLiteral("rollback.propose"), tr("As pull request"), bar));
    m_propose->setCheckable(true);
    row->addWidget(m_confirm = button(QStringLiteral("rollback.confirm"), tr("Revert and push"), bar));
    setButtonKind(*m_confirm, "primary");
    m_confirm->setEnabled(false);
    return bar;
}

void RollbackPage::connectParts()
{
    connect(&m_soon, &QTimer::timeout, this, &RollbackPage::plan);
    connect(&m_second, &QTimer::timeout, this, [this] {
        if (m_purpose == Purpose::Follow && m_run && isVisible())
            m_guide->show(viewOf(*m_run));
    });
    connect(m_model, &CommitModel::chosenChanged, this, [this] {
        m_to.clear();
        if (m_stack->currentIndex() == 1)
            planSoon();
        Q_EMIT summaryChanged();
    });
    connect(m_list, &CommitList::stateRequested, this, [this](int row) {
        m_to = m_model->entry(row).commit.id.text();
        planSoon();
    });
    connect(m_preview, &PreviewPanel::settled, this, [this] {
        if (m_plan)
            finish();
    });
    connect(m_propose, &QPushButton::toggled, this, &RollbackPage::planSoon);
    connect(m_parents, &QComboBox::activated, this, [this](int index) {
        m_mainline = index + 1;
        planSoon();
    });
    connect(m_confirm, &QPushButton::clicked, this, &RollbackPage::begin);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_planning = CancelSource();
        Q_EMIT routeRequested(m_apps.empty() ? Route { QStringLiteral("fleet"), {} } : appRoute(m_apps.front()));
    });
    connect(m_services.fleet, &session::Fleet::clusterChanged, this, &RollbackPage::showBar);
    connectHistory();
    if (m_services.runs == nullptr)
        return;
    connect(m_services.runs, &workflow::RunService::runChanged, this, &RollbackPage::showRun);
    connect(m_services.runs, &workflow::RunService::runEnded, this, &RollbackPage::showRun);
    const auto steer = [this](QFuture<Result<RunInfo>> (workflow::RunService::*what)(const workflow::RunId&)) {
        return [this, what] {
            onDone((m_services.runs->*what)(m_runId), this, [this](const Result<RunInfo>& run) { steered(run); });
        };
    };
    connect(m_guide, &guides::GuidePanel::resumeRequested, this, steer(&workflow::RunService::resume));
    connect(m_guide, &guides::GuidePanel::undoRequested, this, steer(&workflow::RunService::undo));
    connect(m_guide, &guides::GuidePanel::abandonRequested, this, steer(&workflow::RunService::abandon));
    connect(m_guide, &guides::GuidePanel::reviewRequested, this, [this] { startOver(workflow::PushChoice::Branch); });
    connect(m_guide, &guides::GuidePanel::proposalRequested, this,
        [this] { startOver(workflow::PushChoice::PullRequest); });
}

void RollbackPage::connectHistory()
{
    connect(m_reader, &HistoryReader::commitsRead, this, &RollbackPage::showHistory);
    connect(m_reader, &HistoryReader::changesRead, this, [this](const HistoryReader::Entries& entries) {
        m_changesKnown = true;
        showHistory(entries);
    });
    connect(m_reader, &HistoryReader::failed, this, &RollbackPage::showNotice);
    connect(m_notice, &NoticePanel::buttonPressed, m_reader, &HistoryReader::press);
    connect(m_shown, &QPushButton::toggled, this, [this](bool few) {
        m_model->setShown(few ? CommitModel::Shown::WhatMatters : CommitModel::Shown::Everything);
        m_list->setCurrentIndex(m_model->index(m_model->startRow()));
        showHeading();
    });
}

}
