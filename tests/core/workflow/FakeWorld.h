#pragma once

#include "core/workflow/Guide.h"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>

namespace holdfast::workflow {

/// A clock that any thread may read while the test moves it.
class FakeClock final : public Clock {
public:
    [[nodiscard]] QDateTime now() const override;
    [[nodiscard]] std::chrono::milliseconds monotonic() const override;
    void advance(std::chrono::milliseconds by);

private:
    std::atomic_int64_t m_milliseconds = 0;
};

/// Clusters out of a map: objects by place, each patch a merge and a new version, and answers that a test can spoil.
class FakeClusters final : public ClusterAccess {
public:
    [[nodiscard]] Result<std::vector<gitops::App>> apps(const CancelToken& cancel) override;
    [[nodiscard]] Result<kube::ClusterIdentity> identity(
        const ContextName& context, const CancelToken& cancel) override;
    [[nodiscard]] Result<manifest::Value> object(const Place& place, const CancelToken& cancel) override;
    [[nodiscard]] Result<manifest::Value> patch(
        const Place& place, const manifest::Value& merge, const CancelToken& cancel) override;
    [[nodiscard]] Result<gitops::AppDetails> details(const gitops::AppId& app, const CancelToken& cancel) override;

    void put(const QString& context, const manifest::Value& object);
    [[nodiscard]] manifest::Value at(const gitops::AppId& app) const;
    void set(const gitops::AppId& app, const char* field, manifest::Value value);

    std::vector<gitops::App> fleet;
    kube::ClusterIdentity cluster { .server = QStringLiteral("https://one.example"), .uid = QStringLiteral("u1") };
    /// What becomes of the next requests, the first first; nothing: they succeed.
    std::vector<Error> failures;
    std::vector<Error> lostReplies; ///< the patch is made, and nobody hears of it
    std::function<void(FakeClusters&)> beforePatch;
    int patches = 0;
    gitops::AppDetails shown;

private:
    mutable std::mutex m_mutex; ///< the steps ask from threads of their own
    std::map<std::pair<ContextName, manifest::ObjectKey>, manifest::Value> m_objects;
    int m_version = 1;
};

/// A remote that is a bare repository on this machine; its mirror is itself.
class FakeGit final : public GitAccess {
public:
    explicit FakeGit(QString bare)
        : m_bare(std::move(bare))
    {
    }
    [[nodiscard]] Result<QString> refresh(const QString& url, const CancelToken& cancel) override;
    [[nodiscard]] Result<git::PushOutcome> push(const git::PushRequest& request, const CancelToken& cancel) override;

    [[nodiscard]] Result<git::PushOutcome> pushNewBranch(
        const git::PushRequest& request, const CancelToken& cancel) override;
    [[nodiscard]] Result<git::PullRequest> propose(const git::Proposal& proposal, const CancelToken& cancel) override;
    [[nodiscard]] Result<git::PullRequest> proposed(const git::Proposal& proposal, const CancelToken& cancel) override;

    /// What the forge says of the only pull request from now on.
    void decide(const git::PullRequest& request);
    QString proposedTitle;
    int proposals = 0;
    std::optional<Error> unreachable;
    std::optional<git::PushOutcome> answer; ///< instead of pushing
    int pushes = 0;
    bool loseReply = false;

private:
    std::mutex m_mutex;
    std::optional<git::PullRequest> m_pullRequest;
    QString m_bare;
};

/// Renders an app as the YAML documents in the folder of its name.
class FolderRenders final : public AppRenders {
public:
    explicit FolderRenders(QString bare)
        : m_bare(std::move(bare))
    {
    }
    [[nodiscard]] Result<std::vector<manifest::Value>> renderedAt(
        const RenderPoint& point, const CancelToken& cancel) const override;

    [[nodiscard]] Result<QStringList> differing(const RenderPoint& point, const CancelToken& cancel) const override
    {
        return comparison ? Result<QStringList>(comparison(point)) : AppRenders::differing(point, cancel);
    }

    mutable std::atomic_int renders = 0;
    std::function<QStringList(const RenderPoint&)> comparison; ///< none: nothing is compared

private:
    QString m_bare;
};

/// An Argo CD Application that follows `main` of a repository.
[[nodiscard]] manifest::Value application(const QString& name, const QString& repository, const QString& path);
[[nodiscard]] manifest::Value parsed(const QString& json);
/// The object with the mark of a run on it.
[[nodiscard]] manifest::Value markedBy(const manifest::Value& object, const char* run, const char* by);
/// An Application's status.
[[nodiscard]] manifest::Value syncedAt(const QString& revision, const char* health);
[[nodiscard]] manifest::Value deployedAt(int id, const QString& revision);
/// The project `default` with one window.
[[nodiscard]] manifest::Value projectWithWindow();
[[nodiscard]] gitops::AppId argoApp(const QString& name);

}
