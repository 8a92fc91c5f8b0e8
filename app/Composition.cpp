#include "app/Composition.h"

#include "core/gitops/Engine.h"
#include "core/kube/ExecConsents.h"
#include "core/kube/ExecPlugins.h"
#include "core/net/CurlTransport.h"
#include "core/session/DataFolder.h"
#include "core/session/FleetClusters.h"
#include "core/session/FleetMeasuring.h"
#include "core/session/LiveFleet.h"
#include "core/session/MeasureService.h"
#include "core/workflow/HistoryService.h"
#include "core/workflow/JournaledRuns.h"

#include <QFileInfo>
#include <QThread>

#include <algorithm>
#include <atomic>

#include <unistd.h>

namespace holdfast::app {

namespace {

/// The contexts that were asked for, usable or not.
struct Chosen {
    std::vector<kube::Context> contexts;
    std::vector<kube::BrokenContext> broken;
};

QString fileText(const kube::Kubeconfig& kubeconfig)
{
    return kubeconfig.files.join(QStringLiteral(", "));
}

Result<void> choose(const kube::Kubeconfig& kubeconfig, const ContextName& name, Chosen& chosen)
{
    const auto usable = std::ranges::find(kubeconfig.contexts, name, &kube::Context::name);
    const auto broken = std::ranges::find(kubeconfig.broken, name, &kube::BrokenContext::name);
    if (usable != kubeconfig.contexts.end())
        chosen.contexts.push_back(*usable);
    else if (broken != kubeconfig.broken.end())
        chosen.broken.push_back(*broken);
    else
        return fail(ErrorCode::NotFound, FilePlace { .file = fileText(kubeconfig) },
            QStringLiteral("there is no context \"%1\"; see kubectl config get-contexts").arg(name.text()));
    return {};
}

/// HOLDFAST_DIE_AT=N ends the program, as a power cut would, at the Nth record, request or push of its runs: the tests
/// of recovery go through all of them.
std::function<void(const char*)> killPoint()
{
    const int last = qEnvironmentVariableIntValue("HOLDFAST_DIE_AT");
    if (last <= 0)
        return [](const char*) { };
    return [last, passed = std::make_shared<std::atomic_int>(0)](const char*) {
        if (++*passed == last)
            ::_exit(137);
    };
}

Result<Chosen> chosenContexts(const kube::Kubeconfig& kubeconfig, const FleetOptions& options)
{
    if (options.choice == ContextChoice::All)
        return Chosen { .contexts = kubeconfig.contexts, .broken = kubeconfig.broken };
    QStringList names = options.contexts;
    names.removeDuplicates();
    if (names.isEmpty() && kubeconfig.current.isEmpty())
        return fail(ErrorCode::Precondition, FilePlace { .file = fileText(kubeconfig) },
            QStringLiteral("no current-context is set; name one with --context, or take --all-contexts"));
    if (names.isEmpty())
        names.push_back(kubeconfig.current.text());
    Chosen chosen;
    for (const QString& name : std::as_const(names))
        if (Result<void> found = choose(kubeconfig, ContextName(name), chosen); !found)
            return std::unexpected(found.error());
    return chosen;
}

}

/// In the order in which they may not outlive each other.
struct Composition::Services {
    std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>();
    std::shared_ptr<kube::ExecPlugins> plugins = std::make_shared<kube::ExecPlugins>(clock);
    std::shared_ptr<net::HttpTransport> transport = std::make_shared<net::CurlTransport>();
    std::shared_ptr<Executor> runs = std::make_shared<PoolExecutor>(2); ///< its work waits for the network
    std::shared_ptr<Executor> reading = std::make_shared<PoolExecutor>(2); ///< renders and histories: may take long
    std::shared_ptr<Executor> background = std::make_shared<PoolExecutor>(2); ///< nobody waits for it
    std::shared_ptr<Executor> pool = std::make_shared<PoolExecutor>(std::max(1, QThread::idealThreadCount() - 1));
};

Composition::Composition()
    : m_services(std::make_unique<Services>())
{
}

Composition::~Composition()
{
    // What runs under way still ask of the fleet has to end before it does.
    m_background.reset();
    m_runs.reset();
    m_history.reset();
    m_measuring.reset();
    m_services->runs.reset();
    m_services->reading.reset();
    m_services->background.reset();
}

Result<std::unique_ptr<Composition>> Composition::make(const FleetOptions& options)
{
    Result<kube::Kubeconfig> kubeconfig = kube::loadKubeconfig(kube::defaultSources(options.kubeconfig));
    if (!kubeconfig)
        return std::unexpected(kubeconfig.error());
    Result<Chosen> chosen = chosenContexts(*kubeconfig, options);
    if (!chosen)
        return std::unexpected(chosen.error());
    std::unique_ptr<Composition> composition(new Composition);
    composition->m_kubeconfig = *std::move(kubeconfig);
    composition->build(options, std::move(chosen->contexts), std::move(chosen->broken));
    return composition;
}

void Composition::build(
    const FleetOptions& options, std::vector<kube::Context> contexts, std::vector<kube::BrokenContext> broken)
{
    m_dataFolder = options.dataFolder.value_or(session::defaultDataFolder());
    if (!m_dataFolder.isEmpty()) // git runs in folders of its own
        m_dataFolder = QFileInfo(m_dataFolder).absoluteFilePath();
    const auto consents = std::make_shared<kube::ExecConsents>(m_dataFolder);
    std::vector<Error> problems = m_kubeconfig.problems;
    if (options.exec == ExecPolicy::Allow)
        for (const kube::Context& context : contexts)
            if (const auto key = kube::execConsentKey(context))
                if (const Result<void> kept = consents->allow(*key); !kept)
                    problems.push_back(kept.error());
    const auto credentials
        = [consents, clock = m_services->clock, plugins = m_services->plugins](const kube::Context& context) {
              return kube::makeCredentials(context,
                  [consents](const kube::ExecConsentKey& key) { return consents->isAllowed(key); },
                  { .clock = clock, .plugins = plugins });
          };
    session::LiveFleetParts parts { .contexts = std::move(contexts),
        .broken = std::move(broken),
        .problems = std::move(problems),
        .consents = consents,
        .dataFolder = m_dataFolder,
        .kubeconfigFiles = m_kubeconfig.files,
        .readKubeconfig
        = [sources = kube::defaultSources(options.kubeconfig)] { return kube::loadKubeconfig(sources); } };
    parts.services.transport = m_services->transport;
    parts.services.pool = m_services->pool;
    parts.services.clock = m_services->clock;
    parts.services.engines = gitops::engineRegistry();
    parts.services.credentials = credentials;
    m_fleet = std::make_unique<session::LiveFleet>(std::move(parts));
    buildRuns();
}

void Composition::measureInBackground(Background wanted)
{
    if (wanted == Background::Off) {
        if (m_background)
            m_background->stop();
        return;
    }
    if (m_background) {
        m_background->start();
        return;
    }
    const auto service = std::make_shared<const session::MeasureService>(
        session::fleetClusters(*m_fleet), m_states, m_services->background);
    m_background = std::make_unique<session::FleetMeasuring>(*m_fleet,
        session::MeasuringParts { .measure
            = [service](const gitops::App& app,
                  CancelToken cancel) { return service->verdict(session::queryAtItsCommit(app), std::move(cancel)); },
            .clock = m_services->clock });
    QObject::connect(
        m_background.get(), &session::FleetMeasuring::measured, m_fleet.get(), &session::LiveFleet::takeMeasured);
    m_background->start();
}

void Composition::buildRuns()
{
    const QString folder = m_dataFolder.isEmpty() ? session::defaultDataFolder() : m_dataFolder;
    workflow::DriverParts parts { .executor = m_services->runs,
        .journal = std::make_shared<const workflow::Journal>(folder) };
    parts.world.clusters = session::fleetClusters(*m_fleet);
    m_states
        = std::make_shared<const session::DesiredStates>(parts.world.clusters, folder + QStringLiteral("/mirrors"));
    m_measuring = std::make_unique<session::MeasureService>(parts.world.clusters, m_states, m_services->reading);
    parts.world.renders = m_states;
    parts.world.git = workflow::mirroredGit(folder + QStringLiteral("/mirrors"), m_services->transport);
    parts.world.clock = m_services->clock;
    parts.world.engines = gitops::engineRegistry();
    parts.world.mark = killPoint();
    m_history = workflow::historyOf(parts.world, m_services->reading);
    m_runs = std::make_unique<workflow::JournaledRuns>(std::move(parts), workflow::guideRegistry());
}

}
