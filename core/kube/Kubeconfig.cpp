#include "core/kube/Kubeconfig.h"

#include "core/kube/KubeconfigCheck.h"
#include "core/kube/KubeconfigFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <map>

namespace holdfast::kube {

namespace {

/// A kubeconfig of thousands of contexts has some megabytes; anything larger is another kind of file.
constexpr qint64 fileLimit = 64LL << 20;
constexpr qint64 pieceBytes = 64LL << 10;

struct Merged {
    std::map<QString, RawCluster> clusters;
    std::map<QString, RawUser> users;
    std::map<QString, RawContext> contexts;
    QString current;
};

QStringList candidates(const KubeconfigSources& sources)
{
    if (!sources.explicitFile.isEmpty())
        return { sources.explicitFile };
    if (sources.environment.isEmpty())
        return sources.home.isEmpty() ? QStringList() : QStringList { sources.home + QStringLiteral("/.kube/config") };
    QStringList files = sources.environment.split(QDir::listSeparator(), Qt::SkipEmptyParts);
    files.removeDuplicates();
    return files;
}

Result<KubeconfigFile> readFile(const QString& path)
{
    QFile file(path);
    if (QFileInfo(path).isDir())
        return fail(ErrorCode::Io, FilePlace { path }, QStringLiteral("this is a folder; name a kubeconfig file"));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, FilePlace { path },
            QStringLiteral("cannot read the file: %1; check its permissions").arg(file.errorString()));
    QByteArray bytes;
    // In pieces: a whole read takes the memory of the limit, and a pipe does not say how long it is.
    for (QByteArray piece = file.read(pieceBytes); !piece.isEmpty() && bytes.size() <= fileLimit;
        piece = file.read(pieceBytes))
        bytes += piece;
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::Io, FilePlace { path }, QStringLiteral("cannot read the file: ") + file.errorString());
    if (bytes.size() > fileLimit)
        return fail(ErrorCode::LimitExceeded, FilePlace { path },
            QStringLiteral("the file has more than 64 MiB; name a kubeconfig file"));
    return decodeKubeconfig({ bytes.constData(), static_cast<std::size_t>(bytes.size()) }, path);
}

/// clientcmd's merge: the first file that defines a name wins whole.
void merge(Merged& all, KubeconfigFile file)
{
    for (RawCluster& cluster : file.clusters)
        all.clusters.try_emplace(cluster.config.name, cluster);
    for (RawUser& user : file.users)
        all.users.try_emplace(user.config.name, user);
    for (RawContext& context : file.contexts)
        all.contexts.try_emplace(context.name, context);
    if (all.current.isEmpty())
        all.current = file.currentContext;
}

template <typename Map> auto find(const Map& map, const QString& name) -> const typename Map::mapped_type*
{
    const auto found = map.find(name);
    return found == map.end() ? nullptr : &found->second;
}

void resolveContexts(const Merged& all, Kubeconfig& config)
{
    for (const auto& [name, context] : all.contexts) {
        Result<Context> checked = checkContext({ .context = &context,
            .cluster = find(all.clusters, context.cluster),
            .user = find(all.users, context.user) });
        if (checked)
            config.contexts.push_back(*std::move(checked));
        else
            config.broken.push_back({ .name = ContextName(name), .error = std::move(checked).error() });
    }
}

std::unexpected<Error> nothingConfigured(const QStringList& files)
{
    return fail(ErrorCode::NotFound, {},
        QStringLiteral("no cluster configured: %1; name a kubeconfig with --kubeconfig or KUBECONFIG")
            .arg(files.isEmpty() ? QStringLiteral("there is no place to look for a kubeconfig")
                                 : QStringLiteral("no context in ") + files.join(QStringLiteral(", "))));
}

}

KubeconfigSources defaultSources(const QString& explicitFile)
{
    return {
        .explicitFile = explicitFile, .environment = qEnvironmentVariable("KUBECONFIG"), .home = QDir::homePath()
    };
}

Result<Kubeconfig> loadKubeconfig(const KubeconfigSources& sources)
{
    const QStringList files = candidates(sources);
    const bool isExplicit = !sources.explicitFile.isEmpty();
    Kubeconfig config;
    Merged all;
    for (const QString& candidate : files) {
        const QFileInfo info(candidate);
        const QString path = info.absoluteFilePath();
        if (!info.exists()) {
            if (isExplicit)
                return fail(ErrorCode::InvalidInput, FilePlace { path },
                    QStringLiteral("there is no such file; name an existing kubeconfig"));
            continue;
        }
        Result<KubeconfigFile> file = readFile(path);
        if (file) {
            config.files.append(path);
            merge(all, *std::move(file));
            continue;
        }
        if (isExplicit)
            return std::unexpected(std::move(file).error());
        config.problems.push_back(std::move(file).error());
    }
    if (config.files.isEmpty() && !config.problems.empty())
        return std::unexpected(config.problems.front());
    resolveContexts(all, config);
    config.current = ContextName(all.current);
    if (!isExplicit && config.contexts.empty() && config.broken.empty() && config.problems.empty())
        return nothingConfigured(files);
    return config;
}

}
