#pragma once

#include "core/kube/KubeCalls.h"

namespace holdfast::kube {

struct PatchCall {
    Patch patch;
    WriteOptions options;
};

struct CreateCall {
    manifest::Value object;
    WriteOptions options;
};

struct RemoveCall {
    Removal removal;
    WriteOptions options;
};

/// KubeClient::patch, create and remove over the calls of a client.
[[nodiscard]] QFuture<Result<manifest::Value>> patchObject(
    const KubeCalls& calls, const ObjectRef& ref, const PatchCall& asked, const CancelToken& cancel);
[[nodiscard]] QFuture<Result<manifest::Value>> createObject(
    const KubeCalls& calls, const ObjectRef& ref, const CreateCall& asked, const CancelToken& cancel);
[[nodiscard]] QFuture<Result<manifest::Value>> removeObject(
    const KubeCalls& calls, const ObjectRef& ref, const RemoveCall& asked, const CancelToken& cancel);

}
