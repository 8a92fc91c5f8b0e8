#include "core/session/AppHealth.h"

#include "core/health/Health.h"
#include "core/session/Measurement.h"

#include <algorithm>
#include <array>

namespace holdfast::session {

using namespace holdfast::gitops;
using manifest::Value;

namespace {

constexpr int mostNamed = 3;

/// Better ones first.
int rank(HealthStatus status)
{
    static constexpr std::array order { HealthStatus::Healthy, HealthStatus::Suspended, HealthStatus::Progressing,
        HealthStatus::Missing, HealthStatus::Degraded, HealthStatus::Unknown };
    return static_cast<int>(std::ranges::distance(order.begin(), std::ranges::find(order, status)));
}

bool isArgoApp(const manifest::ObjectKey& key)
{
    return key.kind == u"Application" && key.group == u"argoproj.io";
}

bool counts(const AppId& app, const AppObject& row, const LiveObjects& live)
{
    const Value object = live.own.value(row.key);
    if (object.isNull() || !row.health)
        return false;
    static constexpr std::string_view ignored = "argocd.argoproj.io/ignore-healthcheck";
    if (object.at({ "metadata", "annotations", ignored }).text() == "true")
        return false;
    if (app.kind == AppKind::Application && !health::argoHealth(object, live.scripts))
        return false;
    if (!isArgoApp(row.key))
        return true;
    const bool isItself
        = app.kind == AppKind::Application && row.key.name == app.name && row.key.nameSpace == app.nameSpace;
    return !isItself && row.health->status != HealthStatus::Missing && row.health->status != HealthStatus::Unknown;
}

QString named(const std::vector<manifest::ObjectKey>& causes)
{
    QStringList names;
    for (const manifest::ObjectKey& key : causes) {
        if (names.size() < mostNamed)
            names << manifest::objectText(key);
    }
    const auto more = static_cast<int>(causes.size()) - mostNamed;
    const QString tail = more > 0 ? QStringLiteral(" and %1 more").arg(more) : QString();
    return names.isEmpty() ? QString() : names.join(QStringLiteral(", ")) + tail;
}

}

std::optional<Health> appHealth(const AppId& app, const std::vector<AppObject>& rows, const LiveObjects& live)
{
    Health worst { .status = HealthStatus::Healthy };
    std::vector<manifest::ObjectKey> causes;
    bool any = false;
    bool anyLive = false;
    for (const AppObject& row : rows) {
        const Value object = live.own.value(row.key);
        if (live.unread.contains(row.key))
            return std::nullopt; // it may be worse than all that was read
        if (!row.verdict || row.hook || isHook(object))
            continue;
        any = true;
        anyLive = anyLive || !object.isNull();
        if (!counts(app, row, live))
            continue;
        if (rank(row.health->status) > rank(worst.status)) {
            worst.status = row.health->status;
            causes = { row.key };
        } else if (row.health->status == worst.status && worst.status != HealthStatus::Healthy) {
            causes.push_back(row.key);
        }
    }
    if (any && !anyLive)
        return Health { .status = HealthStatus::Missing };
    worst.message = named(causes);
    return worst;
}

}
