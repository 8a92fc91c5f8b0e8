#include "core/kube/ResourceFeed.h"

#include "core/kube/FeedDriver.h"

namespace holdfast::kube {

ResourceFeed::ResourceFeed(FeedSubject subject, QObject* context, Handler handler)
    : m_driver(FeedDriver::make(std::move(subject), context, std::move(handler)))
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
