#pragma once

#include "core/base/Cancel.h"
#include "core/base/Result.h"
#include "core/kube/KubeClient.h"

#include <QDateTime>
#include <QObject>

#include <any>
#include <functional>
#include <memory>
#include <vector>

namespace holdfast::kube {

/// How fresh a feed is.
enum class FeedState {
    Connecting, ///< nothing heard yet
    Listing, ///< the first objects are arriving
    Live, ///< listed, and a watch is open
    Retrying, ///< broken off; old data is kept and stale since `lastHeard`
    Denied, ///< 401 or 403: stopped, see `error`
    Absent ///< the kind is not served
};

struct FeedStatus {
    FeedState state = FeedState::Connecting;
    QDateTime lastHeard; ///< when the server last said anything for this feed (event, bookmark, list)
    QDateTime listedAt; ///< when the last complete list ended
    std::optional<Error> error;
    friend bool operator==(const FeedStatus&, const FeedStatus&) = default;
};

/// What a projection made of one object. The projection runs on the network thread, object by object while the list
/// streams, so that whole lists of full objects never lie in memory.
template <typename Row>
struct FeedChange {
    std::vector<Row> upserts;
    std::vector<manifest::ObjectKey> removals;
    bool reset = false; ///< upserts replace everything (a relist)
    bool listed = false; ///< with this change the list is complete
};

/// The raw form; use feed<Row>() below. One row is what the projection returned.
struct RawChange {
    std::vector<std::any> upserts;
    std::vector<manifest::ObjectKey> removals;
    bool reset = false;
    bool listed = false;
};

/// Object in, row out; must not throw. A projection that fails returns the quarantined row itself.
using Projection = std::function<std::any(const manifest::Value&)>;

/// Lists and watches one resource by client-go's rules (Reflector) and delivers batches on the thread of its context.
class ResourceFeed final {
public:
    struct Handler {
        Projection project;
        std::function<void(RawChange)> changed; ///< on the thread of `context`, at most every 50 ms
        std::function<void(FeedStatus)> status; ///< on the thread of `context`
    };
    ResourceFeed(
        std::shared_ptr<KubeClient> client, ApiResource resource, ListScope scope, QObject* context, Handler handler);
    ~ResourceFeed();
    ResourceFeed(const ResourceFeed&) = delete;
    ResourceFeed& operator=(const ResourceFeed&) = delete;

    void start();
    /// Tries again at once (the user asked, the machine woke up).
    void retryNow();

private:
    struct State;
    std::shared_ptr<State> m_state;
};

}
