#include "core/kube/KubeCalls.h"

namespace holdfast::kube {

namespace {

/// `299 - "text"` (RFC 7234 5.5): the text, or nothing for other codes.
QString warningText(const QByteArray& value)
{
    if (!value.startsWith("299 "))
        return {};
    const qsizetype begin = value.indexOf('"');
    QByteArray text;
    for (qsizetype at = begin + 1; begin >= 0 && at < value.size() && value[at] != '"'; ++at) {
        if (value[at] == '\\' && at + 1 < value.size())
            ++at;
        text += value[at];
    }
    return QString::fromUtf8(text);
}

}

void WarningList::take(const net::ResponseHead& head)
{
    for (const net::Header& header : head.headers) {
        const QString text
            = header.name.compare("Warning", Qt::CaseInsensitive) == 0 ? warningText(header.value) : QString();
        if (!text.isEmpty() && !m_texts.contains(text))
            m_texts << text;
    }
}

}
