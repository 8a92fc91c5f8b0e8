#include "core/workflow/guides/gitrevert/SyncWindows.h"

#include "core/gitops/ObjectReading.h"

#include <set>

namespace holdfast::workflow::gitrevert {

using gitops::text;
using manifest::Value;

namespace {

/// Projects live where Argo CD does, whatever namespace the Application is in.
Place projectOf(const Target& target)
{
    const QString controller = text(target.object["status"]["controllerNamespace"]);
    return { .context = target.app.app.context,
        .key = { .group = QStringLiteral("argoproj.io"),
            .kind = QStringLiteral("AppProject"),
            .nameSpace = controller.isEmpty() ? target.app.app.nameSpace : controller,
            .name = text(target.object["spec"]["project"]) } };
}

QString windowText(const Value& window)
{
    const QString zone = text(window["timeZone"]);
    return QStringLiteral("%1 \"%2\" for %3%4")
        .arg(text(window["kind"]), text(window["schedule"]), text(window["duration"]),
            zone.isEmpty() ? QString() : u' ' + zone);
}

}

QStringList windowWarnings(const std::vector<Draft>& drafts, const Around& around)
{
    QStringList all;
    std::set<std::pair<ContextName, manifest::ObjectKey>> seen;
    for (const Draft& draft : drafts)
        for (const Target& target : draft.targets) {
            const Place place = projectOf(target);
            if (target.app.app.kind != gitops::AppKind::Application || !seen.emplace(place.context, place.key).second)
                continue;
            // A project that may not be read holds nothing back that a person could be told of.
            const Value project = around.world.clusters->object(place, around.cancel).value_or(Value());
            QStringList windows;
            for (const Value& window : project["spec"]["syncWindows"].list())
                windows.append(windowText(window));
            if (!windows.isEmpty())
                all.append(QStringLiteral("project %1 has sync windows, which may hold a sync back: %2")
                        .arg(place.key.name, windows.join(QStringLiteral(", "))));
        }
    return all;
}

}
