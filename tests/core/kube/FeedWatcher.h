#pragma once

#include "core/kube/ResourceFeed.h"
#include "tests/core/kube/Doubles.h"

#include <QStringList>

namespace holdfast::tests {

inline QByteArray object(const char* name, int version, const QByteArray& extra = {})
{
    return R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":")" + QByteArray(name)
        + R"(","namespace":"a","uid":"u-)" + name + R"(","resourceVersion":")" + QByteArray::number(version) + R"("})"
        + extra + "}";
}

inline QByteArray listOf(const QList<QByteArray>& items, int version, const QByteArray& more = {})
{
    return R"({"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":")" + QByteArray::number(version)
        + '"' + more + R"(},"items":[)" + items.join(',') + "]}";
}

inline QByteArray news(const char* type, const QByteArray& object)
{
    return R"({"type":")" + QByteArray(type) + R"(","object":)" + object + "}\n";
}

inline QByteArray bookmark(int version)
{
    return news("BOOKMARK",
        R"({"kind":"ConfigMap","apiVersion":"v1","metadata":{"resourceVersion":")" + QByteArray::number(version)
            + R"("}})");
}

inline QByteArray statusOf(int code, const char* reason)
{
    return R"({"kind":"Status","apiVersion":"v1","status":"Failure","message":"m","reason":")" + QByteArray(reason)
        + R"(","code":)" + QByteArray::number(code) + "}";
}

/// A feed whose rows are `name@version`, with everything it told.
class Watcher {
public:
    explicit Watcher(KubeBench& bench, kube::ListScope scope = {}, kube::ObjectForm form = kube::ObjectForm::Whole)
        : m_bench(bench)
        , m_feed({ .client = bench.client, .resource = configMaps(), .scope = std::move(scope), .form = form },
              &m_context,
              kube::untyped<QString>({ .project = [this](const manifest::Value& value) { return project(value); },
                  .changed = [this](kube::FeedChange<QString> change) { apply(change); },
                  .status = [this](const kube::FeedStatus& status) { m_status = status; },
                  .quarantine =
                      [](const manifest::Value& stub, const Error&) {
                          return QString::fromUtf8(stub["metadata"]["name"].text()) + QStringLiteral("@broken");
                      },
                  .reported = [this](const Error& error) { m_reports << error.detail; } }))
    {
        m_feed.tune({ .clock = bench.timers->clock(), .random = [] { return 0.0; } });
    }

    void start()
    {
        m_feed.start();
        settle();
    }
    /// Lists `items` at `version` and opens the watch.
    void goLive(const QList<QByteArray>& items, int version)
    {
        start();
        m_bench.transport->last().answer(200, listOf(items, version));
        m_bench.transport->last().head(200);
        flush();
    }
    void send(const QByteArray& bytes)
    {
        m_bench.transport->last().data(bytes);
        flush();
    }
    void flush() { m_bench.timers->advance(std::chrono::milliseconds(50)); }
    QString rows() const
    {
        QStringList all(m_rows.cbegin(), m_rows.cend());
        all.sort();
        return all.join(QLatin1Char(' '));
    }
    kube::FeedStatus status() const { return m_status; }
    kube::ResourceFeed& feed() { return m_feed; }
    QStringList reports() const { return m_reports; }
    int projections = 0;
    int deliveries = 0;
    int upserts = 0;

private:
    QString project(const manifest::Value& value)
    {
        ++projections;
        return QString::fromUtf8(value["metadata"]["name"].text()) + QLatin1Char('@')
            + QString::fromUtf8(value["metadata"]["resourceVersion"].text());
    }
    void apply(const kube::FeedChange<QString>& change)
    {
        ++deliveries;
        for (const auto& key : change.removals)
            m_rows.removeIf([&](const QString& row) { return row.section(QLatin1Char('@'), 0, 0) == key.name; });
        for (const QString& row : change.upserts) {
            ++upserts;
            m_rows.removeIf([&](const QString& old) {
                return old.section(QLatin1Char('@'), 0, 0) == row.section(QLatin1Char('@'), 0, 0);
            });
            m_rows << row;
        }
    }

    KubeBench& m_bench;
    QObject m_context;
    QStringList m_rows;
    QStringList m_reports;
    kube::FeedStatus m_status;
    kube::ResourceFeed m_feed;
};

}
