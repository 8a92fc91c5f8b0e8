#include "core/base/Executor.h"

namespace holdfast {

PoolExecutor::PoolExecutor(int threads)
{
    m_pool.setMaxThreadCount(threads);
    m_pool.setExpiryTimeout(-1);
}

PoolExecutor::~PoolExecutor()
{
    m_pool.waitForDone();
}

void PoolExecutor::post(std::function<void()> work)
{
    m_pool.start(std::move(work));
}

}
