#include "core/session/Fleet.h"

#include "core/base/Async.h"

namespace holdfast::session {

namespace {

QFuture<Result<manifest::Value>> readsOnly()
{
    return ready(Result<manifest::Value>(
        fail(ErrorCode::Unsupported, {}, QStringLiteral("this fleet shows rows and nothing more"))));
}

}

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

QFuture<Result<manifest::Value>> Fleet::patchAt(
    const ContextName&, const manifest::ObjectKey&, const manifest::Value&, CancelToken)
{
    return readsOnly();
}

}
