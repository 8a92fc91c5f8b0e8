#pragma once

#include <QString>

#include <memory>
#include <string>

class QObject;

namespace holdfast {
class Clock;
}

namespace holdfast::sandbox {

class ObjectStore;

/// What a practice cluster is made with.
struct ClusterOptions {
    std::string name; ///< the context's name
    quint16 port = 0;
    QString directory; ///< keys and certificates, 0700
    /// The time of creationTimestamp, deletionTimestamp and managedFields; null is the machine's. The simulator
    /// replays the sample fleet's past with a clock of its own.
    const Clock* clock = nullptr;
};

/// One practice cluster: its objects, its API server on a port of its own, and its certificate authority.
class Cluster final {
public:
    static std::unique_ptr<Cluster> start(const ClusterOptions& options, QString* error);
    ~Cluster();
    Cluster(const Cluster&) = delete;
    Cluster& operator=(const Cluster&) = delete;

    [[nodiscard]] const std::string& name() const;
    [[nodiscard]] ObjectStore& store();
    [[nodiscard]] QString url() const; ///< https://127.0.0.1:PORT
    [[nodiscard]] QByteArray authorityPem() const;
    [[nodiscard]] QByteArray adminToken() const;

private:
    struct State;
    explicit Cluster(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}
