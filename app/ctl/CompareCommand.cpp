#include "app/ctl/Input.h"
#include "app/ctl/ObjectCommands.h"
#include "app/ctl/Output.h"
#include "core/diff/Compare.h"
#include "core/manifest/YamlReader.h"

#include <QCommandLineParser>

namespace holdfast::ctl {

using manifest::Value;
using namespace Qt::StringLiterals;

namespace {

std::expected<diff::Dialect, Exit> dialectOf(const Invocation& call)
{
    const auto name = readChoice(call, u"dialect"_s, { u"argocd"_s, u"kustomize"_s, u"helm"_s });
    if (!name)
        return std::unexpected(name.error());
    if (*name == u"argocd")
        return diff::Dialect::ArgoCd;
    return *name == u"helm" ? diff::Dialect::Helm : diff::Dialect::Kustomize;
}

/// The rules of `--rules F`; a rule that cannot be parsed is told with its file and field.
std::expected<diff::CompareRules, Exit> rulesOf(const Invocation& call, diff::Dialect dialect)
{
    const QString file = call.parser->value(u"rules"_s);
    Value content;
    if (!file.isEmpty()) {
        const auto object = readObject(call, file);
        if (!object)
            return std::unexpected(object.error());
        content = *object;
    }
    const Result<diff::CompareRules> rules = diff::compareRules(content, dialect);
    if (rules)
        return *rules;
    Error error = rules.error();
    error.detail = placeText(error.where).trimmed() + u": "_s + error.detail;
    error.where = FilePlace { .file = file };
    return std::unexpected(call.output->error(error));
}

/// The object of an option that may be left out.
std::expected<std::optional<Value>, Exit> optionalObject(const Invocation& call, const QString& option)
{
    if (!call.parser->isSet(option))
        return std::nullopt;
    const auto object = readObject(call, call.parser->value(option));
    if (!object)
        return std::unexpected(object.error());
    return *object;
}

Value textOrNull(const std::optional<QString>& text)
{
    return text ? Value(text->toStdString()) : Value();
}

const char* kindText(diff::ChangeKind kind)
{
    switch (kind) {
    case diff::ChangeKind::Added:
        return "added";
    case diff::ChangeKind::Removed:
        return "removed";
    case diff::ChangeKind::Changed:
        return "changed";
    }
    return "";
}

}

Value comparisonJson(const diff::Comparison& comparison)
{
    Value::List changes;
    for (const diff::FieldChange& change : comparison.changes)
        changes.emplace_back(Value::Map { { "path", Value(change.path.text()) },
            { "change", Value(kindText(change.kind)) }, { "desired", change.desired.value_or(Value()) },
            { "live", change.live.value_or(Value()) }, { "ignoredBy", textOrNull(change.ignoredBy) } });
    return Value(Value::Map { { "verdict", Value(diff::verdictText(comparison.verdict).toStdString()) },
        { "changes", Value(std::move(changes)) } });
}

Exit runCompare(const Invocation& call)
{
    const auto dialect = dialectOf(call);
    if (!dialect)
        return dialect.error();
    const auto rules = rulesOf(call, *dialect);
    if (!rules)
        return rules.error();
    diff::CompareInput input;
    for (const auto& [option, side] : { std::pair { u"desired"_s, &input.desired },
             std::pair { u"live"_s, &input.live }, std::pair { u"predicted"_s, &input.predicted } }) {
        const auto object = optionalObject(call, option);
        if (!object)
            return object.error();
        *side = *object;
    }
    if (!input.desired && !input.live) {
        call.output->error(u"there is nothing to compare"_s, u"name --desired F, --live F or both"_s);
        return Exit::Usage;
    }
    const diff::Comparison comparison = diff::compare(input, *rules, *dialect);
    Value answer = comparisonJson(comparison);
    if (call.isSet("objects"))
        answer = answer.with("predicted", comparison.predicted).with("live", comparison.live);
    for (const QString& finding : comparison.findings)
        call.output->warning(finding);
    call.output->json(answer);
    const bool same = comparison.verdict == diff::Verdict::Synced || comparison.verdict == diff::Verdict::Excluded;
    return same ? Exit::Done : Exit::Differs;
}

Exit runNormalize(const Invocation& call)
{
    const auto dialect = dialectOf(call);
    if (!dialect)
        return dialect.error();
    const auto rules = rulesOf(call, *dialect);
    if (!rules)
        return rules.error();
    const auto objects = readObjects(call, call.arguments.front());
    if (!objects)
        return objects.error();
    Value::List all;
    for (const Value& object : *objects) {
        const diff::Reduced normalized = diff::normalizedBy(object, *rules, *dialect);
        for (const QString& finding : normalized.findings)
            call.output->warning(finding);
        all.push_back(normalized.object);
    }
    call.output->json(Value(std::move(all)));
    return Exit::Done;
}

}
