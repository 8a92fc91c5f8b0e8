#include "ui/pages/app/FactTables.h"

#include "ui/foundation/AgeText.h"
#include "ui/foundation/CellDelegate.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/PlainText.h"

#include <QCoreApplication>
#include <QHeaderView>

namespace holdfast::pages::app {

using namespace foundation;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(FactTables)
};

/// A column of outside text: shown on one line, whole in the tooltip, in the tone that `tone` says.
template <typename Row>
TableColumn<Row> column(
    const QString& title, std::function<QString(const Row&)> text, std::function<QVariant(const Row&, int)> style = {})
{
    return { title, [text = std::move(text), style = std::move(style)](const Row& row, int role) -> QVariant {
                if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
                    return plain(text(row));
                if (role == Qt::ToolTipRole)
                    return plain(text(row), Lines::Many).toHtmlEscaped();
                return style ? style(row, role) : QVariant();
            } };
}

template <typename Row> std::function<QVariant(const Row&, int)> look(TextStyle textStyle, Tone tone)
{
    return [textStyle, tone](const Row&, int role) -> QVariant {
        if (role == TextStyleRole)
            return int(textStyle);
        return role == ToneRole ? QVariant(int(tone)) : QVariant();
    };
}

/// An Application's conditions are errors or warnings by their type; a Flux condition by what it should be.
Tone conditionTone(const gitops::Condition& condition)
{
    if (condition.type.endsWith(QLatin1String("Error")))
        return Tone::Bad;
    if (condition.type.endsWith(QLatin1String("Warning")))
        return Tone::Drift;
    const bool good = condition.type != QLatin1String("Stalled") && condition.type != QLatin1String("Drifted");
    if (condition.type == QLatin1String("Reconciling"))
        return Tone::Mid;
    return condition.status == (good ? QLatin1String("False") : QLatin1String("True")) ? Tone::Bad : Tone::Normal;
}

QString ageOf(const QDateTime& time, const Clock& clock)
{
    return time.isValid() ? ageText(time, clock.now()) : QStringLiteral("–");
}

}

std::unique_ptr<ConditionModel> makeConditionModel(const std::shared_ptr<const Clock>& clock)
{
    using Row = gitops::Condition;
    const auto toned = [](const Row& row, int role) -> QVariant {
        if (role == TextStyleRole)
            return int(TextStyle::Strong);
        return role == ToneRole ? QVariant(int(conditionTone(row))) : QVariant();
    };
    std::vector<TableColumn<Row>> columns {
        column<Row>(
            Text::tr("Condition"), [](const Row& row) { return row.type; }, toned),
        column<Row>(Text::tr("Status"), [](const Row& row) { return row.status; }),
        column<Row>(Text::tr("Reason"), [](const Row& row) { return row.reason; }),
        column<Row>(
            Text::tr("Since"), [clock](const Row& row) { return ageOf(row.since, *clock); },
            look<Row>(TextStyle::Text, Tone::Mid)),
        column<Row>(
            Text::tr("Message"), [](const Row& row) { return row.message; }, look<Row>(TextStyle::Text, Tone::Mid)),
    };
    return std::make_unique<ConditionModel>(
        [](const Row& row) { return row.type + QLatin1Char('\n') + row.message; }, std::move(columns), nullptr);
}

std::unique_ptr<EventModel> makeEventModel(const std::shared_ptr<const Clock>& clock)
{
    using Row = gitops::EventRecord;
    const auto toned = [](const Row& row, int role) -> QVariant {
        const bool warns = row.type == QLatin1String("Warning");
        if (role == TextStyleRole)
            return int(warns ? TextStyle::Strong : TextStyle::Text);
        return role == ToneRole ? QVariant(int(warns ? Tone::Drift : Tone::Normal)) : QVariant();
    };
    std::vector<TableColumn<Row>> columns {
        column<Row>(
            Text::tr("Last seen"), [clock](const Row& row) { return ageOf(row.lastSeen, *clock); },
            look<Row>(TextStyle::Text, Tone::Mid)),
        column<Row>(
            Text::tr("Reason"), [](const Row& row) { return row.reason; }, toned),
        column<Row>(
            Text::tr("Object"), [](const Row& row) { return row.object.kind + QLatin1Char(' ') + row.object.name; }),
        column<Row>(
            Text::tr("Message"), [](const Row& row) { return row.message; }, look<Row>(TextStyle::Text, Tone::Mid)),
        column<Row>(
            Text::tr("Times"), [](const Row& row) { return QString::number(row.count); },
            look<Row>(TextStyle::Text, Tone::Mid)),
    };
    return std::make_unique<EventModel>(
        [](const Row& row) {
            return manifest::objectText(row.object) + QLatin1Char('\n') + row.reason + QLatin1Char('\n') + row.message;
        },
        std::move(columns), nullptr);
}

FactTable::FactTable(std::unique_ptr<QAbstractItemModel> model, const std::vector<int>& widths, QWidget* parent)
    : QTableView(parent)
    , m_model(std::move(model))
{
    setModel(m_model.get());
    setItemDelegate(new CellDelegate(measures::row, this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(scaled(measures::row));
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    for (int i = 0; i < int(widths.size()); ++i) {
        const int width = widths[std::size_t(i)];
        horizontalHeader()->setSectionResizeMode(i, width == 0 ? QHeaderView::Stretch : QHeaderView::Interactive);
        if (width > 0)
            setColumnWidth(i, scaled(width));
    }
}

}
