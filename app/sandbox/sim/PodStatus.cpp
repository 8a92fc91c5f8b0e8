#include "app/sandbox/sim/PodStatus.h"

#include <algorithm>
#include <format>

namespace holdfast::sandbox::sim {

namespace {

bool anyImage(const Value& pod, std::string_view word)
{
    return std::ranges::any_of(pod.at({ "spec", "containers" }).list(),
        [&](const Value& container) { return container["image"].text().contains(word); });
}

std::string duration(int seconds)
{
    return seconds < 60 ? std::format("{}s", seconds) : std::format("{}m{}s", seconds / 60, seconds % 60);
}

// Only the containers that are to blame fail; sidecars beside them run.
PodFate containerFate(const Value& pod, const Value& container)
{
    const auto image = container["image"].text();
    const bool isBatch = pod.at({ "spec", "restartPolicy" }).text() == "Never"
        || pod.at({ "spec", "restartPolicy" }).text() == "OnFailure";
    if (image.contains("bad"))
        return PodFate::NeverPulls;
    if (image.contains("crash"))
        return PodFate::Crashes;
    if (!isBatch)
        return PodFate::Runs;
    return image.contains("fail") ? PodFate::Fails : PodFate::Completes;
}

Value finished(std::string_view reason, int code, const PodMoment& moment)
{
    return tree(
        { { "exitCode", code }, { "reason", reason }, { "startedAt", moment.now }, { "finishedAt", moment.now } });
}

Value waiting(std::string_view reason, const std::string& message)
{
    return tree(
        { { "waiting", tree({ { "reason", reason }, { "message", message.empty() ? Value() : Value(message) } }) } });
}

Value stateOf(const Value& pod, const Value& container, const PodMoment& moment)
{
    const auto fate = containerFate(pod, container);
    if (moment.stage == PodStage::Creating)
        return waiting("ContainerCreating", {});
    if (fate == PodFate::NeverPulls)
        return waiting("ImagePullBackOff", std::format("Back-off pulling image \"{}\"", container["image"].text()));
    if (fate == PodFate::Crashes)
        return waiting("CrashLoopBackOff",
            std::format("back-off {} restarting failed container={} pod={}_{}({})",
                duration(crashBackoff(moment.restarts)), container["name"].text(), nameOf(pod), namespaceOf(pod),
                uidOf(pod)));
    if (moment.stage == PodStage::Finished)
        return tree({ { "terminated",
            fate == PodFate::Fails ? finished("Error", 1, moment) : finished("Completed", 0, moment) } });
    return tree({ { "running", tree({ { "startedAt", moment.now } }) } });
}

Value containerStatus(const Value& pod, const Value& container, const PodMoment& moment)
{
    const auto fate = containerFate(pod, container);
    const auto image = text(container["image"]);
    const bool pulled = moment.stage != PodStage::Creating && fate != PodFate::NeverPulls;
    const bool runs = pulled && fate != PodFate::Crashes && moment.stage == PodStage::Started;
    const bool crashed = pulled && fate == PodFate::Crashes;
    const auto digest = std::format("{}@sha256:{}", image.substr(0, image.rfind(':')), sha256(image));
    return tree({ { "name", container["name"] }, { "image", image }, { "imageID", pulled ? digest : std::string() },
        { "containerID", pulled ? Value("containerd://" + sha256(uidOf(pod) + text(container["name"]))) : Value() },
        { "ready", runs }, { "started", runs }, { "restartCount", crashed ? moment.restarts : 0 },
        { "state", stateOf(pod, container, moment) },
        { "lastState", crashed ? tree({ { "terminated", finished("Error", 1, moment) } }) : Value::emptyMap() } });
}

Value condition(const Value& pod, const Value& wanted, const std::string& now)
{
    const auto& before = itemBy(pod.at({ "status", "conditions" }), "type", wanted["type"].text());
    const auto since = before["status"] == wanted["status"] ? before["lastTransitionTime"] : Value(now);
    return merged(wanted, Value(Value::Map { { "lastProbeTime", Value() }, { "lastTransitionTime", since } }));
}

Value conditions(const Value& pod, const Value& containers, const PodMoment& moment)
{
    std::string unready;
    for (const auto& status : containers.list()) {
        if (!status["ready"].boolOr(false))
            unready += (unready.empty() ? "" : " ") + text(status["name"]);
    }
    const bool done = moment.stage == PodStage::Finished;
    const auto readiness = [&](const char* type) {
        if (unready.empty())
            return tree({ { "type", type }, { "status", "True" } });
        return tree(
            { { "type", type }, { "status", "False" }, { "reason", done ? "PodCompleted" : "ContainersNotReady" },
                { "message", done ? Value() : Value(std::format("containers with unready status: [{}]", unready)) } });
    };
    std::vector<Value> all;
    const auto started = moment.stage == PodStage::Creating ? "False" : "True";
    all.push_back(tree({ { "type", "PodReadyToStartContainers" }, { "status", started } }));
    all.push_back(tree({ { "type", "Initialized" }, { "status", "True" } }));
    all.push_back(readiness("Ready"));
    all.push_back(readiness("ContainersReady"));
    all.push_back(tree({ { "type", "PodScheduled" }, { "status", "True" } }));
    for (auto& one : all)
        one = condition(pod, one, moment.now);
    return sequence(std::move(all));
}

std::string phaseOf(const Value& pod, const PodMoment& moment)
{
    if (moment.stage == PodStage::Finished)
        return fateOf(pod) == PodFate::Fails ? "Failed" : "Succeeded";
    return moment.stage == PodStage::Creating || fateOf(pod) == PodFate::NeverPulls ? "Pending" : "Running";
}

}

PodFate fateOf(const Value& pod)
{
    PodFate worst = PodFate::Runs;
    for (const auto& container : pod.at({ "spec", "containers" }).list()) {
        const auto fate = containerFate(pod, container);
        if (fate == PodFate::NeverPulls || fate == PodFate::Crashes)
            return fate;
        worst = fate == PodFate::Runs || worst == PodFate::Fails ? worst : fate;
    }
    return worst;
}

int secondsToStart(const Value& pod)
{
    return anyImage(pod, "slow") ? 8 : 1;
}

int crashBackoff(int restarts)
{
    return std::min(10 << std::min(std::max(restarts - 1, 0), 5), 300);
}

Value podStatus(const Value& pod, const PodMoment& moment)
{
    Value::List containers;
    for (const auto& container : pod.at({ "spec", "containers" }).list())
        containers.push_back(containerStatus(pod, container, moment));
    const Value statuses(std::move(containers));
    const auto& before = pod["status"];
    const bool addressed = moment.stage != PodStage::Creating;
    const auto qos = before["qosClass"].isNull() ? Value("BestEffort") : before["qosClass"];
    return tree({ { "phase", phaseOf(pod, moment) }, { "conditions", conditions(pod, statuses, moment) },
        { "hostIP", moment.hostIp }, { "hostIPs", sequence({ tree({ { "ip", moment.hostIp } }) }) },
        { "podIP", addressed ? Value(moment.podIp) : Value() },
        { "podIPs", addressed ? sequence({ tree({ { "ip", moment.podIp } }) }) : Value() },
        { "startTime", before["startTime"].isNull() ? Value(moment.now) : before["startTime"] },
        { "containerStatuses", statuses }, { "qosClass", qos } });
}

}
