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

constexpr int fileVersion = 2;
constexpr int untoldVersion = 1; ///< times only

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
    if (const Result<Value> content = manifest::readJson(std::string_view(*file)))
        read(*content);
}

void DriftOnsets::read(const Value& content)
{
    const std::int64_t version = content["version"].intOr(0);
    if (version != fileVersion && version != untoldVersion)
        return;
    for (const auto& [key, entry] : content["differsSince"].map()) {
        const DriftOnset onset { gitops::time(version == untoldVersion ? entry : entry["at"]),
            gitops::sinceProof(entry["from"].text()) };
        if (onset.at.isValid())
            m_since.insert(manifest::toQString(key), { .onset = onset, .confirmed = false });
    }
    for (const auto& [cluster, uid] : content["clusters"].map())
        m_uids.insert(manifest::toQString(cluster), gitops::text(uid));
}

QDateTime DriftOnsets::notInTheFuture(const QDateTime& time) const
{
    return std::min(time, m_clock->now());
}

DriftOnset DriftOnsets::since(const QString& cluster, const gitops::App& app)
{
    const QString key = keyOf(cluster, app.id);
    if (app.agent.verdict == SyncVerdict::Synced) {
        m_dirty |= m_since.remove(key);
        return {};
    }
    auto known = m_since.find(key);
    if (known != m_since.end() && !known->confirmed && app.syncedAt > known->onset.at) {
        m_since.erase(known);
        m_dirty = true;
        known = m_since.end();
    }
    if (app.agent.verdict == SyncVerdict::Unknown)
        return known == m_since.end() ? DriftOnset()
                                      : DriftOnset { notInTheFuture(known->onset.at), known->onset.proof };
    const DriftOnset told = app.differsSince.isValid() ? DriftOnset { notInTheFuture(app.differsSince), app.sinceProof }
                                                       : DriftOnset { m_clock->now(), gitops::SinceProof::Seen };
    if (known == m_since.end() || told.at < known->onset.at) {
        known = m_since.insert(key, { .onset = told });
        m_dirty = true;
    }
    // A line of the Table does not know when the app was synced.
    known->confirmed |= app.detail != gitops::Detail::Table;
    return { notInTheFuture(known->onset.at), known->onset.proof };
}

void DriftOnsets::forget(const QString& cluster, const gitops::AppId& id)
{
    m_dirty |= m_since.remove(keyOf(cluster, id));
}

bool DriftOnsets::correct(const QString& cluster, const gitops::AppId& id, const QDateTime& began)
{
    const auto known = m_since.find(keyOf(cluster, id));
    const DriftOnset onset { notInTheFuture(began), gitops::SinceProof::Event };
    if (known == m_since.end() || known->onset == onset)
        return false;
    *known = { .onset = onset };
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
    for (const auto& [key, kept] : m_since.asKeyValueRange())
        entries.emplace_back(key.toStdString(),
            Value(Value::Map { { "at", Value(kept.onset.at.toString(Qt::ISODate).toStdString()) },
                { "from", Value(gitops::word(kept.onset.proof).toStdString()) } }));
    Value::Map clusters;
    for (const auto& [cluster, uid] : m_uids.asKeyValueRange())
        clusters.emplace_back(cluster.toStdString(), Value(uid.toStdString()));
    const Value content(Value::Map { { "version", Value(fileVersion) }, { "differsSince", Value(std::move(entries)) },
        { "clusters", Value(std::move(clusters)) } });
    return writePrivateFile(m_path, QByteArray::fromStdString(manifest::writeJson(content)));
}

}
