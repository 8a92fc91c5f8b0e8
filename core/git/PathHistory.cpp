#include "core/git/PathHistory.h"

#include "core/git/GitProgram.h"

#include <QTimeZone>

namespace holdfast::git {

namespace {

constexpr qsizetype fieldsOfALine = 4;

GitCall logCall(const HistoryQuery& query)
{
    GitCall call { .repository = query.repository,
        .arguments = { QStringLiteral("--literal-pathspecs"), QStringLiteral("-c"), QStringLiteral("log.follow=false"),
            QStringLiteral("log"), QStringLiteral("-z"), QStringLiteral("--no-patch"), QStringLiteral("--no-color"),
            QStringLiteral("--no-notes"), QStringLiteral("--no-show-signature"), QStringLiteral("--encoding=UTF-8"),
            QStringLiteral("--format=%H%x00%an%x00%ct%x00%s"), query.from.text(), QStringLiteral("--") } };
    for (const QByteArray& path : query.paths)
        call.arguments.append(QString::fromLocal8Bit(path));
    return call;
}

}

Result<std::vector<CommitLine>> pathHistory(const HistoryQuery& query, const CancelToken& cancel)
{
    const Result<QByteArray> output = gitOutput(logCall(query), cancel);
    if (!output)
        return std::unexpected(output.error());
    std::vector<CommitLine> lines;
    const QByteArrayList fields = output->isEmpty() ? QByteArrayList() : output->split('\0');
    for (qsizetype at = 0; at + fieldsOfALine <= fields.size(); at += fieldsOfALine) {
        lines.push_back({ .id = CommitId(QString::fromLatin1(fields[at])),
            .author = QString::fromUtf8(fields[at + 1]),
            .time = QDateTime::fromSecsSinceEpoch(fields[at + 2].toLongLong(), QTimeZone::UTC),
            .subject = QString::fromUtf8(fields[at + 3]) });
    }
    return lines;
}

}
