#include "core/kube/ResourceFeed.h"

#include "core/kube/FeedDriver.h"

namespace holdfast::kube {

ResourceFeed::ResourceFeed(
    std::shared_ptr<KubeClient> client, ApiResource resource, ListScope scope, QObject* context, Handler handler)
    : m_driver(FeedDriver::make({ .client = std::move(client),
          .resource = std::move(resource),
          .scope = std::move(scope),
          .context = context,
          .handler = std::move(handler) }))
{
}

ResourceFeed::~ResourceFeed()
{
    m_driver->stop();
}

void ResourceFeed::tune(FeedTuning tuning)
{
    m_driver->tune(std::move(tuning));
}

void ResourceFeed::start()
{
    m_driver->start();
}

void ResourceFeed::retryNow()
{
    m_driver->retryNow();
}

}
