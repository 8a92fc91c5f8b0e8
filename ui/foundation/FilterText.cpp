#include "ui/foundation/FilterText.h"

#include <QCoreApplication>

#include <algorithm>

namespace holdfast::foundation {

namespace {

struct FilterWords {
    Q_DECLARE_TR_FUNCTIONS(FilterText)
};

/// Splits at spaces that stand neither in "…" nor in /…/; a slash opens only at the start of a word or a value.
QStringList splitTerms(const QString& text)
{
    QStringList terms;
    QString term;
    QChar open;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar character = text.at(at);
        if (!open.isNull()) {
            if (character == u'\\' && open == u'/' && at + 1 < text.size())
                term += text.at(at++);
            else if (character == open)
                open = QChar();
            term += text.at(at);
        } else if (character.isSpace()) {
            terms.append(std::exchange(term, {}));
        } else {
            const QChar before = term.isEmpty() ? u':' : term.back();
            const bool opens = before == u':' || before == u'!' || before == u'-' || before == u',';
            if (opens && (character == u'"' || character == u'/'))
                open = character;
            term += character;
        }
    }
    terms.append(term);
    terms.removeAll(QString());
    return terms;
}

QStringList unquoted(const QString& text)
{
    QStringList words;
    QString word;
    QChar open;
    for (const QChar character : text) {
        if (character == u'"')
            open = open.isNull() ? character : QChar();
        else if (character == u',' && open.isNull())
            words.append(std::exchange(word, {}));
        else
            word += character;
    }
    words.append(word);
    words.removeAll(QString());
    return words;
}

}

FilterText FilterText::parse(const QString& text, const QStringList& fields)
{
    FilterText filter;
    for (const QString& term : splitTerms(text))
        filter.addTerm(term, fields);
    return filter;
}

void FilterText::addTerm(QString word, const QStringList& fields)
{
    const QString whole = word;
    Term term;
    if (word.size() > 1 && (word.front() == u'!' || word.front() == u'-')) {
        term.wanted = Wanted::No;
        word.removeFirst();
    }
    const auto colon = word.indexOf(u':');
    if (colon > 0 && word.front() != u'"' && word.front() != u'/') {
        const auto field = fields.indexOf(word.first(colon).toCaseFolded());
        if (field < 0) {
            m_error = FilterWords::tr("There is no field “%1”; there are %2.")
                          .arg(word.first(colon), fields.join(QStringLiteral(", ")));
            return;
        }
        term.field = std::size_t(field) + 1;
        word.remove(0, colon + 1);
    }
    if (word.startsWith(u'/')) {
        if (word.size() < 2 || !word.endsWith(u'/')) {
            m_error = FilterWords::tr("The regular expression “%1” has no closing slash.").arg(word);
            return;
        }
        // The limit keeps a hostile or clumsy expression from freezing the window.
        QRegularExpression pattern(QStringLiteral("(*LIMIT_MATCH=20000)") + word.sliced(1, word.size() - 2),
            QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
        if (!pattern.isValid()) {
            m_error = FilterWords::tr("“%1” is no regular expression: %2.").arg(word, pattern.errorString());
            return;
        }
        pattern.optimize();
        term.pattern = std::move(pattern);
    } else {
        for (const QString& part : unquoted(word.toCaseFolded()))
            term.words.append(part);
    }
    if (term.pattern || !term.words.isEmpty())
        m_terms.push_back(std::move(term));
}

bool FilterText::matches(const FieldText& text) const
{
    if (!m_error.isEmpty())
        return true;
    std::optional<QString> bare; // most terms are bare words
    return std::ranges::all_of(m_terms, [&text, &bare](const Term& term) {
        if (term.field == 0 && !bare)
            bare = text(0);
        const QString value = term.field == 0 ? *bare : text(term.field);
        const bool found = term.pattern
            ? term.pattern->matchView(value).hasMatch()
            : std::ranges::any_of(term.words, [&value](const QString& word) { return value.contains(word); });
        return found == (term.wanted == Wanted::Yes);
    });
}

bool FilterText::matches(std::span<const QString> texts) const
{
    return matches([texts](std::size_t field) { return field < texts.size() ? texts[field] : QString(); });
}

}
