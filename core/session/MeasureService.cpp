#include "core/session/MeasureService.h"

#include "core/session/ObjectRows.h"

#include <QSaveFile>

namespace holdfast::session {

MeasureService::MeasureService(std::shared_ptr<workflow::ClusterAccess> clusters,
    std::shared_ptr<const DesiredStates> states, std::shared_ptr<Executor> executor)
    : m_clusters(std::move(clusters))
    , m_states(std::move(states))
    , m_executor(std::move(executor))
{
}

QFuture<Result<DesiredState>> MeasureService::desired(const DesiredQuery& query, CancelToken cancel) const
{
    return m_executor->run<DesiredState>(
        [states = m_states, query](const CancelToken& token) { return states->desired(query, token); },
        std::move(cancel));
}

QFuture<Result<Measurement>> MeasureService::measured(const DesiredQuery& query, CancelToken cancel) const
{
    return m_executor->run<Measurement>(
        [states = m_states, clusters = m_clusters, query](
            const CancelToken& token) { return measure(*states, *clusters, query, token); },
        std::move(cancel));
}

QFuture<Result<gitops::MeasuredVerdict>> MeasureService::verdict(const DesiredQuery& query, CancelToken cancel) const
{
    return m_executor->run<gitops::MeasuredVerdict>(
        [states = m_states, clusters = m_clusters, query](const CancelToken& token) {
            return measure(*states, *clusters, query, token).transform([](const Measurement& measured) {
                return measured.verdict;
            });
        },
        std::move(cancel));
}

QFuture<Result<SideComparison>> MeasureService::between(
    const std::pair<ComparedSide, ComparedSide>& sides, CancelToken cancel) const
{
    return m_executor->run<SideComparison>(
        [states = m_states, clusters = m_clusters, sides](
            const CancelToken& token) { return compareSides(*states, *clusters, sides, token); },
        std::move(cancel));
}

QFuture<Result<diff::SideBySide>> MeasureService::beside(const diff::Comparison& comparison, CancelToken cancel) const
{
    return m_executor->run<diff::SideBySide>(
        [comparison](const CancelToken& token) { return rowsOf(comparison, token); }, std::move(cancel));
}

QFuture<Result<diff::SideBySide>> MeasureService::linesBeside(
    const QString& left, const QString& right, CancelToken cancel) const
{
    return m_executor->run<diff::SideBySide>(
        [left, right](const CancelToken& token) { return diff::sideBySide(left, right, token); }, std::move(cancel));
}

QFuture<Result<void>> MeasureService::savePatch(
    std::shared_ptr<const diff::SideBySide> rows, const PatchFile& file, CancelToken cancel) const
{
    return m_executor->run<void>(
        [rows = std::move(rows), file](const CancelToken&) -> Result<void> {
            QSaveFile target(file.path);
            const QByteArray text = diff::unifiedDiff(*rows, file.names).toUtf8();
            if (!target.open(QIODevice::WriteOnly) || target.write(text) != text.size() || !target.commit())
                return fail(ErrorCode::Io, FilePlace { .file = file.path }, target.errorString());
            return {};
        },
        std::move(cancel));
}

}
