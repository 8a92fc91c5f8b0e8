#include "app/sandbox/sim/ArgoStatus.h"

#include "app/sandbox/sim/Health.h"

#include <algorithm>
#include <format>

namespace holdfast::sandbox::sim {

namespace {

Value resourceEntry(const Compared& one, bool isUnknown)
{
    const auto& object = one.either();
    const auto group = groupOf(object);
    const auto verdict = verdictText(isUnknown && one.verdict != Verdict::None ? Verdict::Unknown : one.verdict);
    const auto wave = waveOf(object);
    return tree({ { "group", group.empty() ? Value() : Value(group) }, { "version", versionOf(object) },
        { "kind", object["kind"] }, { "namespace", namespaceOf(object).empty() ? Value() : Value(namespaceOf(object)) },
        { "name", nameOf(object) }, { "status", verdict.empty() ? Value() : Value(verdict) },
        { "hook", one.isHook ? Value(true) : Value() },
        { "requiresPruning", one.requiresPruning ? Value(true) : Value() },
        { "syncWave", wave != 0 ? Value(wave) : Value() } });
}

struct AppHealth {
    Health health = Health::Healthy;
    std::string message;
};

AppHealth healthOfAll(const std::vector<Compared>& objects)
{
    AppHealth result;
    bool anyLive = objects.empty();
    std::vector<std::string> causes;
    for (const auto& one : objects) {
        anyLive = anyLive || (!one.live.isNull() && !one.isHook);
        if (one.live.isNull() || one.isHook || annotation(one.live, "argocd.argoproj.io/ignore-healthcheck") == "true")
            continue;
        const auto health = healthOf(one.live);
        if (health > result.health)
            causes.clear();
        result.health = std::max(result.health, health);
        if (health == result.health && health != Health::Healthy)
            causes.push_back(std::format("{}{}{}:{}/{}", groupOf(one.live), groupOf(one.live).empty() ? "" : "/",
                text(one.live["kind"]), namespaceOf(one.live), nameOf(one.live)));
    }
    if (!anyLive)
        return { Health::Missing, {} };
    for (std::size_t index = 0; index < causes.size() && index < 3; ++index)
        result.message += (index == 0 ? "Caused by " : ", ") + causes[index];
    if (causes.size() > 3)
        result.message += std::format(", and {} more", causes.size() - 3);
    return result;
}

Value healthEntry(const Value& before, const AppHealth& now, const std::string& time)
{
    const auto word = healthText(now.health);
    const bool same = before["status"].text() == word;
    return tree({ { "status", word }, { "message", now.message.empty() ? Value() : Value(now.message) },
        { "lastTransitionTime", same ? before["lastTransitionTime"] : Value(time) } });
}

Value syncEntry(const Value& app, const Comparison& comparison)
{
    const auto& spec = app["spec"];
    const bool isMulti = isMultiSource(app);
    std::vector<Value> revisions;
    for (const auto& revision : comparison.sources.revisions)
        revisions.emplace_back(revision);
    const auto comparedTo
        = tree({ { "destination", spec["destination"] }, { "ignoreDifferences", spec["ignoreDifferences"] },
            { "source", isMulti ? Value() : spec["source"] }, { "sources", isMulti ? spec["sources"] : Value() } });
    const auto isOut = [](const Compared& one) { return one.counts && one.verdict == Verdict::OutOfSync; };
    const auto verdict = !comparison.sources.error.empty() ? Verdict::Unknown
        : std::ranges::any_of(comparison.objects, isOut)   ? Verdict::OutOfSync
                                                           : Verdict::Synced;
    const auto target = spec.at({ "source", "targetRevision" }).isEmpty()
        ? std::string()
        : text(spec.at({ "source", "targetRevision" }));
    const auto revision = !comparison.sources.error.empty() ? Value(target)
        : revisions.empty()                                 ? Value()
                                                            : revisions.front();
    return tree({ { "comparedTo", comparedTo }, { "status", verdictText(verdict) },
        { "revision", isMulti ? Value() : revision },
        { "revisions", isMulti && comparison.sources.error.empty() ? sequence(revisions) : Value() } });
}

Value conditionsOf(const Value& before, const char* type, const std::string& message, const std::string& now)
{
    auto conditions = before;
    for (const auto* one : { "ComparisonError", "InvalidSpecError" }) {
        if (message.empty() || std::string_view(one) != type)
            conditions = withoutCondition(conditions, one);
    }
    const auto& known = itemBy(conditions, "type", type);
    if (!message.empty() && known["message"].text() != message)
        conditions = withCondition(
            conditions, tree({ { "type", type }, { "message", message }, { "lastTransitionTime", now } }));
    return conditions.isEmpty() ? Value() : conditions;
}

Value withOptional(const Value& status, std::string_view key, const Value& value)
{
    return value.isEmpty() ? status.without(key) : status.with(key, value);
}

Value invalidStatus(const Value& app, const Comparison& comparison)
{
    auto status = app["status"].with("sync", tree({ { "status", "Unknown" } }));
    status = status.with("health", healthEntry(status["health"], { Health::Unknown, {} }, comparison.now));
    status = withOptional(status, "conditions",
        conditionsOf(status["conditions"], "InvalidSpecError", comparison.invalidSpec, comparison.now));
    return status.with("controllerNamespace", Value("argocd"))
        .with("reconciledAt", Value(comparison.now))
        .without("resources");
}

Value typesOf(const Comparison& comparison)
{
    std::vector<Value> types;
    for (const auto& type : comparison.sources.types)
        types.emplace_back(type);
    return sequence(std::move(types));
}

Value summaryOf(const Comparison& comparison)
{
    std::vector<Value> images;
    for (const auto& image : comparison.images)
        images.emplace_back(image);
    return images.empty() ? Value() : tree({ { "images", sequence(std::move(images)) } });
}

}

bool isMultiSource(const Value& app)
{
    return !app.at({ "spec", "sources" }).isEmpty();
}

std::vector<Value> sourcesOf(const Value& spec)
{
    return spec["sources"].isEmpty() ? std::vector { spec["source"] } : spec["sources"].list();
}

Value comparedStatus(const Value& app, const Comparison& comparison)
{
    if (!comparison.invalidSpec.empty())
        return invalidStatus(app, comparison);
    const bool isUnknown = !comparison.sources.error.empty();
    std::vector<Value> resources;
    for (const auto& one : comparison.objects)
        resources.push_back(resourceEntry(one, isUnknown));
    auto status = app["status"].with("sync", syncEntry(app, comparison));
    status = status.with("health", healthEntry(status["health"], healthOfAll(comparison.objects), comparison.now));
    status = withOptional(status, "resources", sequence(resources));
    status = withOptional(status, "summary", summaryOf(comparison));
    status = withOptional(status, "conditions",
        conditionsOf(status["conditions"], "ComparisonError", comparison.sources.error, comparison.now));
    const bool isMulti = isMultiSource(app);
    if (!isUnknown && isMulti)
        status = withOptional(status, "sourceTypes", typesOf(comparison));
    else if (!isUnknown && !comparison.sources.types.empty())
        status = status.with("sourceType", Value(comparison.sources.types.front()));
    return status.with("controllerNamespace", Value("argocd"))
        .with("reconciledAt", Value(comparison.now))
        .with("resourceHealthSource", Value("appTree"));
}

Value withHistory(const Value& app, const Value& status, const Value& entry)
{
    auto history = status["history"].list();
    const auto id = history.empty() ? 0 : history.back()["id"].intOr(0) + 1;
    history.push_back(entry.with("id", Value(id)));
    const auto limit = app.at({ "spec", "revisionHistoryLimit" }).intOr(10);
    if (limit == 0)
        return status.without("history");
    while (static_cast<std::int64_t>(history.size()) > limit)
        history.erase(history.begin());
    return status.with("history", Value(std::move(history)));
}

AutoSync decideAutoSync(const Value& app, RevisionChange change)
{
    const auto& automated = app.at({ "spec", "syncPolicy", "automated" });
    const auto& status = app["status"];
    if (automated.isNull() || !automated["enabled"].boolOr(true) || !app["operation"].isNull() || isDeleting(app)
        || status.at({ "sync", "status" }).text() != "OutOfSync")
        return {};
    std::vector<Value> out;
    for (const auto& one : status["resources"].list()) {
        if (one["status"].text() == "OutOfSync" && !one["hook"].boolOr(false))
            out.push_back(one);
    }
    const bool onlyPruning
        = std::ranges::all_of(out, [](const Value& one) { return one["requiresPruning"].boolOr(false); });
    if (onlyPruning && !automated["prune"].boolOr(false))
        return {};
    const auto& spec = app["spec"];
    const bool isMulti = isMultiSource(app);
    const auto retry
        = spec.at({ "syncPolicy", "retry" }).isNull() ? tree({ { "limit", 5 } }) : spec.at({ "syncPolicy", "retry" });
    auto sync = tree({ { "revision", isMulti ? Value() : status.at({ "sync", "revision" }) },
        { "revisions", isMulti ? status.at({ "sync", "revisions" }) : Value() },
        { "source", isMulti ? Value() : spec["source"] }, { "sources", isMulti ? spec["sources"] : Value() },
        { "prune", automated["prune"].boolOr(false) ? Value(true) : Value() },
        { "syncOptions", spec.at({ "syncPolicy", "syncOptions" }) } });
    const auto& state = status["operationState"];
    const auto& result = state["syncResult"];
    const auto* const named = isMulti ? "revisions" : "revision";
    const bool isSame = result[named] == status.at({ "sync", named });
    const bool tried = !state.isNull() && (isSame || change == RevisionChange::None)
        && result["source"] == sync["source"] && result["sources"] == sync["sources"];
    if (tried && state["phase"].text() != "Succeeded")
        return { AutoSync::Decision::Failed, {} };
    if (tried && !automated["selfHeal"].boolOr(false))
        return {};
    if (tried) {
        std::vector<Value> resources;
        for (const auto& one : out)
            resources.push_back(tree({ { "group", one["group"] }, { "kind", one["kind"] }, { "name", one["name"] } }));
        sync = sync.with("resources", sequence(resources)).with("autoHealAttemptsCount", Value(1));
    }
    const auto initiatedBy = tree({ { "automated", true } });
    return { tried ? AutoSync::Decision::Heal : AutoSync::Decision::Sync,
        tree({ { "initiatedBy", initiatedBy }, { "retry", retry }, { "sync", sync } }) };
}

}
