#include "core/session/DriftOnsets.h"

#include "core/gitops/ObjectReading.h"
#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"
#include "core/session/DataFolder.h"

#include <algorithm>
#include <utility>

namespace holdfast::session {

using gitops::SyncVerdict;
using manifest::Value;

namespace {

constexpr int fileVersion = 1;

QString keyOf(const QString& cluster, gitops::AppId id)
{
    id.context = ContextName();
    return cluster + u'|' + gitops::appText(id);
}

}

DriftOnsets::DriftOnsets(QString path, std::shared_ptr<const Clock> clock)
    : m_path(std::move(path))
    , m_clock(std::move(clock))
{
    const std::optional<QByteArray> file = m_path.isEmpty() ? std::nullopt : readPrivateFile(m_path);
    if (!file)
        return;
    const Result<Value> content = manifest::readJson(std::string_view(*file));
    if (!content || (*content)["version"].intOr(0) != fileVersion)
        return;
    for (const Value::Member& entry : (*content)["differsSince"].map())
        if (const QDateTime since = gitops::time(entry.second); since.isValid())
            m_since.insert(manifest::toQString(entry.first), since);
    for (const Value::Member& entry : (*content)["clusters"].map())
        m_uids.insert(manifest::toQString(entry.first), gitops::text(entry.second));
}

QDateTime DriftOnsets::notInTheFuture(const QDateTime& time) const
{
    return std::min(time, m_clock->now());
}

QDateTime DriftOnsets::since(const QString& cluster, const gitops::App& app)
{
    const QString key = keyOf(cluster, app.id);
    if (app.agent.verdict == SyncVerdict::Synced) {
        m_dirty |= m_since.remove(key);
        return {};
    }
    const auto known = m_since.constFind(key);
    if (known != m_since.constEnd())
        return notInTheFuture(*known);
    if (app.agent.verdict == SyncVerdict::Unknown)
        return {};
    const QDateTime onset = notInTheFuture(app.differsSince.isValid() ? app.differsSince : m_clock->now());
    m_since.insert(key, onset);
    m_dirty = true;
    return onset;
}

void DriftOnsets::forget(const QString& cluster, const gitops::AppId& id)
{
    m_dirty |= m_since.remove(keyOf(cluster, id));
}

bool DriftOnsets::correct(const QString& cluster, const gitops::AppId& id, const QDateTime& began)
{
    const auto known = m_since.find(keyOf(cluster, id));
    const QDateTime onset = notInTheFuture(began);
    if (known == m_since.end() || *known == onset)
        return false;
    *known = onset;
    m_dirty = true;
    return true;
}

bool DriftOnsets::identify(const QString& cluster, const QString& uid)
{
    const QString before = std::exchange(m_uids[cluster], uid);
    m_dirty |= before != uid;
    if (before.isEmpty() || before == uid)
        return false;
    m_since.removeIf([&](const auto& entry) { return entry.key().startsWith(cluster + u'|'); });
    return true;
}

Result<void> DriftOnsets::save()
{
    m_dirty = false;
    if (m_path.isEmpty())
        return {};
    Value::Map entries;
    for (const auto& [key, since] : m_since.asKeyValueRange())
        entries.emplace_back(key.toStdString(), Value(since.toString(Qt::ISODate).toStdString()));
    Value::Map clusters;
    for (const auto& [cluster, uid] : m_uids.asKeyValueRange())
        clusters.emplace_back(cluster.toStdString(), Value(uid.toStdString()));
    const Value content(Value::Map { { "version", Value(fileVersion) }, { "differsSince", Value(std::move(entries)) },
        { "clusters", Value(std::move(clusters)) } });
    return writePrivateFile(m_path, QByteArray::fromStdString(manifest::writeJson(content)));
}

}
