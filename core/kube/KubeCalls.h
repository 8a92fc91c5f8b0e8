#pragma once

#include "core/base/Async.h"
#include "core/kube/ApiCall.h"
#include "core/kube/KubeClient.h"
#include "core/kube/ListDecoder.h"

#include <QStringList>

namespace holdfast::kube {

/// A future made of another one's success, on the thread of `context`; an error is passed on.
template <typename To, typename From>
[[nodiscard]] QFuture<Result<To>> recovered(
    const QFuture<Result<From>>& future, QObject* context, std::function<Result<To>(const Result<From>&)> map)
{
    auto promise = std::make_shared<QPromise<Result<To>>>();
    promise->start();
    onDone(future, context, [promise, map = std::move(map)](const Result<From>& result) {
        promise->addResult(map(result));
        promise->finish();
    });
    return promise->future();
}

template <typename To, typename From>
[[nodiscard]] QFuture<Result<To>> mapped(
    const QFuture<Result<From>>& future, QObject* context, std::function<Result<To>(const From&)> map)
{
    return recovered<To, From>(future, context, [map = std::move(map)](const Result<From>& result) -> Result<To> {
        return result ? map(*result) : std::unexpected(result.error());
    });
}

template <typename To, typename From>
[[nodiscard]] QFuture<Result<To>> chained(
    const QFuture<Result<From>>& future, QObject* context, std::function<QFuture<Result<To>>(const From&)> next)
{
    auto promise = std::make_shared<QPromise<Result<To>>>();
    promise->start();
    const auto finish = [promise](const Result<To>& result) {
        promise->addResult(result);
        promise->finish();
    };
    onDone(future, context, [context, finish, next = std::move(next)](const Result<From>& result) mutable {
        if (result)
            onDone(next(*result), context, finish);
        else
            finish(std::unexpected(result.error()));
    });
    return promise->future();
}

/// Texts of Warning headers, each once.
class WarningList final {
public:
    /// Takes the `Warning: 299` headers of an answer.
    void take(const net::ResponseHead& head);
    [[nodiscard]] const QStringList& all() const { return m_texts; }

private:
    QStringList m_texts;
};

/// The calls of one client in terms of what they answer with. A value; `home` must outlive what is under way.
struct KubeCalls {
    CallServices services;
    QUrl server;
    QObject* home = nullptr;
    std::shared_ptr<WarningList> warnings;
    std::chrono::milliseconds limit { 30'000 };

    [[nodiscard]] net::Request request(const QString& pathAndQuery, const QByteArray& accept) const;
    /// One JSON answer of at most 16 MiB.
    [[nodiscard]] QFuture<Result<manifest::Value>> json(
        const QString& pathAndQuery, const QByteArray& accept, CancelToken cancel) const;
    /// The items of a list, each with its apiVersion and kind; an item that cannot be read fails the list.
    [[nodiscard]] QFuture<Result<std::vector<manifest::Value>>> items(
        const QString& pathAndQuery, const ApiResource& resource, CancelToken cancel) const;
    [[nodiscard]] QFuture<Result<void>> rows(
        const QString& pathAndQuery, const QByteArray& accept, TableReader reader, CancelToken cancel) const;
    /// The object or Status that a write answers with. A broken connection is not tried again.
    [[nodiscard]] QFuture<Result<manifest::Value>> write(
        net::Request request, Repeatable repeatable, CancelToken cancel) const;

private:
    [[nodiscard]] QFuture<Result<net::Response>> send(ApiRequest request, CancelToken cancel) const;
};

/// Refuses lists of anything but `resource`: Status, Table, another group.
[[nodiscard]] Result<void> checkList(const ListEnvelope& envelope, const ApiResource& resource);

/// An item of a typed list does not say what it is; the list does.
[[nodiscard]] manifest::Value withType(const manifest::Value& item, const ApiResource& resource);

[[nodiscard]] QFuture<Result<std::vector<ApiResource>>> discoverAll(KubeCalls calls, CancelToken cancel);

}
