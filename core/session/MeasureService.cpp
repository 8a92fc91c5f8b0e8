#include "core/session/MeasureService.h"

#include "core/session/ObjectRows.h"

namespace holdfast::session {

MeasureService::MeasureService(
    std::shared_ptr<workflow::ClusterAccess> clusters, const QString& mirrors, std::shared_ptr<Executor> executor)
    : m_clusters(std::move(clusters))
    , m_states(std::make_shared<const DesiredStates>(m_clusters, mirrors))
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

QFuture<Result<diff::SideBySide>> MeasureService::beside(const MeasuredObject& object, CancelToken cancel) const
{
    return m_executor->run<diff::SideBySide>(
        [comparison = object.comparison](const CancelToken& token) { return rowsOf(comparison, token); },
        std::move(cancel));
}

}
