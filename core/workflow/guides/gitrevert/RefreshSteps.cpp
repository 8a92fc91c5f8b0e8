#include "core/workflow/AppObjects.h"
#include "core/workflow/Facts.h"
#include "core/workflow/guides/gitrevert/AgentRequests.h"
#include "core/workflow/guides/gitrevert/Steps.h"

#include <algorithm>
#include <set>

namespace holdfast::workflow::gitrevert {

using manifest::Value;
using namespace std::chrono_literals;

namespace {

/// Agents write their objects often; a version that was overtaken is read again, so often.
constexpr int tries = 8;
/// A source that has not answered by then is fetched later by its own interval.
constexpr auto longestFetch = 60s;

/// The same for every try of one step, so that a second one asks for nothing new.
QString tokenOf(const StepContext& context)
{
    return context.begun.toUTC().toString(Qt::ISODateWithMs);
}

Result<void> askOnce(const StepContext& context, const Place& place, const CancelToken& cancel)
{
    Result<void> last;
    for (int again = 0; again < tries; ++again) {
        const Result<Value> object = context.world.clusters->object(place, cancel);
        if (!object)
            return std::unexpected(object.error());
        if (isAsked(*object, tokenOf(context), context.begun))
            return {};
        const Result<Value> patched = context.world.patch(place, refreshPatch(*object, tokenOf(context)), cancel);
        if (patched)
            return {};
        last = std::unexpected(patched.error());
        if (patched.error().code != ErrorCode::Conflict)
            return last;
    }
    return last;
}

class RefreshStep final : public Step {
public:
    explicit RefreshStep(PlanPointer plan)
        : m_plan(std::move(plan))
    {
    }
    [[nodiscard]] QString name() const override { return QStringLiteral("refresh"); }
    [[nodiscard]] QString subject() const override { return appNames(*m_plan); }

    [[nodiscard]] Look probe(const StepContext& context, const CancelToken& cancel) override
    {
        if (!context.begun.isValid())
            return { .probe = Probe::NotDone };
        for (const PlannedApp& app : m_plan->apps) {
            const Result<Value> object = appObject(context.world, app, cancel);
            if (!object)
                return { .probe = Probe::Unknown, .note = errorText(object.error()), .problem = object.error() };
            if (!isAsked(*object, tokenOf(context), context.begun))
                return { .probe = Probe::NotDone };
        }
        return { .probe = Probe::Done };
    }

    [[nodiscard]] Result<Effect> execute(const StepContext& context, const CancelToken& cancel) override
    {
        for (const PlannedApp& app : m_plan->apps) {
            if (const Result<Value> same = appObject(context.world, app, cancel); !same)
                return std::unexpected(same.error());
            if (const Result<void> asked = askOnce(context, placeOf(app.app), cancel); !asked)
                return std::unexpected(asked.error());
        }
        return Effect { .note = QStringLiteral("the agents were asked to look again") };
    }
    [[nodiscard]] Result<void> undo(const StepContext&, const CancelToken&) override { return {}; }

private:
    PlanPointer m_plan;
};

class SourceStep final : public Step {
public:
    explicit SourceStep(PlanPointer plan)
        : m_plan(std::move(plan))
    {
    }
    [[nodiscard]] QString name() const override { return QStringLiteral("fetch"); }
    [[nodiscard]] QString subject() const override { return QStringLiteral("Flux sources"); }

    [[nodiscard]] Look probe(const StepContext& context, const CancelToken& cancel) override
    {
        if (!context.begun.isValid())
            return { .probe = Probe::NotDone };
        const Result<std::vector<Place>> places = sources(context.world, cancel);
        if (!places)
            return { .probe = Probe::Unknown, .note = errorText(places.error()), .problem = places.error() };
        for (const Place& place : *places) {
            const Look look = lookAt(context, place, cancel);
            if (look.probe != Probe::Done)
                return look;
        }
        return { .probe = Probe::Done, .note = QStringLiteral("the sources were fetched") };
    }

    [[nodiscard]] Result<Effect> execute(const StepContext& context, const CancelToken& cancel) override
    {
        const Result<std::vector<Place>> places = sources(context.world, cancel);
        if (!places)
            return std::unexpected(places.error());
        for (const Place& place : *places) {
            const Result<void> asked = askOnce(context, place, cancel);
            if (!asked && asked.error().code != ErrorCode::NotFound)
                return std::unexpected(asked.error());
        }
        return Effect { .kind = Effect::Kind::Begun, .note = QStringLiteral("the sources are being fetched") };
    }
    [[nodiscard]] Result<void> undo(const StepContext&, const CancelToken&) override { return {}; }

private:
    [[nodiscard]] Result<std::vector<Place>> sources(const World& world, const CancelToken& cancel) const
    {
        std::vector<Place> all;
        std::set<std::pair<ContextName, manifest::ObjectKey>> known;
        for (const PlannedApp& app : m_plan->apps) {
            const Result<std::vector<Place>> places = sourcesOf(world, app, cancel);
            if (!places)
                return places;
            for (const Place& place : *places)
                if (known.emplace(place.context, place.key).second)
                    all.push_back(place);
        }
        return all;
    }

    [[nodiscard]] static Look lookAt(const StepContext& context, const Place& place, const CancelToken& cancel)
    {
        const Result<Value> source = context.world.clusters->object(place, cancel);
        if (!source && source.error().code == ErrorCode::NotFound)
            return { .probe = Probe::Done };
        if (!source)
            return { .probe = Probe::Unknown, .note = errorText(source.error()), .problem = source.error() };
        const bool suspended = (*source)["spec"]["suspend"].boolOr(false);
        const bool late
            = context.begun.msecsTo(context.world.clock->now()) > std::chrono::milliseconds(longestFetch).count();
        if (isHandled(*source, tokenOf(context)) || suspended || late)
            return { .probe = Probe::Done };
        if (!isAsked(*source, tokenOf(context), context.begun))
            return { .probe = Probe::NotDone };
        return { .probe = Probe::InProgress,
            .note = QStringLiteral("%1 is being fetched").arg(manifest::objectText(place.key)) };
    }

    PlanPointer m_plan;
};

}

StepPointer refreshStep(const PlanPointer& plan)
{
    return std::make_shared<RefreshStep>(plan);
}

StepPointer sourceStep(const PlanPointer& plan)
{
    return std::make_shared<SourceStep>(plan);
}

}
