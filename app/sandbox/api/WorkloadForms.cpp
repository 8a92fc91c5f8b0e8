#include "app/sandbox/api/Selector.h"
#include "app/sandbox/api/Tables.h"

#include <QDateTime>

#include <algorithm>

namespace holdfast::sandbox {

namespace {

using Cells = std::vector<Value>;

Value number(const Value& value)
{
    return Value(value.intOr(0));
}

Value name(const Value& object)
{
    return object.at({ "metadata", "name" });
}

Value age(const Value& object)
{
    return Value(ageOf(object.at({ "metadata", "creationTimestamp" })));
}

Value containerTexts(const Value& containers, const char* key)
{
    std::vector<std::string> texts;
    for (const Value& container : containers.list())
        texts.push_back(textOf(container[key]));
    return Value(joinedTexts(texts));
}

Value selectorText(const Value& selector)
{
    const std::string text = LabelSelector::fromObject(selector).text();
    return Value(text.empty() ? "<none>" : text);
}

void addPodParts(Cells& cells, const Value& object)
{
    const Value& containers = object.at({ "spec", "template", "spec", "containers" });
    cells.push_back(containerTexts(containers, "name"));
    cells.push_back(containerTexts(containers, "image"));
}

Cells deployment(const Value& object)
{
    const Value& status = object["status"];
    const std::string ready = std::to_string(status["readyReplicas"].intOr(0)) + "/"
        + std::to_string(object.at({ "spec", "replicas" }).intOr(0));
    Cells cells { name(object), Value(ready), number(status["updatedReplicas"]), number(status["availableReplicas"]),
        age(object) };
    addPodParts(cells, object);
    cells.push_back(selectorText(object.at({ "spec", "selector" })));
    return cells;
}

Cells replicaSet(const Value& object)
{
    Cells cells { name(object), number(object.at({ "spec", "replicas" })), number(object.at({ "status", "replicas" })),
        number(object.at({ "status", "readyReplicas" })), age(object) };
    addPodParts(cells, object);
    cells.push_back(selectorText(object.at({ "spec", "selector" })));
    return cells;
}

Cells statefulSet(const Value& object)
{
    const std::string ready = std::to_string(object.at({ "status", "readyReplicas" }).intOr(0)) + "/"
        + std::to_string(object.at({ "spec", "replicas" }).intOr(0));
    Cells cells { name(object), Value(ready), age(object) };
    addPodParts(cells, object);
    return cells;
}

Cells daemonSet(const Value& object)
{
    const Value& status = object["status"];
    std::vector<std::string> nodes;
    for (const auto& [key, value] : object.at({ "spec", "template", "spec", "nodeSelector" }).map())
        nodes.push_back(key + "=" + textOf(value));
    Cells cells { name(object), number(status["desiredNumberScheduled"]), number(status["currentNumberScheduled"]),
        number(status["numberReady"]), number(status["updatedNumberScheduled"]), number(status["numberAvailable"]),
        Value(nodes.empty() ? "<none>" : joinedTexts(nodes)), age(object) };
    addPodParts(cells, object);
    cells.push_back(selectorText(object.at({ "spec", "selector" })));
    return cells;
}

std::string conditionOf(const Value& object, std::string_view type)
{
    for (const Value& condition : object.at({ "status", "conditions" }).list()) {
        if (condition["type"].text() == type)
            return textOf(condition["status"]);
    }
    return {};
}

QDateTime timeOf(const Value& value)
{
    return QDateTime::fromString(QString::fromStdString(textOf(value)), Qt::ISODateWithMs);
}

Cells scale(const Value& object)
{
    return { name(object), Value(object.at({ "spec", "replicas" }).intOr(0)),
        Value(object.at({ "status", "replicas" }).intOr(0)), age(object) };
}

Cells job(const Value& object)
{
    const Value& status = object["status"];
    const std::int64_t wanted = object.at({ "spec", "completions" }).intOr(1);
    const std::string state = conditionOf(object, "Complete") == "True" ? "Complete"
        : conditionOf(object, "Failed") == "True"                       ? "Failed"
        : !object.at({ "metadata", "deletionTimestamp" }).isNull()      ? "Terminating"
        : conditionOf(object, "Suspended") == "True"                    ? "Suspended"
                                                                        : "Running";
    std::string duration;
    if (!status["startTime"].isNull()) {
        const QDateTime end
            = status["completionTime"].isNull() ? QDateTime::currentDateTimeUtc() : timeOf(status["completionTime"]);
        duration = durationText(timeOf(status["startTime"]).secsTo(end));
    }
    Cells cells { name(object), Value(state),
        Value(std::to_string(status["succeeded"].intOr(0)) + "/" + std::to_string(wanted)), Value(duration),
        age(object) };
    addPodParts(cells, object);
    cells.push_back(selectorText(object.at({ "spec", "selector" })));
    return cells;
}

Cells cronJob(const Value& object)
{
    const Value& last = object.at({ "status", "lastScheduleTime" });
    const Value& zone = object.at({ "spec", "timeZone" });
    const Value& containers = object.at({ "spec", "jobTemplate", "spec", "template", "spec", "containers" });
    return { name(object), object.at({ "spec", "schedule" }), Value(zone.isNull() ? "<none>" : textOf(zone)),
        Value(object.at({ "spec", "suspend" }).boolOr(false) ? "True" : "False"),
        Value(static_cast<std::int64_t>(object.at({ "status", "active" }).list().size())),
        Value(last.isNull() ? "<none>" : ageOf(last)), age(object), containerTexts(containers, "name"),
        containerTexts(containers, "image"), Value("<none>") };
}

struct PodSummary {
    std::string reason;
    std::int64_t restarts = 0;
    int ready = 0;
};

std::string stateReason(const Value& state)
{
    if (!state.at({ "waiting", "reason" }).isNull())
        return textOf(state.at({ "waiting", "reason" }));
    const Value& ended = state["terminated"];
    if (ended.isNull())
        return {};
    if (!ended["reason"].isNull())
        return textOf(ended["reason"]);
    return ended["signal"].intOr(0) != 0 ? "Signal:" + std::to_string(ended["signal"].intOr(0))
                                         : "ExitCode:" + std::to_string(ended["exitCode"].intOr(0));
}

/// What kubectl shows as STATUS: the phase, or what the first troubled container says.
PodSummary summaryOf(const Value& object)
{
    const Value& status = object["status"];
    PodSummary summary { .reason = status["reason"].isNull() ? textOf(status["phase"]) : textOf(status["reason"]) };
    const Value& inits = status["initContainerStatuses"];
    std::size_t index = 0;
    bool initialising = false;
    for (const Value& container : inits.list()) {
        ++index;
        summary.restarts += container["restartCount"].intOr(0);
        if (container.at({ "state", "terminated", "exitCode" }) == Value(0))
            continue;
        const std::string why = stateReason(container["state"]);
        summary.reason = !why.empty() && why != "PodInitializing" ? "Init:" + why
                                                                  : "Init:" + std::to_string(index - 1) + "/"
                + std::to_string(object.at({ "spec", "initContainers" }).list().size());
        initialising = true;
        break;
    }
    if (!initialising) {
        summary.restarts = 0;
        const Value::List& containers = status["containerStatuses"].list();
        bool running = false;
        for (auto container = containers.rbegin(); container != containers.rend(); ++container) {
            summary.restarts += (*container)["restartCount"].intOr(0);
            if (const std::string why = stateReason((*container)["state"]); !why.empty())
                summary.reason = why;
            else if ((*container)["ready"].boolOr(false)) {
                ++summary.ready;
                running = true;
            }
        }
        if (summary.reason == "Completed" && running)
            summary.reason = conditionOf(object, "Ready") == "True" ? "Running" : "NotReady";
    }
    if (!object.at({ "metadata", "deletionTimestamp" }).isNull())
        summary.reason = "Terminating";
    return summary;
}

std::string restartsText(const Value& object, std::int64_t restarts)
{
    Value last;
    for (const Value& container : object.at({ "status", "containerStatuses" }).list()) {
        const Value& finished = container.at({ "lastState", "terminated", "finishedAt" });
        if (finished.text() > last.text())
            last = finished;
    }
    const std::string count = std::to_string(restarts);
    return restarts > 0 && !last.isNull() ? count + " (" + ageOf(last) + " ago)" : count;
}

Cells pod(const Value& object)
{
    const PodSummary summary = summaryOf(object);
    const auto orNone = [](const Value& value) { return Value(value.text().empty() ? "<none>" : textOf(value)); };
    int gates = 0;
    for (const Value& gate : object.at({ "spec", "readinessGates" }).list())
        gates += conditionOf(object, gate["conditionType"].text()) == "True" ? 1 : 0;
    const std::size_t gateCount = object.at({ "spec", "readinessGates" }).list().size();
    return { name(object),
        Value(std::to_string(summary.ready) + "/" + std::to_string(object.at({ "spec", "containers" }).list().size())),
        Value(summary.reason), Value(restartsText(object, summary.restarts)), age(object),
        orNone(object.at({ "status", "podIP" })), orNone(object.at({ "spec", "nodeName" })),
        orNone(object.at({ "status", "nominatedNodeName" })),
        Value(gateCount == 0 ? "<none>" : std::to_string(gates) + "/" + std::to_string(gateCount)) };
}

std::vector<TableColumn> columns(std::initializer_list<TableColumn> shown)
{
    std::vector<TableColumn> all { { .name = "Name" } };
    all.insert(all.end(), shown);
    return all;
}

}

void addWorkloadForms(std::map<ResourceName, TableForm>& forms)
{
    const TableColumn containers { .name = "Containers", .priority = 1 };
    const TableColumn images { .name = "Images", .priority = 1 };
    const TableColumn selector { .name = "Selector", .priority = 1 };
    const TableColumn created { .name = "Age" };
    const auto count = [](const char* title) { return TableColumn { .name = title, .type = "integer" }; };
    forms[{ "", "pods" }]
        = { columns({ { .name = "Ready" }, { .name = "Status" }, { .name = "Restarts" }, created,
                { .name = "IP", .priority = 1 }, { .name = "Node", .priority = 1 },
                { .name = "Nominated Node", .priority = 1 }, { .name = "Readiness Gates", .priority = 1 } }),
              pod };
    forms[{ "apps", "deployments" }] = { columns({ { .name = "Ready" }, { .name = "Up-to-date" },
                                             { .name = "Available" }, created, containers, images, selector }),
        deployment };
    const std::vector<TableColumn> sets
        = columns({ count("Desired"), count("Current"), count("Ready"), created, containers, images, selector });
    forms[{ "apps", "replicasets" }] = { sets, replicaSet };
    forms[{ "", "replicationcontrollers" }] = { sets, replicaSet };
    forms[{ "autoscaling", "scales" }] = { columns({ count("Desired"), count("Available"), created }), scale };
    forms[{ "apps", "statefulsets" }] = { columns({ { .name = "Ready" }, created, containers, images }), statefulSet };
    forms[{ "apps", "daemonsets" }]
        = { columns({ count("Desired"), count("Current"), count("Ready"), count("Up-to-date"), count("Available"),
                { .name = "Node Selector" }, created, containers, images, selector }),
              daemonSet };
    forms[{ "batch", "jobs" }] = { columns({ { .name = "Status" }, { .name = "Completions" }, { .name = "Duration" },
                                       created, containers, images, selector }),
        job };
    forms[{ "batch", "cronjobs" }]
        = { columns({ { .name = "Schedule" }, { .name = "Timezone" }, { .name = "Suspend" }, count("Active"),
                { .name = "Last Schedule" }, created, containers, images, selector }),
              cronJob };
}

}
