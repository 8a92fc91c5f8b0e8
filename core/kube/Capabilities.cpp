#include "core/kube/Capabilities.h"

namespace holdfast::kube {

Capabilities capabilities(const QString& version, const std::vector<ApiResource>& resources)
{
    Capabilities all { .version = version, .apis = {} };
    for (const ApiResource& resource : resources) {
        const QString served
            = resource.group.isEmpty() ? resource.version : resource.group + QLatin1Char('/') + resource.version;
        all.apis << served << served + QLatin1Char('/') + resource.kind;
    }
    all.apis.sort();
    all.apis.removeDuplicates();
    return all;
}

}
