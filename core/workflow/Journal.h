#pragma once

#include "core/workflow/Run.h"

#include <memory>

namespace holdfast::workflow {

enum class RecordKind { Begun, Intent, Outcome, Failure, Undone, Ended };

/// One line of a run's history.
struct RunRecord {
    RecordKind kind = RecordKind::Begun;
    std::size_t step = 0;
    QDateTime at;
    QString note; ///< technical words, nothing secret
    friend bool operator==(const RunRecord&, const RunRecord&) = default;
};

/// A run as the journal keeps it: the plan never changes, the facts are what its steps found out.
struct StoredRun {
    RunId id;
    QString guide;
    QString by;
    QDateTime startedAt;
    RunPosition position;
    manifest::Value plan;
    manifest::Value facts = manifest::Value::emptyMap();
    friend bool operator==(const StoredRun&, const StoredRun&) = default;
};

/// The right to drive a run: held by one process at a time, and given back when it dies.
class RunLock final {
public:
    explicit RunLock(int descriptor);
    ~RunLock();
    RunLock(const RunLock&) = delete;
    RunLock& operator=(const RunLock&) = delete;

private:
    int m_descriptor;
};

/// Keeps runs durably in one file (SQLite, WAL, synchronous=FULL, mode 0600): what a call has answered survives a loss
/// of power. Its calls block, and may come from several threads and programs at once. A file that is no journal is
/// kept aside; one of a newer version is Precondition and stays as it is.
class Journal final {
public:
    /// Below a private folder, which is made when something is written.
    explicit Journal(QString folder);

    /// AlreadyExists where there is such a run.
    [[nodiscard]] Result<void> begin(const StoredRun& run) const;
    /// Position, facts and record together, or nothing.
    [[nodiscard]] Result<void> keep(const StoredRun& run, const RunRecord& record) const;

    /// Newest first.
    [[nodiscard]] Result<std::vector<StoredRun>> runs() const;
    [[nodiscard]] Result<StoredRun> run(const RunId& id) const; ///< NotFound
    /// Oldest first.
    [[nodiscard]] Result<std::vector<RunRecord>> records(const RunId& id) const;
    /// Precondition while another process, or another lock of this one, drives the run.
    [[nodiscard]] Result<std::unique_ptr<RunLock>> lock(const RunId& id) const;

private:
    QString m_folder;
};

}
