#pragma once

#include "core/manifest/Value.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace holdfast::health {

/// Argo CD's words, best to worst.
enum class Status { Healthy, Suspended, Progressing, Missing, Degraded, Unknown };

/// What a rule says of an object.
struct Assessment {
    Status status = Status::Unknown;
    QString message;
    friend bool operator==(const Assessment&, const Assessment&) = default;
};

/// Flux's words (kstatus).
enum class Readiness { Current, InProgress, Failed, Terminating, NotFound, Unknown };

/// What kstatus says; `reason` is that of the Reconciling or Stalled condition it would add.
struct ReadinessAssessment {
    Readiness status = Readiness::Unknown;
    QString message;
    QString reason;
    friend bool operator==(const ReadinessAssessment&, const ReadinessAssessment&) = default;
};

/// Which of Flux's rules: plain kstatus, or kstatus as Flux's waits read it (a Job counts when it has finished, Flux's
/// own kinds when they are ready).
enum class ReadinessRules { KStatus, Flux };

[[nodiscard]] QString word(Status status);
[[nodiscard]] QString word(Readiness readiness);
[[nodiscard]] constexpr bool isWorse(Status current, Status other)
{
    return static_cast<int>(other) > static_cast<int>(current);
}

/// Argo CD's evaluation of a live object by its bundled customizations and its built-in rules; nothing where no rule
/// applies to the kind. An object that is being deleted is Progressing before any rule, unless a hook's finalizer holds
/// it.
[[nodiscard]] std::optional<Assessment> argoHealth(const manifest::Value& object);
/// Whether that is all that counts of it.
[[nodiscard]] bool isPendingDeletion(const manifest::Value& object);

/// kstatus of a live object. `now` decides how long a pod may wait for a node.
[[nodiscard]] ReadinessAssessment readiness(const manifest::Value& object, ReadinessRules rules, const QDateTime& now);

/// A condition that a controller would set; the status is True, False or Unknown.
struct DerivedCondition {
    QString status;
    QString reason;
    QString message;
    friend bool operator==(const DerivedCondition&, const DerivedCondition&) = default;
};

/// The Ready condition that helm-controller derives from a HelmRelease's other conditions; nothing for any other kind,
/// and where there are no conditions yet.
[[nodiscard]] std::optional<DerivedCondition> helmReady(const manifest::Value& object);

/// The same state in Argo CD's words, for a list that holds the objects of both.
[[nodiscard]] Assessment asHealth(const ReadinessAssessment& readiness);

}
