// The console as users have it, that also tells on request what stands on the screen: each line on stdin is answered by
// one line of JSON on stdout. Mouse and keys come from the X server alone.
#include "app/gui/Console.h"
#include "ui/foundation/Fonts.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSocketNotifier>
#include <QTimer>
#include <QTranslator>

#include <cstdio>
#include <unistd.h>

namespace {

using namespace Qt::StringLiterals;

QJsonArray rectOf(const QWidget& widget, const QRect& inside)
{
    const QPoint at = widget.mapToGlobal(inside.topLeft());
    return { at.x(), at.y(), inside.width(), inside.height() };
}

QString textOf(const QWidget& widget)
{
    if (const auto* label = qobject_cast<const QLabel*>(&widget))
        return label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        return button->text();
    if (const auto* field = qobject_cast<const QLineEdit*>(&widget))
        return field->text();
    if (const auto* view = qobject_cast<const QPlainTextEdit*>(&widget))
        return view->toPlainText();
    return {};
}

QString cellText(const QModelIndex& cell)
{
    const QString spoken = cell.data(Qt::AccessibleTextRole).toString();
    return spoken.isEmpty() ? cell.data(Qt::DisplayRole).toString() : spoken;
}

QJsonObject rowOf(const QAbstractItemView& view, const QModelIndex& first)
{
    QJsonArray cells;
    for (int column = 0; column < view.model()->columnCount(first.parent()); ++column)
        cells.append(cellText(first.siblingAtColumn(column)));
    return { { u"cells"_s, cells }, { u"rect"_s, rectOf(*view.viewport(), view.visualRect(first)) },
        { u"current"_s, view.currentIndex().row() == first.row() } };
}

/// The rows that can be seen, from top to bottom.
QJsonArray rowsOf(const QAbstractItemView& view)
{
    QJsonArray rows;
    QModelIndex last;
    for (int y = 1; y < view.viewport()->height(); y += 4) {
        const QModelIndex at = view.indexAt({ 8, y });
        if (!at.isValid() || (last.isValid() && at.row() == last.row() && at.parent() == last.parent()))
            continue;
        last = at;
        rows.append(rowOf(view, at.siblingAtColumn(0)));
    }
    return rows;
}

QJsonObject entryOf(const QWidget& widget)
{
    QJsonObject entry { { u"class"_s, QString::fromLatin1(widget.metaObject()->className()) },
        { u"object"_s, widget.objectName() }, { u"name"_s, widget.accessibleName() }, { u"text"_s, textOf(widget) },
        { u"rect"_s, rectOf(widget, widget.rect()) }, { u"focus"_s, widget.hasFocus() },
        { u"enabled"_s, widget.isEnabled() } };
    const auto* view = qobject_cast<const QAbstractItemView*>(&widget);
    if (view && view->model() && !qobject_cast<const QHeaderView*>(view)) {
        entry.insert(u"rows"_s, rowsOf(*view));
        entry.insert(u"count"_s, view->model()->rowCount());
    }
    return entry;
}

/// Answers requests, and knows how long the GUI thread was away since the last one.
class Witness final : public QObject {
public:
    Witness()
        : m_input(STDIN_FILENO, QSocketNotifier::Read)
    {
        connect(&m_input, &QSocketNotifier::activated, this, [this] { answer(); });
        connect(&m_tick, &QTimer::timeout, this, [this] { m_longest = std::max(m_longest, m_since.restart()); });
        m_since.start();
        m_tick.start(tick);
    }

private:
    static constexpr int tick = 10;

    void answer()
    {
        std::array<char, 64> line {};
        if (::read(STDIN_FILENO, line.data(), line.size()) <= 0)
            return QCoreApplication::quit();
        QJsonArray widgets;
        QJsonValue window;
        for (const QWidget* top : QApplication::topLevelWidgets()) {
            if (!top->isVisible())
                continue;
            if (top->inherits("QMainWindow") || window.isNull() || window.isUndefined())
                window = qint64(top->winId());
            widgets.append(entryOf(*top));
            for (const QWidget* widget : top->findChildren<QWidget*>())
                if (widget->isVisible() && !widget->visibleRegion().isEmpty())
                    widgets.append(entryOf(*widget));
        }
        const QJsonObject all { { u"window"_s, window }, { u"widgets"_s, widgets },
            { u"longestMilliseconds"_s, std::exchange(m_longest, 0) } };
        std::printf("%s\n", QJsonDocument(all).toJson(QJsonDocument::Compact).constData());
        std::fflush(stdout);
    }

    QSocketNotifier m_input;
    QTimer m_tick;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
};

}

int main(int argc, char* argv[])
{
    using namespace holdfast;
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("holdfast"));
    QTranslator english; // the plurals
    if (english.load(QStringLiteral(":/i18n/holdfast_en.qm")))
        QApplication::installTranslator(&english);
    const auto options = gui::parseOptions(QApplication::arguments());
    if (!options) {
        std::fputs(qPrintable(options.error().text), stderr);
        return options.error().exitCode;
    }
    foundation::loadFonts();
    gui::Console console(*options, application);
    console.start();
    const Witness witness;
    return QApplication::exec();
}
