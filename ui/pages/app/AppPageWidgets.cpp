#include "ui/foundation/Fonts.h"
#include "ui/foundation/Notice.h"
#include "ui/foundation/Theme.h"
#include "ui/pages/Router.h"
#include "ui/pages/app/AppPage.h"
#include "ui/pages/app/DiffPane.h"
#include "ui/pages/app/FactTables.h"
#include "ui/pages/app/ManifestPane.h"
#include "ui/pages/app/ObjectPane.h"
#include "ui/pages/app/StatusStrip.h"
#include "ui/pages/app/TabRow.h"

#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace holdfast::pages::app {

using namespace foundation;

void AppPage::buildStrip()
{
    m_strip = new StatusStrip(this);
    auto* back = new QPushButton(tr("Roll back…"), m_strip);
    back->setObjectName(QStringLiteral("app.rollBack"));
    back->setAccessibleName(tr("Roll back this app"));
    back->setToolTip(tr("Takes commits of this app back through Git (R)"));
    setButtonKind(*back, "primary");
    m_strip->addButton(back);
    connect(back, &QPushButton::clicked, this, [this] { Q_EMIT routeRequested(rollbackRoute({ m_id })); });
}

void AppPage::buildWidgets()
{
    buildStrip();
    m_unreadable = new NoticeBar(QStringLiteral("app.unreadable"), NoticeBar::Look::Attention, this);
    m_unreadable->hide();
    m_run = new NoticeBar(QStringLiteral("app.run"), NoticeBar::Look::Attention, this);
    m_run->hide();
    m_notice = new NoticePanel(QStringLiteral("app.notice"), this);
    m_objects = new ObjectPane(this);
    m_objects->setObjectName(QStringLiteral("app.objectPane"));
    setFocusProxy(m_objects);
    m_manifest = new ManifestPane(m_services.clock, this);
    m_manifest->setObjectName(QStringLiteral("app.manifestPane"));
    m_conditions = new FactTable(makeConditionModel(m_services.clock), { 210, 80, 210, 90, 0 }, this);
    m_conditions->setObjectName(QStringLiteral("app.conditions"));
    m_conditions->setAccessibleName(tr("Conditions"));
    m_events = new FactTable(makeEventModel(m_services.clock), { 90, 180, 260, 0, 70 }, this);
    m_events->setObjectName(QStringLiteral("app.events"));
    m_events->setAccessibleName(tr("Events"));

    m_content = new QStackedWidget(this);
    m_content->setObjectName(QStringLiteral("app.content"));
    m_content->addWidget(m_manifest);
    m_diff = new DiffPane(m_services, this);
    m_diff->setObjectName(QStringLiteral("app.diffPane"));
    m_content->addWidget(m_diff);
    m_content->addWidget(m_conditions);
    m_content->addWidget(m_events);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setObjectName(QStringLiteral("app.split"));
    split->setHandleWidth(1);
    split->addWidget(m_objects);
    split->addWidget(m_content);
    split->setStretchFactor(1, 1);
    split->setSizes({ scaled(300), scaled(1100) });
    split->setChildrenCollapsible(false);
    m_objects->setMinimumWidth(scaled(180));

    for (QWidget* area : std::initializer_list<QWidget*> { m_objects, m_content }) {
        area->setAutoFillBackground(true);
        area->setBackgroundRole(QPalette::Base);
    }

    auto* whole = new QWidget(this);
    whole->setObjectName(QStringLiteral("app.whole"));
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_strip);
    column->addWidget(m_run);
    column->addWidget(m_unreadable);
    buildToolBar();
    column->addWidget(m_tabs->parentWidget());
    column->addWidget(split, 1);

    m_body = new QStackedWidget(this);
    m_body->setObjectName(QStringLiteral("app.body"));
    m_body->addWidget(whole);
    m_body->addWidget(m_notice);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(m_body);
    connectWidgets();
}

void AppPage::connectWidgets()
{
    connect(m_run, &NoticeBar::buttonPressed, this, [this] {
        if (m_app && m_app->openRun)
            Q_EMIT routeRequested({ QStringLiteral("rollback"), m_app->openRun->run });
    });
    connect(m_diff, &DiffPane::settled, this, &AppPage::finish);
    connect(m_diff, &DiffPane::commitWanted, this, [this](const git::CommitId& commit) {
        Q_EMIT routeRequested(appRoute(m_id, QStringLiteral("history/") + commit.text()));
    });
    connect(m_objects, &ObjectPane::objectSelected, this, &AppPage::select);
    connect(m_manifest, &ManifestPane::pathChanged, m_path, &ElidedLabel::setText);
}

void AppPage::buildToolBar()
{
    auto* bar = new QFrame(this);
    bar->setObjectName(QStringLiteral("app.toolBar"));
    bar->setProperty("kind", QStringLiteral("toolBar"));
    bar->setFixedHeight(scaled(38));
    bar->setAutoFillBackground(true);
    bar->setBackgroundRole(QPalette::Base);
    m_tabs = new TabRow({ tr("Manifest"), tr("Diff"), tr("Conditions"), tr("Events"), tr("History") }, bar);
    m_tabs->setObjectName(QStringLiteral("app.tabs"));
    m_tabs->setAccessibleName(tr("What is shown of the app"));
    m_path = new ElidedLabel(bar);
    m_path->setObjectName(QStringLiteral("app.fieldPath"));
    m_path->setAccessibleName(tr("Field below the cursor"));
    m_path->setFont(monoFont());
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(scaled(measures::padding), 0, scaled(measures::padding), 0);
    row->setSpacing(scaled(40));
    row->addWidget(m_tabs);
    row->addWidget(m_path, 1);
    m_path->setMinimumWidth(scaled(80));
    row->addWidget(m_diff->tools(), 1);
    m_diff->tools()->hide();
    row->addStretch(); // the tabs stay where they are
    connect(m_tabs, &TabRow::currentChanged, this, [this](int tab) {
        if (tab != HistoryTab)
            m_content->setCurrentIndex(tab);
    });
    connect(m_tabs, &TabRow::currentChanged, m_path, [this](int tab) {
        m_path->setVisible(tab == ManifestTab);
        m_diff->tools()->setVisible(tab == DiffTab);
        if (tab == DiffTab)
            m_diff->takeFocus(); // its keys work at once
    });
    connect(m_tabs, &TabRow::currentChanged, this, &AppPage::summaryChanged); // other keys work now
    connect(m_tabs, &TabRow::currentChanged, this, &AppPage::showDiff);
    connect(m_tabs, &TabRow::currentChanged, this, [this](int tab) { // last: it goes back at once
        if (tab != HistoryTab)
            return;
        m_tabs->setCurrent(m_content->currentIndex());
        Q_EMIT routeRequested(appRoute(m_id, QStringLiteral("history")));
    });
}

}
