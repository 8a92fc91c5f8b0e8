#include "core/git/RemoteWords.h"

#include <algorithm>
#include <array>

namespace holdfast::git {

QString serverWords(const QByteArray& errors)
{
    static const QByteArray prefix = "remote: ";
    static const QByteArray padding(8, ' '); // git pads such lines so that they overwrite progress
    QStringList lines;
    QByteArray text = errors;
    text.replace('\r', '\n');
    for (QByteArray line : text.split('\n')) {
        if (!line.startsWith(prefix.trimmed()))
            continue;
        line = line.startsWith(prefix) ? line.mid(prefix.size()) : QByteArray();
        if (line.endsWith(padding))
            line.chop(padding.size());
        lines.append(QString::fromUtf8(line));
    }
    while (!lines.isEmpty() && lines.back().trimmed().isEmpty())
        lines.removeLast();
    return lines.join(QLatin1Char('\n'));
}

QString refusal(const QByteArray& porcelain)
{
    for (const QByteArray& line : porcelain.split('\n')) {
        if (!line.startsWith("!\t"))
            continue;
        const QByteArray summary = line.split('\t').value(2);
        const qsizetype open = summary.indexOf('(');
        const QByteArray reason = open < 0 ? summary : summary.mid(open + 1, summary.lastIndexOf(')') - open - 1);
        return QString::fromUtf8(reason);
    }
    return {};
}

PushReason connectionReason(const QByteArray& errors)
{
    static constexpr std::array<const char*, 12> denials { "Authentication failed", "could not read Username",
        "could not read Password", "terminal prompts disabled", "returned error: 401", "returned error: 403",
        "Permission denied", "Access denied", "access denied", "HTTP Basic: Access denied", "insufficient permission",
        "HTTP 403" };
    return std::ranges::any_of(denials, [&errors](const char* words) { return errors.contains(words); })
        ? PushReason::Denied
        : PushReason::Unreachable;
}

}
