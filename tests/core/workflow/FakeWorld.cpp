#include "tests/core/workflow/FakeWorld.h"

#include "core/git/GitProgram.h"
#include "core/git/Tree.h"
#include "core/gitops/ObjectReading.h"
#include "core/manifest/JsonReader.h"
#include "core/manifest/YamlReader.h"

#include <QTimeZone>

namespace holdfast::workflow {

using manifest::Value;

namespace {

Value merged(const Value& base, const Value& merge)
{
    if (!merge.isMap())
        return merge;
    Value all = base.isMap() ? base : Value::emptyMap();
    for (const Value::Member& member : merge.map())
        all = member.second.isNull() ? all.without(member.first)
                                     : all.with(member.first, merged(all[member.first], member.second));
    return all;
}

std::optional<Error> next(std::vector<Error>& errors)
{
    if (errors.empty())
        return std::nullopt;
    const Error first = errors.front();
    errors.erase(errors.begin());
    return first;
}

Value versioned(const Value& object, int version)
{
    return object.with("metadata", object["metadata"].with("resourceVersion", Value(std::to_string(version))));
}

}

QDateTime FakeClock::now() const
{
    return QDateTime::fromMSecsSinceEpoch(1'800'000'000'000 + m_milliseconds.load(), QTimeZone::UTC);
}

std::chrono::milliseconds FakeClock::monotonic() const
{
    return std::chrono::milliseconds(m_milliseconds.load());
}

void FakeClock::advance(std::chrono::milliseconds by)
{
    m_milliseconds += by.count();
}

Result<std::vector<gitops::App>> FakeClusters::apps(const CancelToken&)
{
    return fleet;
}

Result<kube::ClusterIdentity> FakeClusters::identity(const ContextName&, const CancelToken&)
{
    return cluster;
}

Result<Value> FakeClusters::object(const Place& place, const CancelToken&)
{
    if (const std::optional<Error> failure = next(failures))
        return std::unexpected(*failure);
    const std::scoped_lock lock(m_mutex);
    const auto found = m_objects.find({ place.context, place.key });
    if (found == m_objects.end())
        return fail(ErrorCode::NotFound, {}, manifest::objectText(place.key));
    return found->second;
}

Result<Value> FakeClusters::patch(const Place& place, const Value& merge, const CancelToken&)
{
    if (beforePatch)
        std::exchange(beforePatch, nullptr)(*this);
    if (const std::optional<Error> failure = next(failures))
        return std::unexpected(*failure);
    const std::scoped_lock lock(m_mutex);
    Value& object = m_objects[{ place.context, place.key }];
    if (!(merge.at({ "metadata", "resourceVersion" }) == object.at({ "metadata", "resourceVersion" })))
        return fail(ErrorCode::Conflict, {}, QStringLiteral("a newer version exists"));
    ++patches;
    object = versioned(merged(object, merge), ++m_version);
    if (const std::optional<Error> lost = next(lostReplies))
        return std::unexpected(*lost);
    return object;
}

Result<gitops::AppDetails> FakeClusters::details(const gitops::AppId&, const CancelToken&)
{
    return shown;
}

void FakeClusters::put(const QString& context, const Value& object)
{
    const std::scoped_lock lock(m_mutex);
    m_objects[{ ContextName(context), manifest::objectKey(object) }] = versioned(object, ++m_version);
}

Value FakeClusters::at(const gitops::AppId& app) const
{
    const Place place = placeOf(app);
    const std::scoped_lock lock(m_mutex);
    const auto found = m_objects.find({ place.context, place.key });
    return found == m_objects.end() ? Value() : found->second;
}

void FakeClusters::set(const gitops::AppId& app, const char* field, Value value)
{
    put(app.context.text(), at(app).with(field, std::move(value)));
}

Result<QString> FakeGit::refresh(const QString&, const CancelToken&)
{
    if (unreachable)
        return std::unexpected(*unreachable);
    return m_bare;
}

Result<git::PushOutcome> FakeGit::push(const git::PushRequest& request, const CancelToken& cancel)
{
    if (answer)
        return *answer;
    ++pushes;
    const Result<QByteArray> moved = git::gitOutput(
        { .repository = m_bare,
            .arguments = { QStringLiteral("update-ref"), QStringLiteral("refs/heads/") + request.branch,
                request.commit.text(), request.expect } },
        cancel);
    git::PushOutcome outcome { .pushed = true, .commit = request.commit, .tip = request.commit };
    if (!moved) {
        outcome.pushed = false;
        outcome.reason = git::PushReason::Moved;
    } else if (std::exchange(loseReply, false)) {
        outcome.pushed.reset();
        outcome.reason = git::PushReason::Unknown;
    }
    return outcome;
}

Result<git::PushOutcome> FakeGit::pushNewBranch(const git::PushRequest& request, const CancelToken& cancel)
{
    const Result<QByteArray> made = git::gitOutput(
        { .repository = m_bare,
            .arguments
            = { QStringLiteral("update-ref"), QStringLiteral("refs/heads/") + request.branch, request.commit.text() } },
        cancel);
    ++pushes;
    return git::PushOutcome { .pushed = made.has_value(), .commit = request.commit, .tip = request.commit };
}

Result<git::PullRequest> FakeGit::propose(const git::Proposal& proposal, const CancelToken&)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_pullRequest) {
        ++proposals;
        proposedTitle = proposal.title;
        m_pullRequest = git::PullRequest { .url = QStringLiteral("https://forge/1") };
        if (std::exchange(loseReply, false))
            return fail(ErrorCode::Unreachable, {}, QStringLiteral("the reply was lost"));
    }
    return *m_pullRequest;
}

void FakeGit::decide(const git::PullRequest& request)
{
    const std::scoped_lock lock(m_mutex);
    m_pullRequest = request;
}

Result<git::PullRequest> FakeGit::proposed(const git::Proposal&, const CancelToken&)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_pullRequest)
        return fail(ErrorCode::NotFound, {}, QStringLiteral("none"));
    return *m_pullRequest;
}

Result<std::vector<Value>> FolderRenders::renderedAt(const RenderPoint& point, const CancelToken& cancel) const
{
    ++renders;
    const QString folder = point.app.name + u'/';
    const Result<QByteArray> names
        = git::gitOutput({ .repository = m_bare,
                             .arguments = { QStringLiteral("ls-tree"), QStringLiteral("--name-only"),
                                 point.commit.text(), QStringLiteral("--"), folder } },
            cancel);
    if (!names)
        return std::unexpected(names.error());
    std::vector<Value> objects;
    for (const QString& name : QString::fromUtf8(*names).split(u'\n', Qt::SkipEmptyParts)) {
        const Result<QByteArray> file = git::fileAt(m_bare, point.commit, name, cancel);
        const auto documents = file.and_then(
            [&name](const QByteArray& text) { return manifest::readYaml(std::string_view(text), name); });
        if (!documents)
            return std::unexpected(documents.error());
        for (const auto& document : *documents)
            objects.push_back(document.value);
    }
    return objects;
}

Value parsed(const QString& json)
{
    return manifest::readJson(json.toStdString()).value_or(Value());
}

Value application(const QString& name, const QString& repository, const QString& path)
{
    return parsed(QStringLiteral(R"({"apiVersion":"argoproj.io/v1alpha1","kind":"Application",
        "metadata":{"name":"%1","namespace":"argocd"},
        "spec":{"project":"default","source":{"repoURL":"%2","path":"%3","targetRevision":"main"},
                "syncPolicy":{"automated":{}}},
        "status":{"sync":{"status":"Synced"},"health":{"status":"Healthy"}}})")
            .arg(name, repository, path));
}

Value markedBy(const Value& object, const char* run, const char* by)
{
    const QString mark = QStringLiteral(R"({"run":"%1","by":"%2","startedAt":"2026-01-02T03:04:05Z"})")
                             .arg(QLatin1String(run), QLatin1String(by));
    const Value annotations(Value::Map { { "holdfast.dev/run", Value(mark.toStdString()) } });
    return object.with("metadata", object["metadata"].with("annotations", annotations));
}

Value syncedAt(const QString& revision, const char* health)
{
    return parsed(QStringLiteral(R"({"sync":{"status":"Synced","revision":"%1"},"health":{"status":"%2"}})")
            .arg(revision, QLatin1String(health)));
}

Value deployedAt(int id, const QString& revision)
{
    return parsed(QStringLiteral(R"({"history":[{"id":%1,"revision":"%2","deployedAt":"2026-01-02T03:04:05Z"}]})")
            .arg(id)
            .arg(revision));
}

Value projectWithWindow()
{
    return parsed(QStringLiteral(R"({"apiVersion":"argoproj.io/v1alpha1","kind":"AppProject",
        "metadata":{"name":"default","namespace":"argocd"},
        "spec":{"syncWindows":[{"kind":"deny","schedule":"0 8 * * *","duration":"2h"}]}})"));
}

gitops::AppId argoApp(const QString& name)
{
    return { .context = ContextName(QStringLiteral("prod")),
        .kind = gitops::AppKind::Application,
        .nameSpace = QStringLiteral("argocd"),
        .name = name };
}

}
