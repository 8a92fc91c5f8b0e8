#include "app/sandbox/sim/Controller.h"

#include <utility>

namespace holdfast::sandbox::sim {

Controller::Controller(World& world)
    : QObject(&world)
    , m_world(world)
{
}

void Controller::wake()
{
    for (const auto& relist : m_relists)
        relist();
}

void Controller::enqueue(const ObjectName& name, Milliseconds delay)
{
    if (delay > Milliseconds(0)) {
        m_world.agenda().after(delay, this, [this, name] { enqueue(name); });
        return;
    }
    m_queue.insert(name);
    if (std::exchange(m_scheduled, true))
        return;
    m_world.agenda().after(Milliseconds(0), this, [this] { drain(); });
}

void Controller::drain()
{
    m_scheduled = false;
    for (const auto& name : std::exchange(m_queue, {}))
        reconcile(name);
}

void Controller::follow(const Kind& kind)
{
    followWith(kind, [](const Value& object) { return std::vector { nameIn(object) }; });
}

void Controller::followOwned(const Kind& kind, const std::string& ownerKind)
{
    followWith(kind, [ownerKind](const Value& object) {
        std::vector<ObjectName> owners;
        for (const auto& owner : object.at({ "metadata", "ownerReferences" }).list()) {
            if (owner["kind"].text() == ownerKind)
                owners.push_back({ namespaceOf(object), text(owner["name"]) });
        }
        return owners;
    });
}

void Controller::followWith(const Kind& kind, std::function<std::vector<ObjectName>(const Value&)> names)
{
    const auto look = [this, names](const Value& object) {
        for (const auto& name : names(object))
            enqueue(name);
    };
    m_relists.push_back([this, kind, look] {
        for (const auto& object : m_world.list(kind))
            look(object);
    });
    m_relists.back()();
    m_world.store().watch(kind.resource, this, [look](const StoreEvent& event) { look(event.object); });
}

}
