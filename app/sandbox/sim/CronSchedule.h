#pragma once

#include <QDateTime>
#include <QTimeZone>

#include <array>
#include <bitset>
#include <optional>
#include <string_view>

namespace holdfast::sandbox::sim {

/// A cron expression of five fields, or `@hourly` and its like.
class CronSchedule final {
public:
    /// Nothing where the text is no schedule.
    [[nodiscard]] static std::optional<CronSchedule> parse(std::string_view text);
    /// The first time after `time`; invalid where none comes within five years.
    [[nodiscard]] QDateTime next(const QDateTime& time) const;

private:
    [[nodiscard]] bool isDay(const QDate& date) const;

    std::array<std::bitset<64>, 5> m_fields;
    bool m_anyDay = true; ///< day of month is `*`
    bool m_anyWeekday = true;
};

}
