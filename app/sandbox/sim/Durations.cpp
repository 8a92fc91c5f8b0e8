#include "app/sandbox/sim/Durations.h"

#include <QRegularExpression>

#include <format>

namespace holdfast::sandbox::sim {

std::chrono::milliseconds durationOf(const Value& value, std::chrono::milliseconds otherwise)
{
    static const QRegularExpression part(QStringLiteral("(\\d+)(ms|s|m|h)"));
    if (value.isEmpty())
        return otherwise;
    std::chrono::milliseconds total(0);
    auto found = part.globalMatch(QString::fromStdString(text(value)));
    while (found.hasNext()) {
        const auto match = found.next();
        const auto unit = match.captured(2);
        const auto scale = unit == u"ms" ? 1 : unit == u"s" ? 1000 : unit == u"m" ? 60'000 : 3'600'000;
        total += std::chrono::milliseconds(match.captured(1).toLongLong() * scale);
    }
    return total;
}

std::string durationText(std::chrono::milliseconds duration)
{
    const auto all = duration.count();
    if (all < 1000)
        return std::format("{}ms", all);
    const auto fraction = all % 1000 == 0 ? std::string() : std::format(".{:03}", all % 1000);
    const auto seconds = std::format("{}{}s", all / 1000 % 60, fraction);
    if (all < 60'000)
        return seconds;
    return all < 3'600'000 ? std::format("{}m{}", all / 60'000, seconds)
                           : std::format("{}h{}m{}", all / 3'600'000, all / 60'000 % 60, seconds);
}

}
