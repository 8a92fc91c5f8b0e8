#pragma once

#include "core/base/Guarded.h"
#include "core/render/Rendered.h"

#include <QByteArray>
#include <QCache>

#include <optional>

namespace holdfast::render {

/// The key of a render: a hash of all that it is made from. Parts are told apart by their lengths.
[[nodiscard]] QByteArray renderKey(const QByteArrayList& parts);

/// What was rendered in this run, by what it was made from; what was not asked for longest goes first. Thread-safe.
class RenderCache final {
public:
    explicit RenderCache(int mostObjects);

    [[nodiscard]] std::optional<Rendered> find(const QByteArray& key);
    void keep(const QByteArray& key, const Rendered& rendered);

private:
    Guarded<QCache<QByteArray, Rendered>> m_kept;
};

}
