#include "app/sandbox/sim/CronSchedule.h"

#include <charconv>
#include <map>
#include <ranges>
#include <string>
#include <vector>

namespace holdfast::sandbox::sim {

namespace {

struct Bounds {
    int low;
    int high;
};

constexpr std::array<Bounds, 5> bounds { { { 0, 59 }, { 0, 23 }, { 1, 31 }, { 1, 12 }, { 0, 7 } } };

std::optional<int> number(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

// One of `*`, `5`, `1-5`, each perhaps with `/2`.
bool addRange(std::string_view text, Bounds limit, std::bitset<64>& bits)
{
    int step = 1;
    const bool stepped = text.contains('/');
    if (stepped) {
        const auto parsed = number(text.substr(text.find('/') + 1));
        if (!parsed || *parsed < 1)
            return false;
        step = *parsed;
        text = text.substr(0, text.find('/'));
    }
    int low = limit.low;
    int high = limit.high;
    if (text != "*") {
        const auto dash = text.find('-');
        const auto first = number(text.substr(0, dash));
        const auto last = dash == std::string_view::npos ? first : number(text.substr(dash + 1));
        if (!first || !last)
            return false;
        low = *first;
        high = stepped && dash == std::string_view::npos ? limit.high : *last;
    }
    if (low < limit.low || high > limit.high || low > high)
        return false;
    for (int value = low; value <= high; value += step)
        bits.set(static_cast<std::size_t>(value));
    return true;
}

}

std::optional<CronSchedule> CronSchedule::parse(std::string_view text)
{
    static const std::map<std::string_view, std::string_view> named { { "@hourly", "0 * * * *" },
        { "@daily", "0 0 * * *" }, { "@midnight", "0 0 * * *" }, { "@weekly", "0 0 * * 0" },
        { "@monthly", "0 0 1 * *" }, { "@yearly", "0 0 1 1 *" }, { "@annually", "0 0 1 1 *" } };
    if (const auto alias = named.find(text); alias != named.end())
        text = alias->second;
    std::vector<std::string_view> words;
    for (const auto& word : std::views::split(text, ' ')) {
        if (!word.empty())
            words.emplace_back(word);
    }
    if (words.size() != 5)
        return {};
    CronSchedule schedule;
    for (std::size_t index = 0; index < 5; ++index) {
        for (const auto& part : std::views::split(words[index], ',')) {
            if (!addRange(std::string_view(part), bounds[index], schedule.m_fields[index]))
                return {};
        }
    }
    if (schedule.m_fields[4].test(7))
        schedule.m_fields[4].set(0);
    schedule.m_anyDay = words[2].starts_with('*');
    schedule.m_anyWeekday = words[4].starts_with('*');
    return schedule;
}

bool CronSchedule::isDay(const QDate& date) const
{
    if (!m_fields[3].test(static_cast<std::size_t>(date.month())))
        return false;
    const bool day = m_fields[2].test(static_cast<std::size_t>(date.day()));
    const bool weekday = m_fields[4].test(static_cast<std::size_t>(date.dayOfWeek() % 7));
    // Where both are restricted either suffices, as in cron.
    return m_anyDay || m_anyWeekday ? day && weekday : day || weekday;
}

QDateTime CronSchedule::next(const QDateTime& time) const
{
    QDateTime at = time.toUTC().addSecs(60);
    at.setTime(QTime(at.time().hour(), at.time().minute()));
    const auto end = at.addYears(5);
    while (at < end) {
        if (!isDay(at.date()))
            at = at.date().addDays(1).startOfDay(QTimeZone::UTC);
        else if (!m_fields[1].test(static_cast<std::size_t>(at.time().hour())))
            at = at.addSecs(3600 - static_cast<qint64>(at.time().minute()) * 60);
        else if (!m_fields[0].test(static_cast<std::size_t>(at.time().minute())))
            at = at.addSecs(60);
        else
            return at;
    }
    return {};
}

}
