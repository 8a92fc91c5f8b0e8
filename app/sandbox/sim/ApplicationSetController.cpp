#include "app/sandbox/sim/ApplicationSetController.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>
#include <format>

namespace holdfast::sandbox::sim {

using namespace Qt::StringLiterals;

namespace {

const std::string manager = "argocd-applicationset-controller";

std::string filled(const Value& pattern, const Value& parameters)
{
    static const QRegularExpression hole(uR"(\{\{\s*\.?([A-Za-z0-9_.\-]+)\s*\}\})"_s);
    const auto source = QString::fromStdString(text(pattern));
    QString result;
    qsizetype at = 0;
    auto found = hole.globalMatch(source);
    while (found.hasNext()) {
        const auto match = found.next();
        result += source.sliced(at, match.capturedStart() - at);
        const Value* value = &parameters;
        for (const auto& step : match.captured(1).split(u'.'))
            value = &(*value)[step.toStdString()];
        result += value->isString() ? QString::fromStdString(text(*value)) : match.captured(0);
        at = match.capturedEnd();
    }
    return (result + source.sliced(at)).toStdString();
}

Value condition(const char* type, const char* status, const char* reason, const char* message)
{
    return tree({ { "type", type }, { "status", status }, { "reason", reason }, { "message", message } });
}

// What the controller leaves alone in a child's annotations.
bool isPreserved(const std::string& key)
{
    return key.starts_with("notified.notifications.argoproj.io") || key == refreshKey
        || key == "argocd.argoproj.io/hydrate";
}

}

Value filledTemplate(const Value& pattern, const Value& parameters)
{
    if (pattern.isString())
        return Value(filled(pattern, parameters));
    if (pattern.isList()) {
        auto list = pattern.list();
        for (auto& item : list)
            item = filledTemplate(item, parameters);
        return Value(std::move(list));
    }
    if (!pattern.isMap())
        return pattern;
    auto map = pattern.map();
    for (auto& [key, value] : map)
        value = filledTemplate(value, parameters);
    return Value(std::move(map));
}

ApplicationSetController::ApplicationSetController(World& world, GitAccess git)
    : Controller(world)
    , m_git(git)
{
    follow(kinds::applicationSets);
    followOwned(kinds::applications, "ApplicationSet");
}

void ApplicationSetController::reconcile(const ObjectName& name)
{
    const auto set = world().find(kinds::applicationSets, name);
    if (set.isNull() || isDeleting(set))
        return;
    generate(set, [this, name](const Parameters& parameters) { apply(name, parameters); });
}

void ApplicationSetController::generate(const Value& set, std::function<void(const Parameters&)> done)
{
    Parameters listed;
    for (const auto& generator : set.at({ "spec", "generators" }).list()) {
        for (const auto& element : generator.at({ "list", "elements" }).list())
            listed.push_back(element);
        if (!generator["git"].isNull()) {
            return directories(generator["git"], [listed, done](const Parameters& found) {
                auto all = listed;
                all.insert(all.end(), found.begin(), found.end());
                done(all);
            });
        }
    }
    done(listed);
}

void ApplicationSetController::directories(const Value& generator, std::function<void(const Parameters&)> done)
{
    const auto url = text(generator["repoURL"]);
    m_git.repositories.resolve(
        url, text(generator["revision"]), this, [this, url, generator, done](const auto& commit) {
            if (!commit)
                return;
            m_git.repositories.checkOut(url, commit->id, this, [generator, done](const auto& folder) {
                Parameters found;
                for (const auto& one : generator["directories"].list()) {
                    const auto pattern = QString::fromStdString(text(one["path"]));
                    const auto parent = pattern.section(u'/', 0, -2);
                    const QDir place(folder ? *folder + u'/' + parent : QString());
                    for (const auto& entry :
                        place.entryList({ pattern.section(u'/', -1) }, QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
                        const auto path = tree({ { "path", string(parent.isEmpty() ? entry : parent + u'/' + entry) },
                            { "basename", string(entry) }, { "basenameNormalized", string(entry) } });
                        found.push_back(tree({ { "path", path } }));
                    }
                }
                done(found);
            });
        });
}

void ApplicationSetController::apply(const ObjectName& name, const Parameters& parameters)
{
    const auto set = world().find(kinds::applicationSets, name);
    if (set.isNull() || isDeleting(set))
        return;
    std::vector<Value> children;
    for (const auto& one : parameters) {
        children.push_back(put(
            filledTemplate(set.at({ "spec", "template" }), one), { "metadata", "namespace" }, Value(name.nameSpace)));
        applyChild(set, children.back());
    }
    for (const auto& app : world().controlled(kinds::applications, set)) {
        const auto wanted = [&](const Value& child) { return nameOf(child) == nameOf(app); };
        if (std::ranges::none_of(children, wanted) && !isDeleting(app))
            world().remove(kinds::applications, nameIn(app));
    }
    std::ranges::sort(children, {}, nameOf);
    writeStatus(set, children);
}

void ApplicationSetController::applyChild(const Value& set, const Value& child)
{
    const auto live = world().find(kinds::applications, nameIn(child));
    if (live.isNull()) {
        auto made = put(child, { "metadata", "ownerReferences" }, sequence({ controllerReference(set) }));
        made = put(made, { "metadata", "finalizers" }, sequence({ Value("resources-finalizer.argocd.argoproj.io") }));
        static_cast<void>(world().create(kinds::applications, made, manager));
        return;
    }
    auto next = live.with("spec", child["spec"]);
    auto annotations = child.at({ "metadata", "annotations" });
    for (const auto& [key, value] : live.at({ "metadata", "annotations" }).map()) {
        if (isPreserved(key))
            annotations = annotations.with(key, value);
    }
    for (const auto& [key, value] :
        { std::pair("labels", child.at({ "metadata", "labels" })), std::pair("annotations", annotations) })
        next = value.isEmpty() ? drop(next, { "metadata", key }) : put(next, { "metadata", key }, value);
    static_cast<void>(world().update(kinds::applications, next, manager));
}

void ApplicationSetController::writeStatus(const Value& set, const std::vector<Value>& children)
{
    auto conditions = set.at({ "status", "conditions" });
    for (auto one : { condition("ErrorOccurred", "False", "ApplicationSetUpToDate",
                          "All applications have been generated successfully"),
             condition("ParametersGenerated", "True", "ParametersGenerated",
                 "All parameters have been generated successfully"),
             condition("ResourcesUpToDate", "True", "ApplicationSetUpToDate",
                 "All applications have been generated successfully") }) {
        const auto& before = itemBy(conditions, "type", one["type"].text());
        const bool same = before["status"] == one["status"];
        conditions = withCondition(
            conditions, one.with("lastTransitionTime", same ? before["lastTransitionTime"] : Value(world().now())));
    }
    std::vector<Value> resources;
    for (const auto& child : children)
        resources.push_back(
            tree({ { "group", "argoproj.io" }, { "health", Value::emptyMap() }, { "kind", "Application" },
                { "name", nameOf(child) }, { "namespace", namespaceOf(child) }, { "version", "v1alpha1" } }));
    const auto health
        = tree({ { "message", "All applications have been generated successfully" }, { "status", "Healthy" } });
    const auto status = tree({ { "conditions", conditions }, { "health", health }, { "resources", sequence(resources) },
        { "resourcesCount", static_cast<std::int64_t>(children.size()) } });
    const auto next = set.with("status", status);
    // The set's CRD has a status subresource since 2.x.
    static_cast<void>(world().updateStatus(kinds::applicationSets, next, manager));
}

}
