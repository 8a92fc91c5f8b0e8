#pragma once

#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace holdfast::foundation {

/// The filter field's language, parsed once: `team:payments !suspended name /regex/ cluster:prod-eu,prod-us "two
/// words"`. Terms are joined by "and", the words after a colon by "or"; `!` or `-` negates; /…/ is a regular
/// expression. Words match without regard to case, anywhere in the text.
class FilterText final {
public:
    FilterText() = default;
    /// `fields` are the names that may stand before a colon.
    [[nodiscard]] static FilterText parse(const QString& text, const QStringList& fields);

    /// Why the text cannot be used, as one sentence; then `matches` is true for every row.
    [[nodiscard]] const QString& error() const { return m_error; }
    [[nodiscard]] bool isEmpty() const { return m_terms.empty(); }
    /// The text of a row: 0 is everything that a bare word searches, i the field `fields[i - 1]`; case-folded.
    using FieldText = std::function<QString(std::size_t field)>;
    /// Asks for no more fields than the filter names.
    [[nodiscard]] bool matches(const FieldText& text) const;
    /// The same over texts that are there already.
    [[nodiscard]] bool matches(std::span<const QString> texts) const;

private:
    enum class Wanted { Yes, No };
    struct Term {
        std::size_t field = 0;
        Wanted wanted = Wanted::Yes;
        QStringList words;
        std::optional<QRegularExpression> pattern;
    };
    void addTerm(QString word, const QStringList& fields);

    std::vector<Term> m_terms;
    QString m_error;
};

}
