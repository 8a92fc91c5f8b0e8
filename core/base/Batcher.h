#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace holdfast {

/// Collects items on one thread and hands them over together after a quiet-or-not interval (50 ms for the window).
template <typename Item> class Batcher final {
public:
    Batcher(QObject* context, std::chrono::milliseconds interval, std::function<void(std::vector<Item>)> deliver)
        : m_timer(std::make_unique<QTimer>())
        , m_deliver(std::move(deliver))
    {
        m_timer->setSingleShot(true);
        m_timer->setInterval(interval);
        QObject::connect(m_timer.get(), &QTimer::timeout, context, [this] { flush(); });
    }

    void add(Item item)
    {
        m_items.push_back(std::move(item));
        if (!m_timer->isActive())
            m_timer->start();
    }

    void flush()
    {
        m_timer->stop();
        if (!m_items.empty())
            m_deliver(std::exchange(m_items, {}));
    }

private:
    std::unique_ptr<QTimer> m_timer;
    std::function<void(std::vector<Item>)> m_deliver;
    std::vector<Item> m_items;
};

}
