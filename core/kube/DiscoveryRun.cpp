#include "core/kube/Discovery.h"
#include "core/kube/KubeCalls.h"

namespace holdfast::kube {

namespace {

using manifest::Value;

/// Walks from /api and /apis to every group version that the answers name, all at once. A path that fails hides no
/// other; only /apis has to answer.
class DiscoveryRun final : public std::enable_shared_from_this<DiscoveryRun> {
public:
    DiscoveryRun(KubeCalls calls, CancelToken cancel)
        : m_calls(std::move(calls))
        , m_cancel(std::move(cancel))
    {
        m_promise.start();
    }

    QFuture<Result<std::vector<ApiResource>>> start()
    {
        ask({ QStringLiteral("/api"), QStringLiteral("/apis") });
        return m_promise.future();
    }

private:
    void ask(const QStringList& paths)
    {
        for (const QString& path : paths) {
            m_order << path;
            ++m_open;
        }
        for (const QString& path : paths)
            onDone(m_calls.json(path, discoveryAccept(), m_cancel), m_calls.home,
                [self = shared_from_this(), path](const Result<Value>& answer) { self->answered(path, answer); });
    }

    void answered(const QString& path, const Result<Value>& answer)
    {
        const Result<DiscoveryAnswer> read = answer ? readDiscovery(*answer) : std::unexpected(answer.error());
        if (!read && isNeeded(path, read.error()) && !m_failed)
            m_failed = read.error();
        if (read) {
            m_found.insert(path, read->resources);
            ask(read->follow);
        }
        if (--m_open == 0)
            finish();
    }

    /// Servers without a core group exist (a bare aggregated API), hence 404 on /api is none of our concern.
    static bool isNeeded(const QString& path, const Error& error)
    {
        return path == QLatin1String("/apis")
            || (path == QLatin1String("/api") && error.code != ErrorCode::NotFound
                && error.code != ErrorCode::Forbidden);
    }

    void finish()
    {
        std::vector<ApiResource> all;
        for (const QString& path : std::as_const(m_order)) {
            const auto found = m_found.value(path);
            all.insert(all.end(), found.begin(), found.end());
        }
        m_promise.addResult(m_failed ? Result<std::vector<ApiResource>>(std::unexpected(*m_failed)) : std::move(all));
        m_promise.finish();
    }

    KubeCalls m_calls;
    CancelToken m_cancel;
    QPromise<Result<std::vector<ApiResource>>> m_promise;
    QStringList m_order;
    QHash<QString, std::vector<ApiResource>> m_found;
    std::optional<Error> m_failed;
    int m_open = 0;
};

}

QFuture<Result<std::vector<ApiResource>>> discoverAll(KubeCalls calls, CancelToken cancel)
{
    return std::make_shared<DiscoveryRun>(std::move(calls), std::move(cancel))->start();
}

}
