#pragma once

#include "app/sandbox/sim/Processes.h"
#include "app/sandbox/sim/Tree.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace holdfast::sandbox::sim {

class World;
class Repositories;

/// The sample fleet of the resources: its Git history, its clusters' first objects, and what happened since.
class SampleFleet final : public QObject {
public:
    /// What stands for `${NAME}` in every file.
    using Names = std::map<QString, QString>;
    struct Place {
        std::map<std::string, World*> worlds; ///< by context
        Repositories& repositories;
        Processes& processes;
        Agenda& agenda;
    };

    SampleFleet(Place place, Names names, QObject* parent);
    /// How far back the fleet's past begins.
    [[nodiscard]] static std::chrono::milliseconds past();
    /// Writes the repositories, then puts the past on the agenda; `done` once that is there.
    void prepare(std::function<void(const QString& error)> done);

private:
    void writeRepository(std::size_t index, const std::function<void(const QString&)>& done);
    [[nodiscard]] QByteArray importStream(const Value& repository) const;
    void schedule();
    void act(const Value& step);
    void applyFile(World& world, const Value& step);
    void patchObject(World& world, const Value& step);
    void annotateAll(World& world, const Value& step);
    [[nodiscard]] QString file(const QString& path) const;
    [[nodiscard]] QDateTime before(const Value& ago) const;

    Place m_place;
    Names m_names;
    Value m_plan;
    QDateTime m_present;
};

}
