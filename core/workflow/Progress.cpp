#include "core/workflow/Progress.h"

#include "core/gitops/ObjectReading.h"

#include <array>

namespace holdfast::workflow {

using gitops::Rollout;
using gitops::RolloutRevision;
using gitops::text;
using manifest::ObjectKey;
using manifest::Value;

namespace {

constexpr std::array states { "waiting", "converged", "failing" };

Value value(const QString& text)
{
    return Value(text.toStdString());
}

Value textsValue(const QStringList& texts)
{
    Value::List all;
    for (const QString& each : texts)
        all.push_back(value(each));
    return Value(std::move(all));
}

QStringList texts(const Value& kept)
{
    QStringList all;
    for (const Value& each : kept.list())
        all.append(text(each));
    return all;
}

Value revisionValue(const RolloutRevision& revision)
{
    return Value(Value::Map { { "revision", Value(revision.number) }, { "images", textsValue(revision.images) },
        { "cause", value(revision.cause) }, { "current", Value(revision.current) },
        { "at", value(revision.createdAt.toString(Qt::ISODate)) } });
}

Value rolloutValue(const Rollout& rollout)
{
    Value::List history;
    for (const RolloutRevision& revision : rollout.history)
        history.push_back(revisionValue(revision));
    const ObjectKey& key = rollout.workload;
    return Value(Value::Map { { "group", value(key.group) }, { "kind", value(key.kind) },
        { "namespace", value(key.nameSpace) }, { "name", value(key.name) }, { "ready", Value(rollout.ready) },
        { "wanted", Value(rollout.wanted) }, { "complete", Value(rollout.complete) }, { "note", value(rollout.note) },
        { "history", Value(std::move(history)) } });
}

Rollout rolloutOf(const Value& kept)
{
    Rollout rollout { .workload = { .group = text(kept["group"]),
                          .kind = text(kept["kind"]),
                          .nameSpace = text(kept["namespace"]),
                          .name = text(kept["name"]) },
        .ready = kept["ready"].intOr(0),
        .wanted = kept["wanted"].intOr(0),
        .complete = kept["complete"].boolOr(false),
        .note = text(kept["note"]) };
    for (const Value& each : kept["history"].list()) {
        rollout.history.push_back({ .number = each["revision"].intOr(0),
            .images = texts(each["images"]),
            .cause = text(each["cause"]),
            .createdAt = gitops::time(each["at"]),
            .current = each["current"].boolOr(false) });
    }
    return rollout;
}

}

QString word(AppProgress::State state)
{
    return QString::fromLatin1(states.at(static_cast<std::size_t>(state)));
}

Value progressValue(const std::vector<AppProgress>& progress)
{
    Value::List all;
    for (const AppProgress& app : progress) {
        Value::List rollouts;
        for (const Rollout& rollout : app.rollouts)
            rollouts.push_back(rolloutValue(rollout));
        all.push_back(
            Value(Value::Map { { "app", value(gitops::appText(app.app)) }, { "state", value(word(app.state)) },
                { "note", value(app.note) }, { "rollouts", Value(std::move(rollouts)) },
                { "differing", app.differing ? textsValue(*app.differing) : Value() } }));
    }
    return Value(std::move(all));
}

std::vector<AppProgress> progressOf(const Value& kept)
{
    std::vector<AppProgress> all;
    for (const Value& entry : kept.list()) {
        const std::optional<gitops::AppId> app = gitops::parseAppText(text(entry["app"]));
        if (!app)
            continue;
        AppProgress progress { .app = *app, .note = text(entry["note"]) };
        for (const AppProgress::State state : { AppProgress::State::Converged, AppProgress::State::Failing })
            if (text(entry["state"]) == word(state))
                progress.state = state;
        if (entry["differing"].isList())
            progress.differing = texts(entry["differing"]);
        for (const Value& rollout : entry["rollouts"].list())
            progress.rollouts.push_back(rolloutOf(rollout));
        all.push_back(std::move(progress));
    }
    return all;
}

}
