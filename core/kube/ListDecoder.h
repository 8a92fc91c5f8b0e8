#pragma once

#include "core/kube/JsonPieces.h"

#include <QByteArrayView>

#include <functional>
#include <optional>

namespace holdfast::kube {

/// What a list says of itself, whether before or behind its items.
struct ListEnvelope {
    QString apiVersion;
    QString kind;
    QString resourceVersion;
    QString continueToken;
    manifest::Value columns; ///< columnDefinitions of a Table
    friend bool operator==(const ListEnvelope&, const ListEnvelope&) = default;
};

/// Takes a list apart while it arrives: each element of its array is handed over as soon as it is whole, so that no
/// list ever lies in memory. Pieces may be cut anywhere.
class ListDecoder final {
public:
    struct Item {
        std::string_view bytes; ///< valid during the call
        bool tooLarge = false; ///< only the beginning is there
    };
    /// `arrayKey` is "items", or "rows" for a Table.
    ListDecoder(std::string_view arrayKey, std::function<void(const Item&)> item);

    [[nodiscard]] Result<void> feed(QByteArrayView bytes);
    /// After the last byte; InvalidInput where the list is cut off or is no list.
    [[nodiscard]] Result<ListEnvelope> finish() const;
    /// A member of the list that has come already; a null Value where it has not.
    [[nodiscard]] const manifest::Value& member(std::string_view key) const;

private:
    enum class State { Start, Key, Colon, Value, Element, NextElement, NextMember, Done };
    void step(std::string_view& rest);
    void key(std::string_view& rest);
    void value(std::string_view& rest);
    void element(std::string_view& rest);
    void member();
    void punctuation(char byte);
    void refuse(const QString& why);

    std::string m_arrayKey;
    std::function<void(const Item&)> m_item;
    State m_state = State::Start;
    ValueCollector m_collector;
    std::string m_key;
    bool m_arraySeen = false;
    manifest::Value::Map m_members;
    std::optional<Error> m_error;
};

}
