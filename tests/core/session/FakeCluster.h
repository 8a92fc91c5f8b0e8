#pragma once

#include "core/kube/Credentials.h"
#include "core/manifest/Resource.h"
#include "core/net/HttpTransport.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <map>
#include <vector>

namespace holdfast::session::test {

/// An API server in memory: discovery, lists, Tables, single objects and watches that stay open. Answers from the event
/// loop of its thread.
class FakeCluster final : public QObject, public net::HttpTransport {
public:
    struct Kind {
        QString group;
        QString version;
        QString plural;
        QString kind;
        bool namespaced = true;
    };
    void serve(const Kind& kind);
    /// Creates or replaces, and tells the watches.
    void put(const manifest::Value& object);
    void remove(const manifest::Value& object);
    /// Answers every request for this resource with an HTTP status.
    void refuse(const QString& plural, int status) { m_refused.insert(plural, status); }
    void refuseIn(const QString& plural, const QString& nameSpace)
    {
        m_refusedSpaces.insert(plural + u'/' + nameSpace);
    }
    /// Gives no connection, and ends those that are open.
    void unplug();
    void plug() { m_unplugged = false; }
    /// Lists go on being answered.
    void refuseWatches(const QString& plural) { m_watchesRefused.insert(plural); }
    /// That are open now.
    [[nodiscard]] int watches(const QString& plural) const;
    /// What was accepted of each request for a path.
    [[nodiscard]] QList<QByteArray> accepted(const QString& path) const { return m_accepted.value(path); }
    void hideTables() { m_tables = false; }
    [[nodiscard]] int requests(const QString& path) const { return m_requests.value(path); }

    [[nodiscard]] QFuture<Result<net::Response>> send(net::Request request, CancelToken cancel) override;
    void stream(net::Request request, net::StreamKind kind, net::StreamHandler handler, CancelToken cancel) override;

private:
    struct Watch {
        QString plural;
        QString nameSpace;
        bool metadata = false; ///< and nothing else
        net::StreamHandler handler;
        CancelToken cancel;
        CancelRegistration cancellation;
    };
    /// What a path names.
    struct Target {
        const Kind* kind = nullptr;
        QString nameSpace;
        QString name;
    };
    [[nodiscard]] std::pair<int, QByteArray> answer(const net::Request& request) const;
    [[nodiscard]] QByteArray discovery(bool core) const;
    [[nodiscard]] Target target(const QString& path) const;
    [[nodiscard]] QByteArray list(const Target& target, bool table) const;
    void respond(const net::Request& request, const net::StreamHandler& handler);
    void tell(const char* type, const manifest::Value& object);

    std::vector<Kind> m_kinds;
    std::map<manifest::ObjectKey, manifest::Value> m_objects;
    std::vector<Watch> m_watches;
    QHash<QString, int> m_refused;
    QSet<QString> m_refusedSpaces;
    QSet<QString> m_watchesRefused;
    QHash<QString, int> m_requests;
    QHash<QString, QList<QByteArray>> m_accepted;
    int m_version = 100;
    bool m_unplugged = false;
    bool m_tables = true;
};

/// Anonymous; or asks for consent until it is given.
class FakeCredentials final : public kube::Credentials {
public:
    [[nodiscard]] QFuture<Result<kube::Authorization>> authorize(CancelToken cancel) override;
    [[nodiscard]] bool renewAfterUnauthorized() override { return false; }
    std::optional<Error> failure;
};

}
