#include "app/sandbox/sim/Kubelet.h"

#include <algorithm>
#include <format>

namespace holdfast::sandbox::sim {

namespace {

constexpr std::chrono::seconds beatInterval { 10 };
constexpr std::chrono::milliseconds stopTime { 300 };
constexpr std::chrono::seconds schedulingPause { 2 };

bool tolerates(const Value& pod, const Value& taint)
{
    return std::ranges::any_of(pod.at({ "spec", "tolerations" }).list(), [&taint](const Value& toleration) {
        const bool key = toleration["key"].text().empty() || toleration["key"] == taint["key"];
        const bool effect = toleration["effect"].text().empty() || toleration["effect"] == taint["effect"];
        return key && effect && (toleration["operator"].text() == "Exists" || toleration["value"] == taint["value"]);
    });
}

Value nodeCondition(const char* type, const char* status, const char* reason, const std::string& now)
{
    return tree({ { "type", type }, { "status", status }, { "reason", reason }, { "message", reason },
        { "lastHeartbeatTime", now }, { "lastTransitionTime", now } });
}

Value nodeStatus(std::size_t index, const std::string& name, const std::string& now)
{
    const auto capacity
        = tree({ { "cpu", "16" }, { "memory", "64Gi" }, { "pods", "250" }, { "ephemeral-storage", "200Gi" } });
    return tree({ { "capacity", capacity }, { "allocatable", capacity },
        { "conditions",
            sequence({ nodeCondition("MemoryPressure", "False", "KubeletHasSufficientMemory", now),
                nodeCondition("DiskPressure", "False", "KubeletHasNoDiskPressure", now),
                nodeCondition("PIDPressure", "False", "KubeletHasSufficientPID", now),
                nodeCondition("Ready", "True", "KubeletReady", now) }) },
        { "addresses",
            sequence({ tree({ { "type", "InternalIP" }, { "address", std::format("10.0.0.{}", index + 1) } }),
                tree({ { "type", "Hostname" }, { "address", name } }) }) },
        { "nodeInfo",
            tree({ { "machineID", sha256(name).substr(0, 32) }, { "systemUUID", sha256("uuid" + name).substr(0, 32) },
                { "bootID", sha256("boot" + name).substr(0, 32) }, { "kernelVersion", "6.12.0-practice" },
                { "osImage", "Practice cluster (nothing runs)" }, { "containerRuntimeVersion", "containerd://2.1.0" },
                { "kubeletVersion", "v1.36.3" }, { "kubeProxyVersion", "" }, { "operatingSystem", "linux" },
                { "architecture", "amd64" } }) } });
}

}

Kubelet::Kubelet(World& world, std::string region)
    : Controller(world)
    , m_nodes { region + "-worker-1", region + "-worker-2" }
{
    makeNodes();
    beat();
    follow(kinds::pods);
}

void Kubelet::makeNodes()
{
    for (std::size_t index = 0; index < m_nodes.size(); ++index) {
        const auto& name = m_nodes[index];
        const auto labels = tree({ { "kubernetes.io/hostname", name }, { "kubernetes.io/os", "linux" },
            { "kubernetes.io/arch", "amd64" }, { "node-role.kubernetes.io/worker", "" } });
        const auto spec = tree({ { "podCIDR", std::format("10.244.{}.0/24", index) } });
        const auto made = world().create(kinds::nodes,
            tree({ { "metadata", tree({ { "name", name }, { "labels", labels } }) }, { "spec", spec } }), "kubelet");
        if (made)
            static_cast<void>(world().updateStatus(
                kinds::nodes, made->with("status", nodeStatus(index, name, world().now())), "kubelet"));
    }
}

// The lease tells that a node lives; its node object need not change for that.
void Kubelet::beat()
{
    for (const auto& name : m_nodes) {
        const auto micro = world().time().toUTC().toString(u"yyyy-MM-ddTHH:mm:ss.zzz000Z").toStdString();
        const auto spec = tree({ { "holderIdentity", name }, { "leaseDurationSeconds", 40 }, { "renewTime", micro } });
        const ObjectName lease { "kube-node-lease", name };
        const auto metadata = tree({ { "name", name }, { "namespace", lease.nameSpace } });
        if (world().find(kinds::leases, lease).isNull())
            static_cast<void>(
                world().create(kinds::leases, tree({ { "metadata", metadata }, { "spec", spec } }), "kubelet"));
        else
            static_cast<void>(world().merge(kinds::leases, lease, tree({ { "spec", spec } }), "kubelet"));
    }
    // While the past is replayed nobody reads leases; every hour will do, and the present.
    const auto left = std::chrono::milliseconds(world().time().msecsTo(QDateTime::currentDateTimeUtc()));
    const auto past = std::min<std::chrono::milliseconds>(left, std::chrono::hours(1));
    world().agenda().after(std::max<std::chrono::milliseconds>(past, beatInterval), this, [this] { beat(); });
}

void Kubelet::tell(const Value& pod, const EventText& what)
{
    auto text = what;
    text.component = text.component.empty() ? "kubelet" : text.component;
    world().tell(pod, text);
}

std::string Kubelet::hostIp(const Value& pod) const
{
    return pod.at({ "spec", "nodeName" }).text() == m_nodes.back() ? "10.0.0.2" : "10.0.0.1";
}

void Kubelet::reconcile(const ObjectName& name)
{
    const auto pod = world().find(kinds::pods, name);
    if (pod.isNull())
        return;
    if (isDeleting(pod))
        return end(pod);
    if (pod.at({ "spec", "nodeName" }).isEmpty())
        return bind(pod);
    if (pod.at({ "status", "startTime" }).isEmpty())
        create(pod);
}

/// The nodes that are not cordoned, and whose taints the pod tolerates.
std::vector<std::string> Kubelet::nodesFor(const Value& pod)
{
    std::vector<std::string> fitting;
    for (const auto& name : m_nodes) {
        const auto spec = world().find(kinds::nodes, { {}, name })["spec"];
        const bool tainted = std::ranges::any_of(spec["taints"].list(), [&pod](const Value& taint) {
            return taint["effect"].text() != "PreferNoSchedule" && !tolerates(pod, taint);
        });
        if (!tainted && !spec["unschedulable"].boolOr(false))
            fitting.push_back(name);
    }
    return fitting;
}

void Kubelet::bindLater(const Value& pod)
{
    const auto message
        = std::format("0/{0} nodes are available: {0} node(s) were unschedulable. preemption: 0/{0} nodes "
                      "are available: {0} Preemption is not helpful for scheduling.",
            m_nodes.size());
    const auto waiting = tree({ { "type", "PodScheduled" }, { "status", "False" }, { "reason", "Unschedulable" },
        { "message", message }, { "lastTransitionTime", world().now() } });
    const auto& conditions = pod.at({ "status", "conditions" });
    if (conditions.list().empty()) {
        static_cast<void>(world().updateStatus(
            kinds::pods, put(pod, { "status", "conditions" }, withCondition(conditions, waiting)), "kube-scheduler"));
        tell(pod,
            { .type = "Warning", .reason = "FailedScheduling", .message = message, .component = "default-scheduler" });
    }
    world().agenda().after(schedulingPause, this, [this, name = nameIn(pod)] { reconcile(name); });
}

// The binding of a real scheduler: it sets the node and the condition, and nothing stands in managedFields for it.
void Kubelet::bind(const Value& pod)
{
    const auto fitting = nodesFor(pod);
    if (fitting.empty())
        return bindLater(pod);
    const auto node = fitting[static_cast<std::size_t>(m_bound++) % fitting.size()];
    auto bound = put(pod, { "spec", "nodeName" }, Value(node));
    const auto scheduled
        = tree({ { "type", "PodScheduled" }, { "status", "True" }, { "lastTransitionTime", world().now() } });
    const auto written = world().update(kinds::pods, bound, "kube-scheduler");
    if (!written)
        return;
    bound
        = put(*written, { "status", "conditions" }, withCondition(written->at({ "status", "conditions" }), scheduled));
    static_cast<void>(world().updateStatus(kinds::pods, bound, "kube-scheduler"));
    tell(pod,
        { .reason = "Scheduled",
            .message = std::format("Successfully assigned {}/{} to {}", namespaceOf(pod), nameOf(pod), node),
            .component = "default-scheduler" });
}

void Kubelet::create(const Value& pod)
{
    report(pod, PodStage::Creating);
    const auto name = nameIn(pod);
    const auto uid = uidOf(pod);
    world().agenda().after(std::chrono::seconds(secondsToStart(pod)), this, [this, name, uid] {
        const auto now = world().find(kinds::pods, name);
        if (uidOf(now) == uid && !isDeleting(now))
            start(now);
    });
}

void Kubelet::failToPull(const Value& pod)
{
    for (const auto& container : pod.at({ "spec", "containers" }).list()) {
        const auto image = container["image"].text();
        if (!image.contains("bad"))
            continue;
        const auto trouble
            = std::format("Failed to pull image \"{0}\": rpc error: code = NotFound desc = failed to pull and "
                          "unpack image \"{0}\": failed to resolve reference \"{0}\": not found",
                image);
        tell(pod, { .reason = "Pulling", .message = std::format("Pulling image \"{}\"", image) });
        tell(pod, { .type = "Warning", .reason = "Failed", .message = trouble });
        tell(pod, { .type = "Warning", .reason = "Failed", .message = "Error: ErrImagePull" });
        tell(pod, { .reason = "BackOff", .message = std::format("Back-off pulling image \"{}\"", image) });
        tell(pod, { .type = "Warning", .reason = "Failed", .message = "Error: ImagePullBackOff" });
    }
}

void Kubelet::pullAgain(const ObjectName& name, const std::string& uid, int attempt)
{
    world().agenda().after(std::chrono::seconds(crashBackoff(attempt)), this, [this, name, uid, attempt] {
        const auto pod = world().find(kinds::pods, name);
        if (uidOf(pod) != uid || isDeleting(pod))
            return;
        failToPull(pod);
        pullAgain(name, uid, attempt + 1);
    });
}

void Kubelet::start(const Value& pod)
{
    const auto fate = fateOf(pod);
    for (const auto& container : pod.at({ "spec", "containers" }).list()) {
        const auto image = container["image"].text();
        if (image.contains("bad"))
            continue;
        tell(pod, { .reason = "Pulling", .message = std::format("Pulling image \"{}\"", image) });
        tell(pod,
            { .reason = "Pulled",
                .message = std::format("Successfully pulled image \"{}\" in 412ms (412ms including waiting)", image) });
        tell(pod, { .reason = "Created", .message = std::format("Created container: {}", container["name"].text()) });
        tell(pod, { .reason = "Started", .message = std::format("Started container {}", container["name"].text()) });
    }
    failToPull(pod);
    const auto name = nameIn(pod);
    const auto uid = uidOf(pod);
    report(pod, PodStage::Started, fate == PodFate::Crashes ? 1 : 0);
    if (fate == PodFate::NeverPulls)
        pullAgain(name, uid, 1);
    else if (fate == PodFate::Crashes)
        restart(name, uid);
    else if (fate == PodFate::Completes || fate == PodFate::Fails)
        world().agenda().after(std::chrono::seconds(1), this, [this, name, uid] { finish(name, uid); });
}

void Kubelet::restart(const ObjectName& name, const std::string& uid)
{
    const auto pod = world().find(kinds::pods, name);
    if (uidOf(pod) != uid || isDeleting(pod))
        return;
    int restarts = 1;
    for (const auto& status : pod.at({ "status", "containerStatuses" }).list())
        restarts = std::max(restarts, static_cast<int>(status["restartCount"].intOr(0)));
    for (const auto& container : pod.at({ "spec", "containers" }).list()) {
        if (container["image"].text().contains("crash"))
            tell(pod,
                { .type = "Warning",
                    .reason = "BackOff",
                    .message = std::format("Back-off restarting failed container {} in pod {}_{}({})",
                        container["name"].text(), name.name, name.nameSpace, uid) });
    }
    world().agenda().after(std::chrono::seconds(crashBackoff(restarts)), this, [this, name, uid, restarts] {
        const auto now = world().find(kinds::pods, name);
        if (uidOf(now) != uid || isDeleting(now))
            return;
        report(now, PodStage::Started, restarts + 1);
        restart(name, uid);
    });
}

void Kubelet::finish(const ObjectName& name, const std::string& uid)
{
    const auto pod = world().find(kinds::pods, name);
    if (uidOf(pod) == uid && !isDeleting(pod))
        report(pod, PodStage::Finished);
}

void Kubelet::end(const Value& pod)
{
    const auto name = nameIn(pod);
    const auto uid = uidOf(pod);
    for (const auto& status : pod.at({ "status", "containerStatuses" }).list()) {
        if (status["ready"].boolOr(false))
            tell(pod, { .reason = "Killing", .message = std::format("Stopping container {}", status["name"].text()) });
    }
    world().agenda().after(stopTime, this, [this, name, uid] {
        DeleteOptions now;
        now.gracePeriodSeconds = 0;
        now.uid = uid;
        world().remove(kinds::pods, name, now);
    });
}

void Kubelet::report(const Value& pod, PodStage stage, int restarts)
{
    auto ip = text(pod.at({ "status", "podIP" }));
    if (ip.empty()) {
        ++m_addresses;
        ip = std::format("10.244.{}.{}", m_addresses / 250 % 250, m_addresses % 250 + 2);
    }
    const PodMoment moment { stage, world().now(), ip, hostIp(pod), restarts };
    static_cast<void>(world().updateStatus(kinds::pods, pod.with("status", podStatus(pod, moment)), "kubelet"));
}

}
