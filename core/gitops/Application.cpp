#include "core/gitops/Application.h"

#include <array>

namespace holdfast::gitops {

namespace {

constexpr std::array appKinds { AppKind::Application, AppKind::Kustomization, AppKind::HelmRelease };

std::optional<AppKind> appKind(QStringView text)
{
    for (const AppKind kind : appKinds)
        if (text.compare(word(kind), Qt::CaseInsensitive) == 0)
            return kind;
    return std::nullopt;
}

}

QString appText(const AppId& id)
{
    const QString name = word(id.kind) + u'/' + id.nameSpace + u'/' + id.name;
    return id.context.isEmpty() ? name : id.context.text() + u':' + name;
}

std::optional<AppId> parseAppText(const QString& text)
{
    // Read from the end: names of contexts may hold colons and slashes (arn:aws:eks:eu-west-1:1:cluster/prod).
    const qsizetype nameAt = text.lastIndexOf(u'/');
    const qsizetype spaceAt = nameAt > 0 ? text.lastIndexOf(u'/', nameAt - 1) : -1;
    if (spaceAt <= 0 || spaceAt + 1 == nameAt || nameAt + 1 == text.size())
        return std::nullopt;
    const QString head = text.first(spaceAt);
    const qsizetype kindAt = head.lastIndexOf(u':');
    const std::optional<AppKind> kind = appKind(QStringView(head).sliced(kindAt + 1));
    if (!kind || kindAt == 0)
        return std::nullopt;
    return AppId { .context = ContextName(kindAt > 0 ? head.first(kindAt) : QString()),
        .kind = *kind,
        .nameSpace = text.sliced(spaceAt + 1, nameAt - spaceAt - 1),
        .name = text.sliced(nameAt + 1) };
}

const CommitNote* commitNote(const App& app)
{
    const bool known = app.measured && !app.measured->commit.id.isEmpty();
    return known && app.revision.text().endsWith(app.measured->commit.id) ? &app.measured->commit : nullptr;
}

QString word(AppKind kind)
{
    switch (kind) {
    case AppKind::Application:
        return QStringLiteral("application");
    case AppKind::Kustomization:
        return QStringLiteral("kustomization");
    case AppKind::HelmRelease:
        return QStringLiteral("helmrelease");
    }
    return {};
}

QString word(SyncVerdict verdict)
{
    switch (verdict) {
    case SyncVerdict::Synced:
        return QStringLiteral("Synced");
    case SyncVerdict::OutOfSync:
        return QStringLiteral("OutOfSync");
    case SyncVerdict::Unknown:
        return QStringLiteral("Unknown");
    }
    return {};
}

QString word(ObjectVerdict verdict)
{
    switch (verdict) {
    case ObjectVerdict::Synced:
        return QStringLiteral("Synced");
    case ObjectVerdict::OutOfSync:
        return QStringLiteral("OutOfSync");
    case ObjectVerdict::Missing:
        return QStringLiteral("Missing");
    case ObjectVerdict::Extra:
        return QStringLiteral("Extra");
    case ObjectVerdict::Excluded:
        return QStringLiteral("Excluded");
    case ObjectVerdict::Unknown:
        return QStringLiteral("Unknown");
    }
    return {};
}

QString word(HealthStatus status)
{
    switch (status) {
    case HealthStatus::Healthy:
        return QStringLiteral("Healthy");
    case HealthStatus::Progressing:
        return QStringLiteral("Progressing");
    case HealthStatus::Degraded:
        return QStringLiteral("Degraded");
    case HealthStatus::Suspended:
        return QStringLiteral("Suspended");
    case HealthStatus::Missing:
        return QStringLiteral("Missing");
    case HealthStatus::Unknown:
        return QStringLiteral("Unknown");
    }
    return {};
}

QString word(AutomationMode mode)
{
    switch (mode) {
    case AutomationMode::Auto:
        return QStringLiteral("auto");
    case AutomationMode::Manual:
        return QStringLiteral("manual");
    case AutomationMode::Suspended:
        return QStringLiteral("suspended");
    }
    return {};
}

QString word(SinceProof proof)
{
    switch (proof) {
    case SinceProof::Seen:
        return QStringLiteral("seen");
    case SinceProof::Written:
        return QStringLiteral("written");
    case SinceProof::Condition:
        return QStringLiteral("condition");
    case SinceProof::Artifact:
        return QStringLiteral("artifact");
    case SinceProof::Event:
        return QStringLiteral("event");
    }
    return {};
}

SinceProof sinceProof(std::string_view text)
{
    for (const SinceProof proof :
        { SinceProof::Written, SinceProof::Condition, SinceProof::Artifact, SinceProof::Event })
        if (manifest::toQString(text) == word(proof))
            return proof;
    return SinceProof::Seen;
}

}
