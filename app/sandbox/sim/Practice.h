#pragma once

#include "app/sandbox/sim/Agenda.h"

#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace holdfast::sandbox {
class Cluster;
}

namespace holdfast::sandbox::sim {

enum class FleetChoice { Sample, None };

/// What is to be practised on.
struct PracticeOptions {
    QString directory; ///< --data: repositories and check-outs lie below it
    FleetChoice fleet = FleetChoice::Sample;
    int load = 0; ///< Applications of 20 resources to make at the start
    int churn = 0; ///< of these, status changes a second
};

/// Everything that moves in the practice clusters: workloads, agents, the Git server and the sample fleet.
/// Made before the clusters, whose time it keeps; lives longer than they do.
class Practice final : public QObject {
public:
    explicit Practice(PracticeOptions options);
    ~Practice() override;

    /// The clusters to start, by context name; the first is the current one.
    [[nodiscard]] std::vector<std::string> contexts() const;
    /// For ClusterOptions::clock.
    [[nodiscard]] const Clock& clock() const;
    /// Sets all going over the started clusters, in the order of contexts(). Calls `ready` once from the event loop,
    /// when the fleet's past has been replayed: an empty text, or what went wrong.
    void start(const std::vector<Cluster*>& clusters, std::function<void(const QString& error)> ready);
    /// `http://127.0.0.1:PORT` of the Git server, known once `start` has returned.
    [[nodiscard]] QString gitUrl() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}
