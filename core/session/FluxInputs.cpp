#include "core/session/FluxInputs.h"

#include "core/manifest/Base64.h"

#include <algorithm>

namespace holdfast::session {

using manifest::toQString;
using manifest::Value;

namespace {

const QString sources = QStringLiteral("source.toolkit.fluxcd.io");

/// What source-controller leaves out of every artifact (fluxcd/pkg/sourceignore).
const QStringList& alwaysIgnored()
{
    static const QStringList patterns { QStringLiteral(".git/"), QStringLiteral(".gitignore"),
        QStringLiteral(".gitmodules"), QStringLiteral(".gitattributes"), QStringLiteral("*.jpg"),
        QStringLiteral("*.jpeg"), QStringLiteral("*.gif"), QStringLiteral("*.png"), QStringLiteral("*.wmv"),
        QStringLiteral("*.flv"), QStringLiteral("*.tar.gz"), QStringLiteral("*.zip"), QStringLiteral(".github/"),
        QStringLiteral(".circleci/"), QStringLiteral(".travis.yml"), QStringLiteral(".gitlab-ci.yml"),
        QStringLiteral("appveyor.yml"), QStringLiteral(".drone.yml"), QStringLiteral("cloudbuild.yaml"),
        QStringLiteral("codeship-services.yml"), QStringLiteral("codeship-steps.yml"),
        QStringLiteral("**/.goreleaser.yml"), QStringLiteral("**/.sops.yaml"), QStringLiteral("**/.flux.yaml") };
    return patterns;
}

/// The commit that an artifact's revision ends in: `main@sha1:<hex>`.
QString commitIn(const QString& revision)
{
    return revision.section(u':', -1);
}

/// commit over name over semver over tag over branch; a range is what source-controller made of it.
QString trackedRevision(const Value& source)
{
    const Value& ref = source.at({ "spec", "ref" });
    for (const std::string_view field : { "commit", "name" }) {
        if (!ref[field].isEmpty())
            return toQString(ref[field].text());
    }
    if (!ref["semver"].isEmpty())
        return commitIn(toQString(source.at({ "status", "artifact", "revision" }).text()));
    if (!ref["tag"].isEmpty())
        return QStringLiteral("refs/tags/") + toQString(ref["tag"].text());
    return ref["branch"].isEmpty() ? QStringLiteral("master") : toQString(ref["branch"].text());
}

FluxSource gitSource(const Value& source)
{
    FluxSource result { .from
        = { .url = toQString(source.at({ "spec", "url" }).text()), .revision = trackedRevision(source) } };
    result.ignored = { .first = alwaysIgnored(), .perDirectoryFile = QStringLiteral(".sourceignore") };
    for (const QString& line : toQString(source.at({ "spec", "ignore" }).text()).split(u'\n', Qt::SkipEmptyParts)) {
        if (!line.startsWith(u'#'))
            result.ignored.last << line;
    }
    return result;
}

std::unexpected<Error> noGit(const Value& reference, const QString& why)
{
    return fail(ErrorCode::Precondition,
        ObjectPlace { .object
            = QStringLiteral("%1/%2").arg(toQString(reference["kind"].text()), toQString(reference["name"].text())) },
        why);
}

Result<FluxSource> artifactSource(const Value& reference, const Value& source)
{
    const Value& metadata = source.at({ "status", "artifact", "metadata" });
    const QString url = toQString(metadata["org.opencontainers.image.source"].text());
    const QString revision = toQString(metadata["org.opencontainers.image.revision"].text());
    if (url.isEmpty() || revision.isEmpty())
        return noGit(reference,
            QStringLiteral(
                "the artifact does not say from which Git repository and revision it was made, so it is out of reach"));
    return FluxSource { .from = { .url = url, .revision = commitIn(revision) },
        .notes
        = { QStringLiteral("Rendered from %1 at %2, which the artifact names as its origin.").arg(url, revision) } };
}

}

std::map<std::string, std::string> dataOf(const Value& object)
{
    const bool secret = object["kind"].text() == "Secret";
    std::map<std::string, std::string> all;
    for (const auto& [name, value] : object["data"].map())
        all[name] = secret ? manifest::decodeBase64(value.text()).value_or(std::string()) : std::string(value.text());
    return all;
}

Result<Value> FluxReader::object(const Value& reference, const QString& group) const
{
    const workflow::Place place { .context = app.context,
        .key = { .group = group,
            .kind = toQString(reference["kind"].text()),
            .nameSpace = reference["namespace"].isEmpty() ? app.nameSpace : toQString(reference["namespace"].text()),
            .name = toQString(reference["name"].text()) } };
    return clusters.object(place, cancel);
}

Result<FluxSource> fluxSource(const FluxReader& reader, const Value& reference)
{
    const std::string_view kind = reference["kind"].text();
    if (kind != "GitRepository" && kind != "OCIRepository" && kind != "ExternalArtifact")
        return noGit(reference,
            kind.empty() ? QStringLiteral("the app names no source in Git")
                         : QStringLiteral("a %1 is no Git repository").arg(toQString(kind)));
    const Result<Value> source = reader.object(reference, sources);
    if (!source)
        return std::unexpected(source.error());
    return kind == "GitRepository" ? Result<FluxSource>(gitSource(*source)) : artifactSource(reference, *source);
}

Result<SourceTree> exportedSource(
    const SourceTrees& trees, const SourceCommit& commit, const FluxSource& source, const CancelToken& cancel)
{
    Result<SourceTree> tree = trees.exported(commit, cancel);
    if (!tree || source.ignored.perDirectoryFile.isEmpty())
        return tree;
    if (const Result<void> removed = git::removeIgnored(tree->path, source.ignored, cancel); !removed)
        return std::unexpected(removed.error());
    return tree;
}

Result<render::Variables> postBuildVariables(const FluxReader& reader, const Value& postBuild)
{
    render::Variables all;
    const auto add = [&all](const std::string& name, std::string value) {
        std::erase(value, '\n');
        all.insert_or_assign(name, std::move(value));
    };
    for (const Value& from : postBuild["substituteFrom"].list()) {
        const Result<Value> object = reader.object(from.without("namespace"));
        if (!object && object.error().code == ErrorCode::NotFound && from["optional"].boolOr(false))
            continue;
        if (!object)
            return std::unexpected(object.error());
        for (const auto& [name, value] : dataOf(*object))
            add(name, value);
    }
    for (const auto& [name, value] : postBuild["substitute"].map())
        add(name, std::string(value.text()));
    return all;
}

}
