#include "core/render/RenderCache.h"

#include <QCryptographicHash>

#include <algorithm>
#include <memory>

namespace holdfast::render {

QByteArray renderKey(const QByteArrayList& parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray& part : parts) {
        hash.addData(QByteArray::number(part.size()) + ':');
        hash.addData(part);
    }
    return hash.result();
}

RenderCache::RenderCache(int mostObjects)
{
    m_kept.with([mostObjects](auto& kept) { kept.setMaxCost(mostObjects); });
}

std::optional<Rendered> RenderCache::find(const QByteArray& key)
{
    return m_kept.with([&key](auto& kept) {
        const Rendered* found = kept.object(key);
        return found ? std::optional(*found) : std::nullopt;
    });
}

void RenderCache::keep(const QByteArray& key, const Rendered& rendered)
{
    const auto cost = static_cast<qsizetype>(std::max<std::size_t>(1, rendered.objects.size()));
    m_kept.with([&](auto& kept) { kept.insert(key, std::make_unique<Rendered>(rendered).release(), cost); });
}

}
