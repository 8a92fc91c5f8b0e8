#include "app/ctl/FleetJson.h"

#include "core/session/Disagreement.h"
namespace holdfast::ctl {

using manifest::Value;

namespace {

/// Absent values are null.
Value text(const QString& words)
{
    return words.isEmpty() ? Value() : Value(words.toStdString());
}

Value time(const QDateTime& at)
{
    return at.isValid() ? text(at.toUTC().toString(Qt::ISODate)) : Value();
}

Value name(const std::optional<manifest::ObjectKey>& key)
{
    return key ? text(manifest::objectText(*key)) : Value();
}

Value source(const gitops::Source& from)
{
    return Value(Value::Map { { "repository", text(from.repository) }, { "path", text(from.path) },
        { "target", text(from.target) }, { "chart", text(from.chart) }, { "kind", text(from.kind) } });
}

Value agent(const gitops::AgentVerdict& verdict)
{
    return Value(Value::Map { { "verdict", text(word(verdict.verdict)) }, { "reason", text(verdict.reason) },
        { "at", time(verdict.at) }, { "message", text(verdict.message) },
        { "reconciling", Value(verdict.reconciling) } });
}

Value measured(const std::optional<gitops::MeasuredVerdict>& verdict)
{
    if (!verdict)
        return {};
    return Value(Value::Map { { "verdict", text(word(verdict->verdict)) }, { "fields", Value(verdict->fields) },
        { "at", time(verdict->at) }, { "commit", text(verdict->commit.id) }, { "what", text(verdict->what) } });
}

Value health(const gitops::Health& state)
{
    return Value(Value::Map { { "status", text(word(state.status)) }, { "message", text(state.message) } });
}

Value automation(const gitops::Automation& state)
{
    Value lease;
    if (state.lease)
        lease = Value(Value::Map { { "by", text(state.lease->by) }, { "reason", text(state.lease->reason) },
            { "until", time(state.lease->until) } });
    return Value(Value::Map { { "mode", text(word(state.mode)) }, { "prune", Value(state.prune) },
        { "selfHeal", Value(state.selfHeal) }, { "lease", std::move(lease) } });
}

Value::List revisions(const gitops::App& app)
{
    Value::List all;
    for (const Revision& revision : app.revisions)
        all.push_back(text(revision.text()));
    return all;
}

Value condition(const gitops::Condition& state)
{
    return Value(Value::Map { { "type", text(state.type) }, { "status", text(state.status) },
        { "reason", text(state.reason) }, { "message", text(state.message) }, { "since", time(state.since) } });
}

Value event(const gitops::EventRecord& record)
{
    return Value(Value::Map { { "object", name(record.object) }, { "type", text(record.type) },
        { "reason", text(record.reason) }, { "message", text(record.message) }, { "reporter", text(record.reporter) },
        { "count", Value(record.count) }, { "firstSeen", time(record.firstSeen) },
        { "lastSeen", time(record.lastSeen) } });
}

}

Value appJson(const gitops::App& app)
{
    Value::Map entry { { "app", text(gitops::appText(app.id)) }, { "context", text(app.id.context.text()) },
        { "kind", text(word(app.id.kind)) }, { "namespace", text(app.id.nameSpace) }, { "name", text(app.id.name) },
        { "agent", agent(app.agent) }, { "measured", measured(app.measured) }, { "health", health(app.health) },
        { "automation", automation(app.automation) }, { "revision", text(app.revision.text()) },
        { "source", source(app.source) }, { "differsSince", time(app.differsSince) },
        { "differsSinceFrom", app.differsSince.isValid() ? text(word(app.sinceProof)) : Value() },
        { "owner", name(app.owner) }, { "project", text(app.project) }, { "team", text(app.team) },
        { "whatDiffers", text(app.whatDiffers) }, { "finding", text(session::disagreementText(app)) } };
    if (!app.revisions.empty())
        entry.emplace_back("revisions", Value(revisions(app)));
    if (!app.sources.empty()) {
        Value::List all;
        std::ranges::transform(app.sources, std::back_inserter(all), source);
        entry.emplace_back("sources", Value(std::move(all)));
    }
    return Value(std::move(entry));
}

Value objectJson(const gitops::AppObject& object)
{
    return Value(Value::Map { { "object", name(object.key) }, { "group", Value(object.key.group.toStdString()) },
        { "kind", text(object.key.kind) }, { "namespace", Value(object.key.nameSpace.toStdString()) },
        { "name", text(object.key.name) }, { "verdict", object.verdict ? text(word(*object.verdict)) : Value() },
        { "health", object.health ? health(*object.health) : Value() }, { "owner", name(object.owner) },
        { "note", text(object.note) }, { "hook", Value(object.hook) } });
}

Value detailsJson(const gitops::AppDetails& details)
{
    Value::List conditions;
    std::ranges::transform(details.conditions, std::back_inserter(conditions), condition);
    Value::List events;
    std::ranges::transform(details.events, std::back_inserter(events), event);
    Value::List unreadable;
    for (const Error& error : details.unreadable)
        unreadable.push_back(text(errorText(error)));
    return appJson(details.app)
        .with("measuredHealth", details.measuredHealth ? health(*details.measuredHealth) : Value())
        .with("conditions", Value(std::move(conditions)))
        .with("events", Value(std::move(events)))
        .with("unreadable", Value(std::move(unreadable)));
}

}
