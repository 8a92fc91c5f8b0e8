#include "ui/pages/app/FactTables.h"

#include "ui/foundation/AgeText.h"

#include <QCoreApplication>

namespace holdfast::pages::app {

using namespace foundation;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(FactTables)
};

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
        factColumn<Row>(
            Text::tr("Condition"), [](const Row& row) { return row.type; }, toned),
        factColumn<Row>(Text::tr("Status"), [](const Row& row) { return row.status; }),
        factColumn<Row>(Text::tr("Reason"), [](const Row& row) { return row.reason; }),
        factColumn<Row>(
            Text::tr("Since"), [clock](const Row& row) { return ageOf(row.since, *clock); },
            factLook<Row>(TextStyle::Text, Tone::Mid)),
        factColumn<Row>(
            Text::tr("Message"), [](const Row& row) { return row.message; }, factLook<Row>(TextStyle::Text, Tone::Mid)),
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
        factColumn<Row>(
            Text::tr("Last seen"), [clock](const Row& row) { return ageOf(row.lastSeen, *clock); },
            factLook<Row>(TextStyle::Text, Tone::Mid)),
        factColumn<Row>(
            Text::tr("Reason"), [](const Row& row) { return row.reason; }, toned),
        factColumn<Row>(
            Text::tr("Object"), [](const Row& row) { return row.object.kind + QLatin1Char(' ') + row.object.name; }),
        factColumn<Row>(
            Text::tr("Message"), [](const Row& row) { return row.message; }, factLook<Row>(TextStyle::Text, Tone::Mid)),
        factColumn<Row>(
            Text::tr("Times"), [](const Row& row) { return QString::number(row.count); },
            factLook<Row>(TextStyle::Text, Tone::Mid)),
    };
    return std::make_unique<EventModel>(
        [](const Row& row) {
            return manifest::objectText(row.object) + QLatin1Char('\n') + row.reason + QLatin1Char('\n') + row.message;
        },
        std::move(columns), nullptr);
}

}
