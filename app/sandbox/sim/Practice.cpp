#include "app/sandbox/sim/Practice.h"

#include "app/sandbox/api/Cluster.h"
#include "app/sandbox/sim/ApplicationSetController.h"
#include "app/sandbox/sim/GitHost.h"
#include "app/sandbox/sim/HelmReleaseController.h"
#include "app/sandbox/sim/KustomizationController.h"
#include "app/sandbox/sim/LoadGenerator.h"
#include "app/sandbox/sim/MeshWebhook.h"
#include "app/sandbox/sim/SampleFleet.h"
#include "app/sandbox/sim/SourceController.h"
#include "app/sandbox/sim/Workloads.h"

#include <QDir>

namespace holdfast::sandbox::sim {

using namespace Qt::StringLiterals;

namespace {

std::chrono::milliseconds pastOf(const PracticeOptions& options)
{
    return options.fleet == FleetChoice::Sample ? SampleFleet::past() : std::chrono::milliseconds(0);
}

}

struct Practice::Parts {
    explicit Parts(PracticeOptions chosen)
        : options(std::move(chosen))
        , clock(pastOf(options))
        , agenda(clock)
        , processes(agenda)
        , repositories(options.directory + u"/git"_s, processes, clock)
        , renderer(repositories, processes)
        , host(repositories, processes)
        , replay(clock, agenda)
    {
    }

    PracticeOptions options;
    ReplayClock clock;
    Agenda agenda;
    Processes processes;
    Repositories repositories;
    Renderer renderer;
    GitHost host;
    Replay replay;
    std::vector<std::unique_ptr<World>> worlds;
    std::vector<Controller*> agents;
    std::unique_ptr<SampleFleet> fleet;
    LoadGenerator* load = nullptr;
    QString git;

    void startAgents(const std::vector<Cluster*>& clusters);
    [[nodiscard]] SampleFleet::Place place(const std::vector<Cluster*>& clusters);
    void begin(const std::function<void(const QString&)>& ready);
};

// Argo CD runs in the first cluster and deploys to all; Flux runs in each.
void Practice::Parts::startAgents(const std::vector<Cluster*>& clusters)
{
    const GitAccess access { repositories, renderer };
    std::vector<Destination> destinations { { "https://kubernetes.default.svc", "in-cluster", worlds.front().get() } };
    for (std::size_t index = 1; index < clusters.size(); ++index)
        destinations.push_back({ clusters[index]->url().toStdString(), clusters[index]->name(), worlds[index].get() });
    agents.push_back(new ArgoController(*worlds.front(), access, destinations));
    agents.push_back(new ApplicationSetController(*worlds.front(), access));
    for (const auto& world : worlds) {
        agents.push_back(new GitSourceController(*world, repositories));
        agents.push_back(new HelmSourceController(*world, repositories));
        agents.push_back(new KustomizationController(*world, renderer));
        agents.push_back(new HelmReleaseController(*world, access));
    }
}

SampleFleet::Place Practice::Parts::place(const std::vector<Cluster*>& clusters)
{
    std::map<std::string, World*> byContext;
    for (std::size_t index = 0; index < clusters.size(); ++index)
        byContext[clusters[index]->name()] = worlds[index].get();
    return { byContext, repositories, processes, agenda };
}

void Practice::Parts::begin(const std::function<void(const QString&)>& ready)
{
    replay.start([this, ready] {
        if (load != nullptr)
            load->start();
        for (auto* agent : agents)
            agent->wake();
        ready({});
    });
}

Practice::Practice(PracticeOptions options)
    : m_parts(std::make_unique<Parts>(std::move(options)))
{
}

Practice::~Practice() = default;

std::vector<std::string> Practice::contexts() const
{
    if (m_parts->options.fleet == FleetChoice::Sample)
        return { "practice-eu", "practice-us" };
    return { "practice" };
}

const Clock& Practice::clock() const
{
    return m_parts->clock;
}

QString Practice::gitUrl() const
{
    return m_parts->git;
}

void Practice::start(const std::vector<Cluster*>& clusters, std::function<void(const QString&)> ready)
{
    auto& parts = *m_parts;
    QDir().mkpath(parts.repositories.root());
    parts.git = parts.host.listen();
    if (parts.git.isEmpty())
        return ready(u"the Git server finds no free port on loopback"_s);
    parts.repositories.setBase(parts.git);
    for (auto* cluster : clusters) {
        parts.worlds.push_back(std::make_unique<World>(cluster->store(), parts.agenda));
        const auto name = cluster->name();
        startWorkloads(*parts.worlds.back(), name.substr(name.rfind('-') + 1), cluster->authorityPem().toStdString());
        cluster->store().admit(meshWebhook(cluster->store()));
    }
    if (parts.options.load > 0)
        parts.load = new LoadGenerator(*parts.worlds.front(), { parts.options.load, parts.options.churn });
    else
        parts.startAgents(clusters);
    if (parts.options.fleet == FleetChoice::None)
        return parts.begin(ready);
    const SampleFleet::Names names { { u"GIT"_s, parts.git }, { u"US"_s, clusters.back()->url() } };
    parts.fleet = std::make_unique<SampleFleet>(parts.place(clusters), names, this);
    parts.fleet->prepare([this, ready](const QString& error) {
        if (error.isEmpty())
            m_parts->begin(ready);
        else
            ready(error);
    });
}

}
