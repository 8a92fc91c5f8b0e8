#include "core/workflow/AppObjects.h"
#include "core/workflow/guides/gitrevert/AgentRequests.h"
#include "core/workflow/guides/gitrevert/Steps.h"

namespace holdfast::workflow::gitrevert {

using manifest::Value;

namespace {

constexpr int tries = 8;

class SyncStep final : public Step {
public:
    explicit SyncStep(PlanPointer plan)
        : m_plan(std::move(plan))
    {
    }
    [[nodiscard]] QString name() const override { return QStringLiteral("sync"); }
    [[nodiscard]] QString subject() const override { return QStringLiteral("apps whose automation is off"); }

    [[nodiscard]] Look probe(const StepContext& context, const CancelToken& cancel) override
    {
        for (const PlannedApp& app : m_plan->apps) {
            if (app.sync != PlannedApp::Sync::ByUs)
                continue;
            const Look look = lookAt(context, app, cancel);
            if (look.probe != Probe::Done)
                return look;
        }
        return { .probe = Probe::Done, .note = QStringLiteral("the syncs were asked for") };
    }

    [[nodiscard]] Result<Effect> execute(const StepContext& context, const CancelToken& cancel) override
    {
        for (const PlannedApp& app : m_plan->apps) {
            if (app.sync != PlannedApp::Sync::ByUs)
                continue;
            if (const Result<void> asked = ask(context, app, cancel); !asked)
                return std::unexpected(asked.error());
        }
        return Effect { .kind = Effect::Kind::Begun, .note = QStringLiteral("the syncs were asked for") };
    }
    [[nodiscard]] Result<void> undo(const StepContext&, const CancelToken&) override { return {}; }

private:
    [[nodiscard]] static Look lookAt(const StepContext& context, const PlannedApp& app, const CancelToken& cancel)
    {
        const Result<Value> object = appObject(context.world, app, cancel);
        if (!object)
            return { .probe = Probe::Unknown, .note = errorText(object.error()), .problem = object.error() };
        if (hasOurSync(*object, context.run.id))
            return { .probe = Probe::Done };
        if (isOperating(*object))
            return { .probe = Probe::InProgress,
                .note = QStringLiteral("%1: another operation is under way").arg(gitops::appText(app.app)) };
        return { .probe = Probe::NotDone };
    }

    /// An operation of others that began meanwhile is left alone; the next look waits for its end.
    [[nodiscard]] Result<void> ask(const StepContext& context, const PlannedApp& app, const CancelToken& cancel) const
    {
        const PlannedRepository repository = reached(context.run, *m_plan, app.repository);
        Result<void> last;
        for (int again = 0; again < tries; ++again) {
            const Result<Value> object = appObject(context.world, app, cancel);
            if (!object)
                return std::unexpected(object.error());
            if (hasOurSync(*object, context.run.id) || isOperating(*object))
                return {};
            const Result<Value> patched = context.world.patch(placeOf(app.app),
                syncPatch(*object,
                    { .run = context.run.id,
                        .by = context.run.by,
                        .repository = repository.url,
                        .commit = repository.commit }),
                cancel);
            if (patched)
                return {};
            last = std::unexpected(patched.error());
            if (patched.error().code != ErrorCode::Conflict)
                return last;
        }
        return last;
    }

    PlanPointer m_plan;
};

}

StepPointer syncStep(const PlanPointer& plan)
{
    return std::make_shared<SyncStep>(plan);
}

}
