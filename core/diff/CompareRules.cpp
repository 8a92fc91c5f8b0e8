#include "core/diff/CompareRules.h"

#include "core/manifest/FieldPath.h"
#include "core/manifest/Resource.h"
#include "core/manifest/YamlReader.h"

#include <algorithm>

namespace holdfast::diff {

using manifest::toQString;
using manifest::Value;

namespace {

/// A file in the reading.
struct Reading {
    Dialect dialect;
    CompareRules rules;
};

QRegularExpression glob(const Value& pattern)
{
    const QString text = toQString(pattern.text());
    if (text == QLatin1String("*"))
        return {};
    return QRegularExpression(
        QRegularExpression::wildcardToRegularExpression(text, QRegularExpression::NonPathWildcardConversion));
}

/// Empty and absent mean any.
QRegularExpression exact(const Value& text)
{
    return text.isEmpty()
        ? QRegularExpression()
        : QRegularExpression(QRegularExpression::anchoredPattern(QRegularExpression::escape(toQString(text.text()))));
}

Result<QRegularExpression> anchored(const Value& pattern, const QString& place)
{
    if (pattern.isEmpty())
        return QRegularExpression();
    const QRegularExpression expression(QRegularExpression::anchoredPattern(toQString(pattern.text())));
    if (!expression.isValid())
        return fail(ErrorCode::InvalidInput, ObjectPlace { .field = place },
            QStringLiteral("\"%1\" is no regular expression: %2")
                .arg(toQString(pattern.text()), expression.errorString()));
    return expression;
}

std::vector<std::string> texts(const Value& list)
{
    std::vector<std::string> all;
    for (const Value& item : list.list())
        all.emplace_back(item.text());
    return all;
}

/// The part of a rule that Argo CD writes alike in Applications and in argocd-cm.
Result<void> addFields(IgnoreRule& rule, const Value& fields)
{
    rule.pointers = texts(fields["jsonPointers"]);
    for (const std::string& manager : texts(fields["managedFieldsManagers"]))
        rule.managers.append(QString::fromStdString(manager));
    for (const std::string& expression : texts(fields["jqPathExpressions"])) {
        Result<JqDeletion> deletion = JqDeletion::compiled(expression);
        if (!deletion) {
            Error error = deletion.error();
            error.where = ObjectPlace { .field = rule.name + QStringLiteral(".jqPathExpressions") };
            return std::unexpected(error);
        }
        rule.deletions.push_back(std::move(*deletion));
    }
    return {};
}

Result<void> readDifferences(Reading& reading, const Value& list)
{
    for (std::size_t index = 0; index < list.list().size(); ++index) {
        const Value& one = list[index];
        IgnoreRule rule { .name = QStringLiteral("ignoreDifferences[%1]").arg(index) };
        if (!one.isMap())
            return fail(
                ErrorCode::InvalidInput, ObjectPlace { .field = rule.name }, QStringLiteral("a rule is a mapping"));
        rule.target = { .group = glob(one["group"]),
            .kind = glob(one["kind"]),
            .nameSpace = exact(one["namespace"]),
            .name = exact(one["name"]) };
        if (const Result<void> added = addFields(rule, one); !added)
            return added;
        reading.rules.ignored.push_back(std::move(rule));
    }
    return {};
}

Result<void> readFluxIgnore(Reading& reading, const Value& list)
{
    for (std::size_t index = 0; index < list.list().size(); ++index) {
        const Value& one = list[index];
        IgnoreRule rule { .name = QStringLiteral("ignore[%1]").arg(index) };
        const Value& target = one["target"];
        const std::pair<QRegularExpression RuleTarget::*, std::string_view> patterns[]
            = { { &RuleTarget::group, "group" }, { &RuleTarget::version, "version" }, { &RuleTarget::kind, "kind" },
                  { &RuleTarget::nameSpace, "namespace" }, { &RuleTarget::name, "name" } };
        for (const auto& [member, key] : patterns) {
            const Result<QRegularExpression> pattern
                = anchored(target[key], rule.name + QStringLiteral(".target.") + toQString(key));
            if (!pattern)
                return std::unexpected(pattern.error());
            rule.target.*member = *pattern;
        }
        rule.target.labelSelector = toQString(target["labelSelector"].text());
        rule.target.annotationSelector = toQString(target["annotationSelector"].text());
        for (const QString& selector : { rule.target.labelSelector, rule.target.annotationSelector }) {
            if (!selects(selector, Value()))
                return fail(ErrorCode::InvalidInput, ObjectPlace { .field = rule.name + QStringLiteral(".target") },
                    QStringLiteral("\"%1\" is no selector").arg(selector));
        }
        rule.pointers = texts(one["paths"]);
        rule.wholeObject = std::ranges::find(rule.pointers, std::string()) != rule.pointers.end();
        for (const std::string& path : rule.pointers) {
            if (!manifest::FieldPath::fromText(path))
                return fail(ErrorCode::InvalidInput, ObjectPlace { .field = rule.name + QStringLiteral(".paths") },
                    QStringLiteral("\"%1\" is no JSON pointer").arg(QString::fromStdString(path)));
        }
        reading.rules.ignored.push_back(std::move(rule));
    }
    return {};
}

RuleTarget overrideTarget(std::string_view key)
{
    if (key == "all")
        return {};
    const std::size_t slash = key.find('/');
    const bool core = slash == std::string_view::npos;
    return { .group = core ? QRegularExpression(QStringLiteral("^$")) : glob(Value(key.substr(0, slash))),
        .kind = glob(Value(core ? key : key.substr(slash + 1))) };
}

std::vector<std::string> steps(std::string_view field)
{
    std::vector<std::string> parts;
    for (const QString& part : toQString(field).split(QLatin1Char('.'), Qt::SkipEmptyParts))
        parts.push_back(part.toStdString());
    return parts;
}

Result<void> readOverrides(Reading& reading, const Value& overrides)
{
    for (const Value::Member& member : overrides.map()) {
        const RuleTarget target = overrideTarget(member.first);
        IgnoreRule rule { .name = QStringLiteral("resourceOverrides[%1]").arg(toQString(member.first)),
            .target = target };
        if (const Result<void> added = addFields(rule, member.second["ignoreDifferences"]); !added)
            return added;
        reading.rules.ignored.push_back(std::move(rule));
        for (const Value& known : member.second["knownTypeFields"].list())
            reading.rules.known.push_back(
                { .target = target, .field = steps(known["field"].text()), .type = std::string(known["type"].text()) });
    }
    return {};
}

void readCompareOptions(Reading& reading, const Value& options)
{
    const Value& status = options["ignoreResourceStatusField"];
    const std::string_view which = status.isNull() ? "all" : status.text();
    IgnoreRule rule { .name = QStringLiteral("compareOptions.ignoreResourceStatusField"), .pointers = { "/status" } };
    if (which == "crd")
        rule.target.kind = exact(Value("CustomResourceDefinition"));
    if (which == "all" || which == "crd")
        reading.rules.ignored.push_back(rule);
    if (options["ignoreAggregatedRoles"].boolOr(false))
        reading.rules.ignored.push_back({ .name = QStringLiteral("compareOptions.ignoreAggregatedRoles"),
            .target = { .kind = exact(Value("ClusterRole")) },
            .deletions = { *JqDeletion::compiled("select(.aggregationRule != null) | .rules") } });
    reading.rules.includeMutationWebhook = options["includeMutationWebhook"].boolOr(false);
}

bool hasOption(const Value& options, std::string_view wanted)
{
    return std::ranges::any_of(options.list(), [wanted](const Value& option) { return option.text() == wanted; });
}

bool matchesPattern(const QRegularExpression& pattern, const QString& text)
{
    return pattern.pattern().isEmpty() || pattern.match(text).hasMatch();
}

bool requirementHolds(const QString& requirement, const Value& labels)
{
    static const QRegularExpression set(QStringLiteral("^(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)$"));
    static const QRegularExpression equal(QStringLiteral("^([^!=\\s]+)\\s*(==|=|!=)\\s*(\\S*)$"));
    const auto value = [&labels](const QString& key) { return labels[key.toStdString()]; };
    if (const auto match = set.match(requirement); match.hasMatch()) {
        QStringList values;
        for (const QString& one : match.captured(3).split(QLatin1Char(',')))
            values.append(one.trimmed());
        const Value found = value(match.captured(1));
        const bool in = !found.isNull() && values.contains(toQString(found.text()));
        return match.captured(2) == QLatin1String("in") ? in : !in;
    }
    if (const auto match = equal.match(requirement); match.hasMatch()) {
        const Value found = value(match.captured(1));
        const bool same = !found.isNull() && toQString(found.text()) == match.captured(3);
        return match.captured(2) == QLatin1String("!=") ? !same : same;
    }
    const bool negated = requirement.startsWith(QLatin1Char('!'));
    return labels.contains(requirement.mid(negated ? 1 : 0).toStdString()) != negated;
}

}

std::optional<bool> selects(const QString& selector, const Value& labels)
{
    static const QRegularExpression whole(QStringLiteral(
        "^\\s*(!?[\\w./-]+|[\\w./-]+\\s*(==|=|!=)\\s*[\\w.-]*|[\\w./-]+\\s+(in|notin)\\s*\\([^()]*\\))\\s*$"));
    static const QRegularExpression comma(QStringLiteral(",(?![^(]*\\))"));
    if (selector.trimmed().isEmpty())
        return true;
    bool all = true;
    for (const QString& requirement : selector.split(comma)) {
        if (!whole.match(requirement).hasMatch())
            return std::nullopt;
        all = all && requirementHolds(requirement.trimmed(), labels);
    }
    return all;
}

std::optional<IgnoreRule> ownRule(const Value& desired)
{
    static constexpr std::string_view key = "argocd.argoproj.io/ignore-differences";
    const std::string_view text = desired.at({ "metadata", "annotations", key }).text();
    if (text.empty())
        return std::nullopt;
    IgnoreRule rule { .name = toQString(key) };
    const auto documents = manifest::readYaml(text, rule.name);
    if (documents && !documents->empty())
        rule.pointers = texts(documents->front().value["jsonPointers"]);
    return rule;
}

bool RuleTarget::matches(const Value& object) const
{
    const manifest::GroupVersionKind type = manifest::groupVersionKind(object);
    const Value& metadata = object["metadata"];
    return matchesPattern(group, type.group) && matchesPattern(version, type.version) && matchesPattern(kind, type.kind)
        && matchesPattern(nameSpace, toQString(metadata["namespace"].text()))
        && matchesPattern(name, toQString(metadata["name"].text()))
        && selects(labelSelector, metadata["labels"]).value_or(false)
        && selects(annotationSelector, metadata["annotations"]).value_or(false);
}

Result<CompareRules> compareRules(const Value& file, Dialect dialect)
{
    const Value& spec = file["spec"].isMap() ? file["spec"] : file;
    Reading reading { .dialect = dialect, .rules = {} };
    const Value& driftDetection = spec["driftDetection"];
    for (const Result<void>& read :
        { readDifferences(reading, spec["ignoreDifferences"]), readOverrides(reading, spec["resourceOverrides"]),
            readFluxIgnore(reading, driftDetection.isMap() ? driftDetection["ignore"] : spec["ignore"]) }) {
        if (!read)
            return std::unexpected(read.error());
    }
    if (dialect == Dialect::ArgoCd)
        readCompareOptions(reading, spec["compareOptions"]);
    const Value& options
        = spec["syncOptions"].isNull() ? spec.at({ "syncPolicy", "syncOptions" }) : spec["syncOptions"];
    reading.rules.serverSideApply = hasOption(options, "ServerSideApply=true");
    return std::move(reading.rules);
}

}
