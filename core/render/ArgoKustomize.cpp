#include "core/manifest/Resource.h"
#include "core/render/ArgoEnvironment.h"
#include "core/render/ArgoTools.h"
#include "core/render/KustomizationFile.h"
#include "core/render/Kustomize.h"

#include <algorithm>

namespace holdfast::render {

using namespace Qt::StringLiterals;
using manifest::toQString;
using manifest::Value;

namespace {

/// `name=other:tag@digest`, `name:tag` or `name@digest` as kustomize writes it.
Value image(const QString& text)
{
    const QString whole = text.contains(u'=') ? text.section(u'=', 1) : text;
    const qsizetype from = std::max<qsizetype>(whole.indexOf(u'/'), 0); // a colon before it is that of a port
    const qsizetype at = whole.indexOf(u'@', from);
    const qsizetype colon = whole.left(at < 0 ? whole.size() : at).indexOf(u':', from);
    const QString name = whole.left(colon >= 0 ? colon : at);
    Value::Map fields;
    if (at >= 0)
        fields.emplace_back("digest", Value(whole.sliced(at + 1).toStdString()));
    if (colon >= 0)
        fields.emplace_back("newTag", Value(whole.mid(colon + 1, at < 0 ? -1 : at - colon - 1).toStdString()));
    if (text.contains(u'='))
        fields.emplace_back("newName", Value(name.toStdString()));
    fields.emplace_back("name", Value((text.contains(u'=') ? text.section(u'=', 0, 0) : name).toStdString()));
    return Value(std::move(fields));
}

/// `*` keeps what the kustomization says of that part.
Value kept(Value wanted, const Value& old)
{
    for (const std::string_view part : { "newName", "newTag", "digest" }) {
        if (wanted[part].text() == "*")
            wanted = old[part].isEmpty() ? wanted.without(part) : wanted.with(part, old[part]);
    }
    return wanted;
}

Value images(const AppTree& app, const Value& kustomization)
{
    const Value::List& old = kustomization["images"].list();
    Value::List all;
    for (const Value& one : app.source["kustomize"]["images"].list()) {
        const Value wanted = image(withEnvironment(app, toQString(one.text())));
        const auto same
            = std::ranges::find_if(old, [&](const Value& other) { return other["name"] == wanted["name"]; });
        all.push_back(kept(wanted, same == old.end() ? Value() : *same));
    }
    return Value(std::move(all));
}

/// A count may be written as a text.
Value replicas(const Value& wanted)
{
    Value::List all;
    for (const Value& one : wanted.list()) {
        bool isNumber = false;
        const qlonglong count = toQString(one["count"].text()).toLongLong(&isNumber);
        all.push_back(isNumber ? one.with("count", Value(static_cast<std::int64_t>(count))) : one);
    }
    return Value(std::move(all));
}

enum class Substitution { No, Yes };

Value entries(const AppTree& app, const Value& map, Substitution substitution)
{
    Value all = map;
    if (substitution == Substitution::No)
        return all;
    for (const auto& [name, text] : map.map())
        all = all.with(name, Value(withEnvironment(app, toQString(text.text())).toStdString()));
    return all;
}

/// Labels or annotations beside those of the kustomization, which only `force` replaces.
struct Added {
    const char* what;
    const char* force;
    bool isForced;
};

Result<Value> joined(const Value& old, const Value& more, const Added& added)
{
    Value all = old;
    for (const auto& [name, value] : more.map()) {
        if (old.contains(name) && !added.isForced)
            return fail(ErrorCode::InvalidInput, {},
                u"the kustomization has the %1 \"%2\" already, and %3 is not set"_s.arg(
                    QLatin1String(added.what), toQString(name), QLatin1String(added.force)));
        all = all.with(name, value);
    }
    return all;
}

/// The entry of `labels` that sets them as the options say, with the app's among them.
Result<Value> withoutSelector(const Value& old, const Value& pairs, const Value& kustomize)
{
    const bool templates = kustomize["labelIncludeTemplates"].boolOr(false);
    const Added added { "label", "forceCommonLabels", kustomize["forceCommonLabels"].boolOr(false) };
    Value::List all = old.list();
    const auto same = std::ranges::find_if(all, [templates](const Value& one) {
        return !one["includeSelectors"].boolOr(false) && one["includeTemplates"].boolOr(false) == templates;
    });
    if (same == all.end()) {
        Value entry(Value::Map { { "pairs", pairs } });
        all.push_back(templates ? entry.with("includeTemplates", Value(true)) : entry);
        return Value(std::move(all));
    }
    const Result<Value> merged = joined((*same)["pairs"], pairs, added);
    if (!merged)
        return merged;
    *same = same->with("pairs", *merged);
    return Value(std::move(all));
}

Result<Value> labelled(const AppTree& app, const Value& kustomization)
{
    const Value& kustomize = app.source["kustomize"];
    const Value pairs = entries(app, kustomize["commonLabels"], Substitution::Yes);
    if (pairs.isEmpty())
        return kustomization;
    const bool aside = kustomize["labelWithoutSelector"].boolOr(false);
    if (!aside && kustomize["labelIncludeTemplates"].boolOr(false))
        return fail(ErrorCode::InvalidInput, {}, u"labelIncludeTemplates needs labelWithoutSelector"_s);
    const Result<Value> labels = aside
        ? withoutSelector(kustomization["labels"], pairs, kustomize)
        : joined(kustomization["commonLabels"], pairs,
              { "label", "forceCommonLabels", kustomize["forceCommonLabels"].boolOr(false) });
    return labels.transform(
        [&](const Value& all) { return kustomization.with(aside ? "labels" : "commonLabels", all); });
}

Result<Value> annotated(const AppTree& app, const Value& kustomization)
{
    const Value& kustomize = app.source["kustomize"];
    const bool substitutes = kustomize["commonAnnotationsEnvsubst"].boolOr(false);
    const Value pairs
        = entries(app, kustomize["commonAnnotations"], substitutes ? Substitution::Yes : Substitution::No);
    if (pairs.isEmpty())
        return kustomization;
    return joined(kustomization["commonAnnotations"], pairs,
        { "annotation", "forceCommonAnnotations", kustomize["forceCommonAnnotations"].boolOr(false) })
        .transform([&](const Value& all) { return kustomization.with("commonAnnotations", all); });
}

/// The components that are there, without those that the kustomization has already.
Value components(const AppTree& app, const QString& path, const Value& kustomization)
{
    const Value& kustomize = app.source["kustomize"];
    Value::List all;
    for (const Value& one : kustomize["components"].list()) {
        const bool absent = kustomizationFile(app.tree + u'/' + path + u'/' + toQString(one.text())).isEmpty();
        const bool known = std::ranges::contains(kustomization["components"].list(), one);
        if (!known && !(absent && kustomize["ignoreMissingComponents"].boolOr(false)))
            all.push_back(one);
    }
    return Value(std::move(all));
}

/// The fields that stand beside what the kustomization has, or in its place.
Value fields(const AppTree& app, const QString& path, const Value& kustomization)
{
    const Value& kustomize = app.source["kustomize"];
    Value all = Value::emptyMap();
    for (const std::string_view field : { "namePrefix", "nameSuffix", "namespace", "patches" }) {
        if (!kustomize[field].isEmpty())
            all = all.with(field, kustomize[field]);
    }
    for (const auto& [field, value] :
        { std::pair { "images", images(app, kustomization) }, std::pair { "replicas", replicas(kustomize["replicas"]) },
            std::pair { "components", components(app, path, kustomization) } }) {
        if (!value.isEmpty())
            all = all.with(field, value);
    }
    return all;
}

Result<void> edit(const AppTree& app, const QString& path)
{
    if (app.source["kustomize"].isEmpty())
        return {};
    const Result<Value> old = readKustomization(app.tree, path);
    if (!old)
        return std::unexpected(old.error());
    return labelled(app, withFields(*old, fields(app, path, *old)))
        .and_then([&](const Value& edited) { return annotated(app, edited); })
        .and_then([&](const Value& edited) { return writeKustomization(app.tree, path, edited); });
}

}

Result<std::vector<Value>> kustomizedSource(
    const ToolRunner& runner, const AppTree& app, const QString& path, const CancelToken& cancel)
{
    if (const Result<void> edited = edit(app, path); !edited)
        return std::unexpected(edited.error());
    const bool free = app.buildOptions.contains(u"LoadRestrictionsNone");
    return buildKustomization(
        runner, { .tree = app.tree, .path = path, .loads = free ? Loads::Tree : Loads::BelowKustomization }, cancel);
}

}
