#include "app/sandbox/sim/JobController.h"

#include "app/sandbox/sim/PodSet.h"

#include <algorithm>
#include <format>

namespace holdfast::sandbox::sim {

namespace {

const std::string component = "job-controller";

bool isFinished(const Value& job)
{
    const auto& conditions = job.at({ "status", "conditions" });
    return conditionIs(conditions, "Complete", "True") || conditionIs(conditions, "Failed", "True");
}

Value condition(const char* type, const std::string& reason, const std::string& now)
{
    const auto message = reason == "BackoffLimitExceeded" ? "Job has reached the specified backoff limit"
        : reason == "DeadlineExceeded"                    ? "Job was active longer than specified deadline"
                                                          : "Reached expected number of succeeded pods";
    return tree({ { "type", type }, { "status", "True" }, { "reason", reason }, { "message", message },
        { "lastProbeTime", now }, { "lastTransitionTime", now } });
}

}

JobController::JobController(World& world)
    : Controller(world)
{
    follow(kinds::jobs);
    followOwned(kinds::pods, "Job");
}

JobController::Tally JobController::count(const Value& job) const
{
    Tally tally;
    for (const auto& pod : world().controlled(kinds::pods, job)) {
        const auto phase = pod.at({ "status", "phase" }).text();
        if (phase == "Succeeded")
            ++tally.succeeded;
        else if (phase == "Failed")
            ++tally.failed;
        else if (!isDeleting(pod)) {
            ++tally.active;
            tally.ready += isReady(pod) ? 1 : 0;
            tally.running.push_back(pod);
        }
    }
    return tally;
}

void JobController::reconcile(const ObjectName& name)
{
    const auto job = world().find(kinds::jobs, name);
    if (job.isNull() || isDeleting(job))
        return;
    if (isFinished(job))
        return expire(job);
    auto tally = count(job);
    const auto wanted = job.at({ "spec", "completions" }).intOr(1);
    const auto limit = job.at({ "spec", "backoffLimit" }).intOr(6);
    const bool isSuspended = job.at({ "spec", "suspend" }).boolOr(false);
    std::string reason;
    if (tally.succeeded >= wanted)
        reason = "CompletionsReached";
    else if (tally.failed > limit)
        reason = "BackoffLimitExceeded";
    else if (isSuspended)
        std::ranges::for_each(tally.running, [&](const Value& pod) { removePod(world(), job, pod, component); });
    else
        makePods(job, tally);
    const auto positive = [](std::int64_t number) { return number > 0 ? Value(number) : Value(); };
    const auto started = job.at({ "status", "startTime" });
    auto status = tree({ { "startTime", started.isNull() && !isSuspended ? Value(world().now()) : started },
        { "active", positive(tally.active) }, { "ready", tally.ready }, { "succeeded", positive(tally.succeeded) },
        { "failed", positive(tally.failed) }, { "terminating", 0 }, { "uncountedTerminatedPods", Value::emptyMap() },
        { "conditions", job.at({ "status", "conditions" }) } });
    if (!reason.empty())
        status = ended(job, status, reason);
    static_cast<void>(world().updateStatus(kinds::jobs, job.with("status", status), "kube-controller-manager"));
}

void JobController::makePods(const Value& job, Tally& tally)
{
    const auto wanted = job.at({ "spec", "completions" }).intOr(1) - tally.succeeded;
    const auto room = std::min(wanted, job.at({ "spec", "parallelism" }).intOr(1)) - tally.active;
    // After failures the next try waits 10, 20, 40 seconds and more.
    if (room > 0 && tally.failed > 0 && tally.active == 0) {
        const auto wait = std::min(10 << std::min(tally.failed - 1, std::int64_t { 5 }), 360);
        QDateTime last;
        for (const auto& pod : world().controlled(kinds::pods, job))
            last = std::max(
                last, fromStamp(itemBy(pod.at({ "status", "conditions" }), "type", "Ready")["lastTransitionTime"]));
        const auto due = last.addSecs(wait);
        if (last.isValid() && due > world().time())
            return enqueue(nameIn(job), Milliseconds(world().time().msecsTo(due)));
    }
    for (std::int64_t index = 0; index < room; ++index) {
        const auto seed
            = std::format("{}/{}/{}", uidOf(job), tally.failed + tally.succeeded + index, world().store().revision());
        auto pod = podOf(job, job.at({ "spec", "template" }), std::format("{}-{}", nameOf(job), suffix(seed)));
        const auto labels = tree(
            { { "batch.kubernetes.io/controller-uid", uidOf(job) }, { "batch.kubernetes.io/job-name", nameOf(job) },
                { "controller-uid", uidOf(job) }, { "job-name", nameOf(job) } });
        pod = put(pod, { "metadata", "labels" }, merged(pod.at({ "metadata", "labels" }), labels));
        addPod(world(), job, pod, component);
        ++tally.active;
    }
}

Value JobController::ended(const Value& job, const Value& status, const std::string& reason)
{
    const bool isComplete = reason == "CompletionsReached";
    auto conditions = withCondition(
        status["conditions"], condition(isComplete ? "SuccessCriteriaMet" : "FailureTarget", reason, world().now()));
    conditions = withCondition(conditions, condition(isComplete ? "Complete" : "Failed", reason, world().now()));
    world().tell(job,
        isComplete ? EventText { .reason = "Completed", .message = "Job completed", .component = component }
                   : EventText { .type = "Warning",
                         .reason = reason,
                         .message = "Job has reached the specified backoff limit",
                         .component = component });
    const auto done = status.without("active").with("conditions", conditions);
    return isComplete ? done.with("completionTime", Value(world().now())) : done;
}

void JobController::expire(const Value& job)
{
    const auto seconds = job.at({ "spec", "ttlSecondsAfterFinished" }).toInt();
    if (!seconds)
        return;
    const auto& conditions = job.at({ "status", "conditions" });
    const auto& done = itemBy(conditions, "type", conditionIs(conditions, "Complete", "True") ? "Complete" : "Failed");
    const auto left = world().time().msecsTo(fromStamp(done["lastTransitionTime"]).addSecs(*seconds));
    if (left > 0)
        return enqueue(nameIn(job), Milliseconds(left));
    world().remove(kinds::jobs, nameIn(job), { .propagation = Propagation::Background });
}

}
