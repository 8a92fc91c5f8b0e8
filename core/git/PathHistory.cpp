#include "core/git/PathHistory.h"

#include "core/git/GitProgram.h"

#include <QTimeZone>

namespace holdfast::git {

namespace {

constexpr qsizetype fieldsOfALine = 5;

GitCall logCall(const HistoryQuery& query)
{
    GitCall call { .repository = query.repository,
        .arguments = { QStringLiteral("--literal-pathspecs"), QStringLiteral("-c"), QStringLiteral("log.follow=false"),
            QStringLiteral("log"), QStringLiteral("-z"), QStringLiteral("--no-patch"), QStringLiteral("--no-color"),
            QStringLiteral("--no-notes"), QStringLiteral("--no-show-signature"), QStringLiteral("--encoding=UTF-8"),
            QStringLiteral("--parents"), QStringLiteral("--format=%H%x00%P%x00%an%x00%ct%x00%s"), query.from.text(), QStringLiteral("--") } };
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
        CommitLine line { .id = CommitId(QString::fromLatin1(fields[at])),
            .author = QString::fromUtf8(fields[at + 2]),
            .time = QDateTime::fromSecsSinceEpoch(fields[at + 3].toLongLong(), QTimeZone::UTC),
            .subject = QString::fromUtf8(fields[at + 4]) };
        for (const QString& parent : QString::fromLatin1(fields[at + 1]).split(u' ', Qt::SkipEmptyParts))
            line.parents.emplace_back(parent);
        lines.push_back(std::move(line));
    }
    return lines;
}

}
