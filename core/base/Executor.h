#pragma once

#include "core/base/Cancel.h"
#include "core/base/Result.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace holdfast {

/// Runs work off the calling thread. Thread-safe.
class Executor {
public:
    virtual ~Executor() = default;
    virtual void post(std::function<void()> work) = 0;

    /// Runs `work(token)` and gives its Result; work that was cancelled before it began is not run.
    template <typename T>
    [[nodiscard]] QFuture<Result<T>> run(std::function<Result<T>(const CancelToken&)> work, CancelToken token)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        post([promise, work = std::move(work), token = std::move(token)] {
            if (token.isCancelled())
                promise->addResult(fail(ErrorCode::Cancelled, {}, QStringLiteral("cancelled")));
            else
                promise->addResult(work(token));
            promise->finish();
        });
        return promise->future();
    }
};

/// A pool of threads; with one thread it is serial and keeps the order. Waits for running work when destroyed.
class PoolExecutor final : public Executor {
public:
    explicit PoolExecutor(int threads);
    ~PoolExecutor() override;
    void post(std::function<void()> work) override;

private:
    QThreadPool m_pool;
};

}
