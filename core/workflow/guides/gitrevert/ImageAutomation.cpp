#include "core/workflow/guides/gitrevert/ImageAutomation.h"

#include "core/workflow/AppObjects.h"

#include <QRegularExpression>
#include <QSet>

namespace holdfast::workflow::gitrevert {

namespace {

/// The setter that image-automation-controller looks for: `# {"$imagepolicy": "flux-system:podinfo:tag"}`.
const QRegularExpression& marker()
{
    static const QRegularExpression pattern(QStringLiteral(R"(#\s*\{\s*"\$imagepolicy"\s*:\s*"([^":]+:[^":]+))"));
    return pattern;
}

/// The policies whose markers stand on lines that only one side has.
QStringList policiesAt(const TextChange& file)
{
    const QStringList before = file.before.split(u'\n');
    const QStringList after = file.after.split(u'\n');
    const QSet<QString> kept(before.begin(), before.end());
    QStringList policies;
    for (const QString& line : after) {
        const QRegularExpressionMatch match = marker().match(line);
        if (match.hasMatch() && !kept.contains(line) && !policies.contains(match.captured(1)))
            policies.append(match.captured(1));
    }
    return policies;
}

}

QStringList imageAutomationWarnings(const std::vector<Draft>& drafts, const std::vector<CommitPreview>& commits)
{
    QStringList all;
    for (const CommitPreview& commit : commits)
        for (const TextChange& file : commit.texts)
            for (const QString& policy : policiesAt(file))
                all.append(QStringLiteral("image policy %1 writes %2: it would bump the image again, unless its "
                                          "ImageUpdateAutomation is suspended first")
                        .arg(policy, file.name));
    for (const Draft& draft : drafts)
        for (const Target& target : draft.targets)
            if (!annotation(target.object, "argocd-image-updater.argoproj.io/image-list").isEmpty())
                all.append(
                    QStringLiteral("Argo CD Image Updater is in charge of the images of %1: it may bump them again")
                        .arg(gitops::appText(target.app.app)));
    return all;
}

}
