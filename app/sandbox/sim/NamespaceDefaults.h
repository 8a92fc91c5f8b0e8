#pragma once

#include "app/sandbox/sim/Controller.h"

namespace holdfast::sandbox::sim {

/// Gives each namespace its `default` ServiceAccount and the cluster's root certificate.
class NamespaceDefaults final : public Controller {
public:
    NamespaceDefaults(World& world, std::string authorityPem);

protected:
    void reconcile(const ObjectName& name) override;

private:
    std::string m_authorityPem;
};

/// Binds every claim to a volume made for it.
class VolumeBinder final : public Controller {
public:
    explicit VolumeBinder(World& world);

protected:
    void reconcile(const ObjectName& name) override;
};

}
