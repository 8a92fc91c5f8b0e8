#include "ui/pages/app/TabRow.h"

#include "ui/foundation/Fonts.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

namespace holdfast::pages::app {

using namespace foundation;

/// One word of the row.
class TabRow::Tab final : public QAbstractButton {
public:
    explicit Tab(const QString& name, QWidget* parent)
        : QAbstractButton(parent)
    {
        setText(name);
        setAccessibleName(name);
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
        setCursor(Qt::PointingHandCursor);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    }

    void setCount(int count)
    {
        m_count = count < 0 ? QString() : QLocale().toString(count);
        setAccessibleDescription(m_count);
        updateGeometry();
        update();
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        const int count = m_count.isEmpty() ? 0 : scaled(5) + m_text.width(m_count, TextStyle::Tiny);
        return { m_text.width(text(), TextStyle::Strong) + count + scaled(4), scaled(30) };
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Colours& colours = coloursOf(palette());
        const bool lit = isChecked() || underMouse() || hasFocus();
        const TextStyle style = isChecked() ? TextStyle::Strong : TextStyle::Text;
        const int used = m_text.draw(painter, rect(), { text(), style, lit ? colours.text : colours.mid });
        m_text.draw(
            painter, rect().adjusted(used + scaled(5), 0, scaled(8), 0), { m_count, TextStyle::Tiny, colours.dim });
        if (isChecked())
            painter.fillRect(QRect(0, height() - 2, used, 2), hasFocus() ? colours.accent : colours.text);
        else if (hasFocus())
            painter.fillRect(QRect(0, height() - 2, used, 2), colours.accent);
    }

private:
    mutable RowPainter m_text;
    QString m_count;
};

TabRow::TabRow(const QStringList& names, QWidget* parent)
    : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(scaled(14));
    for (const QString& name : names) {
        auto* tab = new Tab(name, this);
        tab->setObjectName(QStringLiteral("app.tab%1").arg(m_tabs.size() + 1));
        const int position = int(m_tabs.size());
        connect(tab, &QAbstractButton::clicked, this, [this, position] { setCurrent(position); });
        row->addWidget(tab);
        m_tabs.push_back(tab);
    }
    m_tabs.front()->setChecked(true);
}

void TabRow::setCurrent(int tab)
{
    for (int i = 0; i < int(m_tabs.size()); ++i)
        m_tabs[std::size_t(i)]->setChecked(i == tab);
    if (tab == m_current)
        return;
    m_current = tab;
    Q_EMIT currentChanged(tab);
}

void TabRow::setCount(int tab, int count)
{
    m_tabs[std::size_t(tab)]->setCount(count);
}

}
