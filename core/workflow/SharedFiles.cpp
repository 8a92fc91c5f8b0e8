#include "core/workflow/SharedFiles.h"

#include <algorithm>

namespace holdfast::workflow {

namespace {

/// Following the kustomization of more apps than this would make a person wait; their own paths are looked at.
constexpr int mostFollowed = 200;

bool sourceFollows(const gitops::Source& source, const BranchPoint& point)
{
    const bool sameBranch = source.target == point.branch || source.target.isEmpty()
        || source.target == QLatin1String("HEAD") || source.target == QStringLiteral("refs/heads/") + point.branch;
    return source.kind == QLatin1String("Git") && sameBranch
        && comparableUrl(source.repository) == comparableUrl(point.url);
}

std::vector<gitops::Source> sourcesOf(const gitops::App& app)
{
    return app.sources.empty() ? std::vector { app.source } : app.sources;
}

/// Looks for the apps of one branch whose files change.
class Sharing final {
public:
    Sharing(const BranchPoint& point, const QByteArrayList& changed)
        : m_point(point)
        , m_changed(changed)
    {
    }
    [[nodiscard]] bool touchesApp(const gitops::App& app, const CancelToken& cancel)
    {
        return std::ranges::any_of(sourcesOf(app),
            [&](const gitops::Source& source) { return sourceFollows(source, m_point) && isTouched(source, cancel); });
    }

private:
    [[nodiscard]] bool isTouched(const gitops::Source& source, const CancelToken& cancel)
    {
        const Target target { .url = m_point.url,
            .branch = m_point.branch,
            .path = cleanPath(source.path),
            .mirror = m_point.mirror,
            .tip = m_point.commit };
        const QByteArrayList own { target.path.isEmpty() ? QByteArrayLiteral(".") : target.path.toUtf8() };
        if (touches(own, m_changed))
            return true;
        if (++m_followed > mostFollowed)
            return false;
        return touches(pathsOf(target, m_point.commit, cancel), m_changed);
    }

    const BranchPoint& m_point;
    const QByteArrayList& m_changed;
    int m_followed = 0;
};

}

bool follows(const gitops::App& app, const BranchPoint& point)
{
    return std::ranges::any_of(
        sourcesOf(app), [&point](const gitops::Source& source) { return sourceFollows(source, point); });
}

std::vector<gitops::App> appsTouched(const std::vector<gitops::App>& apps, const BranchPoint& point,
    const QByteArrayList& changed, const CancelToken& cancel)
{
    Sharing sharing(point, changed);
    std::vector<gitops::App> touched;
    std::ranges::copy_if(
        apps, std::back_inserter(touched), [&](const gitops::App& app) { return sharing.touchesApp(app, cancel); });
    return touched;
}

}
