#include "core/workflow/CommitEffect.h"

#include "core/git/GitProgram.h"
#include "core/git/Tree.h"
#include "core/workflow/SharedFiles.h"

#include <QTimeZone>

namespace holdfast::workflow {

namespace {

QDateTime secondsUtc(const QString& text)
{
    return QDateTime::fromSecsSinceEpoch(text.toLongLong(), QTimeZone::UTC);
}

/// Every field but the last is one line.
Result<CommitEffect> described(const QString& mirror, const git::CommitId& commit, const CancelToken& cancel)
{
    const Result<QByteArray> shown = git::gitOutput(
        { .repository = mirror,
            .arguments = { QStringLiteral("log"), QStringLiteral("-1"), QStringLiteral("--encoding=UTF-8"),
                QStringLiteral("--no-show-signature"), QStringLiteral("--format=%an <%ae>%n%at%n%ct%n%P%n%B"),
                commit.text(), QStringLiteral("--") } },
        cancel);
    if (!shown)
        return std::unexpected(shown.error());
    const QString text = QString::fromUtf8(*shown);
    CommitEffect effect { .commit = commit,
        .author = text.section(u'\n', 0, 0),
        .authoredAt = secondsUtc(text.section(u'\n', 1, 1)),
        .committedAt = secondsUtc(text.section(u'\n', 2, 2)),
        .message = text.section(u'\n', 4).trimmed() };
    for (const QString& parent : text.section(u'\n', 3, 3).split(u' ', Qt::SkipEmptyParts))
        effect.parents.emplace_back(parent);
    return effect;
}

}

Result<CommitEffect> commitEffect(const CommitQuestion& question, const World& world, const CancelToken& cancel)
{
    const Result<QString> mirror = world.git->known(question.repository, cancel);
    if (!mirror)
        return std::unexpected(mirror.error());
    Result<CommitEffect> effect = described(*mirror, question.commit, cancel);
    if (!effect)
        return effect;
    const git::CommitId parent = effect->parents.empty() ? git::CommitId() : effect->parents.front();
    const Result<QByteArrayList> changed = git::changedPaths(*mirror, parent, question.commit, cancel);
    if (!changed)
        return std::unexpected(changed.error());
    for (const QByteArray& file : *changed)
        effect->files.append(QString::fromUtf8(git::quotedPath(file)));
    const Result<std::vector<gitops::App>> fleet = world.clusters->apps(cancel);
    if (!fleet)
        return std::unexpected(fleet.error());
    const BranchPoint point {
        .url = question.repository, .branch = question.branch, .mirror = *mirror, .commit = question.commit
    };
    for (const gitops::App& app : appsTouched(*fleet, point, *changed, cancel))
        if (app.id != question.app)
            effect->others.push_back(app.id);
    return effect;
}

}
