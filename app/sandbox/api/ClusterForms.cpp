#include "app/sandbox/api/Tables.h"

#include <QString>

#include <algorithm>

namespace holdfast::sandbox {

namespace {

using Cells = std::vector<Value>;

Value name(const Value& object)
{
    return object.at({ "metadata", "name" });
}

Value age(const Value& object)
{
    return Value(ageOf(object.at({ "metadata", "creationTimestamp" })));
}

Cells namespaceCells(const Value& object)
{
    return { name(object), object.at({ "status", "phase" }), age(object) };
}

std::string nodeRoles(const Value& object)
{
    static constexpr std::string_view prefix = "node-role.kubernetes.io/";
    std::vector<std::string> roles;
    for (const auto& [key, value] : object.at({ "metadata", "labels" }).map()) {
        if (key.starts_with(prefix) && key.size() > prefix.size())
            roles.push_back(key.substr(prefix.size()));
    }
    return roles.empty() ? "<none>" : joinedTexts(roles);
}

Value addressOf(const Value& object, std::string_view type)
{
    for (const Value& address : object.at({ "status", "addresses" }).list()) {
        if (address["type"].text() == type)
            return address["address"];
    }
    return Value("<none>");
}

Cells node(const Value& object)
{
    std::string status = "Unknown";
    for (const Value& condition : object.at({ "status", "conditions" }).list()) {
        if (condition["type"].text() == "Ready")
            status = condition["status"].text() == "True" ? "Ready" : "NotReady";
    }
    if (object.at({ "spec", "unschedulable" }).boolOr(false))
        status += ",SchedulingDisabled";
    const Value& info = object.at({ "status", "nodeInfo" });
    return { name(object), Value(status), Value(nodeRoles(object)), age(object), info["kubeletVersion"],
        addressOf(object, "InternalIP"), addressOf(object, "ExternalIP"), info["osImage"], info["kernelVersion"],
        info["containerRuntimeVersion"] };
}

Cells event(const Value& object)
{
    const Value& involved = object["involvedObject"];
    const Value& last = object["lastTimestamp"].isNull() ? object["eventTime"] : object["lastTimestamp"];
    const Value& first = object["firstTimestamp"].isNull() ? object["eventTime"] : object["firstTimestamp"];
    std::string kind = textOf(involved["kind"]);
    std::ranges::transform(kind, kind.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::string source = joinedTexts({ textOf(object.at({ "source", "component" })) });
    return { Value(ageOf(last)), object["type"], object["reason"], Value(kind + "/" + textOf(involved["name"])),
        Value(textOf(involved["fieldPath"])), Value(source.empty() ? textOf(object["reportingComponent"]) : source),
        object["message"], Value(ageOf(first)), Value(object["count"].intOr(1)), name(object) };
}

Cells createdAt(const Value& object)
{
    return { name(object), object.at({ "metadata", "creationTimestamp" }) };
}

Cells binding(const Value& object)
{
    std::vector<std::string> users;
    std::vector<std::string> groups;
    std::vector<std::string> accounts;
    for (const Value& subject : object["subjects"].list()) {
        const std::string_view kind = subject["kind"].text();
        if (kind == "User")
            users.push_back(textOf(subject["name"]));
        else if (kind == "Group")
            groups.push_back(textOf(subject["name"]));
        else
            accounts.push_back(textOf(subject["namespace"]) + "/" + textOf(subject["name"]));
    }
    const Value& role = object["roleRef"];
    return { name(object), Value(textOf(role["kind"]) + "/" + textOf(role["name"])), age(object),
        Value(joinedTexts(users, ", ")), Value(joinedTexts(groups, ", ")), Value(joinedTexts(accounts, ", ")) };
}

Cells storageClass(const Value& object)
{
    std::string title = textOf(name(object));
    if (object.at({ "metadata", "annotations", "storageclass.kubernetes.io/is-default-class" }).text() == "true")
        title += " (default)";
    return { Value(title), object["provisioner"], object["reclaimPolicy"], object["volumeBindingMode"],
        Value(object["allowVolumeExpansion"].boolOr(false)), age(object) };
}

Cells volume(const Value& object)
{
    const Value& spec = object["spec"];
    std::vector<std::string> modes;
    for (const Value& mode : spec["accessModes"].list())
        modes.emplace_back(mode.text() == "ReadWriteOnce" ? "RWO" : mode.text() == "ReadOnlyMany" ? "ROX" : "RWX");
    const Value& claim = spec["claimRef"];
    const std::string bound = claim.isNull() ? "" : textOf(claim["namespace"]) + "/" + textOf(claim["name"]);
    return { name(object), Value(plainText(spec.at({ "capacity", "storage" }))), Value(joinedTexts(modes)),
        spec["persistentVolumeReclaimPolicy"], object.at({ "status", "phase" }), Value(bound),
        Value(textOf(spec["storageClassName"])), Value("<unset>"), Value(textOf(object.at({ "status", "reason" }))),
        age(object), spec["volumeMode"] };
}

Cells priorityClass(const Value& object)
{
    return { name(object), Value(object["value"].intOr(0)), Value(object["globalDefault"].boolOr(false)), age(object),
        Value(textOf(object["preemptionPolicy"])) };
}

Cells lease(const Value& object)
{
    return { name(object), Value(textOf(object.at({ "spec", "holderIdentity" }))), age(object) };
}

Cells quota(const Value& object)
{
    std::vector<std::string> requests;
    std::vector<std::string> limits;
    for (const auto& [key, hard] : object.at({ "status", "hard" }).map()) {
        const std::string text = key + ": " + plainText(object.at({ "status", "used", key })) + "/" + plainText(hard);
        (key.starts_with("limits") ? limits : requests).push_back(text);
    }
    return { name(object), Value(joinedTexts(requests, ", ")), Value(joinedTexts(limits, ", ")), age(object) };
}

Cells controllerRevision(const Value& object)
{
    const Value& owner = object.at({ "metadata", "ownerReferences" })[std::size_t { 0 }];
    const std::string controller = owner.isNull()
        ? "<none>"
        : QString::fromStdString(textOf(owner["kind"])).toLower().toStdString() + ".apps/" + textOf(owner["name"]);
    return { name(object), Value(controller), Value(object["revision"].intOr(0)), age(object) };
}

Cells apiService(const Value& object)
{
    return { name(object), Value("Local"), Value("True"), age(object) };
}

Cells justAge(const Value& object)
{
    return { name(object), age(object) };
}

Cells ingressClass(const Value& object)
{
    return { name(object), object.at({ "spec", "controller" }), Value("<none>"), age(object) };
}

std::vector<TableColumn> columns(std::initializer_list<TableColumn> shown)
{
    std::vector<TableColumn> all { { .name = "Name" } };
    all.insert(all.end(), shown);
    return all;
}

Cells signingRequest(const Value& object)
{
    std::string state;
    for (const Value& condition : object.at({ "status", "conditions" }).list())
        state += (state.empty() ? "" : ",") + textOf(condition["type"]);
    if (!object.at({ "status", "certificate" }).text().empty())
        state += ",Issued";
    const Value& seconds = object.at({ "spec", "expirationSeconds" });
    return { name(object), age(object), object.at({ "spec", "signerName" }), object.at({ "spec", "username" }),
        Value(seconds.isNull() ? "<none>" : durationText(seconds.intOr(0))), Value(state.empty() ? "Pending" : state) };
}

}

void addClusterForms(std::map<ResourceName, TableForm>& forms)
{
    const TableColumn created { .name = "Age" };
    const std::vector<TableColumn> stamp = columns({ { .name = "Created At", .type = "date" } });
    const auto wide = [](const char* title) { return TableColumn { .name = title, .priority = 1 }; };
    const std::string rbac = "rbac.authorization.k8s.io";
    forms[{ "", "namespaces" }] = { columns({ { .name = "Status" }, created }), namespaceCells };
    forms[{ "", "nodes" }]
        = { columns({ { .name = "Status" }, { .name = "Roles" }, created, { .name = "Version" }, wide("Internal-IP"),
                wide("External-IP"), wide("OS-Image"), wide("Kernel-Version"), wide("Container-Runtime") }),
              node };
    forms[{ "", "events" }] = { { { .name = "Last Seen" }, { .name = "Type" }, { .name = "Reason" },
                                    { .name = "Object" }, wide("Subobject"), wide("Source"), { .name = "Message" },
                                    wide("First Seen"), wide("Count"), wide("Name") },
        event };
    forms[{ "events.k8s.io", "events" }] = forms[{ "", "events" }];
    forms[{ rbac, "roles" }] = { stamp, createdAt };
    forms[{ rbac, "clusterroles" }] = { stamp, createdAt };
    forms[{ "apiextensions.k8s.io", "customresourcedefinitions" }] = { stamp, createdAt };
    const std::vector<TableColumn> bindings
        = columns({ { .name = "Role" }, created, wide("Users"), wide("Groups"), wide("ServiceAccounts") });
    forms[{ rbac, "rolebindings" }] = { bindings, binding };
    forms[{ rbac, "clusterrolebindings" }] = { bindings, binding };
    forms[{ "storage.k8s.io", "storageclasses" }]
        = { columns({ { .name = "Provisioner" }, { .name = "ReclaimPolicy" }, { .name = "VolumeBindingMode" },
                { .name = "AllowVolumeExpansion" }, created }),
              storageClass };
    forms[{ "", "persistentvolumes" }]
        = { columns({ { .name = "Capacity" }, { .name = "Access Modes" }, { .name = "Reclaim Policy" },
                { .name = "Status" }, { .name = "Claim" }, { .name = "StorageClass" },
                { .name = "VolumeAttributesClass" }, { .name = "Reason" }, created, wide("VolumeMode") }),
              volume };
    forms[{ "scheduling.k8s.io", "priorityclasses" }]
        = { columns({ { .name = "Value" }, { .name = "Global-Default", .type = "boolean" }, created,
                { .name = "PreemptionPolicy" } }),
              priorityClass };
    forms[{ "coordination.k8s.io", "leases" }] = { columns({ { .name = "Holder" }, created }), lease };
    forms[{ "", "resourcequotas" }] = { columns({ { .name = "Request" }, { .name = "Limit" }, created }), quota };
    forms[{ "", "limitranges" }] = { stamp, createdAt };
    forms[{ "apps", "controllerrevisions" }]
        = { columns({ { .name = "Controller" }, { .name = "Revision", .type = "integer" }, created }),
              controllerRevision };
    forms[{ "apiregistration.k8s.io", "apiservices" }]
        = { columns({ { .name = "Service" }, { .name = "Available" }, created }), apiService };
    forms[{ "networking.k8s.io", "ingressclasses" }]
        = { columns({ { .name = "Controller" }, { .name = "Parameters" }, created }), ingressClass };
    forms[{ "certificates.k8s.io", "certificatesigningrequests" }]
        = { columns({ created, { .name = "SignerName" }, { .name = "Requestor" }, { .name = "RequestedDuration" },
                { .name = "Condition" } }),
              signingRequest };
    forms[{ "", "podtemplates" }] = { columns({ created }), justAge };
}

}
