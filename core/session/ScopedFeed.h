#pragma once

#include "core/kube/ResourceFeed.h"
#include "core/session/LinkStates.h"

#include <QObject>

#include <memory>

namespace holdfast::session {

/// A feed over all namespaces; where that is forbidden, over the namespace of the context.
class ScopedFeed final : public QObject {
    Q_OBJECT
public:
    using Changed = std::function<void(kube::RawChange)>;
    struct Making {
        kube::Projection project;
        kube::Quarantine quarantine;
        Changed changed;
    };
    ScopedFeed(std::shared_ptr<kube::KubeClient> client, kube::ApiResource resource, Making making, QObject* parent);
    ~ScopedFeed() override;

    void start();
    void retryNow();
    [[nodiscard]] const FeedReport& report() const { return m_report; }

Q_SIGNALS:
    void reportChanged();

private:
    void open(const QString& nameSpace);
    void take(const kube::FeedStatus& status);

    std::shared_ptr<kube::KubeClient> m_client;
    kube::ApiResource m_resource;
    Making m_making;
    FeedReport m_report;
    std::optional<kube::FeedStatus> m_refusal; ///< what was said of all namespaces
    std::unique_ptr<kube::ResourceFeed> m_feed;
};

}
