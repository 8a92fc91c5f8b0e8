#pragma once

#include "core/base/Cancel.h"
#include "core/session/Fleet.h"
#include "core/workflow/HistoryService.h"
#include "ui/commits/CommitModel.h"
#include "ui/foundation/Notice.h"

#include <QObject>

namespace holdfast::commits {

/// Reads the history of one or several apps as soon as the fleet has them in full: first the commits, then what each of
/// them changed, which takes renders.
class HistoryReader final : public QObject {
    Q_OBJECT
public:
    using Entries = std::vector<workflow::HistoryEntry>;

    HistoryReader(session::Fleet* fleet, const workflow::HistoryService* service, QObject* parent);
    void read(std::vector<gitops::AppId> apps);
    void stop();
    /// A button of a notice of failed() was pressed.
    void press(const QString& id);
    /// Of what was read last. Nobody is suspected before the changes are known.
    [[nodiscard]] const Judgement& judgement() const { return m_judgement; }

Q_SIGNALS:
    void commitsRead(const holdfast::commits::HistoryReader::Entries& history);
    void changesRead(const holdfast::commits::HistoryReader::Entries& history);
    /// Its buttons are press()'s: an ssh host that nobody knows yet is looked at, and trusted by a person.
    void failed(const holdfast::foundation::Notice& notice);

private:
    void beginWhenKnown();
    void readNext();
    void readChanges();
    void judgeAgain(const session::AppChanges& changes);
    void take(const Result<Entries>& history);
    void fail(const foundation::Notice& notice);
    void showProblem(const Error& error);
    void lookAtHost();
    void showKeys(const std::vector<git::HostKey>& keys);
    void trustHost();

    session::Fleet* m_fleet;
    const workflow::HistoryService* m_service;
    std::vector<gitops::AppId> m_apps;
    workflow::HistoryDepth m_depth = workflow::HistoryDepth::Commits;
    std::size_t m_read = 0; ///< apps whose history is here
    Entries m_history;
    Judgement m_judgement;
    bool m_waiting = false;
    bool m_judged = false; ///< all changes are read
    bool m_degraded = false; ///< one of the apps was when they were
    QString m_unknownHost; ///< the repository on it
    std::vector<git::HostKey> m_keys; ///< that it shows
    CancelSource m_work;
};

/// The names of apps, for a heading.
[[nodiscard]] QString namesOf(const std::vector<gitops::AppId>& apps);

}
