#include "core/session/AppWatch.h"

#include "core/base/Async.h"

#include <utility>

namespace holdfast::session {

using kube::FeedState;
using manifest::ObjectKey;
using manifest::Value;

namespace {

/// An object as the network thread hands it over; null where nobody asked for this one.
struct Sight {
    ObjectKey key;
    Value object;
};

Value withoutManagers(const Value& object)
{
    return object.with("metadata", object["metadata"].without("managedFields"));
}

QStringList placeOf(const ObjectsAsked& asked)
{
    QStringList place { asked.cluster->context().name.text(), asked.resource.group, asked.resource.plural,
        asked.nameSpace };
    if (asked.names.size() == 1)
        place << *asked.names.cbegin();
    return place;
}

bool stands(FeedState state)
{
    switch (state) {
    case FeedState::Retrying:
    case FeedState::Denied:
    case FeedState::Absent:
        return false;
    case FeedState::Connecting:
    case FeedState::Listing:
    case FeedState::Live:
        break;
    }
    return true;
}

Result<AppWatch::Objects> unwatched(const QString& why)
{
    return fail(ErrorCode::Unsupported, {}, why);
}

}

/// One feed and what it has shown so far.
struct AppWatch::Watch {
    std::unique_ptr<kube::ResourceFeed> feed;
    QSet<QString> names;
    QHash<ObjectKey, Value> objects;
    std::vector<QPromise<Result<Objects>>> waiting;
    FeedState state = FeedState::Connecting;
    int reading = 0; ///< the last that asked
    bool listed = false;
    bool overflown = false;

    /// Nothing where it is not known yet.
    [[nodiscard]] std::optional<Result<Objects>> answer() const
    {
        if (!stands(state))
            return unwatched(QStringLiteral("the watch does not stand"));
        if (overflown)
            return unwatched(QStringLiteral("there are too many objects to hold them"));
        return listed ? std::optional(Result<Objects>(Objects(objects.cbegin(), objects.cend()))) : std::nullopt;
    }
};

AppWatch::AppWatch(gitops::AppId app, QObject* parent)
    : QObject(parent)
    , m_app(std::move(app))
{
}

AppWatch::~AppWatch()
{
    for (auto& [place, watch] : std::exchange(m_watches, {}))
        for (QPromise<Result<Objects>>& waiting : watch->waiting) {
            waiting.addResult(unwatched(QStringLiteral("the watch has ended")));
            waiting.finish();
        }
}

void AppWatch::endReading(int reading)
{
    std::erase_if(m_watches,
        [reading](const auto& entry) { return entry.second->reading < reading && entry.second->waiting.empty(); });
}

QFuture<Result<AppWatch::Objects>> AppWatch::objects(const ObjectsAsked& asked)
{
    const QStringList place = placeOf(asked);
    auto found = m_watches.find(place);
    // What was not asked for when the watch began was not kept.
    if (found != m_watches.end() && !found->second->names.isEmpty()
        && (asked.names.isEmpty() || !found->second->names.contains(asked.names))) {
        if (!found->second->waiting.empty())
            return ready(unwatched(QStringLiteral("others wait for this watch")));
        m_watches.erase(found);
        found = m_watches.end();
    }
    if (found == m_watches.end()) {
        if (m_watches.size() >= mostWatches)
            return ready(unwatched(QStringLiteral("there are enough watches")));
        found = m_watches.emplace(place, std::make_unique<Watch>()).first;
        open(*found->second, asked);
    }
    Watch& watch = *found->second;
    watch.reading = m_reading;
    if (auto known = watch.answer())
        return ready(*std::move(known));
    QPromise<Result<Objects>>& promise = watch.waiting.emplace_back();
    promise.start();
    return promise.future();
}

void AppWatch::open(Watch& watch, const ObjectsAsked& asked)
{
    watch.names = asked.names;
    kube::ListScope scope { .nameSpace = asked.nameSpace };
    if (asked.names.size() == 1)
        scope.fieldSelector = QStringLiteral("metadata.name=") + *asked.names.cbegin();
    kube::ResourceFeed::Handler handler;
    handler.project = [names = asked.names](const Value& object) {
        Sight sight { .key = manifest::objectKey(object) };
        if (names.isEmpty() || names.contains(sight.key.name))
            sight.object = withoutManagers(object);
        return std::any(std::move(sight));
    };
    handler.changed = [this, &watch](kube::RawChange change) { take(watch, std::move(change)); };
    handler.status = [this, &watch](const kube::FeedStatus& status) { take(watch, status); };
    watch.feed = std::make_unique<kube::ResourceFeed>(kube::FeedSubject { .client = asked.cluster->client(),
                                                          .resource = asked.resource,
                                                          .scope = std::move(scope),
                                                          .form = asked.form },
        this, std::move(handler));
    watch.feed->start();
}

void AppWatch::take(Watch& watch, kube::RawChange change)
{
    const bool before = watch.listed;
    kube::FeedChange<Sight> sights = kube::typed<Sight>(std::move(change));
    bool news = false;
    for (Sight& sight : sights.upserts) {
        if (sight.object.isNull() || watch.overflown)
            continue;
        news = true;
        watch.objects.insert(sight.key, std::move(sight.object));
    }
    for (const ObjectKey& key : sights.removals)
        news |= watch.objects.remove(key);
    watch.listed |= sights.listed;
    if (watch.objects.size() > mostObjects) {
        watch.overflown = true;
        watch.objects.clear();
        // Not from within the feed that is speaking.
        QMetaObject::invokeMethod(
            this,
            [this] {
                for (const auto& [place, each] : m_watches)
                    if (each->overflown)
                        each->feed.reset();
            },
            Qt::QueuedConnection);
    }
    tell(watch);
    if (before && news)
        Q_EMIT objectsChanged();
}

void AppWatch::take(Watch& watch, const kube::FeedStatus& status)
{
    const bool stood = stands(std::exchange(watch.state, status.state));
    tell(watch);
    if (stood != stands(status.state) && watch.listed)
        Q_EMIT objectsChanged(); // whoever shows it asks how it is now
}

/// Answers those who wait, once there is something to say.
void AppWatch::tell(Watch& watch)
{
    const auto known = watch.answer();
    if (!known)
        return;
    for (QPromise<Result<Objects>>& waiting : std::exchange(watch.waiting, {})) {
        waiting.addResult(*known);
        waiting.finish();
    }
}

}
