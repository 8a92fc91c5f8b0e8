#include "app/ctl/FleetReading.h"

#include "app/ctl/ContextSelection.h"
#include "app/ctl/Output.h"
#include "core/session/LiveFleet.h"

#include <algorithm>

namespace holdfast::ctl {

namespace {

using session::ClusterStatus;
using session::LinkState;
using namespace std::chrono_literals;

/// No list of a fleet takes longer; a server that only drips ends here.
constexpr auto longestWait = 120s;
/// What refers to other objects (a Kustomization to its source) is filled in shortly after the lists are complete.
constexpr auto quiet = 250ms;

enum class Progress { Waiting, Read, Failed };

Progress progress(const ClusterStatus& status)
{
    switch (status.state) {
    case LinkState::Connecting:
        return Progress::Waiting;
    case LinkState::Live:
        return status.detailsComplete ? Progress::Read : Progress::Waiting;
    case LinkState::Disconnected:
    case LinkState::Denied:
    case LinkState::ConsentNeeded:
    case LinkState::Broken:
        return Progress::Failed;
    }
    return Progress::Failed;
}

Error failureOf(const ClusterStatus& status)
{
    Error failure = status.error.value_or(
        Error { .code = ErrorCode::Unreachable, .detail = QStringLiteral("it did not give its whole list in time") });
    const QString who = QStringLiteral("context \"%1\"").arg(status.context.text());
    const QString place = placeText(failure.where);
    failure.detail
        = who + QStringLiteral(": ") + (place.isEmpty() ? QString() : place + QStringLiteral(": ")) + failure.detail;
    failure.where = {};
    return failure;
}

/// What a cluster's failure ends the program with. A login that fails leaves the cluster out of reach, whatever the
/// plugin did wrong; the input is at fault where a file, or the kubeconfig itself, is.
Exit exitOfCluster(const Error& failure)
{
    const Exit exit = exitOf(failure.code);
    if (failure.code == ErrorCode::Io || failure.code == ErrorCode::Unsupported || exit == Exit::Refused)
        return exit;
    return Exit::Unreachable;
}

app::FleetOptions fleetOptions(const kube::Kubeconfig& selected, const GlobalOptions& options)
{
    app::FleetOptions all { .kubeconfig = options.kubeconfig,
        .dataFolder = options.dataFolder,
        .exec = options.exec == ExecChoice::Allow ? app::ExecPolicy::Allow : app::ExecPolicy::AskFirst };
    for (const kube::Context& context : selected.contexts)
        all.contexts.append(context.name.text());
    for (const kube::BrokenContext& context : selected.broken)
        all.contexts.append(context.name.text());
    return all;
}

}

FleetReading::FleetReading(std::unique_ptr<app::Composition> composition, const Invocation& call)
    : QObject(call.context)
    , m_composition(std::move(composition))
    , m_call(call)
{
    m_deadline.setSingleShot(true);
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quiet);
    connect(&m_deadline, &QTimer::timeout, this, &FleetReading::settle);
    connect(&m_quiet, &QTimer::timeout, this, &FleetReading::settle);
    connect(&fleet(), &session::Fleet::clusterChanged, this, &FleetReading::check);
    connect(&fleet(), &session::Fleet::appsChanged, this, &FleetReading::check);
}

FleetReading::~FleetReading() = default;

session::Fleet& FleetReading::fleet() const
{
    return m_composition->fleet();
}

const session::MeasureService& FleetReading::measuring() const
{
    return m_composition->measuring();
}

const workflow::HistoryService& FleetReading::history() const
{
    return m_composition->history();
}

workflow::RunService& FleetReading::runs() const
{
    return m_composition->runs();
}

void FleetReading::start(std::function<void(FleetReading&)> settled)
{
    m_settled = std::move(settled);
    for (const Error& problem : fleet().problems())
        m_call.output->error(problem);
    m_deadline.start(longestWait);
    m_composition->fleet().start();
    check();
}

void FleetReading::check()
{
    if (!m_settled)
        return;
    const std::vector<ClusterStatus> clusters = fleet().clusters();
    const bool waiting = std::ranges::contains(clusters, Progress::Waiting, progress);
    const bool anyRead = std::ranges::contains(clusters, Progress::Read, progress);
    if (waiting)
        m_quiet.stop();
    else if (anyRead)
        m_quiet.start();
    else
        m_quiet.start(0ms);
}

void FleetReading::settle()
{
    m_deadline.stop();
    m_quiet.stop();
    for (const ClusterStatus& status : fleet().clusters())
        report(status);
    m_read = std::ranges::contains(fleet().clusters(), Progress::Read, progress);
    std::exchange(m_settled, nullptr)(*this);
}

void FleetReading::report(const ClusterStatus& status)
{
    const QString who = QStringLiteral("context \"%1\": ").arg(status.context.text());
    if (progress(status) != Progress::Read) {
        const Error failure = failureOf(status);
        const Exit exit = m_call.output->error(failure);
        const bool brokenEntry
            = std::ranges::contains(m_composition->kubeconfig().broken, status.context, &kube::BrokenContext::name);
        m_failures.push_back(brokenEntry ? exit : exitOfCluster(failure));
        return;
    }
    for (const Error& denied : status.deniedKinds)
        m_call.output->warning(who + errorText(denied));
    for (const QString& warning : status.warnings)
        m_call.output->warning(who + warning);
}

std::vector<gitops::App> FleetReading::apps() const
{
    std::vector<gitops::App> all = fleet().apps();
    // What is remembered from an earlier run is no answer of the cluster.
    std::erase_if(all, [](const gitops::App& app) { return app.detail == gitops::Detail::Remembered; });
    std::ranges::sort(all, {}, &gitops::App::id);
    return all;
}

Exit FleetReading::exit(Verdict verdict) const
{
    if (verdict == Verdict::Differs)
        return Exit::Differs;
    // What a person can mend at once comes first.
    for (const Exit exit : { Exit::Refused, Exit::Unreachable, Exit::Unreadable, Exit::Conflict }) {
        if (std::ranges::contains(m_failures, exit))
            return exit;
    }
    return Exit::Done;
}

void readFleet(const Invocation& call, const ContextName& ofApp, std::function<void(FleetReading&)> settled)
{
    const Result<kube::Kubeconfig> config = kube::loadKubeconfig(kube::defaultSources(call.options.kubeconfig));
    if (!config) {
        call.finish(call.output->error(config.error()));
        return;
    }
    if (config->contexts.empty() && config->broken.empty()) {
        call.output->error(QStringLiteral("no cluster configured: the kubeconfig has no contexts"),
            QStringLiteral("name another kubeconfig with --kubeconfig or KUBECONFIG"));
        call.finish(Exit::Unreachable);
        return;
    }
    const std::expected<kube::Kubeconfig, UsageError> selected = selectContexts(*config, call.options, ofApp);
    if (!selected) {
        call.output->error(selected.error().sentence, selected.error().hint);
        call.finish(Exit::Usage);
        return;
    }
    Result<std::unique_ptr<app::Composition>> composition
        = app::Composition::make(fleetOptions(*selected, call.options));
    if (!composition) {
        call.finish(call.output->error(composition.error()));
        return;
    }
    auto* reading = new FleetReading(*std::move(composition), call);
    reading->start(std::move(settled));
}

}
