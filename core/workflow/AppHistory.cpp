#include "core/workflow/AppHistory.h"

#include "core/git/GitProgram.h"
#include "core/workflow/AppRender.h"

#include <algorithm>

namespace holdfast::workflow {

namespace {

using Objects = std::vector<manifest::Value>;

/// Older commits than these are not rendered: that they touched the files has to do.
constexpr std::size_t mostRendered = 100;

RenderChange changeOf(const git::CommitId& commit, Renders& renders, const CancelToken& cancel)
{
    const Result<Objects> before = renders.before(commit, cancel);
    const Result<Objects> after = renders.at(commit, cancel);
    if (!before || !after) {
        const bool broke = before.has_value() != after.has_value();
        return broke ? RenderChange::Changed : RenderChange::Assumed;
    }
    return *before == *after ? RenderChange::Same : RenderChange::Changed;
}

/// Where a deployed revision stands among the entries: at itself, or at the last commit before it that touched the
/// paths.
std::size_t placeIn(const std::vector<HistoryEntry>& entries, const git::HistoryQuery& query, const QString& revision,
    const CancelToken& cancel)
{
    const auto placeOf = [&entries](const QString& id) {
        const auto found = std::ranges::find(
            entries, id, [](const HistoryEntry& entry) -> const QString& { return entry.commit.id.text(); });
        return static_cast<std::size_t>(found - entries.begin());
    };
    const QString name = revision.section(u':', -1);
    if (const std::size_t exact = placeOf(name); exact < entries.size() || name.isEmpty())
        return exact;
    const Result<git::CommitId> commit = git::commitNamed(query.repository, name, cancel);
    if (!commit)
        return entries.size();
    git::HistoryQuery before = query;
    before.from = *commit;
    before.most = 1;
    const std::vector<git::CommitLine> last = git::pathHistory(before, cancel).value_or(std::vector<git::CommitLine>());
    return last.empty() ? entries.size() : placeOf(last.front().id.text());
}

Result<std::vector<HistoryEntry>> historyOf(
    const BranchTargets& targets, HistoryDepth depth, const World& world, const CancelToken& cancel)
{
    const Target& target = targets.front();
    git::HistoryQuery query { .repository = target.mirror,
        .from = target.tip,
        .paths = pathsOf(targets, target.tip, cancel),
        .parents = git::HistoryQuery::Parents::Told };
    const Result<std::vector<git::CommitLine>> commits = git::pathHistory(query, cancel);
    if (!commits)
        return std::unexpected(commits.error());
    query.parents = git::HistoryQuery::Parents::LeftOut;
    std::vector<HistoryEntry> entries;
    Renders renders(world, targets);
    for (const git::CommitLine& commit : *commits) {
        HistoryEntry entry {
            .commit = commit, .subject = renderSubject(target).app, .repository = target.url, .branch = target.branch
        };
        if (depth == HistoryDepth::RenderedChanges && entries.size() < mostRendered)
            entry.rendered = changeOf(commit.id, renders, cancel);
        entries.push_back(std::move(entry));
    }
    const gitops::AppKind kind = target.through ? target.through->app.kind : target.app.app.kind;
    if (const gitops::Engine* engine = world.engineOf(kind))
        for (const gitops::Deployment& deployment : engine->deployments(target.deployer)) {
            const std::size_t place = placeIn(entries, query, revisionOf(deployment, target), cancel);
            if (place < entries.size())
                entries[place].deployments.push_back(deployment);
        }
    return entries;
}

}

Result<std::vector<HistoryEntry>> appHistory(
    const HistoryRequest& request, const World& world, const CancelToken& cancel)
{
    Result<std::vector<Target>> targets = targetsOf({ request.app }, world, cancel);
    if (!targets)
        return std::unexpected(targets.error());
    std::vector<HistoryEntry> all;
    const std::vector<BranchTargets> branches = byBranch(*std::move(targets));
    for (const BranchTargets& branch : branches) {
        Result<std::vector<HistoryEntry>> one = historyOf(branch, request.depth, world, cancel);
        if (!one)
            return std::unexpected(one.error());
        std::ranges::move(*one, std::back_inserter(all));
    }
    if (branches.size() > 1)
        std::ranges::stable_sort(
            all, std::ranges::greater(), [](const HistoryEntry& entry) { return entry.commit.time; });
    return all;
}

}
