#pragma once

#include "core/base/Result.h"
#include "core/diff/JqDeletion.h"
#include "core/diff/Normalizer.h"

#include <QRegularExpression>
#include <QStringList>

#include <string>
#include <vector>

namespace holdfast::diff {

/// Which objects a rule is for. An empty pattern matches all.
struct RuleTarget {
    QRegularExpression group;
    QRegularExpression version;
    QRegularExpression kind;
    QRegularExpression nameSpace;
    QRegularExpression name;
    QString labelSelector; ///< in kubectl's notation
    QString annotationSelector;

    [[nodiscard]] bool matches(const manifest::Value& object) const;
};

/// One rule that takes fields out of the comparison.
struct IgnoreRule {
    QString name; ///< where it stands: `ignoreDifferences[0]`
    RuleTarget target;
    std::vector<std::string> pointers; ///< JSON pointers; those that are none are silent, as in Argo CD
    std::vector<JqDeletion> deletions;
    QStringList managers; ///< what these field managers own
    bool wholeObject = false;
};

/// A field of a custom resource that is of a known type.
struct KnownField {
    RuleTarget target;
    std::vector<std::string> field; ///< steps; lists on the way are taken item by item
    std::string type; ///< `core/v1/PodSpec`
};

/// What a comparison takes into account beside the two objects.
struct CompareRules {
    std::vector<IgnoreRule> ignored;
    std::vector<KnownField> known;
    bool serverSideApply = false; ///< Argo CD's structured merge
    bool includeMutationWebhook = false;
};

/// Reads an Application, a Kustomization, a HelmRelease, or a mapping with any of `ignoreDifferences`, `ignore`,
/// `resourceOverrides`, `compareOptions`, `syncOptions`. InvalidInput, with the field, where a rule cannot be parsed.
/// A null Value gives what the dialect has without any: Argo CD ignores every status.
[[nodiscard]] Result<CompareRules> compareRules(const manifest::Value& file, Dialect dialect);

/// What an object's own annotation `argocd.argoproj.io/ignore-differences` says, as a rule; nothing where it has none,
/// and a rule without pointers where the annotation cannot be read.
[[nodiscard]] std::optional<IgnoreRule> ownRule(const manifest::Value& desired);

/// Whether labels satisfy a selector: `a=b,c!=d,e in (f,g),h,!i`. Nothing where it cannot be read.
[[nodiscard]] std::optional<bool> selects(const QString& selector, const manifest::Value& labels);

}
