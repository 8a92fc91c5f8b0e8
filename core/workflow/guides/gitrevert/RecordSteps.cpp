#include "core/gitops/ObjectReading.h"
#include "core/manifest/JsonWriter.h"
#include "core/workflow/AppObjects.h"
#include "core/workflow/Facts.h"
#include "core/workflow/guides/gitrevert/Steps.h"

namespace holdfast::workflow::gitrevert {

using manifest::Value;

namespace {

/// Agents write their objects often; a version that was overtaken is read again, so often.
constexpr int tries = 8;

enum class Mark { Absent, Ours, Foreign };

Mark markOf(const Value& object, const Plan& plan)
{
    const std::optional<gitops::OpenRun> open = gitops::openRun(object["metadata"]);
    if (!open)
        return Mark::Absent;
    return open->run == plan.run.text() ? Mark::Ours : Mark::Foreign;
}

Value markValue(const StepContext& context)
{
    const Value mark(Value::Map { { "run", Value(context.run.id.text().toStdString()) },
        { "guide", Value(context.run.guide.toStdString()) }, { "by", Value(context.run.by.toStdString()) },
        { "startedAt", timeValue(context.run.startedAt) } });
    return Value(manifest::writeJson(mark));
}

/// Sets our mark on an app, or takes it away; a mark of others stays.
Result<void> writeMark(const StepContext& context, const PlannedApp& app, const Value& mark, const CancelToken& cancel)
{
    Result<void> last;
    for (int again = 0; again < tries; ++again) {
        const Result<Value> object = appObject(context.world, app, cancel);
        if (!object)
            return std::unexpected(object.error());
        const std::optional<gitops::OpenRun> open = gitops::openRun((*object)["metadata"]);
        const bool ours = open && open->run == context.run.id.text();
        if (open && !ours)
            return mark.isNull() ? Result<void>() : std::unexpected(inRun(app.app, *open));
        if (ours != mark.isNull())
            return {};
        const Result<Value> patched = context.world.patch(
            placeOf(app.app), annotationPatch(*object, QLatin1String(gitops::runAnnotation), mark), cancel);
        if (patched)
            return {};
        last = std::unexpected(patched.error());
        if (patched.error().code != ErrorCode::Conflict)
            return last;
    }
    return last;
}

/// An app that is gone carries no mark.
Result<void> takeMarksAway(const StepContext& context, const Plan& plan, const CancelToken& cancel)
{
    for (const PlannedApp& app : plan.apps) {
        const Result<void> taken = writeMark(context, app, Value(), cancel);
        if (!taken && taken.error().code != ErrorCode::NotFound)
            return taken;
    }
    return {};
}

class RecordStep final : public Step {
public:
    explicit RecordStep(PlanPointer plan)
        : m_plan(std::move(plan))
    {
    }
    [[nodiscard]] QString name() const override { return QStringLiteral("record"); }
    [[nodiscard]] QString subject() const override { return appNames(*m_plan); }

    [[nodiscard]] Look probe(const StepContext& context, const CancelToken& cancel) override
    {
        bool all = true;
        for (const PlannedApp& app : m_plan->apps) {
            const Result<Value> object = appObject(context.world, app, cancel);
            if (!object)
                return { .probe = Probe::Unknown, .note = errorText(object.error()), .problem = object.error() };
            const Mark mark = markOf(*object, *m_plan);
            if (mark == Mark::Foreign)
                return { .probe = Probe::NotDone }; // refused by execute()
            all = all && mark == Mark::Ours;
        }
        return { .probe = all ? Probe::Done : Probe::NotDone };
    }

    [[nodiscard]] Result<Effect> execute(const StepContext& context, const CancelToken& cancel) override
    {
        for (const PlannedApp& app : m_plan->apps) {
            const Result<void> marked = writeMark(context, app, markValue(context), cancel);
            if (!marked && marked.error().code == ErrorCode::Precondition)
                return Effect {
                    .kind = Effect::Kind::Refused, .note = errorText(marked.error()), .problem = marked.error()
                };
            if (!marked)
                return std::unexpected(marked.error());
        }
        return Effect { .note = QStringLiteral("the apps carry the run's mark") };
    }

    [[nodiscard]] Result<void> undo(const StepContext& context, const CancelToken& cancel) override
    {
        return takeMarksAway(context, *m_plan, cancel);
    }
    [[nodiscard]] Result<void> abandon(const StepContext& context, const CancelToken& cancel) override
    {
        return takeMarksAway(context, *m_plan, cancel);
    }

private:
    PlanPointer m_plan;
};

class ReleaseStep final : public Step {
public:
    explicit ReleaseStep(PlanPointer plan)
        : m_plan(std::move(plan))
    {
    }
    [[nodiscard]] QString name() const override { return QStringLiteral("release"); }
    [[nodiscard]] QString subject() const override { return appNames(*m_plan); }

    [[nodiscard]] Look probe(const StepContext&, const CancelToken&) override { return { .probe = Probe::NotDone }; }

    [[nodiscard]] Result<Effect> execute(const StepContext& context, const CancelToken& cancel) override
    {
        if (const Result<void> taken = takeMarksAway(context, *m_plan, cancel); !taken)
            return std::unexpected(taken.error());
        return Effect { .note = QStringLiteral("the apps carry no mark any more") };
    }
    [[nodiscard]] Result<void> undo(const StepContext&, const CancelToken&) override { return {}; }

private:
    PlanPointer m_plan;
};

}

StepPointer recordStep(const PlanPointer& plan)
{
    return std::make_shared<RecordStep>(plan);
}

StepPointer releaseStep(const PlanPointer& plan)
{
    return std::make_shared<ReleaseStep>(plan);
}

}
