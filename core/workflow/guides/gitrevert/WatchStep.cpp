#include "core/gitops/ObjectReading.h"
#include "core/workflow/AppObjects.h"
#include "core/workflow/Facts.h"
#include "core/workflow/Progress.h"
#include "core/workflow/guides/gitrevert/Steps.h"

#include <algorithm>
#include <map>

namespace holdfast::workflow::gitrevert {

using gitops::HealthStatus;
using gitops::SyncVerdict;
using manifest::Value;
using namespace std::chrono_literals;

namespace {

/// What has failed for so long is not mended by the next second.
constexpr std::chrono::milliseconds patience = 20s;
/// The agent is still at another commit, and in trouble with that.
constexpr std::chrono::milliseconds longestTurn = 120s;
/// Nothing new for so long: a person should look.
constexpr std::chrono::milliseconds longestSilence = 15min;
/// An agent or a server that is away for a moment.
constexpr std::chrono::milliseconds longestAbsence = 60s;
/// The agent says that all is as the commit has it, and Holdfast's own comparison does not: so long it is asked again.
constexpr std::chrono::milliseconds longestDoubt = 10s;
constexpr std::size_t shownObjects = 3;

/// How one app is on its way.
struct Progress {
    enum class Kind { Converged, UnderWay, Behind, Failing, Unreadable } kind = Kind::UnderWay;
    QString note;
    std::optional<Error> problem;
    std::vector<gitops::Rollout> rollouts;
    std::optional<QStringList> differing;
};

AppProgress::State stateOf(Progress::Kind kind)
{
    switch (kind) {
    case Progress::Kind::Converged:
        return AppProgress::State::Converged;
    case Progress::Kind::Failing:
    case Progress::Kind::Unreadable:
        return AppProgress::State::Failing;
    case Progress::Kind::UnderWay:
    case Progress::Kind::Behind:
        break;
    }
    return AppProgress::State::Waiting;
}

std::chrono::milliseconds patienceFor(Progress::Kind kind)
{
    switch (kind) {
    case Progress::Kind::Behind:
        return longestTurn;
    case Progress::Kind::Unreadable:
        return longestAbsence;
    case Progress::Kind::Converged:
    case Progress::Kind::UnderWay:
    case Progress::Kind::Failing:
        return patience;
    }
    return patience;
}

QString named(const PlannedApp& app, const QString& what)
{
    return gitops::appText(app.app) + QStringLiteral(": ") + what;
}

/// Flux says by its generation whether what it says is about the spec as it is.
bool isObserved(const Value& object)
{
    const Value& observed = object["status"]["observedGeneration"];
    return !observed.isNumber() || observed.intOr(0) >= object["metadata"]["generation"].intOr(0);
}

bool operationFailed(const Value& object)
{
    const std::string_view phase = object.at({ "status", "operationState", "phase" }).text();
    return phase == "Failed" || phase == "Error";
}

/// Which of the app's objects are not well, and why.
QString whatIsWrong(const gitops::AppDetails& details)
{
    QStringList all;
    for (const gitops::AppObject& object : details.objects) {
        if (!object.health || object.health->status == HealthStatus::Healthy)
            continue;
        const QString why = object.note.isEmpty() ? object.health->message : object.note;
        all.push_back(manifest::objectText(object.key) + u' ' + gitops::word(object.health->status)
            + (why.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(gitops::firstLine(why))));
    }
    if (all.size() > static_cast<qsizetype>(shownObjects))
        all = all.last(static_cast<qsizetype>(shownObjects)); // pods come after what owns them
    return all.join(QStringLiteral(", "));
}

QString healthText(const gitops::App& app)
{
    const QString word = gitops::word(app.health.status);
    return app.health.message.isEmpty() ? word
                                        : word + QStringLiteral(" (%1)").arg(gitops::firstLine(app.health.message));
}

class WatchStep final : public Step {
public:
    explicit WatchStep(PlanPointer plan)
        : m_plan(std::move(plan))
    {
    }
    [[nodiscard]] QString name() const override { return QStringLiteral("watch"); }
    [[nodiscard]] QString subject() const override { return appNames(*m_plan); }

    [[nodiscard]] Look probe(const StepContext& context, const CancelToken& cancel) override
    {
        const std::chrono::milliseconds now = context.world.clock->monotonic();
        QString waitingFor;
        std::optional<Look> end;
        std::vector<AppProgress> all;
        for (const PlannedApp& app : m_plan->apps) {
            Progress progress = look(context, app, cancel);
            if (progress.kind == Progress::Kind::Converged)
                compare(progress, context, app, cancel);
            if (!end)
                end = terminal(app, progress, now);
            if (progress.kind != Progress::Kind::Converged && waitingFor.isEmpty())
                waitingFor = named(app, progress.note);
            all.push_back({ .app = app.app,
                .state = stateOf(progress.kind),
                .note = progress.note,
                .rollouts = std::move(progress.rollouts),
                .differing = std::move(progress.differing) });
        }
        Look look = end ? *std::move(end) : verdict(waitingFor, now);
        Value facts(Value::Map { { "progress", progressValue(all) } });
        if (look.probe == Probe::Done)
            facts = facts.with("convergedAt", timeValue(context.world.clock->now()));
        look.facts = std::move(facts);
        return look;
    }

    [[nodiscard]] Result<Effect> execute(const StepContext&, const CancelToken&) override
    {
        return Effect { .kind = Effect::Kind::Begun };
    }
    [[nodiscard]] Result<void> undo(const StepContext&, const CancelToken&) override { return {}; }

private:
    /// The proof beside the agent's word. Where it stands against it for long, both are told, and the run goes on.
    void compare(Progress& progress, const StepContext& context, const PlannedApp& app, const CancelToken& cancel)
    {
        if (context.world.renders == nullptr || app.app.kind == gitops::AppKind::HelmRelease)
            return;
        std::optional<QStringList>& known = m_compared[app.app];
        if (!known || !known->isEmpty()) {
            const PlannedRepository repository = reached(context.run, *m_plan, app.repository);
            const Result<QStringList> differing = context.world.renders->differing(
                { .app = app.app, .repository = repository.url, .commit = git::CommitId(repository.commit) }, cancel);
            if (!differing)
                return;
            known = *differing;
        }
        progress.differing = known;
        const std::chrono::milliseconds now = context.world.clock->monotonic();
        const auto since = m_doubtSince.emplace(app.app, now).first;
        if (known->isEmpty() || now - since->second >= longestDoubt)
            return;
        progress.kind = Progress::Kind::UnderWay;
        const QStringList first = known->first(std::min<qsizetype>(known->size(), shownObjects));
        progress.note = QStringLiteral("the agent says Synced, but ") + first.join(QStringLiteral(", "));
    }

    /// Where nothing is in lasting trouble.
    [[nodiscard]] Look verdict(const QString& waitingFor, std::chrono::milliseconds now)
    {
        if (waitingFor.isEmpty())
            return { .probe = Probe::Done, .note = QStringLiteral("every app is synced and healthy at the commit") };
        if (waitingFor != m_said) {
            m_said = waitingFor;
            m_saidAt = now;
        }
        if (now - m_saidAt > longestSilence)
            return stands(waitingFor);
        return { .probe = Probe::InProgress, .note = waitingFor };
    }

    [[nodiscard]] static Look stands(const QString& note)
    {
        return {
            .probe = Probe::Diverged, .note = note, .problem = Error { .code = ErrorCode::ServerError, .detail = note }
        };
    }

    /// Trouble that lasts ends the watch, with what stands in the way.
    [[nodiscard]] std::optional<Look> terminal(
        const PlannedApp& app, const Progress& progress, std::chrono::milliseconds now)
    {
        if (progress.kind == Progress::Kind::Converged || progress.kind == Progress::Kind::UnderWay) {
            m_troubleSince.erase(app.app);
            return std::nullopt;
        }
        const auto [since, isNew] = m_troubleSince.emplace(app.app, now);
        const bool unreadable = progress.kind == Progress::Kind::Unreadable;
        if (now - since->second < patienceFor(progress.kind))
            return std::nullopt;
        m_troubleSince.erase(since);
        Look look = stands(named(app, progress.note));
        if (unreadable) {
            look.probe = Probe::Unknown;
            look.problem = progress.problem;
        }
        return look;
    }

    [[nodiscard]] Progress look(const StepContext& context, const PlannedApp& app, const CancelToken& cancel) const
    {
        const auto unreadable = [](const Error& error) {
            return Progress { Progress::Kind::Unreadable, errorText(error), error, {}, {} };
        };
        const Result<Value> object = appObject(context.world, app, cancel);
        if (!object && object.error().code == ErrorCode::NotFound)
            return { Progress::Kind::Failing, QStringLiteral("the app was deleted; nothing makes it anew"), {}, {},
                {} };
        if (!object)
            return unreadable(object.error());
        const Result<gitops::App> row = appRow(context.world, app, *object, cancel);
        if (!row)
            return unreadable(row.error());
        const Result<bool> reached = reaches(context, app, *row, cancel);
        if (!reached)
            return unreadable(reached.error());
        Progress progress = judge(*row, *object, *reached);
        if (*reached)
            addDetails(progress, context, app, cancel);
        return progress;
    }

    /// Revisions of a chart name no commit: there the agent's own verdict has to do.
    [[nodiscard]] Result<bool> reaches(
        const StepContext& context, const PlannedApp& app, const gitops::App& row, const CancelToken& cancel) const
    {
        if (app.app.kind == gitops::AppKind::HelmRelease)
            return true;
        const PlannedRepository repository = reached(context.run, *m_plan, app.repository);
        std::vector<Revision> revisions = row.revisions;
        revisions.push_back(row.revision);
        for (const Revision& revision : revisions) {
            const Result<bool> holds = holdsCommit(context.world, repository, revision.text(), cancel);
            if (!holds || *holds)
                return holds;
        }
        return false;
    }

    [[nodiscard]] static Progress judge(const gitops::App& row, const Value& object, bool reached)
    {
        if (!reached && !row.agent.reason.isEmpty() && !row.agent.reconciling)
            return { Progress::Kind::Behind, row.agent.reason + u' ' + gitops::firstLine(row.agent.message), {}, {},
                {} };
        if (!reached)
            return { Progress::Kind::UnderWay,
                QStringLiteral("the agent is at %1").arg(gitops::shortRevision(row.revision.text())), {}, {}, {} };
        const bool settled = isObserved(object) && !row.agent.reconciling;
        const bool synced = row.agent.verdict == SyncVerdict::Synced;
        if (settled && synced && row.health.status == HealthStatus::Healthy)
            return { Progress::Kind::Converged, {}, {}, {}, {} };
        const QString note = gitops::word(row.agent.verdict) + QStringLiteral(", ") + healthText(row)
            + (row.agent.message.isEmpty() ? QString() : QStringLiteral(", ") + gitops::firstLine(row.agent.message));
        const bool failing = settled
            && (operationFailed(object) || !row.agent.reason.isEmpty() || row.health.status == HealthStatus::Degraded);
        return { failing ? Progress::Kind::Failing : Progress::Kind::UnderWay, note, {}, {}, {} };
    }

    static void addDetails(
        Progress& progress, const StepContext& context, const PlannedApp& app, const CancelToken& cancel)
    {
        const Result<gitops::AppDetails> details = context.world.clusters->details(app.app, cancel);
        if (!details)
            return;
        progress.rollouts = details->rollouts;
        const QString wrong = progress.kind == Progress::Kind::Converged ? QString() : whatIsWrong(*details);
        if (!wrong.isEmpty())
            progress.note += QStringLiteral("; ") + wrong;
    }

    PlanPointer m_plan;
    std::map<gitops::AppId, std::chrono::milliseconds> m_troubleSince;
    std::map<gitops::AppId, std::optional<QStringList>> m_compared;
    std::map<gitops::AppId, std::chrono::milliseconds> m_doubtSince;
    QString m_said;
    std::chrono::milliseconds m_saidAt { 0 };
};

}

StepPointer watchStep(const PlanPointer& plan)
{
    return std::make_shared<WatchStep>(plan);
}

}
