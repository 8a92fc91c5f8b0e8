#include "core/health/HealthTable.h"

#include "core/health/RuleLines.h"
#include "core/manifest/Resource.h"
#include "core/manifest/YamlReader.h"

#include <QFile>

#include <algorithm>
#include <array>

namespace holdfast::health {

using manifest::Value;

namespace {

std::optional<Assessment> decided(const std::vector<RuleLine>& lines, const RuleScope& scope);

Status statusOf(const std::string& text)
{
    static constexpr std::array statuses { Status::Healthy, Status::Suspended, Status::Progressing, Status::Missing,
        Status::Degraded, Status::Unknown };
    const auto found = std::ranges::find_if(
        statuses, [&text](Status status) { return word(status) == QString::fromStdString(text); });
    return found == statuses.end() ? Status::Unknown : *found;
}

/// Stable, absent last.
void sortBy(std::vector<Value>& items, const RuleValue& by, const RuleScope& scope)
{
    std::ranges::stable_sort(items, [&](const Value& left, const Value& right) {
        const Value first = by(scope.with(left, 0));
        const Value second = by(scope.with(right, 0));
        if (first.isNull() || second.isNull())
            return !first.isNull();
        return first.isString() ? first.text() < second.text()
                                : first.toDouble().value_or(0) < second.toDouble().value_or(0);
    });
}

std::optional<Assessment> decidedForEach(const RuleLine& line, const RuleScope& scope)
{
    std::vector<Value> items = itemsOf(line.list(scope));
    if (line.by)
        sortBy(items, line.by, scope);
    for (std::size_t index = 0; index < items.size(); ++index) {
        if (auto found = decided(line.body, scope.with(items[index], index + 1)))
            return found;
    }
    return std::nullopt;
}

std::optional<Assessment> decidedBy(const RuleLine& line, const RuleScope& scope)
{
    switch (line.kind) {
    case RuleLine::Kind::Clause:
        if (!line.when(scope))
            return std::nullopt;
        return Assessment { statusOf(line.status(scope)), QString::fromStdString(line.message(scope)) };
    case RuleLine::Kind::If:
        return line.when(scope) ? decided(line.body, scope) : std::nullopt;
    case RuleLine::Kind::Each:
        return decidedForEach(line, scope);
    }
    return std::nullopt;
}

std::optional<Assessment> decided(const std::vector<RuleLine>& lines, const RuleScope& scope)
{
    for (const RuleLine& line : lines) {
        if (auto found = decidedBy(line, scope))
            return found;
    }
    return std::nullopt;
}

/// `*` stands for any text without `/`.
bool matches(std::string_view pattern, std::string_view text)
{
    if (pattern.empty())
        return text.empty();
    if (pattern.front() != '*')
        return !text.empty() && pattern.front() == text.front() && matches(pattern.substr(1), text.substr(1));
    for (std::size_t length = 0; length <= text.size(); ++length) {
        if (matches(pattern.substr(1), text.substr(length)))
            return true;
        if (length < text.size() && text[length] == '/')
            return false;
    }
    return false;
}

}

Result<HealthTable> HealthTable::fromYaml(std::string_view yaml, const QString& name)
{
    const Result<std::vector<manifest::YamlDocument>> documents = manifest::readYaml(yaml, name);
    if (!documents)
        return std::unexpected(documents.error());
    const Value content = documents->empty() ? Value() : documents->front().value;
    const RuleSource source = [&content](std::string_view wanted) {
        const Value& macro = content["macros"][wanted];
        return macro.isNull() ? content["kinds"][wanted] : macro;
    };
    HealthTable table;
    for (const Value::Member& member : content["kinds"].map()) {
        Result<std::vector<RuleLine>> lines = ruleLines(member.second.text(), source);
        if (!lines)
            return fail(ErrorCode::InvalidInput, FilePlace { .file = name },
                QString::fromStdString(member.first) + QStringLiteral(": ") + lines.error().detail);
        table.m_rules.emplace(member.first, std::move(*lines));
    }
    return table;
}

const HealthTable& HealthTable::bundled()
{
    static const HealthTable table = [] {
        QFile file(QStringLiteral(":/holdfast/health/rules.yaml"));
        if (!file.open(QIODevice::ReadOnly))
            return HealthTable();
        const QByteArray yaml = file.readAll();
        return fromYaml({ yaml.constData(), static_cast<std::size_t>(yaml.size()) }, file.fileName())
            .value_or(HealthTable());
    }();
    return table;
}

std::optional<Assessment> HealthTable::assess(const Value& object) const
{
    const manifest::GroupVersionKind type = manifest::groupVersionKind(object);
    const std::string key = (type.group + QLatin1Char('/') + type.kind).toStdString();
    auto found = m_rules.find(key);
    if (found == m_rules.end())
        found = std::ranges::find_if(
            m_rules, [&key](const auto& rule) { return rule.first.contains('*') && matches(rule.first, key); });
    if (found == m_rules.end())
        return std::nullopt;
    return decided(found->second, { .items = { object } });
}

}
