#include "app/sandbox/api/Tables.h"

#include "core/manifest/JsonWriter.h"

#include <QDateTime>

namespace holdfast::sandbox {

namespace {

Value columnValue(const TableColumn& column)
{
    return mapOf({ { "name", Value(column.name) }, { "type", Value(column.type) },
        { "format", Value(column.name == "Name" ? "name" : "") }, { "description", Value("") },
        { "priority", Value(column.priority) } });
}

std::string columnType(const Value& column)
{
    const std::string type = textOf(column["type"]);
    return type.empty() ? "string" : type;
}

Value customCell(const Value& column, const Value& object)
{
    Value value = jsonPathValue(column["jsonPath"].text(), object);
    if (value.isNull())
        return value;
    const std::string type = columnType(column);
    if (type == "date")
        return Value(ageOf(value));
    if (type == "string")
        return Value(plainText(value));
    return value;
}

}

const std::string& metadataJson(const StoredObject& stored)
{
    if (stored.metadataJson.empty()) {
        stored.metadataJson = R"({"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":)"
            + manifest::writeJson(stored.value["metadata"]) + "}";
    }
    return stored.metadataJson;
}

std::vector<TableColumn> Tables::columns(const ResourceType& type) const
{
    std::vector<TableColumn> all { { .name = "Name" } };
    if (type.origin == Origin::Custom) {
        for (const Value& column : type.printerColumns.list())
            all.push_back({ .name = textOf(column["name"]),
                .type = columnType(column),
                .priority = static_cast<int>(column["priority"].intOr(0)) });
        if (type.printerColumns.list().empty())
            all.push_back({ .name = "Age", .type = "date" });
        return all;
    }
    if (const TableForm* form = tableForm(type.name))
        return form->columns;
    all.push_back({ .name = "Created At" });
    return all;
}

std::vector<Value> Tables::cells(const ResourceType& type, const Value& object) const
{
    const Value& name = object.at({ "metadata", "name" });
    const Value& created = object.at({ "metadata", "creationTimestamp" });
    if (type.origin == Origin::BuiltIn) {
        if (const TableForm* form = tableForm(type.name))
            return form->cells(object);
        return { name, created };
    }
    std::vector<Value> all { name };
    for (const Value& column : type.printerColumns.list())
        all.push_back(customCell(column, object));
    if (type.printerColumns.list().empty())
        all.emplace_back(ageOf(created));
    return all;
}

std::string Tables::table(
    const ResourceType& type, const std::vector<Stored>& objects, const TableOptions& options) const
{
    std::string body
        = R"({"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":)" + options.metadata + ",\"columnDefinitions\":";
    if (options.columns) {
        Value::List definitions;
        for (const TableColumn& column : columns(type))
            definitions.push_back(columnValue(column));
        body += manifest::writeJson(Value(std::move(definitions)));
    } else {
        body += "null";
    }
    body += ",\"rows\":[";
    bool first = true;
    for (const Stored& stored : objects) {
        body += std::exchange(first, false) ? "{\"cells\":" : ",{\"cells\":";
        body += manifest::writeJson(Value(cells(type, stored->value)));
        if (options.include == IncludeObject::Metadata)
            body += ",\"object\":" + metadataJson(*stored);
        else if (options.include == IncludeObject::Object)
            body += ",\"object\":" + stored->json;
        else
            body += ",\"object\":null";
        body += '}';
    }
    return body + "]}";
}

const TableForm* tableForm(const ResourceName& name)
{
    static const std::map<ResourceName, TableForm> forms = [] {
        std::map<ResourceName, TableForm> all;
        addWorkloadForms(all);
        addConfigForms(all);
        addClusterForms(all);
        return all;
    }();
    const auto found = forms.find(name);
    return found == forms.end() ? nullptr : &found->second;
}

std::string joinedTexts(const std::vector<std::string>& texts, std::string_view between)
{
    std::string all;
    for (const std::string& text : texts)
        all += (all.empty() ? "" : std::string(between)) + text;
    return all;
}

std::string durationText(std::int64_t seconds)
{
    const std::int64_t minutes = seconds / 60;
    const std::int64_t hours = minutes / 60;
    const std::int64_t days = hours / 24;
    const auto pair = [](std::int64_t large, const char* unit, std::int64_t small, const char* smallUnit) {
        return std::to_string(large) + unit + (small > 0 ? std::to_string(small) + smallUnit : std::string());
    };
    if (seconds < -1)
        return "<invalid>";
    if (seconds < 120)
        return std::to_string(std::max<std::int64_t>(seconds, 0)) + "s";
    if (minutes < 10)
        return pair(minutes, "m", seconds % 60, "s");
    if (minutes < 180)
        return std::to_string(minutes) + "m";
    if (hours < 8)
        return pair(hours, "h", minutes % 60, "m");
    if (hours < 48)
        return std::to_string(hours) + "h";
    if (hours < 192)
        return pair(days, "d", hours % 24, "h");
    if (days < 730)
        return std::to_string(days) + "d";
    if (days < 365 * 8)
        return pair(days / 365, "y", days % 365, "d");
    return std::to_string(days / 365) + "y";
}

std::string ageOf(const Value& timestamp)
{
    if (timestamp.text().empty())
        return "<unknown>";
    const QDateTime time = QDateTime::fromString(QString::fromStdString(textOf(timestamp)), Qt::ISODateWithMs);
    return time.isValid() ? durationText(time.secsTo(QDateTime::currentDateTimeUtc())) : "<unknown>";
}

}
