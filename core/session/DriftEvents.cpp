#include "core/session/DriftEvents.h"

#include "core/gitops/ObjectReading.h"

namespace holdfast::session {

using gitops::AppId;
using manifest::Value;

namespace {

constexpr auto change = "Updated sync status: ";

QDateTime lastTime(const Value& event)
{
    for (const Value* time : { &event["series"]["lastObservedTime"], &event["lastTimestamp"], &event["eventTime"],
             &event["metadata"]["creationTimestamp"] })
        if (const QDateTime at = gitops::time(*time); at.isValid())
            return at;
    return {};
}

}

QString driftEventSelector()
{
    return QStringLiteral("involvedObject.kind=Application,reason=ResourceUpdated");
}

QHash<AppId, QDateTime> driftBeginnings(const ContextName& context, const std::vector<Value>& events)
{
    struct Step {
        QDateTime at;
        bool begins = false;
    };
    QHash<AppId, Step> last;
    for (const Value& event : events) {
        const std::string_view message = event["message"].text();
        const QDateTime at = lastTime(event);
        const Value& about = event["involvedObject"];
        if (!message.starts_with(change) || !at.isValid() || about["kind"].text() != "Application")
            continue;
        Step& step = last[AppId { .context = context,
            .kind = gitops::AppKind::Application,
            .nameSpace = gitops::text(about["namespace"]),
            .name = gitops::text(about["name"]) }];
        if (!step.at.isValid() || at >= step.at)
            step = { .at = at, .begins = message.substr(std::string_view(change).size()) == "Synced -> OutOfSync" };
    }
    QHash<AppId, QDateTime> beginnings;
    for (const auto& [id, step] : last.asKeyValueRange())
        if (step.begins)
            beginnings.insert(id, step.at);
    return beginnings;
}

}
