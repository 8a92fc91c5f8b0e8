#include "core/session/Fleet.h"

#include "core/base/Async.h"

namespace holdfast::session {

namespace {

template <typename T = manifest::Value> QFuture<Result<T>> readsOnly()
{
    return ready(Result<T>(fail(ErrorCode::Unsupported, {}, QStringLiteral("this fleet shows rows and nothing more"))));
}

}

void Fleet::follow(const gitops::AppId&, CancelToken) { }

QFuture<Result<manifest::Value>> Fleet::objectAt(const ContextName&, const manifest::ObjectKey&, CancelToken)
{
    return readsOnly();
}

QFuture<Result<manifest::Value>> Fleet::liveAt(const gitops::AppId&, const manifest::ObjectKey&, CancelToken)
{
    return readsOnly();
}

QFuture<Result<manifest::Value>> Fleet::predictedAt(
    const gitops::AppId&, const manifest::ObjectKey&, const DryRunApply&, CancelToken)
{
    return readsOnly();
}

QFuture<Result<kube::Capabilities>> Fleet::capabilitiesAt(const gitops::AppId&, CancelToken)
{
    return readsOnly<kube::Capabilities>();
}

QFuture<Result<manifest::Value>> Fleet::patchAt(
    const ContextName&, const manifest::ObjectKey&, const manifest::Value&, CancelToken)
{
    return readsOnly();
}

}
