#include "ui/diff/FindBar.h"

#include "ui/foundation/Fonts.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

namespace holdfast::difference {

using namespace foundation;

FindBar::FindBar(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLineEdit(this))
    , m_count(new QLabel(this))
{
    setObjectName(QStringLiteral("diff.findBar"));
    m_text->setObjectName(QStringLiteral("diff.find"));
    m_text->setAccessibleName(tr("Find on both sides"));
    m_text->setPlaceholderText(tr("Find on both sides; Enter for the next, Shift+Enter for the one before"));
    m_count->setObjectName(QStringLiteral("diff.findCount"));
    m_count->setTextFormat(Qt::PlainText);
    m_count->setProperty("tone", QStringLiteral("mid"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(scaled(measures::padding), scaled(6), scaled(measures::padding), scaled(6));
    row->setSpacing(scaled(8));
    row->addWidget(m_text, 1);
    row->addWidget(m_count);
    const auto add = [this, row](const QString& text, const QString& name, const char* id, void (FindBar::*signal)()) {
        auto* button = new QPushButton(text, this);
        button->setObjectName(QStringLiteral("diff.") + QLatin1StringView(id));
        button->setAccessibleName(name);
        button->setToolTip(name);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QPushButton::clicked, this, signal);
        row->addWidget(button);
    };
    add(QStringLiteral("▲"), tr("Previous place"), "findPrevious", &FindBar::previousRequested);
    add(QStringLiteral("▼"), tr("Next place"), "findNext", &FindBar::nextRequested);
    connect(m_text, &QLineEdit::textChanged, this, &FindBar::textChanged);
    hide();
}

QString FindBar::text() const
{
    return m_text->text();
}

void FindBar::open()
{
    show();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
    Q_EMIT textChanged(m_text->text());
}

void FindBar::close()
{
    hide();
    Q_EMIT closed();
}

void FindBar::setCount(int current, int count)
{
    const QLocale locale;
    if (m_text->text().isEmpty())
        m_count->clear();
    else if (count == 0)
        m_count->setText(tr("Not found"));
    else if (current < 0)
        m_count->setText(tr("%n place(s)", nullptr, count));
    else
        m_count->setText(tr("%1 of %2").arg(locale.toString(current + 1), locale.toString(count)));
    m_text->setProperty("invalid", count == 0 && !m_text->text().isEmpty());
}

void FindBar::sayWrapped()
{
    m_count->setText(tr("%1 · begun again at the other end").arg(m_count->text()));
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        event->modifiers().testFlag(Qt::ShiftModifier) ? Q_EMIT previousRequested() : Q_EMIT nextRequested();
    else
        QWidget::keyPressEvent(event);
}

}
