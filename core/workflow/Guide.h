#pragma once

#include "core/workflow/Journal.h"
#include "core/workflow/Preview.h"
#include "core/workflow/World.h"

#include <memory>
#include <vector>

namespace holdfast::workflow {

/// What a look at the world says about a step.
struct Look {
    Probe probe = Probe::Unknown;
    QString note; ///< one technical line
    manifest::Value facts; ///< a map that is taken into the run's facts, or null
    std::optional<Error> problem; ///< why it is Diverged or Unknown
};

/// What an execution came to.
struct Effect {
    enum class Kind {
        Made,
        Begun, ///< it goes on by itself; the next looks tell when it is done
        Stuck, ///< not done, and a person has to see why; it may succeed another time
        Refused ///< nothing was changed, and it never will be
    } kind
        = Kind::Made;
    QString note;
    manifest::Value facts;
    std::optional<Error> problem;
};

/// What a step works with. `begun` is when its intent was kept, invalid before.
struct StepContext {
    World world;
    StoredRun run;
    QDateTime begun;
};

/// One step of a run. Its calls block and come one at a time from any thread but the GUI's. It can be executed again
/// after a crash without doing anything twice.
class Step {
public:
    virtual ~Step() = default;
    [[nodiscard]] virtual QString name() const = 0;
    [[nodiscard]] virtual QString subject() const = 0;
    [[nodiscard]] virtual Look probe(const StepContext& context, const CancelToken& cancel) = 0;
    [[nodiscard]] virtual Result<Effect> execute(const StepContext& context, const CancelToken& cancel) = 0;
    /// Also of a step that was only begun. Precondition where it cannot be taken back.
    [[nodiscard]] virtual Result<void> undo(const StepContext& context, const CancelToken& cancel) = 0;
    /// Leaves our marks nowhere when a person gives the run up.
    [[nodiscard]] virtual Result<void> abandon(const StepContext&, const CancelToken&) { return {}; }
};

using StepPointer = std::shared_ptr<Step>;

/// A guided operation: what it would do, and the steps that do it. Stateless, thread-safe.
class Guide {
public:
    virtual ~Guide() = default;
    [[nodiscard]] virtual QString name() const = 0;
    /// What is asked for, looked at: blocks, writes nothing that anybody else can see.
    [[nodiscard]] virtual Result<Preview> plan(
        const RunRequest& request, const World& world, const CancelToken& cancel) const
        = 0;
    /// InvalidInput where the plan is none of this guide's.
    [[nodiscard]] virtual Result<std::vector<StepPointer>> steps(const manifest::Value& plan) const = 0;
    /// What a plan was made for: its apps, and the commits or the state; empty where it cannot be read.
    [[nodiscard]] virtual RunRequest asked(const manifest::Value& plan) const = 0;
};

using GuidePointer = std::shared_ptr<const Guide>;

/// Every folder below guides/, made by extension_point().
[[nodiscard]] std::vector<GuidePointer> guideRegistry();

}
