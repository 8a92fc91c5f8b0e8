#pragma once

#include "core/base/Result.h"
#include "core/manifest/Value.h"

#include <QString>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::manifest {

/// Limits of the reader (reference: the alias ratio is go-yaml's own).
struct YamlLimits {
    std::size_t bytes = 10U << 20U;
    int depth = 1000;
    std::size_t nodes = 1'000'000; ///< after aliases are expanded
};

/// Something the cluster takes but a person should know of: a duplicate key, `1234567e8` read as a number.
struct YamlWarning {
    int line = 0;
    QString text;
    friend bool operator==(const YamlWarning&, const YamlWarning&) = default;
};

/// One object of a stream with the line each field came from (JSON pointer to line, counted in the whole stream).
struct YamlDocument {
    Value value;
    int line = 0;
    std::map<std::string, int, std::less<>> lines;
    std::vector<YamlWarning> warnings;
};

/// A stream of YAML documents or JSON as a Kubernetes API server reads it (YAML 1.1 resolver of go-yaml v2): empty
/// documents are left out, the items of a `kind: List` count one by one. `name` stands in errors
/// (FilePlace with line). InvalidInput where the cluster would refuse, LimitExceeded beyond the limits.
[[nodiscard]] Result<std::vector<YamlDocument>> readYaml(
    std::string_view text, const QString& name, const YamlLimits& limits = {});

}
