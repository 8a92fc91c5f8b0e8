#pragma once

#include "core/base/Executor.h"
#include "core/session/RowProjection.h"
#include "core/session/ScopedFeed.h"

#include <QHash>
#include <QTimer>

#include <deque>

namespace holdfast::session {

/// What came of one batch: rows that are new or other, rows that are gone.
struct RowChange {
    std::vector<gitops::App> upserts;
    std::vector<gitops::AppId> removals;
    std::optional<gitops::AppKind> listed; ///< all rows of this kind are known now
};

/// What the feeds of one cluster work with.
struct FeedServices {
    ContextName context;
    std::shared_ptr<kube::KubeClient> client;
    std::shared_ptr<Executor> pool;
    std::shared_ptr<SourceBook> book;
};

/// The rows of one kind of app in one cluster: first from the server's Table, then from the objects, and again when
/// something that they refer to changes.
class AppFeed final : public QObject {
    Q_OBJECT
public:
    AppFeed(FeedServices services, gitops::EnginePointer engine, kube::ApiResource resource, QObject* parent);

    /// Paints the Table; the objects follow once release() was called too.
    void start();
    /// What the rows refer to is known as far as it can be.
    void release();
    void retryNow() { m_feed->retryNow(); }
    [[nodiscard]] FeedReport report() const;
    [[nodiscard]] const gitops::Engine* engine() const { return m_engine.get(); }
    [[nodiscard]] const kube::ApiResource& resource() const { return m_resource; }
    [[nodiscard]] gitops::AppKind kind() const;
    /// Makes the rows again that refer to one of these objects.
    void referencesChanged(const QSet<manifest::ObjectKey>& keys);

Q_SIGNALS:
    void rowsChanged(const holdfast::session::RowChange& change);
    void reportChanged();

private:
    struct Kept {
        std::string object;
        std::vector<manifest::ObjectKey> references;
        quint32 serial = 0; ///< of the object's version: a row made from an older one is dropped
    };
    /// Rows of the Table that are made and not painted yet.
    using TableLines = Guarded<std::deque<gitops::App>>;
    [[nodiscard]] kube::TableReader tableReader(const std::shared_ptr<TableLines>& lines) const;
    void paintTable();
    void letGo();
    void take(kube::RawChange change);
    void keep(FeedRow& row);

    FeedServices m_services;
    gitops::EnginePointer m_engine;
    kube::ApiResource m_resource;
    ScopedFeed* m_feed = nullptr;
    QHash<gitops::AppId, Kept> m_kept;
    std::shared_ptr<TableLines> m_lines;
    QTimer m_painting;
    CancelSource m_work;
    quint32 m_serial = 0;
    enum class Table { Reading, Read, Painted, Failed } m_table = Table::Reading;
    int m_holds = 2; ///< what the objects wait for: the Table, and release()
    bool m_released = false;
};

/// The objects of one kind that rows refer to.
class ReferenceFeed final : public QObject {
    Q_OBJECT
public:
    ReferenceFeed(
        FeedServices services, const gitops::EnginePointer& engine, kube::ApiResource resource, QObject* parent);

    void start() { m_feed->start(); }
    void retryNow() { m_feed->retryNow(); }
    [[nodiscard]] FeedReport report() const;
    [[nodiscard]] const gitops::Engine* engine() const { return m_engine.get(); }
    /// All that can be known now is in the book.
    [[nodiscard]] bool isSettled() const;

Q_SIGNALS:
    void referencesChanged(const QSet<holdfast::manifest::ObjectKey>& keys);
    void reportChanged();

private:
    std::shared_ptr<SourceBook> m_book;
    gitops::EnginePointer m_engine;
    ScopedFeed* m_feed = nullptr;
};

}
