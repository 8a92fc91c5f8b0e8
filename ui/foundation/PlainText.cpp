#include "ui/foundation/PlainText.h"

#include <algorithm>

namespace holdfast::foundation {

namespace {

constexpr qsizetype longest = 20'000;

bool isHarmful(QChar::Category category)
{
    return category == QChar::Other_Control || category == QChar::Other_Format || category == QChar::Other_Surrogate
        || category == QChar::Other_NotAssigned || category == QChar::Other_PrivateUse
        || category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
}

bool isHarmless(QChar character)
{
    return !isHarmful(character.category());
}

QString codePoint(char32_t value)
{
    return QStringLiteral("U+%1").arg(uint(value), 4, 16, QLatin1Char('0')).toUpper();
}

bool isHash(QStringView text)
{
    return text.size() >= 12 && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
}

}

QString plain(const QString& text, Lines lines)
{
    if (text.size() <= longest && std::all_of(text.begin(), text.end(), isHarmless))
        return text;
    QString shown;
    shown.reserve(std::min(text.size(), longest) + 16);
    for (qsizetype at = 0; at < text.size() && shown.size() < longest; ++at) {
        const QChar character = text.at(at);
        if (character.isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate()) {
            const char32_t full = QChar::surrogateToUcs4(character, text.at(at + 1));
            ++at;
            if (isHarmful(QChar::category(full)))
                shown += codePoint(full);
            else
                shown.append(character).append(text.at(at));
        } else if (character == u'\n' || character == u'\t' || character == u'\r') {
            if (character != u'\r')
                shown += lines == Lines::Many ? character : QChar(u' ');
        } else if (isHarmless(character)) {
            shown += character;
        } else {
            shown += codePoint(character.unicode());
        }
    }
    return text.size() > longest ? shown.left(longest) + u'…' : shown;
}

QString shortRevision(const QString& revision)
{
    const auto hash = QStringView(revision).sliced(revision.lastIndexOf(u':') + 1);
    if (isHash(hash))
        return hash.left(7).toString();
    if (const auto slash = revision.lastIndexOf(u'/'); slash >= 0 && isHash(QStringView(revision).sliced(slash + 1)))
        return revision.sliced(slash + 1, 7);
    return plain(revision);
}

}
