#pragma once

#include "app/sandbox/sim/ArgoCompare.h"

#include <functional>

namespace holdfast::sandbox::sim {

/// What a sync is to do.
struct SyncOrder {
    Value app;
    Value operation; ///< `operation` of the Application
    std::vector<Value> desired; ///< tracked, hooks included
    std::vector<Value> extra; ///< in the cluster, not in Git
};

/// How it ended, or stands.
struct SyncOutcome {
    std::string phase; ///< Running, Succeeded, Failed
    std::string message;
    Value resources; ///< as in operationState.syncResult
};

/// One run of a sync: phases, waves, hooks and pruning, each wave healthy before the next begins.
class SyncRun final : public QObject {
public:
    /// `progressed` is told of each step and of the end.
    SyncRun(World& target, SyncOrder order, std::function<void(const SyncOutcome&)> progressed, QObject* parent);
    void start();
    void terminate();
    [[nodiscard]] bool isOver() const { return m_over; }

private:
    enum class TaskState { Waiting, Running, Done, Failed };
    struct Task {
        SyncPhase phase = SyncPhase::Sync;
        int wave = 0;
        Value object;
        bool isHook = false;
        bool isPrune = false;
        TaskState state = TaskState::Waiting;
        Value result;
    };
    void plan();
    void addTask(const Value& object, bool isPrune);
    [[nodiscard]] bool isSelected(const Value& object) const;
    void step();
    void begin(Task& task);
    void apply(Task& task);
    void prune(Task& task);
    void look(Task& task);
    [[nodiscard]] Value resultOf(const Task& task, const char* status, const std::string& message) const;
    [[nodiscard]] bool advance();
    [[nodiscard]] bool runFailHooks();
    void finish(const std::string& phase, const std::string& message);
    [[nodiscard]] std::string waitMessage() const;
    void report(const std::string& phase, const std::string& message);
    void clean(const Task& task);

    World& m_target;
    SyncOrder m_order;
    std::function<void(const SyncOutcome&)> m_progressed;
    std::vector<Task> m_tasks;
    bool m_over = false;
    bool m_waited = false; ///< between two waves
};

/// Applies as Argo CD does: creates with last-applied, or patches three ways. The message is kubectl's.
[[nodiscard]] std::expected<std::string, std::string> argoApply(World& target, const Value& object);

}
