#pragma once

#include "core/base/Guarded.h"
#include "core/gitops/Engine.h"

#include <QHash>
#include <QSet>

#include <memory>
#include <string>
#include <vector>

namespace holdfast::session {

/// What a feed of apps makes of one object. Objects whose row depends on others keep a small part of themselves.
struct FeedRow {
    gitops::App app;
    std::string kept; ///< JSON; empty where the row stands alone
    std::vector<manifest::ObjectKey> references;
};

/// What rows of one cluster refer to, and what was settled of them: shared by the network thread, where rows are made,
/// and the pool, where they are made again. Thread-safe.
class SourceBook final {
public:
    void put(const manifest::ObjectKey& key, manifest::Value kept);
    void remove(const manifest::ObjectKey& key);
    [[nodiscard]] manifest::Value find(const manifest::ObjectKey& key);
    [[nodiscard]] std::optional<gitops::Settled> settled(const gitops::AppId& id);
    /// Remembers the row's state if nothing is under way.
    void settle(const gitops::App& app);
    void forget(const gitops::AppId& id);

private:
    struct State {
        QHash<manifest::ObjectKey, manifest::Value> objects;
        QHash<gitops::AppId, gitops::Settled> settled;
    };
    Guarded<State> m_state;
};

/// Lets equal texts of many rows share their memory. One thread.
class TextPool final {
public:
    void share(gitops::App& app);

private:
    void share(QString& text);
    QSet<QString> m_texts;
    QHash<manifest::ObjectKey, Rare<manifest::ObjectKey>> m_owners;
};

/// Makes rows of one kind in one cluster. Called on the network thread only, one object after the other.
class RowProjection final {
public:
    RowProjection(ContextName context, gitops::EnginePointer engine, std::shared_ptr<SourceBook> book);

    [[nodiscard]] FeedRow row(const manifest::Value& object);
    /// The row of an object that could not even be decoded.
    [[nodiscard]] FeedRow quarantined(const manifest::Value& stub, const Error& error);

private:
    ContextName m_context;
    gitops::EnginePointer m_engine;
    std::shared_ptr<SourceBook> m_book;
    TextPool m_pool;
};

/// The row again, after something that it refers to has changed; any thread.
[[nodiscard]] gitops::App reevaluated(
    const ContextName& context, const gitops::Engine& engine, SourceBook& book, const std::string& kept);

}
