#pragma once

#include "core/base/Cancel.h"
#include "core/base/Result.h"
#include "core/kube/Credentials.h"
#include "core/kube/Kubeconfig.h"
#include "core/kube/WriteOptions.h"
#include "core/manifest/Resource.h"
#include "core/manifest/Value.h"
#include "core/net/HttpTransport.h"

#include <QFuture>
#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace holdfast::kube {

/// Which cluster this is, beyond its name: server and the UID of namespace kube-system.
struct ClusterIdentity {
    QString server;
    QString uid; ///< empty until known or where reading it is not permitted
    QString version; ///< gitVersion
    friend bool operator==(const ClusterIdentity&, const ClusterIdentity&) = default;
};

/// Narrows a list: namespace and selectors, as the API takes them. Empty means all.
struct ListScope {
    QString nameSpace;
    QString labelSelector;
    QString fieldSelector;
};

/// One row of a server-side Table: the cells by column name, and the object's metadata without managedFields.
struct TableRow {
    manifest::Value cells; ///< column name to value
    manifest::Value metadata;
};

/// Takes the rows of a Table while they arrive, on the transport's thread; each try begins anew.
struct TableReader {
    std::function<void()> begin;
    std::function<void(TableRow)> row;
};

class Timers;

/// Talks to one context's API server. Requests carry our User-Agent, follow client-go's retry rules, and turn Status
/// answers into Errors. Used on the thread that made it, which needs an event loop; answers are decoded on the
/// transport's thread. When it dies, what is under way ends as Cancelled.
class KubeClient final {
public:
    KubeClient(Context context, std::shared_ptr<net::HttpTransport> transport, std::shared_ptr<Credentials> credentials,
        std::shared_ptr<Timers> timers = {});
    ~KubeClient();
    KubeClient(const KubeClient&) = delete;
    KubeClient& operator=(const KubeClient&) = delete;

    [[nodiscard]] const Context& context() const;
    [[nodiscard]] QFuture<Result<ClusterIdentity>> identity(CancelToken cancel);
    /// Whether lists may be asked for as the beginning of a watch: by the version that identity() heard, 1.34 on.
    [[nodiscard]] bool streamsLists() const;
    /// Aggregated discovery, else legacy; a stale group does not hide the rest. Of each kind all versions, the
    /// preferred first.
    [[nodiscard]] QFuture<Result<std::vector<ApiResource>>> discover(CancelToken cancel);
    /// The same, but one answer serves all who ask within ten seconds.
    [[nodiscard]] QFuture<Result<std::vector<ApiResource>>> discoverRecent();
    /// Whether the server answers at all: a small request, shared by all who ask within ten seconds.
    [[nodiscard]] QFuture<Result<QString>> probe();
    /// Most recent state (resourceVersion unset).
    [[nodiscard]] QFuture<Result<manifest::Value>> object(
        const ApiResource& resource, const QString& nameSpace, const QString& name, CancelToken cancel);
    /// A whole list, from the watch cache (`resourceVersion=0`); the `items` of the answer as one Value each.
    [[nodiscard]] QFuture<Result<std::vector<manifest::Value>>> list(
        const ApiResource& resource, const ListScope& scope, CancelToken cancel);
    /// The server's Table of a list, with metadata because the columns name no namespace: rows in a third of the time.
    [[nodiscard]] QFuture<Result<std::vector<TableRow>>> table(
        const ApiResource& resource, const ListScope& scope, CancelToken cancel);
    /// The same without keeping them: nothing of a row stays here once the reader has it.
    [[nodiscard]] QFuture<Result<void>> readTable(
        const ApiResource& resource, const ListScope& scope, TableReader reader, CancelToken cancel);
    /// Every patch but Apply and a dry run needs a precondition: `metadata.resourceVersion` in the body, or a `test`
    /// operation of a JSON patch; else Precondition, and nothing is sent. After a lost reply the object is read back:
    /// the object where it holds the merge, Unreachable where the version is the old one or a JSON patch leaves it
    /// open, else Conflict.
    [[nodiscard]] QFuture<Result<manifest::Value>> patch(
        const ObjectRef& ref, const Patch& patch, const WriteOptions& options, CancelToken cancel);
    /// AlreadyExists is the caller's to read; a reply lost stays Unreachable.
    [[nodiscard]] QFuture<Result<manifest::Value>> create(
        const ObjectRef& ref, const manifest::Value& object, const WriteOptions& options, CancelToken cancel);
    /// Needs the UID of what is meant, so that an object of the same name made anew stays.
    [[nodiscard]] QFuture<Result<manifest::Value>> remove(
        const ObjectRef& ref, const Removal& removal, const WriteOptions& options, CancelToken cancel);
    /// Warning headers (299) that the server sent, each text once.
    [[nodiscard]] QStringList warnings() const;

    /// For Reflector: the request for a path with query, authorised.
    [[nodiscard]] QFuture<Result<net::Request>> prepare(QString pathAndQuery, QByteArray accept, CancelToken cancel);
    [[nodiscard]] const std::shared_ptr<net::HttpTransport>& transport() const;
    [[nodiscard]] const std::shared_ptr<Credentials>& credentials() const;
    [[nodiscard]] const std::shared_ptr<Timers>& timers() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}
