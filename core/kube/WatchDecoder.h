#pragma once

#include "core/kube/JsonPieces.h"

#include <QByteArrayView>

#include <functional>

namespace holdfast::kube {

/// Takes a watch apart: JSON values one after another, not lines, cut anywhere. Checks nothing but where they end.
class WatchDecoder final {
public:
    struct Event {
        std::string_view type; ///< as sent, or empty where it cannot be read
        std::string_view object; ///< the bytes of the object; valid during the call
        bool tooLarge = false; ///< only the beginning is there
    };
    /// `event` returns false to end the watch.
    explicit WatchDecoder(std::function<bool(const Event&)> event);

    /// False once an event ended the watch.
    [[nodiscard]] bool feed(QByteArrayView bytes);

private:
    [[nodiscard]] bool deliver();

    std::function<bool(const Event&)> m_event;
    ValueCollector m_collector;
};

}
