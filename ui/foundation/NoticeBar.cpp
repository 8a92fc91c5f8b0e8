#include "ui/foundation/Fonts.h"
#include "ui/foundation/Notice.h"
#include "ui/foundation/Theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace holdfast::foundation {

NoticeBar::NoticeBar(const QString& name, Look look, QWidget* parent)
    : QWidget(parent)
    , m_name(name)
    , m_look(look)
    , m_text(new QLabel(this))
    , m_row(new QHBoxLayout(this))
{
    setObjectName(name);
    m_text->setObjectName(name + QStringLiteral(".text"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_row->setContentsMargins(scaled(measures::padding), scaled(5), scaled(measures::padding), scaled(6));
    m_row->setSpacing(scaled(8));
    m_row->addWidget(m_text, 1);
}

void NoticeBar::setNotice(const QString& text, const std::vector<NoticeButton>& buttons)
{
    if (m_text->text() == text && m_shown == buttons)
        return; // a press that is under way keeps its button
    m_shown = buttons;
    setAccessibleName(text);
    m_text->setText(text);
    m_text->setAccessibleName(text);
    for (auto* button : std::exchange(m_buttons, {}))
        button->deleteLater();
    for (const NoticeButton& wanted : buttons) {
        auto* button = new QPushButton(wanted.text, this);
        button->setObjectName(m_name + u'.' + wanted.id);
        button->setAccessibleName(wanted.text);
        if (wanted.kind != ButtonKind::Plain)
            setButtonKind(*button, wanted.kind == ButtonKind::Primary ? "primary" : "danger");
        connect(button, &QPushButton::clicked, this, [this, id = wanted.id] { Q_EMIT buttonPressed(id); });
        m_row->addWidget(button, 0, Qt::AlignTop);
        m_buttons.push_back(button);
    }
}

void NoticeBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Colours& colours = coloursOf(palette());
    const QColor ground = m_look == Look::Danger ? colours.badBackground
        : m_look == Look::Attention              ? colours.driftBackground
                                                 : colours.sunken;
    painter.fillRect(rect(), ground);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colours.line);
    const QColor mark = m_look == Look::Danger ? colours.bad : m_look == Look::Attention ? colours.drift : colours.mid;
    painter.fillRect(QRect(0, 0, 3, height()), mark);
}

ElidedLabel::ElidedLabel(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString& text)
{
    if (m_text == text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics metrics(font());
    return { metrics.horizontalAdvance(m_text) + 1, metrics.height() };
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QFontMetrics metrics(font());
    return { qMin(sizeHint().width(), metrics.averageCharWidth() * 6), metrics.height() };
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    const QString shown = fontMetrics().elidedText(m_text, Qt::ElideRight, width());
    setToolTip(shown == m_text ? QString() : m_text.toHtmlEscaped());
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
}

}
