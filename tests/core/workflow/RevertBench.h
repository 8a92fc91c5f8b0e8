#pragma once

#include "core/workflow/JournaledRuns.h"
#include "tests/core/git/Repositories.h"
#include "tests/core/workflow/FakeWorld.h"

#include <QSignalSpy>
#include <QTest>

namespace holdfast::workflow {

inline constexpr auto url = "https://git.example/apps.git";

/// A repository, a cluster that nobody drives, and the service over both. Each app is a folder of its name.
struct RevertBench {
    RevertBench()
        : git(std::make_shared<FakeGit>(tree.path() + QStringLiteral("/.git")))
        , renders(std::make_shared<FolderRenders>(tree.path() + QStringLiteral("/.git")))
    {
        tree.write(QStringLiteral("one/web.yaml"), "image: web:1\n");
        tree.write(QStringLiteral("two/web.yaml"), "image: web:1\n");
        good = tree.commit(QStringLiteral("Begin"));
        for (const char* name : { "one", "two" })
            clusters->put(QStringLiteral("prod"),
                application(QString::fromLatin1(name), QString::fromLatin1(url), QString::fromLatin1(name)));
    }

    /// Writes the file of every app anew, in one commit.
    git::CommitId release(const QByteArray& content, const QStringList& apps) const
    {
        for (const QString& app : apps)
            tree.write(app + QStringLiteral("/web.yaml"), content);
        return tree.commit(QStringLiteral("Release ") + QString::fromUtf8(content).trimmed());
    }

    [[nodiscard]] World world() const
    {
        World world;
        world.clusters = clusters;
        world.git = git;
        world.renders = renders;
        world.clock = clock;
        world.engines = gitops::engineRegistry();
        world.mark = mark;
        return world;
    }

    [[nodiscard]] std::unique_ptr<JournaledRuns> service() const
    {
        DriverParts parts { .executor = std::make_shared<PoolExecutor>(1),
            .journal = std::make_shared<const Journal>(data.path()),
            .pause = std::chrono::milliseconds(1) };
        parts.world = world();
        return std::make_unique<JournaledRuns>(std::move(parts), guideRegistry());
    }

    [[nodiscard]] RunRequest undo(const git::CommitId& commit, const QStringList& apps) const
    {
        RunRequest request {
            .guide = QStringLiteral("git-revert"), .commits = { commit.text() }, .by = QStringLiteral("Dana")
        };
        for (const QString& app : apps)
            request.apps.push_back(argoApp(app));
        return request;
    }

    [[nodiscard]] QString tip() const
    {
        return QString::fromLatin1(tree.git({ QStringLiteral("rev-parse"), QStringLiteral("main") }));
    }
    [[nodiscard]] int commits() const
    {
        return tree.git({ QStringLiteral("rev-list"), QStringLiteral("--count"), QStringLiteral("main") }).toInt();
    }
    [[nodiscard]] QByteArray fileAtTip(const QString& file) const
    {
        return tree.git({ QStringLiteral("show"), QStringLiteral("main:") + file });
    }
    [[nodiscard]] QString markOn(const QString& app) const
    {
        const manifest::Value annotations = clusters->at(argoApp(app)).at({ "metadata", "annotations" });
        return manifest::toQString(annotations["holdfast.dev/run"].text());
    }

    git::WorkTree tree;
    QTemporaryDir data;
    git::CommitId good;
    std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
    std::shared_ptr<FakeClusters> clusters = std::make_shared<FakeClusters>();
    std::shared_ptr<FakeGit> git;
    std::shared_ptr<FolderRenders> renders;
    std::function<void(const char*)> mark = [](const char*) { };
};

/// Waits for an answer with the event loop running.
template <typename T> Result<T> answerOf(const QFuture<Result<T>>& future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000))
        return fail(ErrorCode::Internal, {}, QStringLiteral("no answer"));
    return future.result();
}

/// Begins or resumes a run by `start` and waits until it is over or held.
template <typename Start> RunInfo ended(JournaledRuns& service, const Start& start)
{
    QSignalSpy end(&service, &RunService::runEnded);
    const Result<RunInfo> begun = answerOf(start());
    if (!begun)
        return { .problem = begun.error() };
    if (begun->state != RunState::Open)
        return *begun;
    if (end.isEmpty() && !end.wait(30'000))
        return { .problem = Error { .detail = QStringLiteral("the run did not end") } };
    return end.front().front().value<RunInfo>();
}

inline RunInfo completed(JournaledRuns& service, const RunRequest& request)
{
    const Result<Preview> preview = answerOf(service.plan(request, {}));
    if (!preview)
        return { .problem = preview.error() };
    return ended(service, [&] { return service.begin(*preview); });
}

}
