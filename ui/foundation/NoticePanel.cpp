#include "ui/foundation/Fonts.h"
#include "ui/foundation/Notice.h"
#include "ui/foundation/Theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace holdfast::foundation {

namespace {

QLabel* plainLabel(const QString& name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

constexpr int columnWidth = 520;

}

NoticePanel::NoticePanel(const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_name(name)
    , m_title(plainLabel(name + QStringLiteral(".title"), this))
    , m_text(plainLabel(name + QStringLiteral(".text"), this))
    , m_lines(plainLabel(name + QStringLiteral(".lines"), this))
    , m_column(new QWidget(this))
{
    setObjectName(name);
    m_column->setObjectName(name + QStringLiteral(".column"));
    m_title->setFont(textFont(17, Weight::Strong));
    m_text->setProperty("tone", QStringLiteral("mid"));
    m_lines->setProperty("tone", QStringLiteral("mid"));
    auto* column = new QVBoxLayout(m_column);
    column->setContentsMargins({});
    column->setSpacing(scaled(10));
    for (auto* label : { m_title, m_text, m_lines })
        column->addWidget(label);
    column->addSpacing(scaled(4));
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(scaled(8));
    column->addLayout(m_buttons);
    m_column->setFixedWidth(scaled(columnWidth));
    auto* page = new QVBoxLayout(this);
    page->addStretch(2);
    auto* middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(m_column);
    middle->addStretch(1);
    page->addLayout(middle);
    page->addStretch(3);
}

void NoticePanel::setNotice(const Notice& notice)
{
    if (m_notice == notice)
        return;
    m_notice = notice;
    setAccessibleName(notice.title);
    m_title->setText(notice.title);
    m_title->setAccessibleName(notice.title);
    m_text->setText(notice.text);
    m_text->setAccessibleName(notice.text);
    m_text->setVisible(!notice.text.isEmpty());
    m_lines->setText(notice.lines.join(u'\n'));
    m_lines->setAccessibleName(notice.lines.join(u' '));
    m_lines->setVisible(!notice.lines.isEmpty());
    for (QLabel* label : { m_title, m_text, m_lines }) // a layout that is not on screen yet takes one line for all
        label->setMinimumHeight(std::max(0, label->heightForWidth(scaled(columnWidth))));
    makeButtons();
    update();
}

void NoticePanel::makeButtons()
{
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    QPushButton* first = nullptr;
    for (const NoticeButton& wanted : m_notice.buttons) {
        auto* button = new QPushButton(wanted.text, m_column);
        button->setObjectName(m_name + u'.' + wanted.id);
        button->setAccessibleName(wanted.text);
        if (wanted.kind != ButtonKind::Plain)
            setButtonKind(*button, wanted.kind == ButtonKind::Primary ? "primary" : "danger");
        connect(button, &QPushButton::clicked, this, [this, id = wanted.id] { Q_EMIT buttonPressed(id); });
        m_buttons->addWidget(button);
        first = first ? first : button;
    }
    m_buttons->addStretch(1);
    setFocusProxy(first);
}

void NoticePanel::paintEvent(QPaintEvent*)
{
    if (m_notice.state == State::None)
        return;
    QPainter painter(this);
    const int side = scaled(40);
    const QRect column = m_column->geometry();
    paintState(painter, QRectF(column.left() - side - scaled(20), column.top(), side, side), m_notice.state,
        coloursOf(palette()));
}

}
