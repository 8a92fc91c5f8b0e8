#include "app/sandbox/sim/CronJobController.h"

#include "app/sandbox/sim/CronSchedule.h"

#include <algorithm>
#include <format>

namespace holdfast::sandbox::sim {

namespace {

const std::string component = "cronjob-controller";

bool has(const Value& job, const char* condition)
{
    return conditionIs(job.at({ "status", "conditions" }), condition, "True");
}

}

CronJobController::CronJobController(World& world)
    : Controller(world)
{
    follow(kinds::cronJobs);
    followOwned(kinds::jobs, "CronJob");
}

void CronJobController::reconcile(const ObjectName& name)
{
    const auto cron = world().find(kinds::cronJobs, name);
    if (cron.isNull() || isDeleting(cron))
        return;
    const auto schedule = CronSchedule::parse(cron.at({ "spec", "schedule" }).text());
    if (!schedule)
        return world().tell(cron,
            { .type = "Warning",
                .reason = "UnparseableSchedule",
                .message = std::format("unparseable schedule: {}", cron.at({ "spec", "schedule" }).text()),
                .component = component });
    const auto last = fromStamp(cron.at({ "status", "lastScheduleTime" }));
    const auto since = last.isValid() ? last : fromStamp(cron.at({ "metadata", "creationTimestamp" }));
    QDateTime launched;
    auto due = schedule->next(since);
    if (!cron.at({ "spec", "suspend" }).boolOr(false) && due.isValid() && due <= world().time()) {
        // Of the times that were missed only the last counts.
        for (auto later = schedule->next(due); later.isValid() && later <= world().time(); later = schedule->next(due))
            due = later;
        launch(cron, due);
        launched = due;
    }
    writeStatus(cron, launched);
    if (const auto next = schedule->next(world().time()); next.isValid())
        enqueue(name, Milliseconds(world().time().msecsTo(next) + 50));
}

void CronJobController::launch(const Value& cron, const QDateTime& due)
{
    const auto name = std::format("{}-{}", nameOf(cron), due.toSecsSinceEpoch() / 60);
    const auto& body = cron.at({ "spec", "jobTemplate" });
    const auto stampText = tree({ { "batch.kubernetes.io/cronjob-scheduled-timestamp", stamp(due) } });
    const auto metadata = merged(body["metadata"].without("creationTimestamp"),
        tree({ { "name", name }, { "namespace", namespaceOf(cron) },
            { "annotations", merged(body.at({ "metadata", "annotations" }), stampText) },
            { "ownerReferences", sequence({ controllerReference(cron) }) } }));
    const auto made = world().create(
        kinds::jobs, tree({ { "metadata", metadata }, { "spec", body["spec"] } }), "kube-controller-manager");
    if (made)
        world().tell(cron, { .reason = "SuccessfulCreate", .message = "Created job " + name, .component = component });
}

void CronJobController::writeStatus(const Value& cron, const QDateTime& launched)
{
    auto jobs = world().controlled(kinds::jobs, cron);
    std::ranges::stable_sort(jobs, std::greater(), nameOf);
    std::vector<Value> active;
    auto success = text(cron.at({ "status", "lastSuccessfulTime" }));
    std::int64_t kept = cron.at({ "spec", "successfulJobsHistoryLimit" }).intOr(3);
    std::int64_t keptFailed = cron.at({ "spec", "failedJobsHistoryLimit" }).intOr(1);
    for (const auto& job : jobs) {
        const bool complete = has(job, "Complete");
        if (!complete && !has(job, "Failed")) {
            active.push_back(tree({ { "apiVersion", "batch/v1" }, { "kind", "Job" }, { "name", nameOf(job) },
                { "namespace", namespaceOf(job) }, { "uid", uidOf(job) } }));
            continue;
        }
        if (complete)
            success = std::max(success, text(job.at({ "status", "completionTime" })));
        if ((complete ? kept : keptFailed)-- <= 0)
            world().remove(kinds::jobs, nameIn(job), { .propagation = Propagation::Background });
    }
    const auto status = tree({ { "active", active.empty() ? Value() : sequence(active) },
        { "lastScheduleTime", launched.isValid() ? Value(stamp(launched)) : cron.at({ "status", "lastScheduleTime" }) },
        { "lastSuccessfulTime", success.empty() ? Value() : Value(success) } });
    static_cast<void>(world().updateStatus(kinds::cronJobs, cron.with("status", status), "kube-controller-manager"));
}

}
