#pragma once

#include "app/sandbox/sim/World.h"

#include <QTimer>

namespace holdfast::sandbox::sim {

/// Fills a cluster with Applications for measurements and keeps changing their status; no agent looks at them.
class LoadGenerator final : public QObject {
public:
    struct Size {
        int applications = 0;
        int changesPerSecond = 0;
    };
    LoadGenerator(World& world, Size size);
    void start();

private:
    void change();

    World& m_world;
    Size m_size;
    QTimer m_timer;
    QDateTime m_begun;
    std::int64_t m_changed = 0;
};

/// One Application of 20 resources, about 8.8 KB as compact JSON.
[[nodiscard]] Value loadApplication(int index, const QDateTime& now);

}
