#include "core/session/ScopedFeed.h"

namespace holdfast::session {

using kube::FeedState;

ScopedFeed::ScopedFeed(
    std::shared_ptr<kube::KubeClient> client, kube::ApiResource resource, Making making, QObject* parent)
    : QObject(parent)
    , m_client(std::move(client))
    , m_resource(std::move(resource))
    , m_making(std::move(making))
{
    m_report.resource = m_resource.group.isEmpty() ? m_resource.plural : m_resource.plural + u'.' + m_resource.group;
}

ScopedFeed::~ScopedFeed() = default;

void ScopedFeed::start()
{
    open({});
}

void ScopedFeed::retryNow()
{
    if (m_refusal) {
        m_refusal.reset();
        open({});
    } else if (m_feed) {
        m_feed->retryNow();
    }
}

void ScopedFeed::open(const QString& nameSpace)
{
    m_report.nameSpace = nameSpace;
    kube::ResourceFeed::Handler handler;
    handler.project = m_making.project;
    handler.quarantine = m_making.quarantine;
    handler.changed = [this](kube::RawChange change) {
        const bool first = change.listed && !m_report.listed;
        m_report.listed |= change.listed;
        m_making.changed(std::move(change));
        if (first)
            Q_EMIT reportChanged();
    };
    handler.status = [this](const kube::FeedStatus& status) { take(status); };
    m_feed = std::make_unique<kube::ResourceFeed>(
        kube::FeedSubject { .client = m_client, .resource = m_resource, .scope = { .nameSpace = nameSpace } }, this,
        std::move(handler));
    m_feed->start();
}

void ScopedFeed::take(const kube::FeedStatus& status)
{
    const bool forbidden
        = status.state == FeedState::Denied && status.error && status.error->code == ErrorCode::Forbidden;
    const QString& home = m_client->context().nameSpace;
    if (forbidden && m_report.nameSpace.isEmpty() && m_resource.namespaced && !home.isEmpty()) {
        m_refusal = status;
        // Not from within the feed that is speaking.
        QMetaObject::invokeMethod(this, [this, home] { open(home); }, Qt::QueuedConnection);
        return;
    }
    m_report.status = status;
    if (status.state == FeedState::Denied && m_refusal) {
        m_report.status = *m_refusal;
        m_report.nameSpace.clear();
    }
    Q_EMIT reportChanged();
}

}
