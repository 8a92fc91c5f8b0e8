#pragma once

#include "core/base/Result.h"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::manifest {

/// A node of a document before aliases are followed and scalars have a type.
struct YamlNode {
    enum class Kind { Scalar, List, Map, Alias };
    Kind kind = Kind::Scalar;
    std::string text; ///< of a scalar; the anchor's name of an alias
    std::string tag;
    bool plain = false;
    bool following = false; ///< while the alias is being expanded
    int line = 0;
    YamlNode* target = nullptr; ///< of an alias
    std::vector<YamlNode*> children; ///< items, or keys and values by turns
};

/// The nodes of one document; owns them.
struct YamlTree {
    std::deque<YamlNode> nodes;
    YamlNode* root = nullptr; ///< null where there is no document
    int unreadLine = 0; ///< where a second document begins, 0 where there is none
};

/// The first document of the text; Kubernetes leaves what follows `...` unread. InvalidInput or, nested deeper than
/// `depth`, LimitExceeded, both at a FilePlace without a file.
[[nodiscard]] Result<YamlTree> composeYaml(std::string_view text, int depth);

}
