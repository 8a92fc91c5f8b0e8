#include "core/kube/Backoff.h"

#include <algorithm>
#include <utility>

namespace holdfast::kube {

namespace {

std::chrono::milliseconds scaled(std::chrono::milliseconds wait, double by)
{
    return std::chrono::milliseconds(
        static_cast<std::chrono::milliseconds::rep>(static_cast<double>(wait.count()) * by));
}

}

Backoff::Backoff(BackoffRule rule, std::function<double()> random)
    : m_rule(rule)
    , m_random(std::move(random))
    , m_wait(rule.first)
{
}

std::chrono::milliseconds Backoff::next(std::chrono::milliseconds now)
{
    if (m_last && now - *m_last > m_rule.resetAfter)
        m_wait = m_rule.first;
    m_last = now;
    const auto wait = std::min(scaled(m_wait, 1.0 + m_rule.jitter * m_random()), m_rule.cap);
    m_wait = std::min(scaled(m_wait, m_rule.factor), m_rule.cap);
    return wait;
}

void Backoff::reset()
{
    m_wait = m_rule.first;
    m_last.reset();
}

}
