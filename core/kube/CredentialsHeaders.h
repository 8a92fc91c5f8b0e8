#pragma once

#include "core/base/Result.h"
#include "core/kube/Kubeconfig.h"
#include "core/net/HttpTransport.h"

namespace holdfast::kube {

/// The Impersonate-* headers; keys of `extra` are percent-escaped as client-go does. InvalidInput where a value cannot
/// stand in a header.
[[nodiscard]] Result<QList<net::Header>> impersonationHeaders(const Impersonation& impersonation);

}
