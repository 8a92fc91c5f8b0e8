#include "core/manifest/YamlTimestamp.h"

#include <chrono>
#include <cstddef>

namespace holdfast::manifest {

namespace {

/// Takes the parts of a time off the front of a text.
class Cursor final {
public:
    explicit Cursor(std::string_view text)
        : m_text(text)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_text.empty(); }
    [[nodiscard]] char front() const { return m_text.empty() ? '\0' : m_text.front(); }

    bool take(char expected)
    {
        if (front() != expected)
            return false;
        m_text.remove_prefix(1);
        return true;
    }

    /// One digit up to `most`, or -1.
    int number(std::size_t least, std::size_t most)
    {
        std::size_t count = 0;
        int value = 0;
        while (count < most && count < m_text.size() && m_text[count] >= '0' && m_text[count] <= '9')
            value = value * 10 + (m_text[count++] - '0');
        m_text.remove_prefix(count);
        return count >= least ? value : -1;
    }

    void skipDigits()
    {
        while (front() >= '0' && front() <= '9')
            m_text.remove_prefix(1);
    }

private:
    std::string_view m_text;
};

bool within(int value, int largest)
{
    return value >= 0 && value <= largest;
}

bool date(Cursor& cursor)
{
    const int year = cursor.number(4, 4);
    if (year < 0 || !cursor.take('-'))
        return false;
    const int month = cursor.number(1, 2);
    if (month < 1 || !cursor.take('-'))
        return false;
    const int day = cursor.number(1, 2);
    return day > 0
        && std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
            std::chrono::day(static_cast<unsigned>(day)))
               .ok();
}

bool time(Cursor& cursor)
{
    if (!within(cursor.number(1, 2), 23) || !cursor.take(':') || !within(cursor.number(1, 2), 59) || !cursor.take(':')
        || !within(cursor.number(1, 2), 59))
        return false;
    if (cursor.take('.') || cursor.take(',')) {
        if (cursor.number(1, 1) < 0)
            return false;
        cursor.skipDigits();
    }
    return true;
}

bool zone(Cursor& cursor)
{
    if (cursor.take('Z'))
        return true;
    return (cursor.take('+') || cursor.take('-')) && within(cursor.number(2, 2), 24) && cursor.take(':')
        && within(cursor.number(2, 2), 60);
}

}

bool isYamlTimestamp(std::string_view text)
{
    Cursor cursor(text);
    if (!date(cursor))
        return false;
    if (cursor.atEnd())
        return true;
    if (cursor.take(' '))
        return time(cursor) && cursor.atEnd();
    return (cursor.take('T') || cursor.take('t')) && time(cursor) && zone(cursor) && cursor.atEnd();
}

}
