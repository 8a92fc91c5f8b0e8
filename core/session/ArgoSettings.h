#pragma once

#include "core/base/Result.h"
#include "core/manifest/Value.h"

#include <QString>
#include <QStringList>

namespace holdfast::session {

/// How Argo CD marks its objects.
enum class Tracking { Annotation, Label, AnnotationAndLabel };

/// What an Argo CD installation says for all of its apps.
struct ArgoSettings {
    Tracking tracking = Tracking::Annotation;
    QString labelKey = QStringLiteral("app.kubernetes.io/instance");
    QString installation; ///< tells several installations apart; empty where there is one
    manifest::Value overrides; ///< `GROUP/KIND` to `{ignoreDifferences, knownTypeFields, health.lua}`
    manifest::Value compareOptions;
    QString kustomizeOptions; ///< of `kustomize build`
    bool serverSideDiff = false;
};

/// Reads argocd-cm and argocd-cmd-params-cm (either may be null). InvalidInput, with the key, where a part is no YAML
/// (docs/operator-manual/argocd-cm-yaml.md).
[[nodiscard]] Result<ArgoSettings> argoSettings(const manifest::Value& settings, const manifest::Value& parameters);

/// The desired object with the marks by which Argo CD knows it again: `instance` is the app's name, `nameSpace` where
/// its objects go by default (util/argo/resource_tracking.go).
[[nodiscard]] manifest::Value tracked(
    const manifest::Value& object, const ArgoSettings& settings, const QString& instance, const QString& nameSpace);

}
