#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>

namespace holdfast {

/// A string that names one kind of thing. `Id<struct ContextTag>` and `Id<struct RevisionTag>` do not mix.
template <typename Tag> class Id final {
public:
    Id() = default;
    explicit Id(QString text)
        : m_text(std::move(text))
    {
    }

    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }

    friend bool operator==(const Id&, const Id&) = default;
    friend std::strong_ordering operator<=>(const Id& left, const Id& right)
    {
        return QString::compare(left.m_text, right.m_text) <=> 0;
    }
    friend std::size_t qHash(const Id& id, std::size_t seed = 0) { return ::qHash(id.m_text, seed); }

private:
    QString m_text;
};

/// The name of a kubeconfig context.
using ContextName = Id<struct ContextNameTag>;
/// A Git or chart revision, as the agent writes it.
using Revision = Id<struct RevisionTag>;

}
