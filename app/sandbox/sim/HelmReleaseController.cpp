#include "app/sandbox/sim/HelmReleaseController.h"

#include "app/sandbox/sim/SourceController.h"

#include "core/manifest/JsonWriter.h"
#include "core/manifest/YamlReader.h"

#include <algorithm>
#include <format>

namespace holdfast::sandbox::sim {

namespace {

const std::string manager = "helm-controller";

std::chrono::milliseconds intervalOf(const Value& object)
{
    return durationOf(object.at({ "spec", "interval" }), std::chrono::minutes(10));
}

Value deepMerged(const Value& base, const Value& over)
{
    if (!base.isMap() || !over.isMap())
        return over.isNull() ? base : over;
    Value joined = base;
    for (const auto& [key, value] : over.map())
        joined = joined.with(key, deepMerged(joined[key], value));
    return joined;
}

}

std::string releaseNamespaceOf(const Value& object)
{
    const auto& target = object.at({ "spec", "targetNamespace" });
    return target.isEmpty() ? namespaceOf(object) : text(target);
}

std::string releaseNameOf(const Value& object)
{
    const auto& spec = object["spec"];
    if (!spec["releaseName"].isEmpty())
        return text(spec["releaseName"]);
    return spec["targetNamespace"].isEmpty() ? nameOf(object)
                                             : std::format("{}-{}", text(spec["targetNamespace"]), nameOf(object));
}

HelmReleaseController::HelmReleaseController(World& world, GitAccess git)
    : Controller(world)
    , m_repositories(git.repositories)
    , m_renderer(git.renderer)
    , m_applier(world, manager, KubectlFields::Keep)
{
    follow(kinds::helmReleases);
    followWith(kinds::helmCharts, [this](const Value& chart) {
        std::vector<ObjectName> names;
        for (const auto& one : this->world().list(kinds::helmReleases)) {
            if (std::format("{}-{}", namespaceOf(one), nameOf(one)) == nameOf(chart)
                || one.at({ "spec", "chartRef", "name" }).text() == nameOf(chart))
                names.push_back(nameIn(one));
        }
        return names;
    });
}

Value HelmReleaseController::write(const Value& object)
{
    return world().updateStatus(kinds::helmReleases, object, manager).value_or(object);
}

void HelmReleaseController::tell(const Value& object, const EventText& what, const std::string& revision)
{
    auto text = what;
    text.component = manager;
    text.annotations = tree({ { "helm.toolkit.fluxcd.io/revision", revision } });
    world().tell(object, text);
}

void HelmReleaseController::reconcile(const ObjectName& name)
{
    auto object = find(name);
    if (object.isNull()) {
        m_states.erase(name);
        return;
    }
    if (isDeleting(object))
        return finalize(object);
    if (object.at({ "metadata", "finalizers" }).isEmpty()) {
        object = put(object, { "metadata", "finalizers" }, sequence({ Value(fluxFinalizer) }));
        static_cast<void>(world().update(kinds::helmReleases, object, manager));
        return;
    }
    if (object.at({ "spec", "suspend" }).boolOr(false) || m_states[name].busy)
        return;
    const auto chart = chartFor(object);
    if (!isFluxReady(chart))
        return notReady(object, "SourceNotReady",
            std::format("HelmChart '{}/{}' is not ready: {}", namespaceOf(chart), nameOf(chart),
                text(itemBy(chart.at({ "status", "conditions" }), "type", "Ready")["message"])));
    if (const auto missing = missingDependency(object); !missing.empty())
        return notReady(object, "DependencyNotReady", missing);
    const auto& last = object.at({ "status", "history" })[0];
    const auto digest = "sha256:" + sha256(manifest::writeJson(valuesOf(object)));
    const bool isNew = last.isNull() || last["chartVersion"] != chart.at({ "status", "artifact", "revision" })
        || last["configDigest"].text() != digest;
    const bool wasTried
        = object.at({ "status", "lastAttemptedRevision" }) == chart.at({ "status", "artifact", "revision" })
        && object.at({ "status", "lastAttemptedConfigDigest" }).text() == digest
        && object.at({ "status", "lastAttemptedGeneration" }) == object.at({ "metadata", "generation" });
    const auto& looked = m_states[name].lookedAt;
    const bool isDue = !looked.isValid() || looked.msecsTo(world().time()) >= intervalOf(object).count()
        || !openRequest(object).empty()
        || object.at({ "metadata", "generation" }) != object.at({ "status", "observedGeneration" });
    if (isNew && !wasTried)
        begin(object, chart);
    else if (isDue)
        lookForDrift(name);
}

// Of spec.chart the controller makes a HelmChart beside its source.
Value HelmReleaseController::chartFor(const Value& object)
{
    if (!object.at({ "spec", "chartRef" }).isNull()) {
        const auto& reference = object.at({ "spec", "chartRef" });
        const auto home = reference["namespace"].isEmpty() ? namespaceOf(object) : text(reference["namespace"]);
        return world().find(kinds::helmCharts, { home, text(reference["name"]) });
    }
    const auto& wanted = object.at({ "spec", "chart", "spec" });
    const auto& reference = wanted["sourceRef"];
    const ObjectName name { reference["namespace"].isEmpty() ? namespaceOf(object) : text(reference["namespace"]),
        std::format("{}-{}", namespaceOf(object), nameOf(object)) };
    const auto spec = tree(
        { { "chart", wanted["chart"] }, { "version", wanted["version"].isEmpty() ? Value("*") : wanted["version"] },
            { "interval", wanted["interval"].isEmpty() ? object.at({ "spec", "interval" }) : wanted["interval"] },
            { "reconcileStrategy",
                wanted["reconcileStrategy"].isEmpty() ? Value("ChartVersion") : wanted["reconcileStrategy"] },
            { "sourceRef", tree({ { "kind", reference["kind"] }, { "name", reference["name"] } }) } });
    const auto known = world().find(kinds::helmCharts, name);
    if (!known.isNull()) {
        static_cast<void>(world().update(kinds::helmCharts, known.with("spec", spec), manager));
        return known;
    }
    const auto labels = tree({ { "helm.toolkit.fluxcd.io/name", nameOf(object) },
        { "helm.toolkit.fluxcd.io/namespace", namespaceOf(object) } });
    const auto metadata = tree({ { "name", name.name }, { "namespace", name.nameSpace }, { "labels", labels } });
    const auto made = world().create(kinds::helmCharts, tree({ { "metadata", metadata }, { "spec", spec } }), manager);
    return made.value_or(tree({ { "metadata", metadata } }));
}

Value HelmReleaseController::valuesOf(const Value& object) const
{
    Value values = Value::emptyMap();
    for (const auto& from : object.at({ "spec", "valuesFrom" }).list()) {
        const bool isSecret = from["kind"].text() == "Secret";
        const auto source
            = world().find(isSecret ? kinds::secrets : kinds::configMaps, { namespaceOf(object), text(from["name"]) });
        const auto key = from["valuesKey"].isEmpty() ? std::string("values.yaml") : text(from["valuesKey"]);
        auto content = text(source.at({ "data", key }));
        if (isSecret)
            content = QByteArray::fromBase64(QByteArray::fromStdString(content)).toStdString();
        const auto documents = manifest::readYaml(content, QString::fromStdString(key));
        if (documents && !documents->empty())
            values = deepMerged(values, documents->front().value);
    }
    return deepMerged(values, object.at({ "spec", "values" }));
}

std::string HelmReleaseController::missingDependency(const Value& object) const
{
    for (const auto& one : object.at({ "spec", "dependsOn" }).list()) {
        const auto home = one["namespace"].isEmpty() ? namespaceOf(object) : text(one["namespace"]);
        if (!isSettled(find({ home, text(one["name"]) })))
            return std::format("dependency '{}/{}' is not ready", home, text(one["name"]));
    }
    return {};
}

void HelmReleaseController::notReady(const Value& object, const std::string& reason, const std::string& message)
{
    static_cast<void>(write(
        withFluxConditions(withHandledRequest(object), { { "Ready", "False", reason, message } }, world().now())));
    enqueue(nameIn(object), std::chrono::seconds(5));
}

std::vector<Value> HelmReleaseController::owned(const Value& object, const std::vector<Value>& objects) const
{
    std::vector<Value> all;
    for (auto one : objects) {
        const auto resource = world().store().resourceOf(one["apiVersion"].text(), one["kind"].text());
        if (namespaceOf(one).empty() && (!resource || world().store().isNamespaced(*resource)))
            one = put(one, { "metadata", "namespace" }, Value(releaseNamespaceOf(object)));
        const auto labels
            = tree({ { "app.kubernetes.io/managed-by", "Helm" }, { "helm.toolkit.fluxcd.io/name", nameOf(object) },
                { "helm.toolkit.fluxcd.io/namespace", namespaceOf(object) } });
        const auto annotations = tree({ { "meta.helm.sh/release-name", releaseNameOf(object) },
            { "meta.helm.sh/release-namespace", releaseNamespaceOf(object) } });
        one = put(one, { "metadata", "labels" }, merged(one.at({ "metadata", "labels" }), labels));
        one = put(one, { "metadata", "annotations" }, merged(one.at({ "metadata", "annotations" }), annotations));
        all.push_back(one);
    }
    return inFluxOrder(std::move(all));
}

void HelmReleaseController::begin(const Value& object, const Value& chart)
{
    const auto name = nameIn(object);
    const auto source
        = world().find(kinds::gitRepositories, { namespaceOf(chart), text(chart.at({ "spec", "sourceRef", "name" })) });
    auto& state = m_states[name];
    state.busy = true;
    state.lookedAt = world().time();
    const bool isFirst = object.at({ "status", "history" }).isEmpty();
    const auto chartName = text(chart.at({ "status", "observedChartName" }));
    const auto version = text(chart.at({ "status", "artifact", "revision" }));
    state.attempt = { isFirst ? "install" : "upgrade", version, chartName, {}, valuesOf(object), {}, world().time() };
    const auto message = std::format("Running '{}' action with timeout of {}", state.attempt.action,
        durationText(durationOf(object.at({ "spec", "timeout" }), std::chrono::minutes(5))));
    auto next = withFluxConditions(object,
        { { "Reconciling", "True", "Progressing", message }, { "Ready", "Unknown", "Progressing", message } },
        world().now());
    next = put(next, { "status", "helmChart" }, Value(std::format("{}/{}", namespaceOf(chart), nameOf(chart))));
    next = put(next, { "status", "lastAttemptedRevision" }, Value(version));
    next = put(next, { "status", "lastAttemptedConfigDigest" },
        Value("sha256:" + sha256(manifest::writeJson(state.attempt.values))));
    next = put(next, { "status", "lastAttemptedGeneration" }, object.at({ "metadata", "generation" }));
    next = put(next, { "status", "lastAttemptedReleaseAction" }, Value(state.attempt.action));
    next = put(next, { "status", "storageNamespace" }, Value(releaseNamespaceOf(object)));
    static_cast<void>(write(next));
    const auto revision = text(chart.at({ "status", "observedSourceArtifactRevision" }));
    const auto helm = tree({ { "releaseName", releaseNameOf(object) }, { "namespace", releaseNamespaceOf(object) },
        { "values", state.attempt.values } });
    state.attempt.chart = tree({ { "apiVersion", "v2" }, { "name", chartName }, { "version", version } });
    m_renderer.render({ text(source.at({ "spec", "url" })), revision.substr(revision.rfind(':') + 1),
                          text(chart.at({ "spec", "chart" })), RenderStyle::Flux, Recursion::No, helm },
        this, [this, name](const RenderAnswer& answer) { rendered(name, answer); });
}

void HelmReleaseController::settle(const ObjectName& name)
{
    m_states[name].busy = false;
    m_states[name].lookedAt = world().time();
    const auto object = find(name);
    if (!isReplayed(world()))
        enqueue(name, intervalOf(object));
}

void HelmReleaseController::finalize(const Value& object)
{
    if (!object.at({ "spec", "suspend" }).boolOr(false)) {
        for (const auto& entry : object.at({ "status", "inventory", "entries" }).list()) {
            const auto one = inventoryObject(text(entry["id"]));
            const auto resource
                = world().store().resourceOf((one.group.empty() ? "" : one.group + "/") + text(entry["v"]), one.kind);
            if (resource)
                static_cast<void>(world().store().remove(
                    *resource, { one.nameSpace, one.name }, { .propagation = Propagation::Background }));
        }
        for (const auto& one : object.at({ "status", "history" }).list())
            world().remove(kinds::secrets,
                { releaseNamespaceOf(object),
                    helmSecretName(releaseNameOf(object), static_cast<int>(one["version"].intOr(1))) });
    }
    if (object.at({ "spec", "chartRef" }).isNull()) {
        const auto chart = text(object.at({ "status", "helmChart" }));
        const auto slash = chart.find('/');
        if (slash != std::string::npos)
            world().remove(kinds::helmCharts, { chart.substr(0, slash), chart.substr(slash + 1) });
    }
    static_cast<void>(
        world().update(kinds::helmReleases, put(object, { "metadata", "finalizers" }, Value::emptyList()), manager));
}

}
