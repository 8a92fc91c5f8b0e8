#pragma once

#include "app/sandbox/sim/ArgoController.h"

namespace holdfast::sandbox::sim {

/// Fills `{{.name}}` and `{{name}}` of every string of a template.
[[nodiscard]] Value filledTemplate(const Value& pattern, const Value& parameters);

/// Makes Applications from list and git directory generators, and undoes what others change in them.
class ApplicationSetController final : public Controller {
public:
    ApplicationSetController(World& world, GitAccess git);

protected:
    void reconcile(const ObjectName& name) override;

private:
    using Parameters = std::vector<Value>;
    void generate(const Value& set, std::function<void(const Parameters&)> done);
    void directories(const Value& generator, std::function<void(const Parameters&)> done);
    void apply(const ObjectName& name, const Parameters& parameters);
    void applyChild(const Value& set, const Value& child);
    void writeStatus(const Value& set, const std::vector<Value>& children);

    GitAccess m_git;
};

}
