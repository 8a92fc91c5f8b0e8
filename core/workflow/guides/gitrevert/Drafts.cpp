#include "core/workflow/guides/gitrevert/Drafts.h"

#include "core/git/GitProgram.h"
#include "core/git/Tree.h"
#include "core/gitops/ObjectReading.h"

#include <QRegularExpression>

#include <algorithm>

namespace holdfast::workflow::gitrevert {

using manifest::Value;

namespace {

std::vector<Draft> grouped(std::vector<Target> targets)
{
    std::vector<Draft> drafts;
    for (Target& target : targets) {
        const auto same = std::ranges::find_if(drafts, [&target](const Draft& draft) {
            return comparableUrl(draft.url) == comparableUrl(target.url) && draft.branch == target.branch;
        });
        if (same != drafts.end()) {
            same->targets.push_back(std::move(target));
            continue;
        }
        Draft draft { .url = target.url, .branch = target.branch, .mirror = target.mirror, .tip = target.tip };
        draft.targets.push_back(std::move(target));
        drafts.push_back(std::move(draft));
    }
    return drafts;
}

QByteArray trailers(const RunId& run)
{
    return "Holdfast-Run: " + run.text().toUtf8() + '\n';
}

/// Which of the drafts has the commit on its branch; it is noted there.
Result<void> assign(const QString& name, std::vector<Draft>& drafts, const CancelToken& cancel)
{
    bool found = false;
    for (Draft& draft : drafts) {
        const Result<git::CommitId> commit = git::commitNamed(draft.mirror, name, cancel);
        if (!commit && commit.error().code == ErrorCode::NotFound)
            continue;
        if (!commit)
            return std::unexpected(commit.error());
        const Result<bool> there = git::isAncestor(draft.mirror, *commit, draft.tip, cancel);
        if (!there)
            return std::unexpected(there.error());
        if (!*there)
            continue;
        found = true;
        if (!std::ranges::contains(draft.undone, *commit))
            draft.undone.push_back(*commit);
    }
    if (found)
        return {};
    return fail(ErrorCode::Precondition, CommitPlace { .repository = drafts.front().url, .commit = name },
        QStringLiteral("there is no such commit on %1").arg(drafts.front().branch));
}

Result<QByteArray> show(const Draft& draft, const QString& commit, const QString& format, const CancelToken& cancel)
{
    return git::gitOutput({ .repository = draft.mirror,
                              .arguments = { QStringLiteral("log"), QStringLiteral("-1"),
                                  QStringLiteral("--format=") + format, commit, QStringLiteral("--") } },
        cancel);
}

std::vector<MergeInfo> mergesOf(const Draft& draft, int mainline, const CancelToken& cancel)
{
    const auto line = [&](const QString& commit) {
        return QString::fromUtf8(show(draft, commit, QStringLiteral("%h %s"), cancel).value_or(QByteArray()));
    };
    std::vector<MergeInfo> merges;
    for (const git::CommitId& commit : draft.undone) {
        const QStringList parents
            = QString::fromLatin1(show(draft, commit.text(), QStringLiteral("%P"), cancel).value_or(QByteArray()))
                  .split(u' ', Qt::SkipEmptyParts);
        if (parents.size() < 2)
            continue;
        MergeInfo merge { .commit = line(commit.text()), .parents = {}, .mainline = mainline };
        for (const QString& parent : parents)
            merge.parents.append(line(parent));
        merges.push_back(std::move(merge));
    }
    return merges;
}

Result<void> revert(const RunRequest& request, const RunId& run, Draft& draft, const CancelToken& cancel)
{
    Result<git::RevertPlan> made = git::planRevert({ .repository = draft.mirror,
                                                       .tip = draft.tip,
                                                       .commits = draft.undone,
                                                       .mainline = request.mainline,
                                                       .trailers = trailers(run) },
        cancel);
    if (!made)
        return std::unexpected(made.error());
    draft.made = *std::move(made);
    draft.undone.clear();
    for (const git::PlannedRevert& each : draft.made.reverts)
        draft.undone.push_back(each.reverted);
    if (!draft.made.conflicts.empty())
        draft.undone.push_back(draft.made.conflicts.front().commit);
    draft.merges = mergesOf(draft, request.mainline.value_or(0), cancel);
    return {};
}

Result<git::CommitId> stateAskedFor(
    const Target& target, const QString& to, const World& world, const CancelToken& cancel)
{
    const QString name = deployedRevision(world, target, to).value_or(to);
    // Flux writes main@sha1:<hex>.
    Result<git::CommitId> commit = git::commitNamed(target.mirror, name.section(u':', -1), cancel);
    if (!commit && commit.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::Precondition, ObjectPlace { .object = gitops::appText(target.app.app) },
            QStringLiteral("\"%1\" is neither a deployment of it nor a commit of its repository").arg(to));
    return commit;
}

QByteArray restoreMessage(const Target& target, const git::CommitId& from, const RunId& run)
{
    return "Restore "
        + gitops::appText({ {}, target.app.app.kind, target.app.app.nameSpace, target.app.app.name }).toUtf8() + " to "
        + from.text().first(7).toUtf8() + "\n\nIts files are again as they were at " + from.text().toUtf8() + ".\n\n"
        + trailers(run);
}

Result<void> restore(const RunRequest& request, const RunId& run, Draft& draft, const Around& around)
{
    const CancelToken& cancel = around.cancel;
    draft.made.newTip = draft.tip;
    for (const Target& target : draft.targets) {
        const Result<git::CommitId> from = stateAskedFor(target, request.to, around.world, around.cancel);
        if (!from)
            return std::unexpected(from.error());
        QByteArrayList paths = pathsOf(target, draft.made.newTip, cancel);
        for (const QByteArray& path : pathsOf(target, *from, cancel))
            if (!paths.contains(path))
                paths.append(path);
        const Result<git::RevertPlan> made = git::planRestore({ .repository = draft.mirror,
                                                                  .tip = draft.made.newTip,
                                                                  .from = *from,
                                                                  .paths = paths,
                                                                  .message = restoreMessage(target, *from, run) },
            cancel);
        if (!made)
            return std::unexpected(made.error());
        draft.made.newTip = made->newTip;
        draft.made.tree = made->tree;
    }
    return {};
}

Result<void> everyAppHasACommit(const RunRequest& request, const std::vector<Draft>& drafts)
{
    for (const gitops::AppId& app : request.apps) {
        const bool has = std::ranges::any_of(drafts, [&app](const Draft& draft) {
            return std::ranges::any_of(draft.targets, [&app](const Target& target) { return target.app.app == app; });
        });
        if (!has)
            return fail(ErrorCode::Precondition, ObjectPlace { .object = gitops::appText(app) },
                QStringLiteral("none of the commits is on the branch that it follows"));
    }
    return {};
}

QStringList linesOf(const Result<QByteArray>& text)
{
    return text ? QString::fromUtf8(*text).split(u'\n', Qt::SkipEmptyParts) : QStringList();
}

}

BranchPoint pointOf(const Draft& draft)
{
    return { .url = draft.url, .branch = draft.branch, .mirror = draft.mirror, .commit = draft.tip };
}

Result<std::vector<Draft>> draftsOf(
    const RunRequest& request, const RunId& run, std::vector<Target> targets, const Around& around)
{
    const CancelToken& cancel = around.cancel;
    std::vector<Draft> drafts = grouped(std::move(targets));
    for (const QString& commit : request.commits)
        if (Result<void> assigned = assign(commit, drafts, cancel); !assigned)
            return std::unexpected(assigned.error());
    if (!request.commits.isEmpty())
        std::erase_if(drafts, [](const Draft& draft) { return draft.undone.empty(); });
    if (Result<void> complete = everyAppHasACommit(request, drafts); !complete)
        return std::unexpected(complete.error());
    for (Draft& draft : drafts) {
        const Result<void> made
            = request.commits.isEmpty() ? restore(request, run, draft, around) : revert(request, run, draft, cancel);
        if (!made)
            return std::unexpected(made.error());
    }
    return drafts;
}

namespace {

/// A preview shows so many files in full.
constexpr qsizetype mostTexts = 50;
constexpr qsizetype largestText = 1 << 20; ///< bytes

/// Whether a file may be shown: text of a bearable size that holds no values of Secrets.
bool isShown(const QByteArray& path, const QByteArray& text)
{
    static const QRegularExpression secret(
        QStringLiteral(R"(^\s*(-\s+)?(kind:\s*["']?Secret["']?\s*(#.*)?$|secretGenerator:))"),
        QRegularExpression::MultilineOption);
    static const QRegularExpression variables(QStringLiteral(R"((^|/)[^/]*\.env(\.[^/]*)?$)"));
    return text.size() < largestText && !text.contains('\0') && !variables.match(QString::fromUtf8(path)).hasMatch()
        && !secret.match(QString::fromUtf8(text)).hasMatch();
}

ConflictInfo conflictInfo(const Draft& draft, const git::Conflict& conflict, const CancelToken& cancel)
{
    std::array<QByteArray, 3> texts;
    bool shown = true;
    for (std::size_t side = 0; side < texts.size(); ++side) {
        if (conflict.sides.at(side).isEmpty())
            continue;
        texts.at(side) = git::runGit(
            { .repository = draft.mirror,
                .arguments = { QStringLiteral("cat-file"), QStringLiteral("blob"), conflict.sides.at(side) } },
            cancel)
                             .transform([](const git::GitOutcome& blob) { return blob.output; })
                             .value_or(QByteArray());
        shown = shown && isShown(conflict.path, texts.at(side));
    }
    ConflictInfo info { .path = QString::fromUtf8(conflict.path), .commit = conflict.commit.text() };
    if (shown) {
        info.base = QString::fromUtf8(texts[0]);
        info.now = QString::fromUtf8(texts[1]);
        info.undone = QString::fromUtf8(texts[2]);
    }
    return info;
}

/// Files that may be shown; others are only named.
std::vector<TextChange> textsOf(const Draft& draft, const QByteArrayList& files, const CancelToken& cancel)
{
    std::vector<TextChange> texts;
    const auto at = [&](const git::CommitId& commit, const QString& path) {
        return git::fileAt(draft.mirror, commit, path, cancel).value_or(QByteArray());
    };
    for (const QByteArray& file : files.first(std::min<qsizetype>(mostTexts, files.size()))) {
        const QString path = QString::fromUtf8(file);
        const QByteArray before = at(draft.tip, path);
        const QByteArray after = at(draft.made.newTip, path);
        if (isShown(file, before) && isShown(file, after))
            texts.push_back({ .name = QString::fromUtf8(git::quotedPath(file)),
                .before = QString::fromUtf8(before),
                .after = QString::fromUtf8(after) });
    }
    return texts;
}

}

Result<CommitPreview> previewOf(const Draft& draft, const CancelToken& cancel)
{
    CommitPreview preview {
        .repository = draft.url, .branch = draft.branch, .tip = draft.tip.text(), .newTip = draft.made.newTip.text()
    };
    for (const git::CommitId& commit : draft.undone)
        preview.undone += linesOf(show(draft, commit.text(), QStringLiteral("%h %s"), cancel));
    const Result<QByteArray> created = git::gitOutput(
        { .repository = draft.mirror,
            .arguments
            = { QStringLiteral("rev-list"), draft.tip.text() + QStringLiteral("..") + draft.made.newTip.text() } },
        cancel);
    for (const QString& commit : linesOf(created))
        if (const Result<QByteArray> message = show(draft, commit, QStringLiteral("%B"), cancel))
            preview.messages.append(QString::fromUtf8(*message));
    const Result<QByteArrayList> files = git::changedPaths(draft.mirror, draft.tip, draft.made.newTip, cancel);
    if (!files)
        return std::unexpected(files.error());
    for (const QByteArray& file : *files)
        preview.files.append(QString::fromUtf8(git::quotedPath(file)));
    preview.texts = textsOf(draft, *files, cancel);
    preview.merges = draft.merges;
    for (const git::Conflict& conflict : draft.made.conflicts)
        preview.conflicts.push_back(conflictInfo(draft, conflict, cancel));
    return preview;
}

}
