#include "ui/pages/app/ManifestPane.h"

#include "ui/editor/ManifestView.h"
#include "ui/foundation/AgeText.h"
#include "ui/foundation/ErrorText.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Notice.h"
#include "ui/foundation/PlainText.h"

#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace holdfast::pages::app {

using namespace foundation;

ManifestPane::ManifestPane(std::shared_ptr<const Clock> clock, QWidget* parent)
    : QWidget(parent)
    , m_clock(std::move(clock))
    , m_title(new ElidedLabel(this))
    , m_facts(new QLabel(this))
    , m_find(new QLineEdit(this))
    , m_view(new editor::ManifestView(this))
    , m_notice(new NoticePanel(QStringLiteral("app.manifestNotice"), this))
    , m_stack(new QStackedLayout)
{
    m_title->setObjectName(QStringLiteral("app.manifestTitle"));
    m_facts->setObjectName(QStringLiteral("app.manifestFacts"));
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setProperty("tone", QStringLiteral("dim"));
    m_facts->setFont(textFont(12));
    m_find->setObjectName(QStringLiteral("app.manifestFind"));
    m_find->setAccessibleName(tr("Find in this manifest"));
    m_find->setPlaceholderText(tr("Find; Enter for the next, Esc to close"));
    m_find->hide();
    m_view->setObjectName(QStringLiteral("app.manifest"));
    m_view->setAccessibleName(tr("Live manifest"));
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_notice);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(scaled(measures::padding), scaled(7), scaled(measures::padding), scaled(6));
    head->setSpacing(0);
    head->addWidget(m_title);
    head->addWidget(m_facts);
    column->addLayout(head);
    column->addWidget(m_find);
    column->addLayout(m_stack, 1);

    connect(m_view, &editor::ManifestView::pathChanged, this, &ManifestPane::pathChanged);
    connect(m_find, &QLineEdit::returnPressed, this, [this] { m_view->findNext(m_find->text()); });
    auto* close = new QShortcut(QKeySequence(Qt::Key_Escape), m_find, nullptr, nullptr, Qt::WidgetShortcut);
    connect(close, &QShortcut::activated, this, [this] {
        m_find->hide();
        m_view->setFocus();
    });
}

void ManifestPane::showLoading(const QString& object)
{
    if (m_view->object() == object && m_stack->currentWidget() == m_view)
        return; // a newer state of what is on screen: no flicker
    m_title->setText(plain(object));
    m_facts->clear();
    showNotice(tr("Reading the object…"), {});
}

void ManifestPane::showManifest(const QString& object, const session::ManifestText& text)
{
    m_text = text;
    m_title->setText(plain(object));
    m_view->setManifest(object, text.yaml);
    m_stack->setCurrentWidget(m_view);
    refreshAge();
}

void ManifestPane::showError(const QString& object, const Error& error)
{
    const ErrorText text = describe(error);
    m_title->setText(plain(object));
    m_facts->clear();
    showNotice(text.sentence, text.advice);
}

void ManifestPane::showAbsent(const QString& object)
{
    m_title->setText(plain(object));
    m_facts->clear();
    showNotice(tr("This object is not in the cluster."),
        tr("Git declares it, and the agent has not created it or somebody has deleted it."));
}

void ManifestPane::refreshAge()
{
    if (m_stack->currentWidget() != m_view)
        return;
    //: %1 a resource version, %2 an age such as 4 s
    m_facts->setText(tr("live · resourceVersion %1 · read %2 ago · managed fields hidden, Secret values masked")
            .arg(plain(m_text.resourceVersion), ageText(m_text.at, m_clock->now())));
}

void ManifestPane::openFind()
{
    m_find->show();
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
}

void ManifestPane::showNotice(const QString& title, const QString& text)
{
    m_notice->setNotice({ .title = title, .text = text });
    m_stack->setCurrentWidget(m_notice);
    Q_EMIT pathChanged({});
}

}
