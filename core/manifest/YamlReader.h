#pragma once

#include "core/base/Result.h"
#include "core/manifest/FieldLines.h"
#include "core/manifest/Value.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace holdfast::manifest {

/// What the top level of a document may be.
enum class YamlRoot {
    Object, ///< a mapping, as an API server takes it
    Any
};

/// Limits of the reader (reference: the alias ratio is go-yaml's own).
struct YamlLimits {
    std::size_t bytes = 10U << 20U;
    int depth = 1000;
    std::size_t nodes = 1'000'000; ///< values of one document, after aliases are expanded
    YamlRoot root = YamlRoot::Object;
};

/// Something the cluster takes but a person should know of: a duplicate key, `1234567e8` read as a number.
struct YamlWarning {
    int line = 0;
    QString text;
    friend bool operator==(const YamlWarning&, const YamlWarning&) = default;
};

/// One object of a stream with the line each field came from (by JSON pointer, counted in the whole stream).
/// Objects that came as JSON have no lines but their own.
struct YamlDocument {
    Value value;
    int line = 0;
    FieldLines lines;
    std::vector<YamlWarning> warnings;
};

/// A stream of YAML documents or JSON as a Kubernetes API server reads it (YAML 1.1 resolver of go-yaml v2): empty
/// documents are left out, the items of a `kind: List` count one by one. `name` stands in errors
/// (FilePlace with line). InvalidInput where the cluster would refuse, LimitExceeded beyond the limits.
[[nodiscard]] Result<std::vector<YamlDocument>> readYaml(
    std::string_view text, const QString& name, const YamlLimits& limits = {});

}
