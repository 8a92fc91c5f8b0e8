#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>

namespace holdfast::foundation {

/// How long ago: "4 s", "18 min", "3 h", "2 d". Negative lengths (clocks that disagree) read as 0 s.
[[nodiscard]] QString ageText(std::chrono::milliseconds age);
/// The same between two times; empty where `then` is unknown.
[[nodiscard]] QString ageText(const QDateTime& then, const QDateTime& now);
/// Local date and time with seconds, for tooltips; empty where unknown.
[[nodiscard]] QString dateText(const QDateTime& time);

}
