#pragma once

#include "app/sandbox/sim/World.h"

#include <functional>
#include <set>
#include <vector>

namespace holdfast::sandbox::sim {

/// A control loop: remembers which objects to look at, and looks at each once however often it was named.
class Controller : public QObject {
public:
    explicit Controller(World& world);
    /// Looks at everything again, as after a start.
    void wake();

protected:
    /// Makes the world as the object wants it; called again after each change that concerns it.
    virtual void reconcile(const ObjectName& name) = 0;

    using Milliseconds = std::chrono::milliseconds;
    void enqueue(const ObjectName& name, Milliseconds delay = Milliseconds(0));
    /// Looks at every object of the kind, now and whenever it changes.
    void follow(const Kind& kind);
    /// Looks at the owner, of that kind, of every object that changes.
    void followOwned(const Kind& kind, const std::string& ownerKind);
    /// Looks at what `names` makes of each change.
    void followWith(const Kind& kind, std::function<std::vector<ObjectName>(const Value&)> names);
    [[nodiscard]] World& world() { return m_world; }
    [[nodiscard]] const World& world() const { return m_world; }

private:
    void drain();

    World& m_world;
    std::set<ObjectName> m_queue;
    std::vector<std::function<void()>> m_relists;
    bool m_scheduled = false;
};

}
