#include "core/workflow/FieldOrigin.h"

#include "core/workflow/AppRender.h"

#include <algorithm>
#include <span>

namespace holdfast::workflow {

using manifest::Value;

namespace {

/// Rendering more states than these would make a person wait for too long.
constexpr std::size_t mostRendered = 200;

using Objects = std::vector<Value>;

std::optional<Value> valueIn(const Objects& objects, const FieldQuestion& question)
{
    const auto object = std::ranges::find_if(
        objects, [&question](const Value& one) { return manifest::objectKey(one) == question.object; });
    const Value* found = object == objects.end() ? nullptr : question.field.find(*object);
    return found == nullptr ? std::nullopt : std::optional(*found);
}

/// A value that may be told: of a Secret only that there is one.
std::optional<Value> shown(const std::optional<Value>& value, const FieldQuestion& question)
{
    const bool secret = question.object.group.isEmpty() && question.object.kind == QLatin1String("Secret");
    return value && secret ? Value("***") : value;
}

/// Nothing where the target's commits did not change it.
Result<std::optional<FieldOrigin>> originIn(
    const BranchTargets& targets, const FieldQuestion& question, const World& world, const CancelToken& cancel)
{
    const Target& target = targets.front();
    const Result<std::vector<git::CommitLine>> commits = git::pathHistory(
        { .repository = target.mirror, .from = target.tip, .paths = pathsOf(targets, target.tip, cancel) }, cancel);
    if (!commits)
        return std::unexpected(commits.error());
    Renders renders(world, targets);
    const Result<Objects> now = renders.at(target.tip, cancel);
    if (!now)
        return std::unexpected(now.error());
    const std::optional<Value> value = valueIn(*now, question);
    const std::size_t looked = std::min(commits->size(), mostRendered);
    for (const git::CommitLine& commit : std::span(*commits).first(looked)) {
        const Result<Objects> before = renders.before(commit.id, cancel);
        if (!before && before.error().code == ErrorCode::Cancelled)
            return std::unexpected(before.error());
        if (!before) // a state that could not be rendered was not deployed either
            continue;
        const std::optional<Value> then = valueIn(*before, question);
        if (then != value)
            return FieldOrigin { .commit = commit,
                .repository = target.url,
                .branch = target.branch,
                .value = shown(value, question),
                .before = shown(then, question) };
    }
    return std::nullopt;
}

}

Result<FieldOrigin> fieldOrigin(const FieldQuestion& question, const World& world, const CancelToken& cancel)
{
    Result<std::vector<Target>> targets = targetsOf({ question.app }, world, cancel);
    if (!targets)
        return std::unexpected(targets.error());
    std::optional<FieldOrigin> newest;
    for (const BranchTargets& branch : byBranch(*std::move(targets))) {
        const Result<std::optional<FieldOrigin>> origin = originIn(branch, question, world, cancel);
        if (!origin)
            return std::unexpected(origin.error());
        if (*origin && (!newest || newest->commit.time < (*origin)->commit.time))
            newest = **origin;
    }
    if (newest)
        return *newest;
    return fail(ErrorCode::NotFound,
        ObjectPlace {
            .object = manifest::objectText(question.object), .field = QString::fromStdString(question.field.text()) },
        QStringLiteral("no commit of the app's branch is known to have set it"));
}

}
