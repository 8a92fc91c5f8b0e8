#include "core/workflow/AppHistory.h"

#include "core/git/GitProgram.h"
#include "core/workflow/AppRender.h"

#include <QHash>

#include <algorithm>

namespace holdfast::workflow {

namespace {

using Objects = std::vector<manifest::Value>;

/// Older commits than these are not rendered: that they touched the files has to do.
constexpr std::size_t mostRendered = 100;

/// Renders each state once.
class Renders final {
public:
    explicit Renders(const Target& target)
        : m_target(target)
    {
    }
    [[nodiscard]] const Result<Objects>& at(const git::CommitId& commit, const CancelToken& cancel)
    {
        const auto known = m_known.constFind(commit);
        if (known != m_known.constEnd())
            return *known;
        return *m_known.insert(commit, renderedAt(m_target, commit, cancel));
    }

private:
    const Target& m_target;
    QHash<git::CommitId, Result<Objects>> m_known;
};

Result<git::CommitId> parentOf(const Target& target, const git::CommitId& commit, const CancelToken& cancel)
{
    return git::commitNamed(target.mirror, commit.text() + QStringLiteral("^1"), cancel);
}

RenderChange changeOf(const Target& target, const git::CommitId& commit, Renders& renders, const CancelToken& cancel)
{
    const Result<git::CommitId> parent = parentOf(target, commit, cancel);
    const Result<Objects> before
        = parent ? renders.at(*parent, cancel) : Result<Objects>(Objects()); // the first commit of all
    const Result<Objects> after = renders.at(commit, cancel);
    if (!before || !after) {
        const bool broke = before.has_value() != after.has_value();
        return broke ? RenderChange::Changed : RenderChange::Assumed;
    }
    return *before == *after ? RenderChange::Same : RenderChange::Changed;
}

/// Where a deployed revision stands among the entries.
std::size_t placeIn(
    const std::vector<HistoryEntry>& entries, const Target& target, const QString& revision, const CancelToken& cancel)
{
    const QString name = revision.section(u':', -1);
    const auto exact
        = std::ranges::find_if(entries, [&name](const HistoryEntry& entry) { return entry.commit.id.text() == name; });
    if (exact != entries.end() || name.isEmpty())
        return static_cast<std::size_t>(exact - entries.begin());
    const Result<git::CommitId> commit = git::commitNamed(target.mirror, name, cancel);
    const auto before = std::ranges::find_if(entries, [&](const HistoryEntry& entry) {
        return commit && git::isAncestor(target.mirror, entry.commit.id, *commit, cancel).value_or(false);
    });
    return static_cast<std::size_t>(before - entries.begin());
}

Result<std::vector<HistoryEntry>> historyOf(const Target& target, const World& world, const CancelToken& cancel)
{
    const Result<std::vector<git::CommitLine>> commits = git::pathHistory(
        { .repository = target.mirror, .from = target.tip, .paths = pathsOf(target, target.tip, cancel) }, cancel);
    if (!commits)
        return std::unexpected(commits.error());
    std::vector<HistoryEntry> entries;
    Renders renders(target);
    for (const git::CommitLine& commit : *commits) {
        HistoryEntry entry { .commit = commit, .repository = target.url };
        if (entries.size() < mostRendered)
            entry.rendered = changeOf(target, commit.id, renders, cancel);
        entries.push_back(std::move(entry));
    }
    const gitops::AppKind kind = target.through ? target.through->app.kind : target.app.app.kind;
    if (const gitops::Engine* engine = world.engineOf(kind))
        for (const gitops::Deployment& deployment : engine->deployments(target.deployer)) {
            const std::size_t place = placeIn(entries, target, revisionOf(deployment, target), cancel);
            if (place < entries.size())
                entries[place].deployments.push_back(deployment);
        }
    return entries;
}

}

Result<std::vector<HistoryEntry>> appHistory(const gitops::AppId& app, const World& world, const CancelToken& cancel)
{
    const Result<std::vector<Target>> targets = targetsOf({ app }, world, cancel);
    if (!targets)
        return std::unexpected(targets.error());
    std::vector<HistoryEntry> all;
    for (const Target& target : *targets) {
        Result<std::vector<HistoryEntry>> one = historyOf(target, world, cancel);
        if (!one)
            return std::unexpected(one.error());
        std::ranges::move(*one, std::back_inserter(all));
    }
    if (targets->size() > 1)
        std::ranges::stable_sort(
            all, std::ranges::greater(), [](const HistoryEntry& entry) { return entry.commit.time; });
    return all;
}

}
