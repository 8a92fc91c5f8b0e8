#include "core/git/PathHistory.h"

#include "core/git/GitProgram.h"

#include <QHash>
#include <QTimeZone>

namespace holdfast::git {

namespace {

constexpr qsizetype fieldsOfALine = 4;

void addRange(GitCall& call, const HistoryQuery& query)
{
    call.arguments << query.from.text() << QStringLiteral("--");
    for (const QByteArray& path : query.paths)
        call.arguments.append(QString::fromLocal8Bit(path));
}

GitCall logCall(const HistoryQuery& query)
{
    GitCall call { .repository = query.repository,
        .arguments = { QStringLiteral("--literal-pathspecs"), QStringLiteral("-c"), QStringLiteral("log.follow=false"),
            QStringLiteral("log"), QStringLiteral("-z"), QStringLiteral("--no-patch"), QStringLiteral("--no-color"),
            QStringLiteral("--no-notes"), QStringLiteral("--no-show-signature"), QStringLiteral("--encoding=UTF-8"),
            QStringLiteral("--format=%H%x00%an%x00%ct%x00%s") } };
    if (query.most > 0)
        call.arguments.append(QStringLiteral("--max-count=%1").arg(query.most));
    addRange(call, query);
    return call;
}

/// git tells the parents within a history only where it may also order it anew, hence a walk of their own.
Result<QHash<QString, std::vector<CommitId>>> parentsOf(const HistoryQuery& query, const CancelToken& cancel)
{
    GitCall call { .repository = query.repository,
        .arguments
        = { QStringLiteral("--literal-pathspecs"), QStringLiteral("rev-list"), QStringLiteral("--parents") } };
    addRange(call, query);
    const Result<QByteArray> output = gitOutput(call, cancel);
    if (!output)
        return std::unexpected(output.error());
    QHash<QString, std::vector<CommitId>> parents;
    for (const QString& line : QString::fromLatin1(*output).split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList commits = line.split(u' ', Qt::SkipEmptyParts);
        std::vector<CommitId>& own = parents[commits.front()];
        for (const QString& parent : commits.mid(1))
            own.emplace_back(parent);
    }
    return parents;
}

}

Result<std::vector<CommitLine>> pathHistory(const HistoryQuery& query, const CancelToken& cancel)
{
    const Result<QByteArray> output = gitOutput(logCall(query), cancel);
    if (!output)
        return std::unexpected(output.error());
    Result<QHash<QString, std::vector<CommitId>>> parents = query.parents == HistoryQuery::Parents::Told
        ? parentsOf(query, cancel)
        : QHash<QString, std::vector<CommitId>>();
    if (!parents)
        return std::unexpected(parents.error());
    std::vector<CommitLine> lines;
    const QByteArrayList fields = output->isEmpty() ? QByteArrayList() : output->split('\0');
    for (qsizetype at = 0; at + fieldsOfALine <= fields.size(); at += fieldsOfALine) {
        CommitLine line { .id = CommitId(QString::fromLatin1(fields[at])),
            .author = QString::fromUtf8(fields[at + 1]),
            .time = QDateTime::fromSecsSinceEpoch(fields[at + 2].toLongLong(), QTimeZone::UTC),
            .subject = QString::fromUtf8(fields[at + 3]) };
        if (const auto told = parents->find(line.id.text()); told != parents->end())
            line.parents = std::move(*told);
        lines.push_back(std::move(line));
    }
    return lines;
}

}
