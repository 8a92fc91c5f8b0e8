#pragma once

#include "core/diff/ApplyOrder.h"

/// The two orders; private to this folder.
namespace holdfast::diff {

[[nodiscard]] std::vector<OrderedObject> fluxOrder(const std::vector<manifest::Value>& objects);
[[nodiscard]] std::vector<OrderedObject> argoOrder(const std::vector<manifest::Value>& objects);
/// Numbers the stages anew from 1, without gaps.
void renumber(std::vector<OrderedObject>& objects);

}
