#include "core/session/DetailsRequest.h"

#include "core/base/Async.h"
#include "core/gitops/ObjectReading.h"
#include "core/session/AppHealth.h"
#include "core/session/ArgoSettings.h"
#include "core/session/Rollouts.h"

#include <algorithm>
#include <array>
#include <map>

namespace holdfast::session {

using namespace holdfast::gitops;
using manifest::ObjectKey;
using manifest::Value;

namespace {

/// From so many objects of a kind in one namespace on, a list is cheaper than one request each.
constexpr std::size_t listFrom = 4;
constexpr std::size_t mostEvents = 200;

QString placeText(const QString& what, const QString& nameSpace)
{
    return nameSpace.isEmpty() ? what : what + QStringLiteral(" in namespace ") + nameSpace;
}

/// Items of a list do not name their kind.
Value withKind(const Value& item, const kube::ApiResource& resource)
{
    const QString version = resource.group.isEmpty() ? resource.version : resource.group + u'/' + resource.version;
    return item.with("apiVersion", Value(version.toStdString())).with("kind", Value(resource.kind.toStdString()));
}

std::vector<Value> withKind(const std::vector<Value>& items, const kube::ApiResource& resource)
{
    std::vector<Value> typed;
    typed.reserve(items.size());
    for (const Value& item : items)
        typed.push_back(withKind(item, resource));
    return typed;
}

/// What one request can answer: objects of one kind in one namespace.
struct Group {
    QString version;
    std::vector<ObjectKey> keys;
};

std::map<ObjectKey, Group> grouped(const std::vector<AppObject>& objects)
{
    std::map<ObjectKey, Group> groups;
    for (const AppObject& object : objects) {
        ObjectKey like = object.key;
        like.name.clear();
        Group& group = groups[like];
        group.version = object.version;
        group.keys.push_back(object.key);
    }
    return groups;
}

QSet<QString> namesOf(const std::vector<ObjectKey>& keys)
{
    QSet<QString> names;
    for (const ObjectKey& key : keys)
        names.insert(key.name);
    return names;
}

}

DetailsRequest::DetailsRequest(Subject subject, CancelToken cancel, QObject* parent)
    : QObject(parent)
    , m_subject(std::move(subject))
    , m_cancel(std::move(cancel))
    , m_watch(m_subject.watch)
    , m_reading(m_subject.watch != nullptr ? m_subject.watch->beginReading() : 0)
{
    m_details.upkeep = m_watch ? Upkeep::Watched : Upkeep::Polled;
}

QFuture<Result<AppDetails>> DetailsRequest::start()
{
    m_promise.start();
    const AppId& id = m_subject.app.id;
    m_engine = m_subject.home->engineOf(id.kind);
    const QString wanted = word(id.kind);
    std::optional<kube::ApiResource> resource;
    for (const WatchedKind& kind : m_engine == nullptr ? std::vector<WatchedKind>() : m_engine->kinds())
        if (kind.kind.compare(wanted, Qt::CaseInsensitive) == 0)
            resource = m_subject.home->resource(kind.group, kind.kind);
    if (!resource) {
        give(fail(ErrorCode::Unreachable, ObjectPlace { .object = appText(id) },
            QStringLiteral("the cluster has not answered yet, or does not serve this kind any more")));
        return m_promise.future();
    }
    AppWatch* watch = m_watch.data();
    if (watch == nullptr) {
        askForApp(*resource);
        return m_promise.future();
    }
    onDone(watch->objects({ m_subject.home, *resource, id.nameSpace, { id.name } }), this,
        [this, resource = *resource](const Result<AppWatch::Objects>& found) {
            if (found && !found->empty())
                return readApp(found->front());
            m_details.upkeep = Upkeep::Polled;
            askForApp(resource);
        });
    return m_promise.future();
}

void DetailsRequest::askForApp(const kube::ApiResource& resource)
{
    const AppId& id = m_subject.app.id;
    onDone(m_subject.home->client()->object(resource, id.nameSpace, id.name, m_cancel), this,
        [this](const Result<Value>& object) {
            if (object)
                readApp(*object);
            else
                give(std::unexpected(object.error()));
        });
}

void DetailsRequest::look(const ObjectsAsked& asked, Take take, std::function<void()> read)
{
    AppWatch* watch = m_watch.data();
    if (watch == nullptr)
        return read();
    begin();
    onDone(watch->objects(asked), this,
        [this, take = std::move(take), read = std::move(read)](const Result<AppWatch::Objects>& found) {
            if (found) {
                take(*found);
            } else {
                m_details.upkeep = Upkeep::Polled;
                read();
            }
            end();
        });
}

void DetailsRequest::readApp(const Value& object)
{
    m_details.app = m_subject.app;
    m_details.conditions = m_engine->conditions(object);
    m_named = m_engine->objects(object);
    begin();
    if (m_subject.app.id.kind == AppKind::Application)
        readScripts(object);
    readEvents(m_subject.home, m_subject.app.id.nameSpace);
    onDone(m_subject.destinations->find(m_subject.home, m_subject.app), this,
        [this](const Result<ClusterSession*>& target) {
            if (target) {
                readObjects(*target);
            } else {
                for (const AppObject& named : m_named)
                    m_live.unread.insert(named.key);
                m_details.unreadable.push_back(target.error());
            }
            end();
        });
}

/// What the installation says of health.
void DetailsRequest::readScripts(const Value& application)
{
    const std::optional<kube::ApiResource> resource = m_subject.home->resource({}, QStringLiteral("ConfigMap"));
    if (!resource)
        return;
    const QString controller = text(application["status"]["controllerNamespace"]);
    const QString home = controller.isEmpty() ? m_subject.app.id.nameSpace : controller;
    const QString name = QStringLiteral("argocd-cm");
    look(
        { m_subject.home, *resource, home, { name } },
        [this](const AppWatch::Objects& found) {
            if (!found.empty())
                takeScripts(found.front());
        },
        [this, resource = *resource, home, name] {
            begin();
            onDone(m_subject.home->client()->object(resource, home, name, m_cancel), this,
                [this](const Result<Value>& found) {
                    takeScripts(found);
                    end();
                });
        });
}

void DetailsRequest::takeScripts(const Result<Value>& found)
{
    const Result<ArgoSettings> settings = found.and_then([](const Value& object) { return argoSettings(object, {}); });
    if (settings)
        m_live.scripts = health::HealthScripts(settings->overrides);
    else if (settings.error().code != ErrorCode::NotFound)
        unreadable(QStringLiteral("argocd-cm"), settings.error());
}

void DetailsRequest::readObjects(ClusterSession* target)
{
    const auto groups = grouped(m_named);
    QSet<QString> nameSpaces;
    for (const auto& [like, group] : groups)
        if (!like.nameSpace.isEmpty())
            nameSpaces.insert(like.nameSpace);
    for (const QString& nameSpace : std::as_const(nameSpaces)) {
        readOthers(target, nameSpace); // first: pods change the most, and watches are bounded
        if (target != m_subject.home || nameSpace != m_subject.app.id.nameSpace)
            readEvents(target, nameSpace);
    }
    for (const auto& [like, group] : groups) {
        const std::optional<kube::ApiResource> resource = target->resource(like.group, like.kind, group.version);
        if (!resource)
            miss(group.keys, like.kind,
                { .code = ErrorCode::NotFound, .detail = QStringLiteral("the cluster does not serve this kind") });
        else if (like.group.isEmpty() && like.kind == u"Secret")
            readPresence(target, *resource, group.keys);
        else if (group.keys.size() < listFrom)
            readFew(target, *resource, group.keys);
        else
            readMany(target, *resource, group.keys);
    }
}

void DetailsRequest::readFew(
    ClusterSession* target, const kube::ApiResource& resource, const std::vector<ObjectKey>& keys)
{
    const auto each = [this, target, resource](const std::vector<ObjectKey>& wanted) {
        for (const ObjectKey& key : wanted)
            readOne(target, resource, key);
    };
    if (resource.namespaced && keys.size() > 1)
        return look(
            { target, resource, keys.front().nameSpace, namesOf(keys) },
            [this, keys](const AppWatch::Objects& found) { takeMany(keys, found); }, [each, keys] { each(keys); });
    for (const ObjectKey& key : keys)
        look(
            { target, resource, resource.namespaced ? key.nameSpace : QString(), { key.name } },
            [this, key](const AppWatch::Objects& found) {
                if (!found.empty())
                    m_live.own.insert(key, found.front());
            },
            [each, key] { each({ key }); });
}

void DetailsRequest::readOne(ClusterSession* target, const kube::ApiResource& resource, const ObjectKey& key)
{
    begin();
    onDone(target->client()->object(resource, resource.namespaced ? key.nameSpace : QString(), key.name, m_cancel),
        this, [this, key](const Result<Value>& object) {
            if (object)
                m_live.own.insert(key, *object);
            else if (object.error().code != ErrorCode::NotFound)
                miss({ key }, placeText(key.kind, key.nameSpace), object.error());
            end();
        });
}

/// Whether Secrets are there is all that a tree needs: their values stay in the cluster.
void DetailsRequest::readPresence(
    ClusterSession* target, const kube::ApiResource& resource, const std::vector<ObjectKey>& keys)
{
    const QString& nameSpace = keys.front().nameSpace;
    const auto read = [this, target, resource, keys, nameSpace] {
        begin();
        onDone(target->client()->table(resource, { .nameSpace = nameSpace }, m_cancel), this,
            [this, keys, resource](const Result<std::vector<kube::TableRow>>& rows) {
                std::vector<Value> objects;
                for (const kube::TableRow& row : rows.value_or(std::vector<kube::TableRow>()))
                    objects.push_back(withKind(Value(Value::Map { { "metadata", row.metadata } }), resource));
                takeMany(keys, rows ? Result<std::vector<Value>>(objects) : std::unexpected(rows.error()));
                end();
            });
    };
    look(
        { target, resource, nameSpace, namesOf(keys), kube::ObjectForm::Metadata },
        [this, keys](const AppWatch::Objects& found) { takeMany(keys, found); }, read);
}

void DetailsRequest::readMany(
    ClusterSession* target, const kube::ApiResource& resource, const std::vector<ObjectKey>& keys)
{
    const QString& nameSpace = keys.front().nameSpace;
    const auto read = [this, target, resource, keys, nameSpace] {
        begin();
        onDone(target->client()->list(resource, { .nameSpace = nameSpace }, m_cancel), this,
            [this, keys, resource](const Result<std::vector<Value>>& items) {
                takeMany(keys, items.transform([&resource](const auto& found) { return withKind(found, resource); }));
                end();
            });
    };
    look(
        { target, resource, nameSpace, namesOf(keys) },
        [this, keys](const AppWatch::Objects& found) { takeMany(keys, found); }, read);
}

void DetailsRequest::takeMany(const std::vector<ObjectKey>& keys, const Result<std::vector<Value>>& found)
{
    if (!found)
        return miss(keys, placeText(keys.front().kind, keys.front().nameSpace), found.error());
    const QSet<ObjectKey> wanted(keys.begin(), keys.end());
    for (const Value& object : *found) {
        ObjectKey key = manifest::objectKey(object);
        if (wanted.contains(key))
            m_live.own.insert(std::move(key), object);
    }
}

void DetailsRequest::readOthers(ClusterSession* target, const QString& nameSpace)
{
    struct Kind {
        const char* group;
        const char* name;
    };
    const bool numbered = std::ranges::any_of(m_named, [&nameSpace](const AppObject& named) {
        return named.key.nameSpace == nameSpace
            && (named.key.kind == QLatin1String("StatefulSet") || named.key.kind == QLatin1String("DaemonSet"));
    });
    std::vector<Kind> kinds { { "apps", "ReplicaSet" }, { "", "Pod" }, { "batch", "Job" } };
    if (numbered)
        kinds.push_back({ "apps", "ControllerRevision" });
    for (const Kind& kind : kinds) {
        const auto resource = target->resource(QString::fromLatin1(kind.group), QString::fromLatin1(kind.name));
        if (!resource)
            continue;
        look(
            { target, *resource, nameSpace, {} },
            [this, resource = *resource, nameSpace](
                const AppWatch::Objects& found) { takeOthers(found, resource, nameSpace); },
            [this, target, resource = *resource, nameSpace] {
                begin();
                onDone(target->client()->list(resource, { .nameSpace = nameSpace }, m_cancel), this,
                    [this, resource, nameSpace](const Result<std::vector<Value>>& items) {
                        takeOthers(items, resource, nameSpace);
                        end();
                    });
            });
    }
}

void DetailsRequest::takeOthers(
    const Result<std::vector<Value>>& items, const kube::ApiResource& resource, const QString& nameSpace)
{
    if (!items)
        unreadable(placeText(resource.kind, nameSpace), items.error());
    else
        std::ranges::move(withKind(*items, resource), std::back_inserter(m_live.others));
}

void DetailsRequest::readEvents(ClusterSession* target, const QString& nameSpace)
{
    const std::optional<kube::ApiResource> resource = target->resource({}, QStringLiteral("Event"));
    if (!resource)
        return;
    look(
        { target, *resource, nameSpace, {} },
        [this, nameSpace](const AppWatch::Objects& found) { takeEvents(found, nameSpace); },
        [this, target, resource = *resource, nameSpace] {
            begin();
            onDone(target->client()->list(resource, { .nameSpace = nameSpace }, m_cancel), this,
                [this, nameSpace](const Result<std::vector<Value>>& items) {
                    takeEvents(items, nameSpace);
                    end();
                });
        });
}

void DetailsRequest::takeEvents(const Result<std::vector<Value>>& items, const QString& nameSpace)
{
    if (!items)
        unreadable(placeText(QStringLiteral("Event"), nameSpace), items.error());
    else
        std::ranges::transform(*items, std::back_inserter(m_events), eventRecord);
}

void DetailsRequest::miss(const std::vector<ObjectKey>& keys, const QString& what, const Error& error)
{
    m_live.unread.unite(QSet<ObjectKey>(keys.begin(), keys.end()));
    unreadable(what, error);
}

void DetailsRequest::unreadable(const QString& what, const Error& error)
{
    Error sentence { .code = error.code,
        .where = error.where,
        .detail = QStringLiteral("%1 cannot be read").arg(what),
        .cause = std::make_shared<const Error>(error) };
    if (!std::ranges::contains(m_details.unreadable, sentence.detail, &Error::detail))
        m_details.unreadable.push_back(std::move(sentence));
}

void DetailsRequest::end()
{
    if (--m_pending > 0)
        return;
    if (m_cancel.isCancelled())
        return give(fail(ErrorCode::Cancelled, {}, QStringLiteral("cancelled")));
    // Health scripts take their time, and are the app's owner's own.
    onDone(m_subject.services.pool->run<Laid>(
               [engine = m_engine, engines = m_subject.services.engines, id = m_subject.app.id,
                   named = std::move(m_named), live = std::move(m_live)](const CancelToken&) {
                   std::vector<AppObject> rows = objectTree(*engine, id.kind, named, live);
                   std::optional<Health> health = appHealth(id, rows, live);
                   return Result<Laid>(Laid { std::move(rows), rollouts(live), std::move(health) });
               },
               m_cancel),
        this, [this](const Result<Laid>& laid) {
            if (laid)
                finish(*laid);
            else
                give(std::unexpected(laid.error()));
        });
}

void DetailsRequest::finish(const Laid& laid)
{
    m_details.objects = laid.objects;
    m_details.rollouts = laid.rollouts;
    m_details.measuredHealth = laid.health;
    QSet<ObjectKey> about;
    for (const AppObject& object : m_details.objects)
        about.insert(object.key);
    const AppId& id = m_subject.app.id;
    const QString kind = word(id.kind);
    std::erase_if(m_events, [&](const EventRecord& event) {
        const bool own = event.object.kind.compare(kind, Qt::CaseInsensitive) == 0
            && event.object.nameSpace == id.nameSpace && event.object.name == id.name;
        return !own && !about.contains(event.object);
    });
    std::ranges::stable_sort(m_events, std::ranges::greater(), &EventRecord::lastSeen);
    m_events.resize(std::min(m_events.size(), mostEvents));
    m_details.events = std::move(m_events);
    m_details.at = m_subject.services.clock->now();
    if (AppWatch* watch = m_watch.data())
        watch->endReading(m_reading);
    give(std::move(m_details));
}

void DetailsRequest::give(Result<AppDetails> answer)
{
    m_promise.addResult(std::move(answer));
    m_promise.finish();
    deleteLater();
}

}
