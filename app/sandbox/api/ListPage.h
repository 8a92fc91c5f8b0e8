#pragma once

#include "app/sandbox/api/ApiServer.h"
#include "app/sandbox/api/Selector.h"

namespace holdfast::sandbox {

/// What a list or watch is narrowed to.
struct Selection {
    std::string nameSpace;
    std::string name; ///< of a watch on one object
    LabelSelector labels;
    FieldSelector fields;

    [[nodiscard]] static Answer<Selection> of(const ApiCall& call);
    [[nodiscard]] bool includes(const ObjectName& name, const Value& object) const;
    [[nodiscard]] bool isPlain() const { return labels.empty() && fields.empty(); }
};

/// One page of a list.
struct ListPage {
    std::vector<Stored> objects;
    std::uint64_t revision = 0;
    std::string continueToken;
    std::int64_t remaining = 0;
};

[[nodiscard]] Answer<ListPage> listPage(const ClusterStore& store, const ApiCall& call, const Selection& selection);

}
