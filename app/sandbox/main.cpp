#include "app/sandbox/KubeconfigFile.h"
#include "app/sandbox/SignalWatch.h"
#include "app/sandbox/api/Cluster.h"
#include "app/sandbox/sim/Practice.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <cstdio>

namespace {

using namespace holdfast::sandbox;

constexpr int WrongUsage = 2;
constexpr int Failed = 1;

struct Options {
    QString data;
    QString kubeconfig;
    quint16 port = 0;
    bool sample = true;
    int load = 0;
    int churn = 0;
};

void complain(const QString& text)
{
    std::fprintf(stderr, "holdfast-sandbox: %s\n", qPrintable(text));
}

/// Nothing where the command line is wrong; the reason has been printed.
std::optional<Options> readOptions(const QCoreApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("A practice cluster on loopback, until SIGTERM or SIGINT."));
    parser.addHelpOption();
    parser.addOptions(
        { { QStringLiteral("data"), QStringLiteral("Keep the state below <dir> (default: a temporary folder)."),
              QStringLiteral("dir") },
            { QStringLiteral("port"), QStringLiteral("Serve on port <n>; 0 takes a free one."), QStringLiteral("n"),
                QStringLiteral("0") },
            { QStringLiteral("kubeconfig"), QStringLiteral("Write the kubeconfig to <file> (default: DIR/kubeconfig)."),
                QStringLiteral("file") },
            { QStringLiteral("fleet"), QStringLiteral("sample or none."), QStringLiteral("fleet"),
                QStringLiteral("sample") },
            { QStringLiteral("load"), QStringLiteral("Make <n> Applications of 20 resources at the start."),
                QStringLiteral("n"), QStringLiteral("0") },
            { QStringLiteral("churn"), QStringLiteral("Change the status of <n> of them a second."),
                QStringLiteral("n"), QStringLiteral("0") } });
    parser.process(application);
    Options options;
    bool valid = false;
    options.port = parser.value(QStringLiteral("port")).toUShort(&valid);
    const QString fleet = parser.value(QStringLiteral("fleet"));
    options.sample = fleet == QStringLiteral("sample");
    bool numbers = false;
    options.load = parser.value(QStringLiteral("load")).toInt(&numbers);
    bool churns = false;
    options.churn = parser.value(QStringLiteral("churn")).toInt(&churns);
    if (!valid)
        complain(QStringLiteral("--port takes a number from 0 to 65535"));
    else if (!options.sample && fleet != QStringLiteral("none"))
        complain(QStringLiteral("--fleet takes sample or none"));
    else if (!numbers || !churns)
        complain(QStringLiteral("--load and --churn take a number"));
    else if (!parser.positionalArguments().isEmpty())
        complain(QStringLiteral("unexpected argument: %1").arg(parser.positionalArguments().constFirst()));
    else {
        options.data = parser.value(QStringLiteral("data"));
        options.kubeconfig = parser.value(QStringLiteral("kubeconfig"));
        return options;
    }
    return std::nullopt;
}

/// The clusters of the practice and the files that tell how to reach them.
class Sandbox final {
public:
    bool startClusters(const Options& options, const std::vector<std::string>& names, const holdfast::Clock* clock)
    {
        quint16 port = options.port;
        for (const std::string& name : names) {
            QString error;
            auto cluster
                = Cluster::start({ .name = name, .port = port, .directory = options.data, .clock = clock }, &error);
            if (!cluster) {
                complain(error);
                return false;
            }
            m_clusters.push_back(std::move(cluster));
            port = port == 0 ? quint16(0) : quint16(port + 1);
        }
        return true;
    }

    bool writeConfig(const QString& path)
    {
        std::vector<ContextEntry> entries;
        for (const auto& cluster : m_clusters)
            entries.push_back({ .name = QString::fromStdString(cluster->name()),
                .server = cluster->url(),
                .authorityPem = cluster->authorityPem(),
                .token = cluster->adminToken() });
        const auto written = writeKubeconfig(path, entries);
        if (!written)
            complain(holdfast::errorText(written.error()));
        return written.has_value();
    }

    void announce(const QString& kubeconfig, const QString& git) const
    {
        QJsonArray contexts;
        for (const auto& cluster : m_clusters)
            contexts.append(QString::fromStdString(cluster->name()));
        const QJsonObject line { { QStringLiteral("server"), m_clusters.front()->url() },
            { QStringLiteral("kubeconfig"), kubeconfig }, { QStringLiteral("contexts"), contexts },
            { QStringLiteral("git"), git.isEmpty() ? QJsonValue() : QJsonValue(git) } };
        std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
        std::fflush(stdout);
    }

    [[nodiscard]] std::vector<Cluster*> clusters() const
    {
        std::vector<Cluster*> all;
        for (const auto& cluster : m_clusters)
            all.push_back(cluster.get());
        return all;
    }

private:
    std::vector<std::unique_ptr<Cluster>> m_clusters;
};

int serve(QCoreApplication& application, const Options& options)
{
    const QString kubeconfig = options.kubeconfig.isEmpty() ? options.data + QStringLiteral("/kubeconfig")
                                                            : QFileInfo(options.kubeconfig).absoluteFilePath();
    const SignalWatch signalWatch;
    QObject::connect(&signalWatch, &SignalWatch::stopRequested, &application, &QCoreApplication::quit);
    sim::Practice practice({ .directory = options.data,
        .fleet = options.sample ? sim::FleetChoice::Sample : sim::FleetChoice::None,
        .load = options.load,
        .churn = options.churn });
    Sandbox sandbox;
    if (!sandbox.startClusters(options, practice.contexts(), &practice.clock()) || !sandbox.writeConfig(kubeconfig))
        return Failed;
    practice.start(sandbox.clusters(), [&](const QString& error) {
        if (error.isEmpty())
            return sandbox.announce(kubeconfig, practice.gitUrl());
        complain(error);
        QCoreApplication::exit(Failed);
    });
    return QCoreApplication::exec();
}

}

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("holdfast-sandbox"));
    auto options = readOptions(application);
    if (!options)
        return WrongUsage;
    if (!options->data.isEmpty()) {
        options->data = QFileInfo(options->data).absoluteFilePath();
        if (!QDir().mkpath(options->data)) {
            complain(QStringLiteral("cannot make the folder %1").arg(options->data));
            return Failed;
        }
        return serve(application, *options);
    }
    const QTemporaryDir temporary;
    if (!temporary.isValid()) {
        complain(QStringLiteral("cannot make a temporary folder: %1").arg(temporary.errorString()));
        return Failed;
    }
    options->data = temporary.path();
    return serve(application, *options);
}
