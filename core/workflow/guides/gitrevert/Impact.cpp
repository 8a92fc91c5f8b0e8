#include "core/workflow/guides/gitrevert/Impact.h"

#include "core/workflow/AppRender.h"

#include <algorithm>
#include <map>

namespace holdfast::workflow::gitrevert {

using manifest::ObjectKey;
using manifest::Value;

namespace {

using Objects = std::map<ObjectKey, Value>;

Result<Objects> rendered(const Target& target, const git::CommitId& commit, const CancelToken& cancel)
{
    const Result<std::vector<Value>> list = renderedAt(target, commit, cancel);
    if (!list)
        return std::unexpected(list.error());
    Objects all;
    for (const Value& object : *list)
        all.emplace(manifest::objectKey(object), object);
    return all;
}

bool makesPodsAnew(const Value& before, const Value& after)
{
    return !before.at({ "spec", "template" }).isNull()
        && !(before.at({ "spec", "template" }) == after.at({ "spec", "template" }));
}

void compare(const Objects& now, const Objects& then, AffectedApp& app, Preview& preview)
{
    for (const auto& [key, object] : now) {
        const auto after = then.find(key);
        const QString name = manifest::objectText(key);
        if (after == then.end()) {
            preview.pruned.push_back({ .app = app.app, .object = name });
            continue;
        }
        if (object == after->second)
            continue;
        app.changed.append(name);
        if (makesPodsAnew(object, after->second))
            app.restarted.append(name);
    }
    for (const auto& entry : then)
        if (!now.contains(entry.first))
            app.changed.append(manifest::objectText(entry.first));
}

void addImpact(const Draft& draft, const Target& target, Preview& preview, const CancelToken& cancel)
{
    const auto app = std::ranges::find(preview.apps, target.app.app, &AffectedApp::app);
    if (app == preview.apps.end())
        return;
    const Result<Objects> now = rendered(target, draft.tip, cancel);
    const Result<Objects> then = rendered(target, draft.made.newTip, cancel);
    if (then && now) {
        compare(*now, *then, *app, preview);
        if (then->empty() && !now->empty())
            preview.warnings.append(
                QStringLiteral("%1 would render to nothing at all").arg(gitops::appText(target.app.app)));
        return;
    }
    if (then) // what cannot be rendered now is what is taken back
        return;
    preview.warnings.append(QStringLiteral("what %1 would render to is not known: %2")
            .arg(gitops::appText(target.app.app), errorText(then.error())));
}

}

void addImpact(const std::vector<Draft>& drafts, Preview& preview, const CancelToken& cancel)
{
    for (const Draft& draft : drafts) {
        if (!draft.made.conflicts.empty() || draft.made.newTip == draft.tip)
            continue;
        for (const Target& target : draft.targets)
            addImpact(draft, target, preview, cancel);
    }
}

}
