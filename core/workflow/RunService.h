#pragma once

#include "core/base/Cancel.h"
#include "core/workflow/Preview.h"

#include <QFuture>
#include <QObject>

namespace holdfast::workflow {

/// Plans, begins and drives guided runs, and knows the past ones. Lives on the GUI thread; nothing here waits. Nothing
/// runs by itself: a run that was open when the program ended stays held until somebody resumes or undoes it.
class RunService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// What the run would do, on the remote's tips as they are now. Writes nothing that anybody else can see.
    [[nodiscard]] virtual QFuture<Result<Preview>> plan(const RunRequest& request, CancelToken cancel) = 0;
    /// Begins the run that somebody reviewed and confirmed, and answers once the journal holds it; runChanged() and
    /// runEnded() tell how it goes on. Where the preview has a refusal, the run is kept as failed and nothing is done.
    [[nodiscard]] virtual QFuture<Result<RunInfo>> begin(const Preview& confirmed) = 0;
    /// Goes on to the end of what was asked, after a look at what is done already. Precondition where another program
    /// drives it or it is over; NotFound.
    [[nodiscard]] virtual QFuture<Result<RunInfo>> resume(const RunId& run) = 0;
    /// Takes back what can be taken back; Precondition once something is pushed.
    [[nodiscard]] virtual QFuture<Result<RunInfo>> undo(const RunId& run) = 0;
    /// Leaves the world as it is, but for our mark on the apps; the run is failed.
    [[nodiscard]] virtual QFuture<Result<RunInfo>> abandon(const RunId& run) = 0;

    /// Newest first.
    [[nodiscard]] virtual QFuture<Result<std::vector<RunInfo>>> runs() = 0;
    [[nodiscard]] virtual QFuture<Result<RunInfo>> run(const RunId& run) = 0;

Q_SIGNALS:
    void runChanged(const holdfast::workflow::RunInfo& run);
    /// It is over, or held for a person.
    void runEnded(const holdfast::workflow::RunInfo& run);
};

}
