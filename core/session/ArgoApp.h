#pragma once

#include "core/session/ArgoSettings.h"
#include "core/session/DesiredState.h"

namespace holdfast::session {

/// An Application with what its installation says.
struct ArgoApp {
    ArgoSettings settings;
    QString name;
    QString instance; ///< the name by which its objects know it
    QString nameSpace; ///< where its objects go by default
    QString project;
    kube::Capabilities cluster; ///< where its objects go; empty: not known
    QStringList notes;
    manifest::Value rules; ///< as diff::compareRules reads them
    Predictor predictor = Predictor::Rules;
};

/// Reads the installation's settings, where that is permitted; a note says where it is not. InvalidInput where they
/// cannot be read.
[[nodiscard]] Result<ArgoApp> argoApp(workflow::ClusterAccess& clusters, const gitops::AppId& id,
    const manifest::Value& object, const CancelToken& cancel);

/// The sources of an Application in their order; of a hydrated app the hydrated one.
[[nodiscard]] std::vector<manifest::Value> gitSources(const manifest::Value& application);
[[nodiscard]] SourceRevision sourceRevision(const manifest::Value& source);

/// A source to render.
[[nodiscard]] render::AppTree argoTree(
    const ArgoApp& app, const manifest::Value& source, const SourceTree& tree, const std::map<QString, QString>& refs);

/// Adds rendered objects with their namespace and Argo CD's marks. One that is there already is replaced: of several
/// sources the last wins, with a note.
void addMarked(const ArgoApp& app, const std::vector<manifest::Value>& objects, DesiredState& state);

/// The object with the default namespace, where it names none and its kind is not known to have none.
[[nodiscard]] manifest::Value placed(const manifest::Value& object, const QString& nameSpace);

[[nodiscard]] std::unexpected<Error> notFromGit(const gitops::AppId& app);

}
