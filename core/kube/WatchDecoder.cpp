#include "core/kube/WatchDecoder.h"

namespace holdfast::kube {

namespace {

constexpr std::size_t largestEvent = 16U << 20U;

std::string_view unquoted(std::string_view text)
{
    return text.size() >= 2 && text.starts_with('"') ? text.substr(1, text.size() - 2) : std::string_view();
}

}

WatchDecoder::WatchDecoder(std::function<bool(const Event&)> event)
    : m_event(std::move(event))
    , m_collector(largestEvent)
{
}

bool WatchDecoder::feed(QByteArrayView bytes)
{
    std::string_view rest(bytes.data(), static_cast<std::size_t>(bytes.size()));
    while (!rest.empty()) {
        if (m_collector.isEmpty() && isJsonSpace(rest.front())) {
            rest.remove_prefix(1);
            continue;
        }
        rest.remove_prefix(m_collector.take(rest));
        if (!m_collector.isDone())
            continue;
        const bool goOn = deliver();
        m_collector.reset();
        if (!goOn)
            return false;
    }
    return true;
}

bool WatchDecoder::deliver()
{
    const std::string_view bytes = m_collector.bytes();
    if (!m_collector.isTooLarge())
        return m_event({ .type = unquoted(memberBytes(bytes, "type")), .object = memberBytes(bytes, "object") });
    // An event too large to keep still tells its type: servers write it first.
    return m_event({ .type = unquoted(memberBytes(bytes, "type")), .object = {}, .tooLarge = true });
}

}
