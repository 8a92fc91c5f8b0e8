#pragma once

#include "core/base/Result.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>

#include <utility>

namespace holdfast {

/// The only way to consume a future: calls `consume(Result<T>)` once, on the thread of `context`, unless `context`
/// dies first. A future that was cancelled without a result arrives as ErrorCode::Cancelled.
template <typename T, typename Consume> void onDone(const QFuture<Result<T>>& future, QObject* context, Consume consume)
{
    auto* watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(
        watcher, &QFutureWatcherBase::finished, context, [watcher, consume = std::move(consume)]() mutable {
            const QFuture<Result<T>> done = watcher->future();
            watcher->deleteLater();
            if (done.resultCount() > 0)
                consume(done.result());
            else
                consume(Result<T>(fail(ErrorCode::Cancelled, {}, QStringLiteral("cancelled"))));
        });
    watcher->setFuture(future);
}

/// A future that already holds its result.
template <typename T> [[nodiscard]] QFuture<Result<T>> ready(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

}
