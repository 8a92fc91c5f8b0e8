#include "core/workflow/guides/gitrevert/Impact.h"

#include "core/diff/ImmutableFields.h"
#include "core/manifest/SecretMask.h"
#include "core/manifest/YamlWriter.h"
#include "core/workflow/AppRender.h"
#include "core/workflow/SharedFiles.h"

#include <algorithm>
#include <map>

namespace holdfast::workflow::gitrevert {

using manifest::ObjectKey;
using manifest::Value;

namespace {

/// Rendering more apps than these would make a person wait; a warning tells how many are left out.
constexpr std::size_t mostRendered = 20;

/// A preview shows so many objects of an app in full.
constexpr std::size_t mostTexts = 100;

using Objects = std::map<ObjectKey, Value>;

Result<Objects> rendered(const RenderSubject& subject, const git::CommitId& commit, const Around& around)
{
    const Result<std::vector<Value>> list = renderedAt(around.world, subject, commit, around.cancel);
    if (!list)
        return std::unexpected(list.error());
    Objects all;
    for (const Value& object : *list)
        all.emplace(manifest::objectKey(object), object);
    return all;
}

bool makesPodsAnew(const Value& before, const Value& after)
{
    return !after.isNull() && !before.at({ "spec", "template" }).isNull()
        && !(before.at({ "spec", "template" }) == after.at({ "spec", "template" }));
}

/// The part of an image that tells two releases apart.
QString shortImage(const Value& image)
{
    const QString name = manifest::toQString(image.text()).section(u'/', -1);
    return name.contains(u'@') ? name.section(u'@', 1).left(19) : name.section(u':', 1);
}

QStringList imageChanges(const Value& before, const Value& after)
{
    QStringList all;
    const Value& now = after.at({ "spec", "template", "spec", "containers" });
    for (const Value& container : before.at({ "spec", "template", "spec", "containers" }).list()) {
        const auto same = std::ranges::find_if(
            now.list(), [&container](const Value& other) { return other["name"] == container["name"]; });
        if (same != now.list().end() && (*same)["image"] != container["image"])
            all.append(
                QStringLiteral("image %1 → %2").arg(shortImage(container["image"]), shortImage((*same)["image"])));
    }
    return all;
}

QString tellingFields(const Value& before, const Value& after)
{
    QStringList all = imageChanges(before, after);
    const Value& then = before["spec"]["replicas"];
    const Value& now = after["spec"]["replicas"];
    if (!then.isNull() && !now.isNull() && then != now)
        all.append(QStringLiteral("replicas %1 → %2").arg(then.intOr(0)).arg(now.intOr(0)));
    return all.join(QStringLiteral(", "));
}

QString textOf(const Value& object)
{
    return object.isNull() ? QString() : QString::fromStdString(manifest::writeYaml(object));
}

void addText(const ObjectKey& key, const Value& before, const Value& after, AffectedApp& app)
{
    if (app.objects.size() == mostTexts)
        return;
    const manifest::MaskedPair shown = manifest::maskSecretPair(before, after);
    app.objects.push_back({ .name = manifest::objectText(key),
        .before = textOf(shown.previous),
        .after = textOf(shown.object),
        .note = tellingFields(before, after),
        .restarts = makesPodsAnew(before, after) ? static_cast<int>(before["spec"]["replicas"].intOr(0)) : -1 });
}

void compare(const Objects& now, const Objects& then, AffectedApp& app, Preview& preview)
{
    for (const auto& [key, object] : now) {
        const auto after = then.find(key);
        const QString name = manifest::objectText(key);
        if (after == then.end()) {
            preview.pruned.push_back({ .app = app.app, .object = name });
            addText(key, object, {}, app);
            continue;
        }
        if (object == after->second)
            continue;
        app.changed.append(name);
        addText(key, object, after->second, app);
        if (makesPodsAnew(object, after->second))
            app.restarted.append(name);
        for (const QString& field : diff::immutableChanges(object, after->second))
            app.immutable.append(name + u' ' + field);
    }
    for (const auto& [key, object] : then) {
        if (now.contains(key))
            continue;
        app.changed.append(manifest::objectText(key));
        addText(key, {}, object, app);
    }
}

/// What an app of the preview is rendered from, and how much of it is the app's own.
struct Part {
    RenderSubject subject;
    std::optional<ObjectKey> only; ///< of a HelmRelease in a Kustomization's files: itself
};

/// Renders the apps of a preview before and after the commits of a draft.
class DraftImpact final {
public:
    DraftImpact(const Draft& draft, const std::vector<gitops::App>& fleet, const Around& around)
        : m_draft(draft)
        , m_fleet(fleet)
        , m_around(around)
    {
    }
    void add(AffectedApp& app, Preview& preview)
    {
        const std::optional<Part> part = partOf(app.app);
        if (!part)
            return;
        if (m_rendered == mostRendered)
            return noteLeftOut(app, preview);
        ++m_rendered;
        const Result<Objects> now = rendered(part->subject, m_draft.tip, m_around);
        const Result<Objects> then = rendered(part->subject, m_draft.made.newTip, m_around);
        if (now && then)
            return compareParts(*part, { *now, *then }, app, preview);
        if (then) // what cannot be rendered now is what is taken back
            return;
        preview.warnings.append(QStringLiteral("what %1 would render to is not known: %2")
                .arg(gitops::appText(app.app), errorText(then.error())));
    }

private:
    [[nodiscard]] std::optional<Part> partOf(const gitops::AppId& app) const
    {
        for (const Target& target : m_draft.targets) {
            if (target.app.app == app)
                return Part { renderSubject(target),
                    target.through ? std::optional(placeOf(app).key) : std::optional<ObjectKey>() };
            if (target.through && target.through->app == app)
                return Part { renderSubject(target), {} };
        }
        const auto row = std::ranges::find(m_fleet, app, &gitops::App::id);
        if (row == m_fleet.end() || !follows(*row, pointOf(m_draft)))
            return std::nullopt;
        return Part { { .app = app, .repository = m_draft.url }, {} };
    }

    static void compareParts(const Part& part, std::pair<Objects, Objects> objects, AffectedApp& app, Preview& preview)
    {
        auto& [now, then] = objects;
        if (part.only) {
            std::erase_if(now, [&part](const auto& entry) { return entry.first != *part.only; });
            std::erase_if(then, [&part](const auto& entry) { return entry.first != *part.only; });
            if (then.empty()) // it is among what its Kustomization prunes
                return;
        }
        compare(now, then, app, preview);
        if (then.empty() && !now.empty())
            preview.warnings.append(QStringLiteral("%1 would render to nothing at all").arg(gitops::appText(app.app)));
    }

    static void noteLeftOut(const AffectedApp& app, Preview& preview)
    {
        preview.warnings.append(
            QStringLiteral("%1 shares the files, but is not rendered here: too many do").arg(gitops::appText(app.app)));
    }

    const Draft& m_draft;
    const std::vector<gitops::App>& m_fleet;
    const Around& m_around;
    std::size_t m_rendered = 0;
};

}

void addImpact(const std::vector<Draft>& drafts, Preview& preview, const Around& around)
{
    const std::vector<gitops::App> fleet
        = around.world.clusters->apps(around.cancel).value_or(std::vector<gitops::App>());
    for (const Draft& draft : drafts) {
        if (!draft.made.conflicts.empty() || draft.made.newTip == draft.tip)
            continue;
        DraftImpact impact(draft, fleet, around);
        for (AffectedApp& app : preview.apps)
            impact.add(app, preview);
    }
}

}
