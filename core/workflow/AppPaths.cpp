#include "core/git/Tree.h"
#include "core/gitops/ObjectReading.h"
#include "core/manifest/YamlReader.h"
#include "core/workflow/Targets.h"

#include <algorithm>
#include <array>
#include <deque>
#include <set>

namespace holdfast::workflow {

using manifest::Value;

namespace {

constexpr std::array kustomizationFiles { "kustomization.yaml", "kustomization.yml", "Kustomization" };
/// A kustomization that pulls in more folders than this is not followed further.
constexpr std::size_t mostFolders = 500;

bool isRemote(const QString& reference)
{
    return reference.contains(QLatin1String("://")) || reference.contains(QLatin1String("?ref="))
        || reference.startsWith(QLatin1String("git@")) || reference.startsWith(QLatin1String("github.com/"));
}

QString below(const QString& folder, const QString& reference)
{
    return cleanPath(folder.isEmpty() ? reference : folder + u'/' + reference);
}

void addTexts(const Value& list, QStringList& all)
{
    for (const Value& entry : list.list()) {
        all.append(gitops::text(entry));
        all.append(gitops::text(entry["path"]));
        for (const char* field : { "files", "envs" })
            for (const Value& file : entry[field].list())
                all.append(gitops::text(file).section(u'=', -1));
    }
    all.removeAll(QString());
}

QStringList referencesOf(const Value& kustomization)
{
    QStringList all;
    for (const char* field : { "resources", "bases", "components", "crds", "configurations", "generators",
             "transformers", "validators", "patches", "patchesStrategicMerge", "patchesJson6902", "replacements",
             "configMapGenerator", "secretGenerator" })
        addTexts(kustomization[field], all);
    for (const Value& chart : kustomization["helmCharts"].list()) {
        all.append(gitops::text(chart["valuesFile"]));
        addTexts(chart["additionalValuesFiles"], all);
    }
    all.removeAll(QString());
    return all;
}

/// What the kustomization of a folder names; nothing where there is none.
QStringList pulledIn(
    const Target& target, const git::CommitId& commit, const QString& folder, const CancelToken& cancel)
{
    for (const char* file : kustomizationFiles) {
        const Result<QByteArray> text = git::fileAt(target.mirror, commit, below(folder, QLatin1String(file)), cancel);
        if (!text)
            continue;
        const auto read
            = manifest::readYaml(std::string_view(*text), QLatin1String(file), { .root = manifest::YamlRoot::Any });
        if (read && !read->empty())
            return referencesOf(read->front().value);
    }
    return {};
}

/// The helm and directory parts of an Application that name files beside its path.
QStringList valueFiles(const Target& target)
{
    QStringList all;
    const Value& spec = target.object["spec"];
    std::vector<Value> sources(spec["sources"].list());
    sources.push_back(spec["source"]);
    for (const Value& source : sources)
        for (const Value& file : source["helm"]["valueFiles"].list()) {
            const QString name = gitops::text(file);
            if (name.startsWith(QLatin1String("$")))
                all.append(cleanPath(name.section(u'/', 1)));
            else if (!isRemote(name))
                all.append(below(cleanPath(gitops::text(source["path"])), name));
        }
    return all;
}

}

QByteArrayList pathsOf(const Target& target, const git::CommitId& commit, const CancelToken& cancel)
{
    if (target.path.isEmpty())
        return { QByteArrayLiteral(".") };
    std::set<QString> known { target.path };
    std::deque<QString> waiting { target.path };
    while (!waiting.empty() && known.size() < mostFolders && !cancel.isCancelled()) {
        const QString folder = waiting.front();
        waiting.pop_front();
        for (const QString& reference : pulledIn(target, commit, folder, cancel)) {
            const QString path = below(folder, reference);
            if (!isRemote(reference) && !path.startsWith(QLatin1String("..")) && known.insert(path).second)
                waiting.push_back(path);
        }
    }
    for (const QString& file : valueFiles(target))
        known.insert(file);
    QByteArrayList paths;
    for (const QString& path : known)
        paths.append(path.isEmpty() ? QByteArrayLiteral(".") : path.toUtf8());
    return paths;
}

bool touches(const QByteArrayList& paths, const QByteArrayList& changed)
{
    const auto covers = [](const QByteArray& path, const QByteArray& file) {
        return path == "." || file == path || file.startsWith(path + '/');
    };
    return std::ranges::any_of(changed, [&](const QByteArray& file) {
        return std::ranges::any_of(paths, [&](const QByteArray& path) { return covers(path, file); });
    });
}

}
