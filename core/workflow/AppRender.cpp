#include "core/workflow/AppRender.h"

#include "core/git/Tree.h"

#include <algorithm>

namespace holdfast::workflow {

using Objects = std::vector<manifest::Value>;

std::vector<BranchTargets> byBranch(std::vector<Target> targets)
{
    std::vector<BranchTargets> groups;
    for (Target& target : targets) {
        const auto same = std::ranges::find_if(groups, [&target](const BranchTargets& group) {
            return comparableUrl(group.front().url) == comparableUrl(target.url)
                && group.front().branch == target.branch;
        });
        if (same == groups.end())
            groups.push_back({ std::move(target) });
        else
            same->push_back(std::move(target));
    }
    return groups;
}

QByteArrayList pathsOf(const BranchTargets& targets, const git::CommitId& commit, const CancelToken& cancel)
{
    QByteArrayList all;
    for (const Target& target : targets)
        for (const QByteArray& path : pathsOf(target, commit, cancel))
            if (!all.contains(path))
                all.append(path);
    return all;
}

RenderSubject renderSubject(const Target& target)
{
    return { .app = target.through ? target.through->app : target.app.app, .repository = target.url };
}

Result<Objects> renderedAt(
    const World& world, const RenderSubject& subject, const git::CommitId& commit, const CancelToken& cancel)
{
    if (world.renders == nullptr)
        return fail(ErrorCode::Unsupported, ObjectPlace { .object = gitops::appText(subject.app) },
            QStringLiteral("nothing here renders it"));
    return world.renders->renderedAt(
        { .app = subject.app, .repository = subject.repository, .commit = commit }, cancel);
}

Result<Objects> Renders::at(const git::CommitId& commit, const CancelToken& cancel)
{
    QByteArrayList paths = pathsOf(m_targets, commit, cancel);
    paths.append(QByteArrayLiteral(".sourceignore"));
    const Result<QByteArray> files = git::entriesAt(m_targets.front().mirror, commit, paths, cancel);
    if (!files)
        return std::unexpected(files.error());
    const auto known = m_known.constFind(*files);
    if (known != m_known.constEnd())
        return *known;
    return *m_known.insert(*files, workflow::renderedAt(m_world, m_subject, commit, cancel));
}

Result<Objects> Renders::before(const git::CommitId& commit, const CancelToken& cancel)
{
    const Result<git::CommitId> parent
        = git::commitNamed(m_targets.front().mirror, commit.text() + QStringLiteral("^1"), cancel);
    return parent ? at(*parent, cancel) : Objects();
}

}
