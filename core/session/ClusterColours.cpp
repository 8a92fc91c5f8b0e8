#include "core/session/ClusterColours.h"

#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"
#include "core/manifest/Resource.h"
#include "core/session/DataFolder.h"

namespace holdfast::session {

using manifest::Value;

namespace {

constexpr int fileVersion = 1;

}

ClusterColours::ClusterColours(QString path)
    : m_path(std::move(path))
{
    const std::optional<QByteArray> file = m_path.isEmpty() ? std::nullopt : readPrivateFile(m_path);
    const Result<Value> content = file ? manifest::readJson(std::string_view(*file)) : Result<Value>(Value());
    if (!content || (*content)["version"].intOr(0) != fileVersion)
        return;
    for (const Value::Member& entry : (*content)["colours"].map())
        m_places.insert(manifest::toQString(entry.first), static_cast<int>(entry.second.intOr(0)));
}

int ClusterColours::of(const QString& server)
{
    const auto known = m_places.constFind(server);
    if (known != m_places.constEnd())
        return *known;
    int place = 0;
    for (const int taken : std::as_const(m_places))
        place = std::max(place, taken + 1);
    m_places.insert(server, place);
    return place;
}

Result<void> ClusterColours::save() const
{
    if (m_path.isEmpty())
        return {};
    Value::Map colours;
    for (const auto& [server, place] : m_places.asKeyValueRange())
        colours.emplace_back(server.toStdString(), Value(place));
    const Value content(Value::Map { { "version", Value(fileVersion) }, { "colours", Value(std::move(colours)) } });
    return writePrivateFile(m_path, QByteArray::fromStdString(manifest::writeJson(content)));
}

}
