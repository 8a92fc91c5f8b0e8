#pragma once

#include "app/sandbox/api/Registry.h"
#include "app/sandbox/api/Shelves.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace holdfast::sandbox {

enum class IncludeObject { None, Metadata, Object };

/// A column of a server-side Table.
struct TableColumn {
    std::string name;
    std::string type = "string";
    int priority = 0;
};

/// The columns of a built-in kind, and the cells of one object; `Age` and the name come by themselves.
struct TableForm {
    std::vector<TableColumn> columns;
    std::function<std::vector<Value>(const Value& object)> cells;
};

/// How a Table is asked for.
struct TableOptions {
    IncludeObject include = IncludeObject::Metadata;
    std::string metadata = "{}"; ///< JSON of the list's metadata
    bool columns = true; ///< a watch sends them once
};

/// Makes Tables with the printer columns of a real server.
class Tables final {
public:
    [[nodiscard]] std::string table(
        const ResourceType& type, const std::vector<Stored>& objects, const TableOptions& options) const;

private:
    [[nodiscard]] std::vector<TableColumn> columns(const ResourceType& type) const;
    [[nodiscard]] std::vector<Value> cells(const ResourceType& type, const Value& object) const;
};

/// PartialObjectMetadata of the object as JSON, made once.
[[nodiscard]] const std::string& metadataJson(const StoredObject& stored);
/// The forms of the built-in kinds.
[[nodiscard]] const TableForm* tableForm(const ResourceName& name);
void addWorkloadForms(std::map<ResourceName, TableForm>& forms);
void addConfigForms(std::map<ResourceName, TableForm>& forms);
void addClusterForms(std::map<ResourceName, TableForm>& forms);

/// `5m`, `3d4h`: the time since a stamp as kubectl shows ages; `<unknown>` for none.
[[nodiscard]] std::string ageOf(const Value& timestamp);
[[nodiscard]] std::string durationText(std::int64_t seconds);
/// The first value that a printer column's JSONPath finds; null for none.
[[nodiscard]] Value jsonPathValue(std::string_view path, const Value& object);
[[nodiscard]] std::string joinedTexts(const std::vector<std::string>& texts, std::string_view between = ",");

}
